"""Functions that take positions of a tensor: indices, slices, and tensors of indices."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Expr

from ...algebra import Dim, Shape, div
from ...algebra.slices import sliced
from ...frozen import dataclass
from .function import Ask, Function, is_product
from .masks import is_mask
from .signature import is_tensor
from .table import applied

ONE_AT_AN_END = ((None, 1), (0, 1), (-1, None))  # x[:1], x[0:1], x[-1:]


@dataclass(frozen=True)
class Listed:
    """A list of indices: its shape, and the least and the largest of them, where they are known."""

    shape: Shape
    ends: tuple[Dim, ...] = ()


@dataclass(frozen=True)
class GetItem(Function):
    """Indices, slices, new axes, and tensors of indices: one part of the key for each axis, and for each new one.

    A slice is (start, stop, step), an index (i,), a new axis ().
    """

    key: tuple[Any, ...]

    @property
    def rearranges(self) -> bool:  # type: ignore[override]
        """Whether all elements are taken: new axes and whole slices alone."""
        return all(part in ((), (None, None, None)) for part in self.key)

    def begun(self, x: Shape) -> tuple[int, Dim] | None:
        """The axis of which only the first positions are taken, and how many; None where the key is anything else."""
        kept = [part for part in self.key if part != ()]
        parts = {axis: part for axis, part in enumerate(kept) if part != (None, None, None)}
        if len(parts) != 1:
            return None
        ((axis, part),) = parts.items()
        if not (isinstance(part, tuple) and len(part) == 3 and part[0] in (None, 0) and part[2] in (None, 1)):
            return None
        return axis, sliced(*part, x[axis])

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        sizes = iter(xs[0])
        found: list[Dim] = []
        indices: list[Shape] = []
        places: list[tuple[int, int]] = []  # of tensors of indices: in the key, and among the axes found so far
        place = 0
        for part in self.key:
            if not (isinstance(part, tuple) and len(part) == 1):  # a number takes its axis away beforehand
                place += 1
            if part == ():
                found.append(1)
                continue
            n = next(sizes)
            if isinstance(part, Listed):
                for end in part.ends:
                    index(ask, end, n)
                indices.append(part.shape)
                places.append((place, len(found)))
            elif len(part) == 3:
                found.append(self.slice(ask, part, n))
            else:
                index(ask, part[0], n)
        found += sizes
        if not indices:
            return Shape(found)
        joined = ask.joined(*indices)
        first = places[0]
        together = all(p[0] == first[0] + k for k, p in enumerate(places))
        at = first[1] if together else 0
        return Shape((*found[:at], *joined, *found[at:]))

    def slice(self, ask: Ask, part: tuple[Any, ...], n: Dim) -> Dim:
        """The positions that a slice takes."""
        for end in part[:2]:
            if isinstance(end, Expr) and end.is_nonpositive:
                ask.at_least(-end, 1, f"the end {end} of a slice must count from the back; -0 is the front")
        if part[2] is not None:
            ask.at_least(part[2], 1, "the step of a slice is at least 1")
        start, stop, step = part
        if is_product(n) and step in (None, 1) and (start, stop) in ONE_AT_AN_END:
            return 1  # no axis of an input is empty
        return sliced(start, stop, step, n)


def index(ask: Ask, i: Dim, n: Dim) -> None:
    """One index must lie within its axis."""
    if isinstance(i, int):
        ask.at_least(n, i + 1 if i >= 0 else -i, f"index {i} must lie within its axis")
    elif i.is_nonpositive:
        ask.at_least(n, -i, f"index {i} must lie within its axis")
    else:
        ask.at_least(n, i + 1, f"index {i} must lie within its axis")


class SetItem(GetItem):
    """The tensor with other values at the places of a key."""

    rearranges: ClassVar = False

    def begun(self, x: Shape) -> None:
        """It takes nothing, and changes what is there."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        places = super().rule(ask, xs[0])
        if "value" in self.given:
            value = xs[self.given.index("value")]
            sizes = tuple(value)
            while len(sizes) > len(places) and sizes[0] == 1:  # PyTorch drops axes of 1 in front
                sizes = sizes[1:]
            if len(sizes) > len(places):
                raise self.refuse(f"a value of shape {tuple(value)} does not fit into {tuple(places)}")
            for a, b in zip(reversed(sizes), reversed(tuple(places)), strict=False):
                if a != 1:
                    ask.equal(a, b, "the value must fit into the places")
        return xs[0]


@dataclass(frozen=True)
class Select(Function):
    """One position of an axis."""

    dim: int
    index: Dim

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.axis(x, self.dim)
        index(ask, self.index, x[i])
        return Shape((*x[:i], *x[i + 1 :]))


@dataclass(frozen=True)
class Narrow(Function):
    """So many positions of an axis from a start on."""

    dim: int
    start: Dim
    length: Dim

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.axis(x, self.dim)
        ask.at_least(self.length, 0, "length is not negative")
        start = self.start
        if isinstance(start, int) and start < 0:
            ask.at_least(x[i], -start, "start must lie within the axis")
            start = x[i] + start
        else:
            ask.at_least(start, 0, "start must lie within the axis")
        ask.at_least(x[i], start + self.length, f"the positions must lie within axis {i}")
        return Shape((*x[:i], self.length, *x[i + 1 :]))


@dataclass(frozen=True)
class IndexSelect(Function):
    """The positions of an axis that a vector of indices names."""

    dim: int

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, indices = xs
        self.ranked(indices, 0, 1, name="index")
        i = self.place(x, self.dim)
        if not len(x):
            return x
        return Shape((*x[:i], indices[0] if len(indices) else 1, *x[i + 1 :]))


@dataclass(frozen=True)
class Gather(Function):
    """For each position of an index the element that it names along an axis."""

    dim: int

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, indices = xs
        i = self.place(x, self.dim)
        alike(self, ask, x, indices, i, "index")
        return indices


def alike(layer: Function, ask: Ask, x: Shape, smaller: Shape, but: int, name: str) -> None:
    """A tensor must have as many axes as another, and none of them longer, apart from one."""
    if max(len(x), 1) != max(len(smaller), 1):
        raise layer.refuse(f"{name} has as many axes as the input, not {tuple(smaller)} for {tuple(x)}")
    for k, (n, m) in enumerate(zip(x, smaller, strict=False)):
        if k != but and n != m:
            ask.at_least(n, m, f"{name} may not be longer than the input on axis {k}")


@dataclass(frozen=True)
class TakeAlong(Function):
    """For each position of an index the element that it names along an axis; the others are repeated to fit."""

    dim: int | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, indices = xs
        if self.dim is None:
            return Shape((indices.volume,))
        if len(x) != len(indices):
            raise self.refuse(f"indices has as many axes as the input, not {tuple(indices)} for {tuple(x)}")
        i = self.place(x, self.dim)
        rest = ask.joined(Shape((*x[:i], 1, *x[i + 1 :])), Shape((*indices[:i], 1, *indices[i + 1 :])))
        return Shape((*rest[:i], indices[i] if len(x) else 1, *rest[i + 1 :])) if len(x) else x


class Take(Function):
    """The elements that an index names, all axes counted as one."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return xs[1]


@dataclass(frozen=True)
class Unfold(Function):
    """Windows along an axis, whose positions are a new last axis."""

    dimension: int
    size: Dim
    step: Dim

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.place(x, self.dimension, "dimension")
        n = x[i] if len(x) else 1
        ask.at_least(self.size, 0, "size is not negative")
        ask.at_least(self.step, 1, "step is at least 1")
        ask.at_least(n, self.size, f"a window must fit into axis {i}")
        if isinstance(self.step, int) and self.step < 1:
            return x
        if not len(x):
            return Shape((self.size,))
        return Shape((*x[:i], div(n - self.size + self.step, self.step), *x[i + 1 :], self.size))


def getitem(path: str, input: Any, key: Any) -> Any:
    """What stands at a key."""
    parts, tensors = decoded(path, input, key)
    if not parts:
        return input
    return applied(GetItem, path, {"input": input, "key_": tensors}, key=parts)


def index_put(path: str, input: Any, indices: Any, values: Any, accumulate: bool) -> Any:
    """The tensor with other values at the places that tensors of indices name."""
    if not isinstance(indices, (list, tuple)) or not indices or not all(map(is_tensor, indices)):
        raise GetItem((), path=path).refuse(f"indices are tensors, not {indices!r}")
    return setitem(path, input, tuple(indices), values)


def setitem(path: str, input: Any, key: Any, value: Any) -> Any:
    """The tensor with other values at a key; a value at the places of a mask is a number, or fits anywhere."""
    keys = key if isinstance(key, tuple) else (key,)
    if any(map(is_mask, keys)):
        if is_tensor(value) and len(value.shape):
            raise GetItem((), path=path).refuse("how many values fit into the places of a mask depends on data")
        return input
    parts, tensors = decoded(path, input, key)
    return applied(SetItem, path, {"input": input, "key_": tensors, "value": value}, key=parts)


def decoded(path: str, input: Any, key: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The parts of a key, one for each axis and for each new one, and the tensors of indices among them."""
    layer = GetItem((), path=path)
    rank = len(input.shape)
    keys = list(key) if isinstance(key, tuple) else [key]
    taken = sum(k is not None and k is not ... for k in keys)
    if sum(k is ... for k in keys) > 1:
        raise layer.refuse("an ellipsis stands once in a key")
    if taken > rank:
        raise layer.refuse(f"{taken} indices are too many for a tensor with {rank} axes: {tuple(input.shape)}")
    at = next((i for i, k in enumerate(keys) if k is ...), None)
    if at is not None:
        keys[at : at + 1] = [slice(None)] * (rank - taken)
    return tuple(_part(layer, k) for k in keys), tuple(k for k in keys if is_tensor(k))


def _part(layer: Function, part: Any) -> Any:
    if part is None:
        return ()
    if is_mask(part):
        raise layer.refuse("how many elements a mask takes depends on data, not on shapes")
    if is_tensor(part):
        return Listed(Shape(part.shape))
    if isinstance(part, slice):
        for end in (part.start, part.stop, part.step):
            if not (end is None or isinstance(end, (int, Expr))) or isinstance(end, bool):
                raise layer.refuse(f"the ends of a slice are whole numbers, not {end!r}")
        if isinstance(part.step, int) and part.step < 1:
            raise layer.refuse(f"the step of a slice is at least 1, not {part.step}; flip turns an axis round")
        return (part.start, part.stop, part.step)
    if isinstance(part, (list, tuple, range)):
        return Listed(Shape(_extent(layer, part)), _ends(part))
    if isinstance(part, (int, Expr)):
        return (part,)
    raise layer.refuse(f"an index is a number, a slice, None, … or a tensor of numbers, not {part!r}")


def _ends(values: Any) -> tuple[Dim, ...]:
    """The least and the largest of nested lists of numbers, and what is no number."""
    found: list[Any] = []
    stack = list(values)
    while stack:
        value = stack.pop()
        if isinstance(value, (list, tuple, range)):
            stack += value
        else:
            found.append(value)
    plain = [v for v in found if isinstance(v, int)]
    return (*({min(plain), max(plain)} if plain else ()), *(v for v in found if not isinstance(v, int)))


def _extent(layer: Function, values: Any) -> tuple[int, ...]:
    """The shape of nested lists of indices."""
    inner = {_extent(layer, v) if isinstance(v, (list, tuple, range)) else () for v in values}
    if len(inner) > 1:
        raise layer.refuse(f"{values!r} is no array: its rows differ")
    if not all(isinstance(v, (int, Expr, list, tuple, range)) and not isinstance(v, bool) for v in values):
        raise layer.refuse(f"{values!r} does not hold whole numbers")
    return (len(values), *(inner.pop() if inner else ()))
