"""Every model of keras.applications: its formulas are proved, folding keeps them, and Keras agrees at other sizes.

Keras builds the very graph again, on an input of another size.
"""

from __future__ import annotations

import inspect
from functools import lru_cache
from random import Random

import pytest

import symparam
from symparam import same

from ..frameworks import keras
from .families import FAMILIES, QUICK, marked

ALL = sorted(name for name, f in vars(keras.applications).items() if inspect.isfunction(f))
NAMES = marked(ALL)

# counts at the default sizes, as the documentation of Keras lists them (keras.io/api/applications)
PUBLISHED = {
    "Xception": 22910480,
    "VGG16": 138357544,
    "VGG19": 143667240,
    "ResNet50": 25636712,
    "ResNet101": 44707176,
    "ResNet152": 60419944,
    "ResNet50V2": 25613800,
    "ResNet101V2": 44675560,
    "ResNet152V2": 60380648,
    "InceptionV3": 23851784,
    "InceptionResNetV2": 55873736,
    "MobileNet": 4253864,
    "MobileNetV2": 3538984,
    "DenseNet121": 8062504,
    "DenseNet169": 14307880,
    "DenseNet201": 20242984,
    "NASNetMobile": 5326716,
    "NASNetLarge": 88949818,
    "EfficientNetB0": 5330571,
    "EfficientNetB7": 66658687,
}
TOTALS = ("params", "trainable", "non_trainable")


@lru_cache(maxsize=2)
def built(name):
    with keras.StatelessScope(initialize_variables=False):
        return getattr(keras.applications, name)(weights=None)


@lru_cache(maxsize=2)
def report_of(name):
    return symparam.read(built(name)).derive()


def rebuilt(name, height, width):
    """The same graph on another input, whose layers forget for which sizes they were built."""
    if name.startswith("ConvNeXt"):  # its models inside hold on to their sizes; none of its layers depends on one
        with keras.StatelessScope(initialize_variables=False):
            return getattr(keras.applications, name)(weights=None, input_shape=(height, width, 3))
    config = built(name).get_config()
    for layer in config["layers"]:
        layer.pop("build_config", None)
        if layer["class_name"] == "InputLayer":
            layer["config"]["batch_shape"] = (None, height, width, 3)
    with keras.StatelessScope(initialize_variables=False):
        return keras.Model.from_config(config)


def legal(domain, name, draw):
    return draw.choice([n for n in range(16, 330) if n in domain[name]])


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_is_proved(name):
    proof = report_of(name).proof()
    assert proof.holds is True, "\n".join(map(str, proof.undecided))


@pytest.mark.parametrize("name", NAMES)
def test_folded_is_the_same_and_unfolds_to_the_same(name):
    report = report_of(name)
    folded = report.fold()
    for total in TOTALS:
        assert same(getattr(report, total), getattr(folded, total), report.domain)
    assert same(report.macs, folded.macs, report.domain)
    assert folded.unfold().rows == report.rows
    assert folded.proof().holds is True


@pytest.mark.parametrize("name", NAMES)
def test_keras_agrees_at_another_size_row_by_row(name):
    report = report_of(name)
    if name in PUBLISHED:
        assert report.at().params == PUBLISHED[name]
    draw = Random(name)
    h, w = legal(report.domain, "H", draw), legal(report.domain, "W", draw)
    ours, model = report.at(H=h, W=w, C=3), rebuilt(name, h, w)
    assert ours.params == model.count_params()
    for row, layer in zip(ours.rows, model._operations, strict=True):
        assert row.type == type(layer).__name__
        assert tuple(row.output) == tuple(layer.output.shape[1:]), row.name
        weights = [tuple(variable.shape) for variable in getattr(layer, "weights", ())]
        assert [tuple(weight.shape) for weight in row.weights] == weights, row.name


def test_all_of_them_are_here():
    assert len(ALL) >= 38
    assert set(FAMILIES) | set(QUICK) <= set(ALL)


H, W, C = symparam.sizes("H W C")


def test_the_heads_of_vgg_are_what_their_papers_and_a_pencil_give():
    """Simonyan and Zisserman 2014: five poolings by 2 over 512 channels, Flatten, Dense 4096, 4096, 1000."""
    total = report_of("VGG16").params
    head = 4096 * 512 * symparam.algebra.FloorDiv(H, 32) * symparam.algebra.FloorDiv(W, 32)
    assert 4096 * 512 == 2097152
    widths = (64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512)
    before = (C, *widths[:-1])
    convolutions = sum(9 * a * b + b for a, b in zip(before, widths, strict=True))
    assert total - (head + convolutions + 4096 + 4096 * 4096 + 4096 + 4096 * 1000 + 1000) == 0


def test_resnet50_shows_its_stages():
    """He et al. 2015, table 1: stages of 3, 4, 6 and 3 blocks, the first of each with a projection."""
    folded = report_of("ResNet50").fold()
    assert [row.repeat for row in folded.rows if row.type == "Block"] == [1, 2, 1, 3, 1, 5, 1, 2]
    assert len(folded.rows) <= 30


@pytest.mark.slow
def test_resnet152_shows_its_stages_in_thirty_rows():
    folded = report_of("ResNet152").fold()
    assert [row.repeat for row in folded.rows if row.type == "Block"] == [1, 2, 1, 7, 1, 35, 1, 2]
    assert len(folded.rows) <= 30
