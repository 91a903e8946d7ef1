"""Stages: every row of the report once, in its order; equal blocks are equal; what feeds what is kept."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, layers
from symparam.algebra import total

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "examples").glob("*.py")), *sorted((ROOT / "tests/readers/scripts").glob("*resnet*.py"))]


def residual(depth: int, width: int = 8) -> Model:
    image = x = Input((32, 32, width))
    for _ in range(depth):
        side = x
        x = layers.Conv2D(width, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Conv2D(width, 1)(x)
        x = layers.Activation("relu")(layers.Add()([side, x]))
    return Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))


def shapes(rows):
    return [(w.shape, w.trainable) for row in rows for w in row.weights]


@pytest.mark.parametrize("report", [
    *(pytest.param(symparam.read(path).derive, id=path.name) for path in SOURCES),
    pytest.param(residual(3).derive, id="few blocks"),
    pytest.param(residual(40).derive, id="many blocks"),
])  # fmt: skip
def test_stages_hold_every_row_once_and_in_order(report):
    report = report()
    stages = report.stages()
    assert [row.name for stage in stages for row in stage.every] == [row.name for row in report.rows]
    assert total(w.size for s in stages for row in s.every for w in (*row.weights,)) == total(
        w.size for row in report.rows for w in row.weights
    )
    place = {row.name: i for i, stage in enumerate(stages) for row in stage.every}
    for i, stage in enumerate(stages):
        outside = {place[name] for row in stage.every for name in row.inputs if name in place} - {i}
        assert set(stage.feeds) == outside
        again = {j for j, other in enumerate(stages) if any(len(row.calls) > 1 for row in other.every)}
        assert all(source < i or source in again for source in stage.feeds)  # a layer called again may feed upwards


def test_blocks_that_are_counted_are_equal():
    stages = residual(40).derive().stages()
    assert [stage.times for stage in stages if stage.times != 1] == [40]
    block = next(stage for stage in stages if stage.times == 40)
    parts = [block.every[i : i + len(block.rows)] for i in range(0, len(block.every), len(block.rows))]
    assert len(parts) == 40
    assert all([r.type for r in a] == [r.type for r in b] and shapes(a) == shapes(b) for a, b in pairwise(parts))


def test_a_stage_of_convolutions_ends_with_its_pooling():
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()
    assert [(stage.first, stage.last) for stage in report.stages()] == [
        ("conv2d", "dropout"),
        ("conv2d_2", "dropout_1"),
        ("conv2d_4", "dropout_2"),
        ("flatten", "dropout_3"),
        ("dense_1", "dropout_4"),
        ("dense_2", "dense_2"),
    ]


def test_blocks_that_grow_are_not_called_equal():
    image = x = Input((8, 8, 4))
    for _ in range(30):
        x = layers.Concatenate()([x, layers.Conv2D(4, 3, padding="same")(layers.BatchNormalization()(x))])
    stages = Model(image, x).derive().stages()
    assert len(stages) < 8
    assert not next(stage for stage in stages if stage.times != 1).equal


@pytest.mark.parametrize("depth", [3, 40])
def test_a_report_by_stages_has_the_same_totals_and_unfolds(depth):
    report = residual(depth).derive()
    staged = report.fold(stages=True)
    assert len(staged.rows) == len(report.stages())
    assert (staged.params, staged.trainable, staged.macs) == (report.params, report.trainable, report.macs)
    assert staged.unfold().rows == report.rows
    names = {row.name for row in staged.rows}
    assert all(name in names for row in staged.rows for name in row.inputs)
