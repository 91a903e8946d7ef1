"""einops: rearrange, repeat and reduce, as the views and transpositions that they are."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.values import Value

if TYPE_CHECKING:
    from .session import Machine


def call(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """einops.name(tensor, pattern, **sizes)."""
    return m.unknown(node, f"{path} is not followed ({m.where(node)})")
