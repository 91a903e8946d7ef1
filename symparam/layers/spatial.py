"""Where the channels stand: inputs of a number of spatial axes and one channel axis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from ..algebra import Dim, Shape
from .layer import Layer

LETTERS = {1: ("T",), 2: ("H_in", "W_in"), 3: ("D_in", "H_in", "W_in")}


class Spatial(Layer):
    """A layer on ``rank`` spatial axes and a channel axis, which stands last or first as ``data_format`` says."""

    rank: ClassVar[int]
    data_format: str | None = None  # a field of each subclass that has the choice

    def __init_subclass__(cls) -> None:
        rank = getattr(cls, "rank", None)
        if rank is not None:
            cls.ranks = (rank + 1, rank + 1)

    @property
    def first(self) -> bool:
        """Whether the channels stand before the spatial axes."""
        return self.data_format == "channels_first"

    def spatial(self, x: Shape) -> tuple[Dim, ...]:
        """The spatial sizes of an input."""
        return x[1:] if self.first else x[:-1]

    def channels(self, x: Shape) -> Dim:
        """The channels of an input."""
        return x[0] if self.first else x[-1]

    def shape(self, spatial: Iterable[Dim], channels: Dim) -> Shape:
        """Spatial sizes and channels in the layer's data format."""
        return Shape((channels, *spatial) if self.first else (*spatial, channels))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        letters = LETTERS[self.rank]
        return tuple(("C_in", *letters) if self.first else (*letters, "C_in") for _ in xs)
