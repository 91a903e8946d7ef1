"""Borders of images: added or taken away, by their widths or up to a size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import choice, dim, owner
from ..spatial import WORDS
from .images import OnImages


class Bordered(OnImages):
    """Two of three are given for the height and for the width: before, after, and the size of the output."""

    what: ClassVar[str]
    sign: ClassVar[int]  # whether the border is added or taken away

    call: ClassVar = ("images",)

    def _given(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Before, after and the target of each axis."""

        def get(*names: str) -> tuple[Any, Any, Any]:
            before, after, target = (getattr(self, name) for name in names)
            return before, after, target

        return (
            get(f"top_{self.what}", f"bottom_{self.what}", "target_height"),
            get(f"left_{self.what}", f"right_{self.what}", "target_width"),
        )

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for given, sides, word in zip(self._given(), ("top and bottom", "left and right"), WORDS[2], strict=True):
            if given.count(None) != 1:
                raise LayerError(
                    f"{owner(self)}: exactly two of the {sides} {self.what} and the target {word} "
                    f"are given, not {3 - given.count(None)}"
                )

    def output(self, *xs: Shape) -> Shape:
        return self.shape(
            (
                n + self.sign * (before + after) if target is None else target
                for n, (before, after, target) in zip(self.spatial(xs[0]), self._given(), strict=True)
            ),
            self.channels(xs[0]),
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n, m, (before, after, _), word in zip(
            self.spatial(xs[0]), self.spatial(self.output(*xs)), self._given(), WORDS[2], strict=True
        ):
            one: Dim = before if after is None else after if before is None else 0
            large, small = (m, n) if self.sign > 0 else (n, m)
            yield Need(large, ">=", small + one, f"no {self.what} of the {word} may be negative")
            yield Need(m, ">=", 0, f"more than the {word} is taken away")


@dataclass(frozen=True)
class PadImages(Bordered):
    """Zeros around an image.

    params:  0
    source:  keras.ops.image.pad_images
    """

    top_padding: Dim | None = dim("a", None, least=0, optional=True)
    left_padding: Dim | None = dim("a", None, least=0, optional=True)
    bottom_padding: Dim | None = dim("b", None, least=0, optional=True)
    right_padding: Dim | None = dim("b", None, least=0, optional=True)
    target_height: Dim | None = dim("h", None, optional=True)
    target_width: Dim | None = dim("w", None, optional=True)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    what = "padding"
    sign = 1


@dataclass(frozen=True)
class CropImages(Bordered):
    """The border of an image taken away.

    params:  0
    source:  keras.ops.image.crop_images
    """

    top_cropping: Dim | None = dim("a", None, least=0, optional=True)
    left_cropping: Dim | None = dim("a", None, least=0, optional=True)
    bottom_cropping: Dim | None = dim("b", None, least=0, optional=True)
    right_cropping: Dim | None = dim("b", None, least=0, optional=True)
    target_height: Dim | None = dim("h", None, optional=True)
    target_width: Dim | None = dim("w", None, optional=True)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    what = "cropping"
    sign = -1
