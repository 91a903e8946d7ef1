"""The few helpers of timm that published scripts take from it, by their paths; its models are not read."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...interpreter.faults import surely
from ...interpreter.iteration import items_of
from ...interpreter.values import Value
from .modules import Module

if TYPE_CHECKING:
    from .session import Machine


def _drop_path(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """DropPath(0.1): whole samples are dropped in training alone."""
    return Module("DropPath", getattr(node, "lineno", m.line), function=lambda m, node, values: values[0])


def _tupled(count: int) -> Callable[[Any, list[Value], dict[str, Value], ast.AST], Value]:
    """to_2tuple(7), to_2tuple((7, 7))."""

    def made(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        x = args[0]
        if not isinstance(x, (list, tuple)):
            return (x,) * count
        items = items_of(m, x, node)
        return m.unknown(node) if items is None else tuple(items)

    return made


def _same(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    surely(args)
    return args[0]


HANDLERS = {
    "timm.layers.DropPath": _drop_path,
    **{f"timm.layers.to_{n}tuple": _tupled(n) for n in (1, 2, 3, 4)},
    **dict.fromkeys([f"timm.layers.{name}_" for name in ("trunc_normal", "trunc_normal_tf", "lecun_normal")], _same),
    "timm.models.registry.register_model": _same,
}
