"""Keras's own applications/*.py, read as scripts: what they read as is what Keras builds from them.

resnet_v2.py is refused: it builds its models with ``resnet.ResNet``, which is no public name of Keras, and imports are
not read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from symparam.errors import SymparamError
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
        check(read_text(text, path.name, model=name).derive(), expected)


def test_resnet_v2_is_refused() -> None:
    with pytest.raises(SymparamError, match=r"resnet_v2\.py:\d+: "):
        read_text((FOLDER / "resnet_v2.py").read_text(), "resnet_v2.py", model="ResNet50V2")
