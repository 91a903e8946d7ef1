"""Keras's own applications/*.py, read as scripts: what they read as is what Keras builds from them, at every size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symparam import read
from symparam.readers.keras_script import read_text

from . import running
from .test_scripts import check

FOLDER = Path(running.keras.__file__).parent / "src" / "applications"
MODELS = {
    "convnext": "ConvNeXtTiny",
    "densenet": "DenseNet121",
    "efficientnet": "EfficientNetB0",
    "efficientnet_v2": "EfficientNetV2B0",
    "inception_resnet_v2": "InceptionResNetV2",
    "inception_v3": "InceptionV3",
    "mobilenet": "MobileNet",
    "mobilenet_v2": "MobileNetV2",
    "mobilenet_v3": "MobileNetV3Small",
    "nasnet": "NASNetMobile",
    "resnet": "ResNet50",
    "resnet_v2": "ResNet50V2",
    "vgg16": "VGG16",
    "vgg19": "VGG19",
    "xception": "Xception",
}


@pytest.mark.parametrize(("file", "name"), MODELS.items())
def test_a_file_of_keras_reads_as_what_keras_builds(file: str, name: str) -> None:
    path = FOLDER / f"{file}.py"
    text = path.read_text().replace('weights="imagenet"', "weights=None")  # with weights some models have other layers
    with running.session(), running.keras.StatelessScope(initialize_variables=False):
        expected = getattr(running.keras.applications, name)(weights=None)
        check(read_text(text, path.name, model=name).derive(), expected, size=224)


LEAST = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}  # what Keras asks for
OPTIONS: list[dict[str, Any]] = [
    {"include_top": False},
    {"include_top": False, "pooling": "avg"},
    {"include_top": False, "pooling": "max"},
    {"classes": 7},
]
OF_ONE: list[tuple[str, dict[str, Any]]] = [
    ("MobileNet", {"alpha": 0.5, "depth_multiplier": 2}),
    ("MobileNetV2", {"alpha": 1.4, "include_top": False}),
    ("MobileNetV3Small", {"alpha": 0.75, "minimalistic": True, "include_top": False}),
    ("MobileNetV3Large", {"include_preprocessing": False}),
    ("EfficientNetV2B1", {"include_preprocessing": False}),
    ("ConvNeXtTiny", {"include_preprocessing": False, "classes": 3}),
    ("ResNet101V2", {"include_top": False}),
    ("EfficientNetB3", {"include_top": False}),
    ("NASNetLarge", {"include_top": False}),
]
CASES = [(name, OPTIONS[i % len(OPTIONS)]) for i, name in enumerate(MODELS.values())] + OF_ONE


def built(name: str, size: tuple[int, int], **options: Any) -> Any:
    with running.session(), running.keras.StatelessScope(initialize_variables=False):
        return getattr(running.keras.applications, name)(weights=None, input_shape=(*size, 3), **options)


@pytest.mark.parametrize(("name", "options"), CASES)
def test_the_formulas_are_what_keras_builds_at_even_and_odd_sizes(name: str, options: dict[str, Any]) -> None:
    chosen = "&".join(f"{key}={value}" for key, value in options.items())
    report = read(f"keras:{name}?{chosen}", input=(224, 224, 3)).derive()
    least = LEAST.get(name, 32)
    for height, width in ((least, least + 1), (least + 61, least + 4)):
        check(report.at(H=height, W=width), built(name, (height, width), **options))


@pytest.mark.parametrize("name", ["VGG16", "Xception", "MobileNetV2", "EfficientNetB0"])
def test_what_keras_finds_too_small_is_not_legal(name: str) -> None:
    report = read(f"keras:{name}").derive()
    least = LEAST.get(name, 32)
    assert report.domain.contains(H=least, W=least)
    assert not report.domain.contains(H=least - 1, W=least)
    with pytest.raises(ValueError, match="at least"):
        built(name, (least - 1, least))


def test_an_axis_that_is_left_open_is_padded_as_keras_pads_it() -> None:
    report = read("keras:MobileNetV2?include_top=False").derive()
    with running.session(), running.keras.StatelessScope(initialize_variables=False):
        model = running.keras.applications.MobileNetV2(weights=None, include_top=False)
        for n in (33, 64):
            assert tuple(report.at(H=n, W=n).outputs[0]) == model.compute_output_shape((None, n, n, 3))[1:]


SHARED = """
import keras

SHAPE = (160, 160, 3)
base = keras.applications.EfficientNetB0(include_top=False, weights=None, input_shape=SHAPE)
picture = keras.Input(shape=SHAPE)
x = keras.layers.Flatten()(base(picture, training=False))
model = keras.Model(picture, keras.layers.Dense(3)(x))
"""


@pytest.mark.parametrize("size", [160, 97])
def test_a_base_in_a_script_fits_its_padding_to_the_size(size: int) -> None:
    variables: dict[str, Any] = {}
    with running.session(), running.keras.StatelessScope(initialize_variables=False):
        exec(SHARED.replace("160", str(size)), variables)
    report = read_text(SHARED, "model.py").derive().at(H=size, W=size)
    assert report.params == variables["model"].count_params()
    assert [tuple(row.output) for row in report.rows] == [tuple(x.output.shape)[1:] for x in variables["model"].layers]


def test_an_application_by_itself_is_the_model_of_a_script() -> None:
    text = "import keras\nnet = keras.applications.VGG16(include_top=False, weights=None)\nnet.trainable = False"
    report = read_text(text, "model.py").derive().at(H=32, W=32)
    assert (report.trainable, report.non_trainable) == (0, 14_714_688)  # Keras 3.15.1


PREPARED = """
import keras
from keras.applications import {module}

pictures = keras.Input({shape})
x = {module}.preprocess_input(pictures{arguments})
model = keras.Model(pictures, keras.layers.Conv2D(2, 3, data_format={order!r})(x))
"""
MODULES = sorted(name for name, f in vars(running.keras.applications).items() if hasattr(f, "preprocess_input"))
ARGUMENTS = [(module, "") for module in MODULES] + [("imagenet_utils", f", mode={mode!r}") for mode in ("tf", "torch")]


@pytest.mark.parametrize("order", ["channels_last", "channels_first"])
@pytest.mark.parametrize(("module", "arguments"), ARGUMENTS)
def test_preprocess_input_on_a_tensor_is_the_operations_that_keras_lists(
    module: str, arguments: str, order: str
) -> None:
    first = order == "channels_first"
    arguments += f", data_format={order!r}" if first else ""
    shape = (3, 32, 48) if first else (32, 48, 3)
    text = PREPARED.format(module=module, shape=shape, arguments=arguments, order=order)
    variables: dict[str, Any] = {}
    with running.session(), running.keras.StatelessScope(initialize_variables=False):
        exec(text, variables)
    report = read_text(text, "model.py").derive()
    check(report, variables["model"], size=32)
    assert [row.type for row in report.rows] == [type(layer).__name__ for layer in variables["model"]._operations]


BESIDE = """
import keras
import numpy as np
from keras.applications.vgg16 import VGG16, decode_predictions, preprocess_input
from keras.preprocessing import image

pictures = preprocess_input(np.zeros((4, 32, 32, 3)))
pictures[0] = preprocess_input(image.img_to_array(image.load_img("cat.png")))
generator = image.ImageDataGenerator(preprocessing_function=preprocess_input)
count, *size = preprocess_input(x=pictures).shape
model = keras.Sequential([keras.Input(pictures.shape[1:]), {layer}, VGG16(include_top=False, weights=None)])
for row in decode_predictions(model.predict(pictures), top=3)[0]:
    print(row)
"""


@pytest.mark.parametrize(
    "layer",
    [
        "keras.layers.Lambda(preprocess_input)",
        "keras.layers.Lambda(lambda x: preprocess_input(x))",
        "keras.layers.Lambda(preprocess_input, arguments={'data_format': 'channels_last'})",
        "keras.layers.Lambda(keras.applications.inception_v3.preprocess_input)",
    ],
)
def test_preprocess_input_in_a_lambda_and_on_data(layer: str) -> None:
    report = read_text(BESIDE.format(layer=layer), "model.py").derive().at()
    # Keras 3.15.1 of the same Sequential: a Lambda without weights, and VGG16 without its top
    assert [(row.type, row.output, row.params) for row in report.rows] == [
        ("Lambda", (32, 32, 3), 0),
        ("Functional", (1, 1, 512), 14_714_688),
    ]


def test_what_only_names_predictions_is_skipped_where_it_depends_on_data() -> None:
    text = (
        "import keras, sys\nfrom keras.applications.vgg16 import decode_predictions\n"
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(2)])\n"
        "if sys.argv[1]:\n    print(decode_predictions(model.predict(sys.argv[2])))"
    )
    assert read_text(text, "model.py").derive().at().params == 18  # 8·2 + 2
