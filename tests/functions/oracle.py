"""What PyTorch makes of a call, for the sizes that symbols stand for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr

from symparam import Input
from symparam.algebra import Shape, bind, size
from symparam.algebra.batch import BATCH, NAME
from symparam.errors import NumberWanted, SymparamError
from symparam.graph.functions import call
from symparam.graph.tensor import Tensor

from ..frameworks import framework

torch = framework("torch", "torch")

BATCHES = (2, 3, 5, 7)
DTYPES = ("float32", "int64", "bool", "complex64")
SINGULAR = ("inv", "inverse", "cholesky", "solve", "matrix_power")  # of what holds 0 or 1 everywhere
ON_META = {f"{place}.{name}" for place in ("torch", "Tensor", "torch.linalg") for name in SINGULAR}


def dim(word: str) -> Any:
    """A size as a word: 3, H, 2N."""
    digits = len(word) - len(word.lstrip("0123456789"))
    factor, name = word[:digits], word[digits:]
    value = 1 if not name else BATCH if name == "N" else size(name)
    return int(factor or 1) * value


@dataclass(frozen=True)
class T:
    """A tensor of a call, by the sizes of its axes: T("N 3 H W")."""

    sizes: tuple[Any, ...]
    dtype: str = ""

    def __init__(self, sizes: Any, dtype: str = "") -> None:
        words = sizes.split() if isinstance(sizes, str) else sizes
        object.__setattr__(self, "sizes", tuple(dim(w) if isinstance(w, str) else w for w in words))
        object.__setattr__(self, "dtype", dtype)


@dataclass(frozen=True)
class Called:
    """A function with the arguments of a call."""

    path: str
    args: tuple[Any, ...]
    keywords: Mapping[str, Any]

    def __str__(self) -> str:
        words = [*map(_shown, self.args), *(f"{k}={_shown(v)}" for k, v in self.keywords.items())]
        return f"{self.path}({', '.join(words)})"


def _shown(value: Any) -> str:
    if isinstance(value, T):
        return f"T({' '.join(map(str, value.sizes))})"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_shown, value))}]"
    return repr(value)


def replaced(value: Any, change: Any) -> Any:
    """A value with ``change`` made to every leaf of its lists, tuples and slices."""
    if isinstance(value, (list, tuple)):
        return type(value)(replaced(v, change) for v in value)
    if isinstance(value, slice):
        return slice(*(replaced(v, change) for v in (value.start, value.stop, value.step)))
    return change(value)


def shapes_of(made: Any) -> Any:
    """The shapes in what a call gives, or the value."""
    if hasattr(made, "shape") and not isinstance(made, Shape):
        return tuple(made.shape)
    if isinstance(made, (Shape, torch.Size)):
        return ("size", *made)
    if isinstance(made, (list, tuple)):
        return [shapes_of(m) for m in made]
    return made if isinstance(made, (int, Expr)) else None


@dataclass(frozen=True)
class Ours:
    """What this package makes of a call: shapes in symbols and the needs that remain; or why it refuses."""

    shapes: Any = None
    needs: tuple[Any, ...] = ()
    refusal: str = ""
    wants_number: bool = False

    def at(self, sizes: Mapping[str, int]) -> Any:
        """The shapes at given sizes, None where a need fails."""
        if self.refusal or not all(need.bind(sizes).holds() for need in self.needs):
            return None
        return replaced(self.shapes, lambda v: bind(v, sizes) if isinstance(v, Expr) else v)


def ours(called: Called) -> Ours:
    """The call on symbolic tensors."""

    def tensor(value: Any) -> Any:
        return Input(value.sizes) if isinstance(value, T) else value

    try:
        made = call(called.path, replaced(list(called.args), tensor), replaced_keywords(called, tensor))
    except NumberWanted as error:
        return Ours(refusal=str(error), wants_number=True)
    except SymparamError as error:
        return Ours(refusal=str(error))
    first = made[0] if isinstance(made, tuple) and made else made
    needs = first.node.needs if isinstance(first, Tensor) else ()
    return Ours(shapes_of(made), needs)


def replaced_keywords(called: Called, change: Any) -> dict[str, Any]:
    return {key: replaced(value, change) for key, value in called.keywords.items()}


def theirs(called: Called, sizes: Mapping[str, int]) -> Any:
    """The shapes that PyTorch gives at given sizes, None where it refuses whatever the tensors hold.

    The meta device checks less than others, so it is asked only where what the tensors hold has a say.
    """
    for dtype in _dtypes(called):
        for device, fill in (("meta", 0),) if called.path in ON_META else (("cpu", 0), ("cpu", 1)):
            try:
                return shapes_of(_run(called, sizes, dtype, device, fill))
            except Exception:
                continue
    return None


def _dtypes(called: Called) -> Iterator[str]:
    asked = [v.dtype for v in (*called.args, *called.keywords.values()) if isinstance(v, T)]
    yield from DTYPES[:3] if all(asked) else DTYPES


def _run(called: Called, sizes: Mapping[str, int], dtype: str, device: str, fill: int) -> Any:
    def real(value: Any) -> Any:
        if isinstance(value, T):
            shape = [bind(n, sizes) for n in value.sizes]
            return torch.full(shape, fill, dtype=getattr(torch, value.dtype or dtype), device=device)
        return bind(value, sizes) if isinstance(value, Expr) else value

    args = replaced(list(called.args), real)
    keywords = replaced_keywords(called, real)
    room, _, name = called.path.rpartition(".")
    if room == "Tensor":
        first, *rest = args
        found = getattr(first, name)
        if not callable(found):
            if rest or keywords:
                raise TypeError
            return found
        made = found(*rest, **keywords)
        if name == "__iter__":
            return list(made)
        if name == "__setitem__":
            return first
        if made is NotImplemented:
            raise TypeError
        return made
    function: Any = torch
    for part in called.path.split(".")[1:]:
        function = getattr(function, part)
    with torch.device(device), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*args, **keywords)


def told(called: Called, sizes: Mapping[str, int], batches: tuple[int, ...] = BATCHES) -> Any:
    """What PyTorch gives for each batch; None where it refuses one of them."""
    found = [theirs(called, {**sizes, NAME: batch}) for batch in batches]
    return None if any(made is None for made in found) else found


def foretold(made: Ours, sizes: Mapping[str, int], batches: tuple[int, ...] = BATCHES) -> Any:
    """The same from the rule."""
    found = [made.at({**sizes, NAME: batch}) for batch in batches]
    return None if any(one is None for one in found) else found
