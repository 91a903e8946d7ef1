"""Random changes of images, which keep their size: a table of names and of Keras's arguments in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, field, replace
from numbers import Real
from typing import Any, ClassVar

from ..algebra import Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from .elementwise import Elementwise, Row, build, noise
from .fields import choice, owner, real

FORMAT = (None, None, "channels_last", "channels_first")


def image(does: str, inert: str = "", /, **fields: Any) -> Row:
    """A row for images: two spatial axes and the channels, or as Keras has it one axis less, the batch being the first.

    Fields that stand in ``inert`` have their place there.
    """
    if "data_format" in inert:
        fields["data_format"] = choice(*FORMAT)
    return replace(noise(does, inert, **fields), ranks=(2, 3))


def share(default: Any = MISSING, least: float = -1, most: float = 1) -> Any:
    """A field that is a number between two bounds, or two that reach between them; ``unseen`` is one for any."""

    def check(layer: Any, name: str, value: Any) -> Any:
        low, high = value if isinstance(value, (list, tuple)) and len(value) == 2 else (value, value)
        if value is None or not (isinstance(low, Real) and isinstance(high, Real)):
            raise LayerError(f"{owner(layer)}: {name} is a number or two numbers, not {value!r}")
        if float(low) > most or float(high) < least:
            raise LayerError(f"{owner(layer)}: {name} lies between {least:g} and {most:g}, not {value!r}")
        return value

    return field(default=default, metadata={"check": check, "unseen": min(max(least, 0), most)})


TABLE: dict[str, Row] = {
    "AugMix": image(
        "A mixture of several changed copies.",
        "value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format",
    ),
    "AutoContrast": image("The full range of values.", "value_range"),
    "ContrastLimitedAdaptiveHistogramEqualization": image(
        "Even contrast in each tile.", "value_range clip_limit tile_grid_size data_format"
    ),
    "CutMix": image("A patch of another image.", "factor seed data_format", factor=share(1.0, 0)),
    "Equalization": image("An even histogram.", "value_range bins data_format"),
    "MaxNumBoundingBoxes": image("At most so many boxes.", "fill_value", max_number=field()),
    "MixUp": image("A mean with another image.", "alpha data_format seed"),
    "RandAugment": image("Several random changes.", "value_range num_ops factor interpolation seed data_format"),
    "RandomBrightness": image("A random brightness.", "value_range seed", factor=share()),
    "RandomColorJitter": image(
        "Random colours.", "value_range brightness_factor contrast_factor saturation_factor hue_factor seed data_format"
    ),
    "RandomContrast": image("A random contrast.", "value_range seed", factor=share(least=0)),
    "RandomElasticTransform": image(
        "A random distortion.",
        "factor scale interpolation fill_mode fill_value value_range seed data_format",
        factor=share(1.0, 0),
    ),
    "RandomErasing": image(
        "A random hole.", "factor scale fill_value value_range seed data_format", factor=share(1.0, 0)
    ),
    "RandomFlip": image("A random flip.", "mode seed data_format"),
    "RandomGaussianBlur": image(
        "A random blur.", "factor kernel_size sigma value_range data_format seed", factor=share(1.0, 0)
    ),
    "RandomGrayscale": image("Sometimes grey, in as many channels.", "factor data_format seed", factor=real(0.5, 0, 1)),
    "RandomHue": image("A random hue.", "value_range data_format seed", factor=share(least=0)),
    "RandomInvert": image("Sometimes the negative.", "factor value_range seed data_format", factor=share(1.0, 0)),
    "RandomPerspective": image(
        "A random perspective.", "factor scale interpolation fill_value seed data_format", factor=share(1.0, 0)
    ),
    "RandomPosterization": image("Fewer bits.", "value_range data_format seed", factor=share(least=1, most=8)),
    "RandomRotation": image(
        "A random rotation.", "fill_mode interpolation seed fill_value data_format", factor=share()
    ),
    "RandomSaturation": image("A random saturation.", "value_range data_format seed", factor=share()),
    "RandomSharpness": image("A random sharpness.", "value_range data_format seed", factor=share(least=0)),
    "RandomShear": image(
        "A random shear.",
        "x_factor y_factor interpolation fill_mode fill_value data_format seed",
        x_factor=share(0.0, 0),
        y_factor=share(0.0, 0),
    ),
    "RandomTranslation": image(
        "A random shift.",
        "fill_mode interpolation seed fill_value data_format",
        height_factor=share(),
        width_factor=share(),
    ),
    "RandomZoom": image(
        "A random zoom.", "width_factor fill_mode interpolation seed fill_value data_format", height_factor=share()
    ),
    "Solarization": image("Inverted highlights.", "addition_factor threshold_factor value_range seed"),
}


@dataclass(frozen=True)
class RandomColorDegeneration(Elementwise):
    """Paler colours.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.RandomColorDegeneration
    """

    factor: Any = share()
    data_format: str | None = choice(*FORMAT)

    ranks: ClassVar = (2, 3)
    inert: ClassVar = ("value_range", "data_format", "seed")
    beside: ClassVar = ("training",)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        channels = xs[0][-3] if self.data_format == "channels_first" else xs[0][-1]
        yield Need(channels, "==", 3, "a colour has 3 channels")


def __getattr__(name: str) -> type[Elementwise]:
    return globals().setdefault(name, build(name, TABLE, __name__))
