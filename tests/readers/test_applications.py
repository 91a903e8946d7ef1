"""All models of keras.applications, at several sizes, with and without their top: every layer equals Keras's own.

The models are built without initialising a weight. Some fit their padding to the input size, so each is compared with
a config that was built at that size, and, where the model has no such padding, with another size bound to the formulas.
"""

from __future__ import annotations

import inspect
import json
from math import prod
from typing import Any

import pytest

from symparam.readers.keras_config import from_config

from ..applications.families import marked
from ..frameworks import keras

NAMES = sorted(name for name, f in vars(keras.applications).items() if inspect.isfunction(f))
LEAST = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}  # what Keras asks for without the top
FITTED = ("MobileNet", "NASNet", "EfficientNet")  # their padding depends on the input size


def build(name: str, size: tuple[int, int] | None, top: bool) -> Any:
    options: dict[str, Any] = {} if size is None else {"input_shape": (*size, 3)}
    with keras.StatelessScope(initialize_variables=False):
        return getattr(keras.applications, name)(weights=None, include_top=top, classes=17, **options)


def check(model: Any, report: Any) -> None:
    layers = model._operations
    assert [row.name for row in report.rows] == [layer.name for layer in layers]
    assert [row.type for row in report.rows] == [type(layer).__name__ for layer in layers]
    for row, layer in zip(report.rows, layers, strict=True):
        assert tuple(row.output) == tuple(layer.output.shape)[1:], row.name
        weights = [(tuple(w.shape), w.trainable) for w in getattr(layer, "weights", ())]
        assert [(tuple(w.shape), w.trainable) for w in row.weights] == weights, row.name
    assert report.trainable == sum(prod(w.shape) for w in model.trainable_weights)
    assert report.params == model.count_params()


@pytest.mark.parametrize("top", [True, False], ids=["top", "no top"])
@pytest.mark.parametrize("name", marked(NAMES))
def test_every_layer_equals_kerass_own(name: str, top: bool) -> None:
    least = LEAST.get(name, 32)
    sizes = [None] if top else [(least, least), (least + 61, least + 90)]
    if top and not name.startswith("NASNet"):
        sizes.append((least + 100, least + 64))
    for size in sizes:
        model = build(name, size, top)
        report = from_config(json.loads(model.to_json())).derive()
        if model.input_shape[1] is None:  # MobileNetV3 leaves height and width open
            assert report.symbols == {"H": None, "W": None, "C": 3}
            assert report.at(H=224, W=224).params == model.count_params()
            continue
        assert report.defaults == dict(zip("HWC", model.input_shape[1:], strict=True))
        check(model, report.at())


@pytest.mark.parametrize("name", marked(n for n in NAMES if not n.startswith(FITTED)))
def test_the_formulas_hold_at_another_size(name: str) -> None:
    model = build(name, (160, 192), top=False)
    report = from_config(json.loads(model.to_json())).derive()
    other = build(name, (131, 107), top=False)
    for row, layer in zip(report.at(H=131, W=107).rows, other._operations, strict=True):
        assert tuple(row.output) == tuple(layer.output.shape)[1:], row.name
        weights = [tuple(w.shape) for w in getattr(layer, "weights", ())]
        assert [tuple(w.shape) for w in row.weights] == weights, row.name
