"""Preprocessing that gives images another size."""

from __future__ import annotations

from typing import ClassVar

from ..algebra import Dim, Shape
from ..errors import LayerError
from ..frozen import dataclass
from .fields import choice, dim, owner
from .spatial import Spatial


@dataclass(frozen=True)
class CenterCrop(Spatial):
    """An image of a fixed size.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.CenterCrop
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "crop"

    height: Dim = dim("H_new")
    width: Dim = dim("W_new")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    rank = 2
    beside: ClassVar = ("training",)

    def output(self, *xs: Shape) -> Shape:
        return self.shape((self.height, self.width), self.channels(xs[0]))


@dataclass(frozen=True)
class RandomCrop(CenterCrop):
    """An image of a fixed size, from a random place.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.RandomCrop
    """

    inert: ClassVar = ("seed", "data_format")


@dataclass(frozen=True)
class Resizing(CenterCrop):
    """An image of a fixed size, stretched, cropped or padded to it.

    shape:   (H, W, C) -> (H_new, W_new, C)
    params:  0
    source:  keras.layers.Resizing
    """

    crop_to_aspect_ratio: bool = False
    pad_to_aspect_ratio: bool = False

    inert: ClassVar = (
        "interpolation",
        "crop_to_aspect_ratio",
        "pad_to_aspect_ratio",
        "fill_mode",
        "fill_value",
        "antialias",
        "data_format",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.crop_to_aspect_ratio and self.pad_to_aspect_ratio:
            raise LayerError(f"{owner(self)}: set one of crop_to_aspect_ratio and pad_to_aspect_ratio, not both")
