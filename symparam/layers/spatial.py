"""Where the channels stand: inputs of a number of spatial axes and one channel axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from ..algebra import Dim, Need, Shape
from .layer import Layer
from .window import reach, window

LETTERS = {1: ("T",), 2: ("H_in", "W_in"), 3: ("D_in", "H_in", "W_in")}
WORDS = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


class Spatial(Layer):
    """A layer on ``rank`` spatial axes and a channel axis, which stands last or first as ``data_format`` says."""

    rank: ClassVar[int]
    data_format: str | None = None  # a field of each subclass that has the choice

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
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
        names = ("C_in", *letters) if self.first else (*letters, "C_in")
        return tuple(names if len(x) == len(names) else super(Spatial, self).axis_names(x)[0] for x in xs)

    def slide(
        self,
        x: Shape,
        kernel: tuple[Dim, ...],
        strides: tuple[Dim, ...],
        padding: str,
        dilation: tuple[Dim, ...] | None = None,
    ) -> tuple[Dim, ...]:
        """How many positions a window has along each spatial axis."""
        return tuple(
            window(n, k, s, padding, d)
            for n, k, s, d in zip(self.spatial(x), kernel, strides, dilation or (1,) * self.rank, strict=True)
        )

    def fit(
        self, what: str, x: Shape, kernel: tuple[Dim, ...], padding: str, dilation: tuple[Dim, ...] | None = None
    ) -> Iterator[Need]:
        """The window must fit into each spatial axis, or where the input is padded, the axis must not be empty."""
        for word, n, k, d in zip(WORDS[self.rank], self.spatial(x), kernel, dilation or (1,) * self.rank, strict=True):
            if padding == "valid":
                wide = f"{what} {k}" if d == 1 else f"{what} {k} with dilation {d}"
                yield Need(n, ">=", reach(k, d), f"{wide} does not fit into the {word}")
            else:
                yield Need(n, ">=", 1, f"the {word} is empty")
