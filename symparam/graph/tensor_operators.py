"""Operators on tensors, as Keras has them: each is a layer without weights."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Number
from typing import Any

from sympy import Expr

from ..errors import LayerError
from ..layers.ops import applied, operation


class Operators:
    """``x + y``, ``2 * x``, ``-x``, ``x[:, 0]`` and their like."""

    def __add__(self, other: Any) -> Any:
        return operate("Add", self, other)

    def __radd__(self, other: Any) -> Any:
        return operate("Add", other, self)

    def __sub__(self, other: Any) -> Any:
        return operate("Subtract", self, other)

    def __rsub__(self, other: Any) -> Any:
        return operate("Subtract", other, self)

    def __mul__(self, other: Any) -> Any:
        return operate("Multiply", self, other)

    def __rmul__(self, other: Any) -> Any:
        return operate("Multiply", other, self)

    def __matmul__(self, other: Any) -> Any:
        return operate("Matmul", self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return operate("Matmul", other, self)

    def __truediv__(self, other: Any) -> Any:
        return operate("TrueDivide", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return operate("TrueDivide", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return operate("FloorDivide", self, other)

    def __mod__(self, other: Any) -> Any:
        return operate("Mod", self, other)

    def __pow__(self, other: Any) -> Any:
        return operate("Power", self, other)

    def __neg__(self) -> Any:
        return operate("Negative", self)

    def __abs__(self) -> Any:
        return operate("Absolute", self)

    def __lt__(self, other: Any) -> Any:
        return operate("Less", self, other)

    def __le__(self, other: Any) -> Any:
        return operate("LessEqual", self, other)

    def __gt__(self, other: Any) -> Any:
        return operate("Greater", self, other)

    def __ge__(self, other: Any) -> Any:
        return operate("GreaterEqual", self, other)

    def __getitem__(self, key: Any) -> Any:
        return operate("GetItem", self, key)

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("a symbolic tensor has no elements to go over; take them by index, x[:, 0]")

    def __bool__(self) -> bool:
        raise TypeError("a symbolic tensor is neither true nor false")


def operate(name: str, *args: Any) -> Any:
    """The tensor that an operation of keras.ops makes of tensors and constants.

    >>> from symparam import Input
    >>> operate("Add", Input((3, 1)), Input((1, 4)))
    Tensor(3, 4)

    Raises LayerError for what is neither a tensor nor a constant.
    """
    for value in args:
        known = isinstance(value, (Operators, Number, Expr, list, tuple)) or hasattr(value, "shape")
        if not known and name != "GetItem":
            raise LayerError(f"{name} takes tensors, numbers and arrays, not {value!r}")
    layer, tensors = applied(operation(name), {}, args, {}, lambda value: isinstance(value, Operators))
    return layer(*tensors)
