"""What one position of an output sees of an input, along one axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..algebra import Dim, bind, div
from ..frozen import dataclass

Kind = Literal["same", "window", "spread", "all"]


@dataclass(frozen=True)
class Sight:
    """How the positions of one output axis look at one input axis.

    same:    position o sees position o
    window:  position o sees ``step·o − before … step·o − before + extent − 1``
    spread:  position o sees ``⌈(o + before − extent + 1)/step⌉ … ⌊(o + before)/step⌋``, as in upsampling
    all:     every position sees the whole axis; ``axis`` is None
    """

    kind: Kind
    axis: int | None = None  # the output axis
    extent: Dim = 1
    step: Dim = 1
    before: Dim = 0

    def bind(self, bindings: Mapping[str, Dim]) -> Sight:
        """The sight with symbols replaced by name."""
        extent, step, before = (bind(n, bindings) for n in (self.extent, self.step, self.before))
        return Sight(self.kind, self.axis, extent, step, before)

    def first(self, o: Dim) -> Dim:
        """The first position that o sees."""
        if self.kind == "window":
            return self.step * o - self.before
        if self.kind == "spread":  # ⌈n/s⌉ = ⌊(n + s − 1)/s⌋
            return div(o + self.before - self.extent + self.step, self.step)
        return o

    def last(self, o: Dim) -> Dim:
        """The last position that o sees."""
        if self.kind == "window":
            return self.step * o - self.before + self.extent - 1
        if self.kind == "spread":
            return div(o + self.before, self.step)
        return o


ALL = Sight("all")
