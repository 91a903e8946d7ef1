"""Borders around the last axes, and cuts where they are negative. As in ``F.pad``, pairs go from the last axis back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...several import for_each
from ..fields import owner, real, whole
from .base import TorchLayer, spatial_axes

LEAST = -(10**9)


def pairs() -> Any:
    """The field of the borders: one size for all sides, or two for each axis, from the last axis back.

    It is kept as a pair for each axis, in the order of the axes.
    """

    def check(layer: Any, name: str, value: Any) -> Any:
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            return tuple((whole(layer, name, a, LEAST), whole(layer, name, b, LEAST)) for a, b in value)
        values = for_each(value, 2 * layer.rank)
        found = [whole(layer, name, v, LEAST) for v in values]
        if len(found) not in (2, 4, 6):
            raise LayerError(
                f"{owner(layer)}: {name} takes a size, or 2 for each axis from the last back, not {tuple(found)}"
            )
        return tuple(zip(found[::2], found[1::2], strict=True))[::-1]

    return field(metadata={"check": check, "letter": "p", "neutral": 0, "window": True, "pairs": True})


class Pad(TorchLayer):
    """What all borders have in common."""

    padding: tuple[tuple[Dim, Dim], ...]  # a field of each subclass

    family: ClassVar = "border"
    phrase: ClassVar = "pad"
    inert: ClassVar = ()
    rank: ClassVar[int] = 1

    def sides(self, x: Shape) -> list[tuple[Dim, Dim]]:
        """What is put before and after each axis."""
        return [(0, 0)] * (len(x) - len(self.padding)) + list(self.padding)

    @property
    def flat(self) -> tuple[Dim, ...]:
        """The borders as PyTorch takes them."""
        return tuple(p for pair in self.padding[::-1] for p in pair)

    def __repr__(self) -> str:
        sizes: Any = self.flat[0] if len(set(self.flat)) == 1 else self.flat
        value = f", value={self.value!r}" if hasattr(self, "value") else ""
        return f"{type(self).__name__}(padding={sizes!r}{value})"

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(self.padding) > len(xs[0]):
            raise LayerError(f"{owner(self)}: padding {self.flat} is for more axes than the input has: {xs[0]}")

    def output(self, *xs: Shape) -> Shape:
        return Shape(n + a + b for n, (a, b) in zip(xs[0], self.sides(xs[0]), strict=True))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(spatial_axes(len(x), self.rank) for x in xs)


@dataclass(frozen=True)
class ZeroPad(Pad):
    """Zeros at the ends of the last axes; a negative size cuts.

    shape:   (N, C_in, *n) -> (N, C_in, *n + sum(p))
    params:  0
    source:  torch.nn.ZeroPad1d, ZeroPad2d, ZeroPad3d
    """

    padding: tuple[tuple[Dim, Dim], ...] = pairs()

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for n, (a, b) in zip(xs[0], self.sides(xs[0]), strict=True):
            cut = [p for p in (a, b) if isinstance(p, int) and p < 0]
            if cut or not isinstance(a, int) or not isinstance(b, int):
                yield Need(n + a + b, ">=", 0, f"padding ({a}, {b}) cuts more than there is")
            if len(cut) == 1 and cut[0] + n != n + a + b:
                yield Need(n + cut[0], ">=", 0, f"padding ({a}, {b}) cuts more than there is")


class ZeroPad1d(ZeroPad):
    rank = 1


class ZeroPad2d(ZeroPad):
    rank = 2


class ZeroPad3d(ZeroPad):
    rank = 3


@dataclass(frozen=True)
class ConstantPad(ZeroPad):
    """A value at the ends of the last axes; a negative size cuts.

    shape:   (N, C_in, *n) -> (N, C_in, *n + sum(p))
    params:  0
    source:  torch.nn.ConstantPad1d, ConstantPad2d, ConstantPad3d
    """

    value: Any = real()


class ConstantPad1d(ConstantPad):
    rank = 1


class ConstantPad2d(ConstantPad):
    rank = 2


class ConstantPad3d(ConstantPad):
    rank = 3


class Copying(Pad):
    """A border that is copied from the input, which has one or two axes more than are padded."""

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        axes = len(self.padding)
        if len(xs[0]) not in (axes + 1, axes + 2):
            raise LayerError(
                f"{owner(self)}: padding {self.flat} takes an input with {axes + 1} or {axes + 2} axes, not {xs[0]}"
            )

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for n, (a, b) in zip(xs[0], self.sides(xs[0]), strict=True):
            if (a, b) != (0, 0):
                yield from self.longest(n, a, b)
                yield Need(n + a + b, ">=", 1, f"padding ({a}, {b}) must leave something of the axis")

    def longest(self, n: Dim, before: Dim, after: Dim) -> Iterator[Need]:
        """The axis is long enough for what is copied of it."""
        return iter(())


@dataclass(frozen=True)
class ReflectionPad(Copying):
    """The input mirrored at its ends.

    shape:   (N, C_in, *n) -> (N, C_in, *n + sum(p))
    params:  0
    source:  torch.nn.ReflectionPad1d, ReflectionPad2d, ReflectionPad3d
    """

    padding: tuple[tuple[Dim, Dim], ...] = pairs()

    def longest(self, n: Dim, before: Dim, after: Dim) -> Iterator[Need]:
        for p in dict.fromkeys((before, after)):
            yield Need(n, ">=", p + 1, f"a mirrored border of {p} needs a longer axis")


class ReflectionPad1d(ReflectionPad):
    rank = 1


class ReflectionPad2d(ReflectionPad):
    rank = 2


class ReflectionPad3d(ReflectionPad):
    rank = 3


@dataclass(frozen=True)
class ReplicationPad(Copying):
    """The values at the ends repeated.

    shape:   (N, C_in, *n) -> (N, C_in, *n + sum(p))
    params:  0
    source:  torch.nn.ReplicationPad1d, ReplicationPad2d, ReplicationPad3d
    """

    padding: tuple[tuple[Dim, Dim], ...] = pairs()


class ReplicationPad1d(ReplicationPad):
    rank = 1


class ReplicationPad2d(ReplicationPad):
    rank = 2


class ReplicationPad3d(ReplicationPad):
    rank = 3


@dataclass(frozen=True)
class CircularPad(Copying):
    """The input continued from its other end.

    shape:   (N, C_in, *n) -> (N, C_in, *n + sum(p))
    params:  0
    source:  torch.nn.CircularPad1d, CircularPad2d, CircularPad3d
    """

    padding: tuple[tuple[Dim, Dim], ...] = pairs()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.ranks = (cls.rank + 1, cls.rank + 2)

    def longest(self, n: Dim, before: Dim, after: Dim) -> Iterator[Need]:
        for p in dict.fromkeys((before, after)):
            yield Need(n, ">=", p, f"a border of {p} would go around the axis more than once")


class CircularPad1d(CircularPad):
    rank = 1


class CircularPad2d(CircularPad):
    rank = 2


class CircularPad3d(CircularPad):
    rank = 3
