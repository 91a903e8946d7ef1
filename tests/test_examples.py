"""The examples: their totals and their rows are Keras's, at their own sizes and at others."""

from __future__ import annotations

import re
from math import prod
from pathlib import Path

import pytest

import symparam

EXAMPLES = Path(__file__).parent.parent / "examples"
SIZES = {
    "rgb_classifier.py": [{}, {"num_class": 4}],
    "homework.py": [{}],
    "rgb_classifier_strided.py": [{}, {"num_class": 4}],
    "unet.py": [{}, {"height": 64, "width": 96, "filters": 5, "classes": 7}, {"channels": 1}],
    "lstm_classifier.py": [{}, {"vocabulary": 123, "width": 7, "units": 5}],
    "transformer_encoder.py": [{}, {"heads": 3, "width": 10, "length": 17}, {"blocks": 3, "hidden": 9, "topics": 2}],
}


# parameters as the documentation of Keras and the model cards list them
PUBLISHED = {
    "vgg16.py": 138_357_544,
    "resnet50.py": 25_636_712,
    "mobilenet_v2.py": 3_538_984,
    "efficientnet_b0.py": 5_330_571
    - 7,  # Keras counts the mean and the variance of its images, and how many there were
    "gpt2.json": 124_439_808,
    "vit.json": 86_567_656,
}

TORCH = {"lenet_torch.py": [{}, {"num_classes": 4}]}


def built(source, sizes):
    """The model that Keras builds from the script with other constants."""
    import keras

    for name, n in sizes.items():
        pattern = re.compile(rf"^((?:\w+, )*){name}((?:, \w+)* = )(.*)$", re.MULTILINE)
        match = pattern.search(source)
        assert match, name
        values = match.group(3).split("  #")[0].split(", ")
        values[match.group(1).count(",")] = str(n)
        source = source[: match.start(3)] + ", ".join(values) + source[match.end(3) :]
    source = source.replace("tensorflow.keras", "keras")  # the same layers, and here is no TensorFlow
    scope = {}
    with keras.StatelessScope(initialize_variables=False):
        keras.backend.clear_session(free_memory=False)
        exec(compile(source, "example", "exec"), scope)
    return scope["model"]


def test_every_example_is_here():
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*SIZES, *TORCH}


@pytest.mark.parametrize(("name", "sizes"), [(name, sizes) for name, many in SIZES.items() for sizes in many])
def test_the_totals_and_rows_are_those_of_keras(name, sizes):
    model = built((EXAMPLES / name).read_text(), sizes)
    read = symparam.read(EXAMPLES / name, **sizes).derive()
    bound = symparam.read(EXAMPLES / name).derive()
    reports = [read] if {*sizes} - {*bound.symbols} else [read, bound.bind(**sizes)]
    for report in reports:
        report = report.bind(**report.defaults)
        assert report.params == model.count_params()
        assert report.trainable == sum(prod(w.shape) for w in model.trainable_weights)
        rows = {row.name: row.params for row in report.rows}
        layers = {layer.name: layer.count_params() for layer in model.layers}
        assert {n: p for n, p in rows.items() if p} == {n: p for n, p in layers.items() if p}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_networks_have_the_published_totals(name):
    assert symparam.read(EXAMPLES / "networks" / name).derive().value() == PUBLISHED[name]
    assert {path.name for path in (EXAMPLES / "networks").iterdir() if path.is_file()} == {*PUBLISHED}


@pytest.mark.parametrize(
    "name",
    [
        "vgg16.py",
        *(
            pytest.param(f"{name}.py", marks=pytest.mark.exhaustive)
            for name in ("efficientnet_b0", "mobilenet_v2", "resnet50")
        ),
    ],
)
def test_the_rows_of_the_networks_are_those_of_keras(name):
    source = EXAMPLES / "networks" / name
    theirs = [
        (x.name, type(x).__name__, x.count_params(), x.output.shape[1:]) for x in built(source.read_text(), {}).layers
    ]
    report = symparam.read(source).derive().at()
    assert [(row.name, row.type, row.params, tuple(row.output)) for row in report] == theirs


@pytest.mark.parametrize(("name", "sizes"), [(name, sizes) for name, many in TORCH.items() for sizes in many])
def test_the_parameters_are_those_of_pytorch(name, sizes):
    from .frameworks import framework

    framework("torch", "torch")
    scope = {"__name__": "example"}
    exec(compile((EXAMPLES / name).read_text(), name, "exec"), scope)
    module = type(scope["model"])(**sizes)
    report = symparam.read(EXAMPLES / name).derive().at(**sizes)
    assert report.params == sum(p.numel() for p in module.parameters())
    keys = {f"{row.name}.{weight.name}": tuple(weight.shape) for row in report.rows for weight in row.weights}
    assert keys == {key: tuple(value.shape) for key, value in module.state_dict().items()}
