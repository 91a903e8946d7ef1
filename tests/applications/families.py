"""Which models of keras.applications stand for the others.

A few always run, and one of each further family is marked slow. Their siblings, which differ from them in widths and in
how often a block is repeated, run with --all-models.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

QUICK = ("VGG16", "MobileNetV2", "ResNet50")
FAMILIES = (
    "Xception",
    "ResNet152V2",
    "InceptionV3",
    "InceptionResNetV2",
    "MobileNet",
    "MobileNetV3Small",
    "DenseNet121",
    "NASNetLarge",
    "EfficientNetB7",
    "EfficientNetV2S",
    "ConvNeXtTiny",
)


def marked(names: Iterable[str]) -> list[object]:
    """The names as parameters of a test."""
    return [name if name in QUICK else pytest.param(name, marks=_mark(name)) for name in names]


def _mark(name: str) -> pytest.MarkDecorator:
    return pytest.mark.slow if name in FAMILIES else pytest.mark.all_models
