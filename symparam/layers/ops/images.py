"""Operations on images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact, product
from ...frozen import dataclass
from ..fields import choice, dim, dims
from ..spatial import Spatial
from .protocol import Operation


@dataclass(frozen=True)
class OnImages(Spatial, Operation):
    """An operation on height, width and channels."""

    rank = 2


@dataclass(frozen=True)
class DepthToSpace(OnImages):
    """Blocks of channels become blocks of positions.

    params:  0
    source:  keras.ops.depth_to_space
    """

    block_size: Dim = dim("b")
    data_format: str | None = choice("channels_last", None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(
            (n * self.block_size for n in self.spatial(xs[0])), exact(self.channels(xs[0]), self.block_size**2)
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(
            self.block_size**2, "divides", self.channels(xs[0]), "the square of block_size must divide the channels"
        )


@dataclass(frozen=True)
class SpaceToDepth(OnImages):
    """Blocks of positions become blocks of channels.

    params:  0
    source:  keras.ops.space_to_depth
    """

    block_size: Dim = dim("b")
    data_format: str | None = choice("channels_last", None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(
            (exact(n, self.block_size) for n in self.spatial(xs[0])), self.channels(xs[0]) * self.block_size**2
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n in self.spatial(xs[0]):
            yield Need(self.block_size, "divides", n, "block_size must divide height and width")


@dataclass(frozen=True)
class ExtractPatches(OnImages):
    """Windows of an image, each flattened into one vector.

    params:  0
    source:  keras.ops.image.extract_patches
    """

    size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] | None = dims("s", None, optional=True)
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        windows = self.slide(xs[0], self.size, self.strides or self.size, self.padding, self.dilation_rate)
        return self.shape(windows, product((*self.size, self.channels(xs[0]))))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return self.fit("patch", xs[0], self.size, self.padding, self.dilation_rate)


@dataclass(frozen=True)
class Resize(OnImages):
    """An image of a fixed size.

    params:  0
    source:  keras.ops.image.resize
    """

    size: Any
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self.size, self.channels(xs[0]))


@dataclass(frozen=True)
class RGBToGrayscale(OnImages):
    """One channel from the three of red, green and blue.

    params:  0
    source:  keras.ops.image.rgb_to_grayscale
    """

    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    call: ClassVar = ("images",)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self.spatial(xs[0]), 1)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.channels(xs[0]), "broadcasts", 3, "an image has three channels, red, green and blue, or one")
