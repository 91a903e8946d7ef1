"""Preprocessing of images."""

from __future__ import annotations

from random import Random

from symparam.layers.augmentation import TABLE

from ..keras_cases import Case, Spec, disagreement, row, sizes, some

FORMATS = [None, "channels_first", "channels_last", "channels_middle"]
FACTORS = [0.3, 1.0, (0.1, 0.6), 0.0, -0.4, 1.7, 9, (2, 3), "much", 3, 5]
NEEDED = {
    "RandomBrightness",
    "RandomContrast",
    "RandomHue",
    "RandomPosterization",
    "RandomRotation",
    "RandomSaturation",
    "RandomSharpness",
}


SLOW = {"AugMix", "Equalization", "RandAugment"}  # a second for each trace


@row("CenterCrop", "RandomCrop")
def crop(r: Random, name: str) -> Case:
    options = some(r, data_format=FORMATS[:3] if r.random() < 0.9 else FORMATS)
    rank = 4 if name == "CenterCrop" and r.random() < 0.1 else 3
    return Case(Spec(name, r.randint(1, 15), r.randint(1, 9), **options), [sizes(r, rank)])


@row("Resizing")
def resizing(r: Random, name: str) -> Case:
    options = some(
        r,
        data_format=FORMATS[:3],
        interpolation=["nearest", "bilinear"],
        crop_to_aspect_ratio=[True, False],
        pad_to_aspect_ratio=[True, False],
        antialias=[True],
    )
    return Case(Spec(name, r.randint(1, 15), r.randint(1, 9), **options), [sizes(r, 3, 2, 9)])


@row(*TABLE)
def augmentation(r: Random, name: str) -> Case:
    arguments = {
        "MaxNumBoundingBoxes": [r.randint(1, 9)],
        "RandomShear": [],
        "RandomTranslation": [r.choice(FACTORS[:6]), r.choice([0.1, 0.2])],
        "RandomZoom": [0.2],
    }
    if name in SLOW:
        return Case(Spec(name), [r.choice([(8, 8, 3), (9, 6, 3)])])
    options = {}
    if name in NEEDED:
        options["factor"] = r.choice(FACTORS)
    elif "factor" in TABLE[name].fields:
        options = some(r, factor=FACTORS)
    if "data_format" in TABLE[name].fields:
        options |= some(r, data_format=FORMATS[::2])
    shape = (r.randint(4, 12), r.randint(4, 12), 3)
    return Case(Spec(name, *arguments.get(name, []), **options), [shape if r.random() < 0.9 else shape[1:]])


@row("RandomColorDegeneration")
def degeneration(r: Random, name: str) -> Case:
    options = some(r, data_format=FORMATS[::2])
    shape = (r.randint(4, 12), r.randint(4, 12), r.choice([3, 3, 3, 1, 2, 4]))
    return Case(Spec(name, r.choice(FACTORS), **options), [shape if r.random() < 0.9 else shape[1:]])


disagreement(
    "RandomCrop",
    "RandomElasticTransform",
    follows="symbolic",
    reason="Keras's random choice of a place cannot be traced by JAX; it runs eagerly",
)
disagreement(
    "Resizing",
    follows="concrete",
    when=lambda case: {"crop_to_aspect_ratio", "pad_to_aspect_ratio"} <= case.layer.kwargs.keys(),
    reason="both ways to keep the aspect ratio at once are refused only when the layer runs",
)


@row("Pipeline")
def pipeline(r: Random, name: str) -> Case:
    parts = [
        Spec("Rescaling", 0.5),
        Spec("Resizing", 4, r.randint(2, 6)),
        Spec("CenterCrop", 3, 3),
        Spec("RandomFlip"),
        Spec("Normalization", r.choice([-1, None, 1])),
        Spec("RandomContrast", 0.2),
    ]
    return Case(Spec(name, r.sample(parts, r.randint(1, 4))), [sizes(r, 3 if r.random() < 0.9 else 4, 3, 9)])
