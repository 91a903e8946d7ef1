"""Folding runs of equal blocks keeps every total, and unfolding gives the report back."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from symparam import Input, Model, Sequential, layers, read, sizes
from symparam.algebra.equality import same
from symparam.cli import commands

from ..frameworks import keras

H, W, C = sizes("H W C")


def residual(depth):
    x = source = Input((H, W, C))
    x = layers.Conv2D(64, 3, padding="same")(x)
    for _ in range(depth):
        y = layers.Conv2D(64, 3, padding="same")(layers.Activation("relu")(layers.BatchNormalization()(x)))
        x = layers.Add()([x, y])
    return Model(source, layers.Dense(10)(layers.GlobalAveragePooling2D()(x))).derive()


def test_a_residual_stage_is_one_row():
    report = residual(6)
    folded = report.fold()
    assert [(row.type, row.repeat) for row in folded.rows] == [
        ("InputLayer", 1),
        ("Conv2D", 1),
        ("Block", 6),
        ("GlobalAveragePooling2D", 1),
        ("Dense", 1),
    ]
    for total in ("params", "trainable", "non_trainable"):
        assert same(getattr(report, total), getattr(folded, total), report.domain)
    assert folded.unfold().rows == report.rows


def test_layers_that_name_their_weights_after_themselves_are_equal_too():
    """The stages of ConvNeXt-Tiny have 3, 3, 9 and 3 blocks (Liu et al. 2022), each with a scale of its own name."""
    folded = read("keras:ConvNeXtTiny").derive().fold()
    assert [row.repeat for row in folded.rows if row.folded] == [3, 3, 9, 3]
    assert len(folded.rows) == 13


def test_different_blocks_stay_apart():
    report = Sequential([layers.Dense(8), layers.Dense(16), layers.Dense(8)], input=(C,)).derive()
    assert report.fold().rows == report.rows


def test_a_block_that_feeds_a_later_layer_stays_apart():
    x = source = Input((H, W, 8))
    kept = []
    for _ in range(4):
        x = layers.Conv2D(8, 3, padding="same")(x)
        kept.append(x)
    report = Model(source, layers.Concatenate()(kept)).derive()
    assert not any(row.type == "Block" for row in report.fold().rows)


def test_bound_and_folded_is_folded_and_bound():
    report = residual(4)
    assert report.fold().at(H=32, W=32, C=3).params == report.at(H=32, W=32, C=3).fold().params


SCRIPT = """
import keras
from keras import layers
x = source = keras.Input((64, 64, 3))
x = layers.Conv2D(16, 3, padding="same")(x)
for i in range(4):
    y = layers.Conv2D(16, 3, padding="same")(x)
    y = layers.BatchNormalization()(y)
    x = layers.Add()([x, y])
y = layers.Conv2D(32, 3, padding="same", strides=2)(x)
y = layers.Conv2D(32, 3, padding="same")(layers.BatchNormalization()(y))
x = layers.Add()([y, layers.Conv2D(32, 1, strides=2)(x)])
for i in range(3):
    y = layers.Conv2D(32, 3, padding="same")(x)
    y = layers.BatchNormalization()(y)
    x = layers.Add()([x, y])
model = keras.Model(source, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "staged.py"
    path.write_text(SCRIPT)
    return path


def test_a_script_shows_its_stages_with_the_block_that_opens_one(script):
    report = read(script).derive()
    folded = report.fold()
    assert [(row.type, row.repeat) for row in folded.rows if row.rows] == [("Block", 4), ("Block", 1), ("Block", 3)]
    assert folded.rows[3].inputs == (folded.rows[2].name,)
    assert same(report.params, folded.params, report.domain)
    assert same(report.macs, folded.macs, report.domain)
    assert folded.unfold().rows == report.rows
    assert folded.proof().holds is True


def test_a_folded_row_costs_what_its_layers_do(script):
    report = read(script).derive()
    for row in report.fold().rows:
        if row.rows:
            assert same(row.macs, sum(inner.macs for inner in row.rows))
            assert same(row.params, sum(inner.params for inner in row.rows))


def test_a_config_folds_as_its_script(script, tmp_path):
    names = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(SCRIPT, names)
    path = tmp_path / "staged.json"
    path.write_text(names["model"].to_json())
    folded = read(path).derive().fold()
    assert [(row.type, row.repeat) for row in folded.rows] == [
        (row.type, row.repeat) for row in read(script).derive().fold().rows
    ]


def run(*words):
    result = CliRunner().invoke(commands, list(map(str, words)))
    assert result.exit_code == 0, result.output
    return result.output


def test_show_and_derive_fold_on_the_command_line(script):
    shown = run("show", script, "--fold")
    assert "conv2d_1 – add_3 (Block) × 4" in shown
    assert "conv2d_5 – add_4 (Block) " in shown
    rows = json.loads(run("show", script, "--fold", "--format", "json"))["rows"]
    assert [row["repeat_value"] for row in rows if row["type"] == "Block"] == [4, 1, 3]
    derived = run("derive", script, "--fold")
    assert re.search(r"conv2d_1 \(Conv2D\) +3·3·16·16 \+ 16 +2,320", derived)  # each layer of the block, once
    assert re.search(r"batch_normalization \(BatchNormalization\) +4·16 +64", derived)
    assert "params = 4(2320 + 64) = 9,536" in derived
    assert "batch_normalization_2" not in derived


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "html", "json"])
def test_the_proof_of_a_folded_report_in_every_format(script, form):
    printed = run("derive", script, "--fold", "--prove", "--format", form)
    assert "All of it is proved." in printed
    assert "Total params" in printed


def test_a_model_of_a_type_called_block_is_no_folded_row():
    inner = Sequential([layers.Dense(C)], input=(C,), name="inner")
    x = Input((C,))
    report = Model(x, inner(x)).derive()
    named = replace(report, rows=tuple(replace(row, type="Block") if row.rows else row for row in report.rows))
    assert named.unfold().rows == named.rows


def named_blocks(blocks, order):
    """Blocks named as in Keras's ResNet, of which the first has a projection; the activation ends one or begins it."""
    x = source = Input((H, W, 8), name="image")

    def layer(kind, *args, name, **kwargs):
        return getattr(layers, kind)(*args, name=name, **kwargs)

    for i in range(1, blocks + 1):
        at, side = f"conv2_block{i}", x
        if order == "before":
            x = layer("Activation", "relu", name=f"{at}_preact_relu")(
                layer("BatchNormalization", name=f"{at}_preact_bn")(x)
            )
        if i == 1:
            side = layer("Conv2D", 16, 1, name=f"{at}_0_conv")(x)
        x = layer("Conv2D", 16, 3, padding="same", name=f"{at}_1_conv")(x)
        x = layer("Add", name=f"{at}_add")([side, x])
        if order == "after":
            x = layer("Activation", "relu", name=f"{at}_out")(x)
    return Model(source, layers.GlobalAveragePooling2D(name="pool")(x)).derive()


@pytest.mark.parametrize("order", ["before", "after"])
def test_folded_blocks_have_the_names_that_people_say(order):
    folded = named_blocks(4, order).fold()
    assert [(row.name, row.repeat) for row in folded.rows] == [
        ("image", 1),
        ("conv2_block1", 1),
        ("conv2_block2 – 4", 3),
        ("pool", 1),
    ]
    assert folded.rows[2].inputs == ("conv2_block1",)
    assert folded.unfold().rows == named_blocks(4, order).rows
