"""The methods with which classes of the script take part in Python's own operations: __add__, __eq__, __len__, …."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .scope import MISSING
from .values import Function, Instance, Method, Value

if TYPE_CHECKING:
    from .machine import Machine

# operator -> the method of its left side, and that of its right side
OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Add: ("__add__", "__radd__"),
    ast.Sub: ("__sub__", "__rsub__"),
    ast.Mult: ("__mul__", "__rmul__"),
    ast.Div: ("__truediv__", "__rtruediv__"),
    ast.FloorDiv: ("__floordiv__", "__rfloordiv__"),
    ast.Mod: ("__mod__", "__rmod__"),
    ast.Pow: ("__pow__", "__rpow__"),
    ast.MatMult: ("__matmul__", "__rmatmul__"),
    ast.BitAnd: ("__and__", "__rand__"),
    ast.BitOr: ("__or__", "__ror__"),
    ast.BitXor: ("__xor__", "__rxor__"),
    ast.LShift: ("__lshift__", "__rlshift__"),
    ast.RShift: ("__rshift__", "__rrshift__"),
    ast.Eq: ("__eq__", "__eq__"),
    ast.NotEq: ("__ne__", "__ne__"),
    ast.Lt: ("__lt__", "__gt__"),
    ast.LtE: ("__le__", "__ge__"),
    ast.Gt: ("__gt__", "__lt__"),
    ast.GtE: ("__ge__", "__le__"),
}
UNARY: dict[type[ast.AST], str] = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}


def special(m: Machine, value: Value, name: str, args: list[Value], node: ast.AST) -> Value:
    """What a special method of an object gives; MISSING where its class has none."""
    method = value.cls.find(name) if isinstance(value, Instance) else None
    if not isinstance(method, Function):
        return MISSING
    return m.call(Method(method, value), args, {}, node)


def combined(m: Machine, op: type[ast.AST], a: Value, b: Value, node: ast.AST) -> Value:
    """a op b by a special method of one of them; MISSING where neither has one that answers."""
    if op not in OPERATORS:
        return MISSING
    for value, name, other in zip((a, b), OPERATORS[op], (b, a), strict=True):
        made = special(m, value, name, [other], node)
        if made is not MISSING and made is not NotImplemented:
            return made
    return MISSING
