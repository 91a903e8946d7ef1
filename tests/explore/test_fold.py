"""Folding runs of equal blocks keeps every total, and unfolding gives the report back."""

from __future__ import annotations

from symparam import Input, Model, Sequential, layers, sizes
from symparam.algebra.equality import same

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
        ("InputLayer", 1), ("Conv2D", 1), ("Block", 6), ("GlobalAveragePooling2D", 1), ("Dense", 1)]
    for total in ("params", "trainable", "non_trainable"):
        assert same(getattr(report, total), getattr(folded, total), report.domain)
    assert folded.unfold().rows == report.rows


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
