"""Upsampling to a size, or by a factor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from sympy import Expr

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...several import for_each
from ..fields import choice, owner, whole
from .base import SPATIAL, TorchLayer
from .scaling import scaled

MODES = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}  # the spatial axes of those that take one number
ANY = ("nearest", "nearest-exact", "area")


def new_size() -> Any:
    """The field of a size for all spatial axes, or of one for each."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, (list, tuple, Shape)):
            return tuple(whole(layer, name, v) for v in value)
        return whole(layer, name, value)

    return field(default=None, metadata={"check": check, "letter": "o", "neutral": None})


def factor() -> Any:
    """The field of a factor for all spatial axes, or of one for each; a whole number is one in any writing."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(_factor(layer, name, v) for v in value)
        return None if value is None or value == 0 else _factor(layer, name, value)

    return field(default=None, metadata={"check": check, "letter": "f", "neutral": None})


def _factor(layer: Any, name: str, value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Expr) or (isinstance(value, int) and not isinstance(value, bool)):
        return whole(layer, name, value, -(10**9))
    raise LayerError(f"{owner(layer)}: {name} is a number or one for each spatial axis, not {value!r}")


@dataclass(frozen=True)
class Upsample(TorchLayer):
    """More positions, each as near ones are or between them; how many is given, or by which factor.

    shape:   (N, C_in, *n) -> (N, C_in, *floor(n*f))
    params:  0
    source:  torch.nn.Upsample
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "upsampling"
    inert: ClassVar = ()
    ranks: ClassVar = (3, 5)

    size: Dim | tuple[Dim, ...] | None = new_size()
    scale_factor: Any = factor()
    mode: str = choice("nearest", *ANY, *MODES)
    align_corners: Any = None
    recompute_scale_factor: Any = None

    def accept(self, *xs: Shape) -> None:
        rank = MODES.get(self.mode)
        if rank is not None and len(xs[0]) != rank + 2:
            raise LayerError(
                f"{owner(self)}: mode={self.mode!r} takes an input with {rank + 2} axes, not {len(xs[0])}: {xs[0]}"
            )
        super().accept(*xs)
        if (self.size is None) == (self.scale_factor is None):
            raise LayerError(f"{owner(self)} takes either size or scale_factor")
        if self.align_corners is not None and self.mode in ANY:
            raise LayerError(f"{owner(self)}: align_corners goes with an interpolating mode, not with {self.mode!r}")
        if self.recompute_scale_factor and self.size is not None:
            raise LayerError(f"{owner(self)}: recompute_scale_factor goes with scale_factor, not with size")
        asked = self.scale_factor if self.size is None else self.size
        if isinstance(asked, tuple) and len(asked) != len(xs[0]) - 2:
            raise LayerError(f"{owner(self)}: {asked} is not one number for each spatial axis of {xs[0]}")

    def output(self, *xs: Shape) -> Shape:
        spatial = xs[0][2:]
        if self.size is not None:
            made: tuple[Dim, ...] = for_each(self.size, len(spatial))
        else:
            factors = for_each(self.scale_factor, len(spatial))
            made = tuple(scaled(self, "scale_factor", n, f) for n, f in zip(spatial, factors, strict=True))
        return Shape((*xs[0][:2], *made))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for n, made in zip(xs[0][2:], self.output(*xs)[2:], strict=True):
            yield Need(n, ">=", 1, "an axis is empty")
            if self.mode != "area":
                yield Need(made, ">=", 1, "nothing is left of an axis")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(("N", "C_in", *SPATIAL[len(x) - 2]) for x in xs)


@dataclass(frozen=True)
class UpsamplingNearest2d(Upsample):
    """More positions, each as the nearest one is.

    shape:   (N, C_in, *n) -> (N, C_in, *floor(n*f))
    params:  0
    source:  torch.nn.UpsamplingNearest2d
    """

    mode: str = field(default="nearest", init=False)
    align_corners: Any = field(default=None, init=False)
    recompute_scale_factor: Any = field(default=None, init=False)


@dataclass(frozen=True)
class UpsamplingBilinear2d(UpsamplingNearest2d):
    """More positions, each between the four around it.

    shape:   (N, C_in, *n) -> (N, C_in, *floor(n*f))
    params:  0
    source:  torch.nn.UpsamplingBilinear2d
    """

    mode: str = field(default="bilinear", init=False)
    align_corners: Any = field(default=True, init=False)
