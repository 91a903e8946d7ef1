"""What is asked of a tensor without making another one: its sizes; and what gives the tensor itself."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from ...algebra import Dim, Shape
from .elementwise import Binary, Unary
from .function import Ask
from .signature import is_tensor
from .table import Call, applied


def shape(path: str, input: Any) -> Shape:
    """All sizes."""
    return Shape(input.shape)


def size(path: str, input: Any, dim: int) -> Dim:
    """One size."""
    x: Shape = input.shape
    if not len(x):
        raise Unary(path=path).refuse(f"dim={dim} is no axis of a tensor without axes")
    return x[Unary(path=path).place(x, dim)]


def rank(path: str, input: Any) -> int:
    """How many axes there are."""
    return len(input.shape)


def count(path: str, input: Any) -> Dim:
    """How many elements there are."""
    volume: Dim = Shape(input.shape).volume
    return volume


def length(path: str, input: Any) -> Dim:
    """The size of the first axis."""
    if not len(input.shape):
        raise Unary(path=path).refuse("a tensor without axes has no length")
    return Shape(input.shape)[0]


def same(path: str, input: Any, **rest: Any) -> Any:
    """The tensor itself: its shape is what counts here."""
    return input


def truth(path: str, input: Any, memory_format: Any) -> Call:
    """The tensor as truth values."""
    return applied(Unary, path, {"input": input})


def to(path: str, input: Any, device: Any, dtype: Any, **rest: Any) -> Any:
    """The tensor itself, or as truth values."""
    if any(str(kind).endswith("bool") for kind in (device, dtype)):
        return truth("Tensor.bool", input, None)
    return input


def is_a_tensor(path: str, obj: Any) -> bool:
    """Whether a value is a tensor."""
    return is_tensor(obj)


def broadcast_shapes(path: str, shapes: Any) -> Shape:
    """The shape to which all are repeated; sizes must agree as they stand."""
    ask = Ask()
    given = [tuple(s) if isinstance(s, (list, tuple, Shape)) else (s,) for s in shapes]
    for n in (n for sizes in given for n in sizes):
        if isinstance(n, bool) or not isinstance(n, (int, Expr)) or (isinstance(n, int) and n < 0):
            raise Unary(path=path).refuse(f"{n!r} is no size")
    made = ask.joined(*map(Shape, given))
    for need in ask.needs:
        if not (need.is_number and need.holds()):
            raise Unary(path=path).refuse(f"{need.left} and {need.right} cannot be repeated to fit")
    return made


def diagonal_filled(path: str, input: Any, fill_value: Any, wrap: bool) -> Any:
    """The tensor itself, with one value on its diagonal."""
    if len(input.shape) < 2 or (len(input.shape) > 2 and len(set(input.shape)) > 1):
        raise Unary(path=path).refuse(f"input is a matrix, or its axes are equal; not {tuple(input.shape)}")
    return input


def unknown(path: str, input: Any, **rest: Any) -> None:
    """What the shape does not tell."""
    return


def filled(path: str, input: Any, value: Any) -> Any:
    """The tensor itself, with one value everywhere."""
    if hasattr(value, "shape") and len(value.shape):
        raise Unary(path=path).refuse(f"value is a number, or a tensor without axes, not {value.shape}")
    return input


def copied(path: str, input: Any, src: Any, **rest: Any) -> Any:
    """The tensor with the elements of another, which is repeated to fit."""
    return applied(Binary, path, {"input": input, "src": src}, in_place=True)
