"""The inputs that a user gives a model whose source does not tell them: shapes, with names and dtypes where wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ..algebra import Dim
from ..algebra.coerce import Value, as_dim
from ..errors import ReadError
from ..frozen import dataclass

DTYPES = frozenset(
    [
        *("float16", "bfloat16", "float32", "float64", "half", "float", "double"),
        *("int8", "int16", "int32", "int64", "int", "long", "uint8", "uint16", "uint32", "uint64", "bool", "string"),
    ]
)


@dataclass(frozen=True)
class GivenInput:
    """The shape of one input without the batch, what it is called, and the type of its entries."""

    shape: tuple[Dim, ...]
    name: str = ""
    dtype: str = ""
    rank: int = 0  # where nobody tells the shape: how many axes it is tried with


Inputs: TypeAlias = tuple[GivenInput, ...]


def inputs_of(given: Any) -> Inputs | None:
    """What a user gives as ``input``: a shape, a list of shapes, or shapes by name; None for nothing.

    A shape may be followed by a dtype: ``("T", "int32")``. Raises ReadError for anything else.

    >>> [one.shape for one in inputs_of([(4,), ("T", 6)])]
    [(4,), (T, 6)]
    >>> inputs_of({"ids": ("T", "int32")})[0].dtype
    'int32'
    """
    if given is None:
        return None
    if isinstance(given, Mapping):
        return tuple(_input(shape, str(name)) for name, shape in given.items())
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise _no_shape(given)
    parts = list(given)
    if parts and all(isinstance(part, (GivenInput, tuple, list)) for part in parts):
        return tuple(part if isinstance(part, GivenInput) else _input(part) for part in parts)
    return (_input(parts),)


def _input(shape: Any, name: str = "") -> GivenInput:
    if isinstance(shape, str) or not isinstance(shape, Iterable):
        raise _no_shape(shape)
    sizes: list[Value] = list(shape)
    dtype = sizes.pop() if sizes and isinstance(sizes[-1], str) and sizes[-1] in DTYPES else ""
    return GivenInput(tuple(as_dim("input", n) for n in sizes), name, str(dtype))


def _no_shape(given: object) -> ReadError:
    return ReadError(f"input is a shape such as (28, 28, 1), or (8,) for one size; not {given!r}")


def single(given: Inputs | None, source: object) -> tuple[Dim, ...] | None:
    """The shape for a reader whose models have one input. Raises ReadError where more is given, or a name."""
    if given is None:
        return None
    if len(given) != 1 or given[0].name:
        raise ReadError(f"{source}: it takes one input shape without a name, as --input 28,28,1")
    return given[0].shape


def told(given: Iterable[GivenInput]) -> Iterator[str]:
    """The inputs as they are given on the command line.

    >>> list(told(inputs_of({"ids": ("T", "int32")})))
    ['ids:T:int32']
    """
    for one in given:
        shape = ",".join(map(str, one.shape))
        yield ":".join(part for part in (one.name, shape, one.dtype) if part)
