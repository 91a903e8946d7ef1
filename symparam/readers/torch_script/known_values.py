"""Tensors of which the numbers are known too: torch.linspace(0, 1, 5), torch.tensor([1, 2]), and their sums."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...graph import Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.operators import operated
from ...interpreter.values import Quotient, Value

if TYPE_CHECKING:
    from .session import Machine

LISTED = ("torch.tensor", "torch.as_tensor", "torch.from_numpy", "torch.Tensor", "torch.LongTensor", "torch.IntTensor")
FOLDED: dict[str, type[ast.operator]] = {"prod": ast.Mult, "sum": ast.Add}


def note(m: Machine, path: str, made: Value, args: Sequence[Any], node: ast.AST) -> None:
    """Keep the numbers of what a function has made, where they are known."""
    if not isinstance(made, Tensor):
        return
    if path == "torch.linspace" and len(args) == 3 and all(isinstance(n, (int, float)) for n in args):
        first, last, count = args
        step = (last - first) / max(count - 1, 1)
        m.torch.values[made.node] = [first + step * i for i in range(count)]
    elif path in LISTED and len(args) == 1 and isinstance(args[0], (list, tuple)) and all(map(_is_number, args[0])):
        m.torch.values[made.node] = list(args[0])
    elif (op := FOLDED.get(path.rpartition(".")[2])) is not None and len(args) == 1 and (known := of(m, args[0])):
        result = known[0]
        for number in known[1:]:
            result = operated(m, op, result, number, node)
        m.torch.values[made.node] = [result]


def of(m: Machine, value: Value) -> list[Any] | None:
    """The numbers of a tensor; None where they are not known."""
    return m.torch.values.get(value.node) if isinstance(value, Tensor) else None


def _is_number(value: Value) -> bool:
    return is_whole(value) or isinstance(value, (float, Quotient))
