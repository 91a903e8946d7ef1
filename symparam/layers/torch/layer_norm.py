"""Normalization of each position over its last axes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import extents, flag, owner
from ..general import suffixes
from .base import TorchLayer


class OverLast(TorchLayer):
    """Normalization over the last axes, whose sizes are given."""

    normalized_shape: tuple[Dim, ...]  # fields of each subclass
    elementwise_affine: bool

    family: ClassVar = "normalization"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.normalized_shape:
            raise LayerError(f"{owner(self)}: normalized_shape is the sizes of one axis at least, not ()")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) < len(self.normalized_shape):
            raise LayerError(
                f"{owner(self)}: normalized_shape {self.normalized_shape} has more axes than the input {xs[0]}"
            )

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        last = xs[0][len(xs[0]) - len(self.normalized_shape) :]
        for a, b in zip(last, self.normalized_shape, strict=True):
            yield Need(a, "==", b, "normalized_shape must be the sizes of the input's last axes")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(self._axes(x) for x in xs)

    def _axes(self, x: Shape) -> tuple[str, ...]:
        count = len(self.normalized_shape)
        last = tuple("d_in" + suffix for suffix in suffixes("d_in", count))
        rest = len(x) - count
        return (*(("N", "T") if rest == 2 else ("N", *(f"n_{i}" for i in range(1, rest)))[:rest]), *last)


@dataclass(frozen=True)
class LayerNorm(OverLast):
    """Each position is normalized over its last axes, each entry of which then has a factor and a summand.

    shape:   (*n) -> (*n)
    params:  prod(d_in) + prod(d_in)
    source:  torch.nn.LayerNorm
    """

    phrase: ClassVar = "layer norm"

    normalized_shape: tuple[Dim, ...] = extents("d_in")
    eps: Any = 1e-5
    elementwise_affine: bool = flag(True)
    bias: bool = flag(True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        if self.elementwise_affine:
            yield Weight("weight", self.normalized_shape)
            yield from optional(self.bias, Weight("bias", self.normalized_shape))


@dataclass(frozen=True)
class RMSNorm(OverLast):
    """Each position is divided by the root mean square of its last axes, each entry of which then has a factor.

    shape:   (*n) -> (*n)
    params:  prod(d_in)
    source:  torch.nn.RMSNorm
    """

    phrase: ClassVar = "RMS norm"
    call: ClassVar = ("x",)

    normalized_shape: tuple[Dim, ...] = extents("d_in")
    eps: Any = None
    elementwise_affine: bool = flag(True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(self.elementwise_affine, Weight("weight", self.normalized_shape))
