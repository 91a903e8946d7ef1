"""The independent check proves true formulas, and finds every rule that is broken on purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symparam import Input, Model, Sequential, Shape, layers, sizes
from symparam.algebra.floor import FloorDiv
from symparam.readers.keras_script import read_text

H, W, C = sizes("H W C")


def chain():
    return Sequential(
        [
            layers.Conv2D(8, 3),
            layers.MaxPooling2D(3),
            layers.Conv2D(8, 5, strides=2, padding="same"),
            layers.UpSampling2D(2),
            layers.Conv2D(8, 3, dilation_rate=2),
            layers.Flatten(),
            layers.Dense(7),
        ],
        input=(H, W, C),
    ).derive()


def unet():
    x = source = Input((H, W, C))
    kept = []
    for filters in (8, 16):
        x = layers.Conv2D(filters, 3, padding="same")(x)
        kept.append(x)
        x = layers.MaxPooling2D(2)(x)
    for skip, filters in zip(reversed(kept), (16, 8), strict=True):
        x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
        x = layers.Conv2D(filters, 3, padding="same")(layers.Concatenate()([x, skip]))
    return Model(source, x).derive()


@pytest.mark.parametrize("report", [chain(), unet()], ids=["chain", "unet"])
def test_what_is_true_is_proved(report):
    assert report.proof().holds is True


def test_a_size_in_the_setting_of_an_operation_is_proved_with_the_others():
    code = "import keras\nfrom keras import ops\nT, d = 6, 8\nx = keras.Input((T, d))\n"
    code += "y = ops.broadcast_to(x[:, :1], (1, T, d)) + ops.reshape(x, (-1, T, d))\nm = keras.Model(x, y)"
    assert read_text(code, "model.py").derive().proof().holds is True


def test_the_reference_says_what_was_tried():
    report = Sequential(
        [layers.Conv2D(8, 3), layers.MaxPooling2D(3), layers.Conv2D(8, 7), layers.MaxPooling2D(4)], input=(H, H, 3)
    ).derive()
    assert "period 12" in str(report.proof().claims[3])


def broken(report, index, size):
    """The report with a wrong height in one row."""
    row = report.rows[index]
    wrong = Shape((size, *row.output[1:]))
    calls = tuple(replace(call, outputs=(wrong,)) for call in row.calls)
    return replace(
        report, rows=(*report.rows[:index], replace(row, output=wrong, calls=calls), *report.rows[index + 1 :])
    )


@pytest.mark.parametrize(
    "wrong",
    [
        FloorDiv(H - 1, 3),
        FloorDiv(H - 3, 3),
        FloorDiv(H - 2, 4),
        FloorDiv(H - 2, 3) + 1,
        H - 2,
        FloorDiv(H, 3),
    ],
    ids=str,
)
def test_an_offset_off_by_one_is_found(wrong):
    report = chain()
    proof = broken(report, 1, wrong).proof()
    assert proof.holds is False
    assert next(c for c in proof.claims if c.about == "max_pooling2d").verdict.counterexample


def test_a_rule_broken_in_the_algebra_is_found(monkeypatch):
    """Breaks the nest rule of the constructor itself: the constant between two floors is one too large."""
    from sympy import S

    from symparam.algebra import floor
    from symparam.layers import window

    true_rule = floor._nest

    def wrong_rule(terms):
        nested = true_rule(terms)
        return nested and (*nested[:2], {**nested[2], S.One: nested[2].get(S.One, 0) + 1})

    def forget():
        window.window.cache_clear()
        floor._floor.cache_clear()

    forget()
    monkeypatch.setattr(floor, "_nest", wrong_rule)
    try:
        report = chain()
    finally:
        monkeypatch.undo()
        forget()
    proof = report.proof()
    assert proof.holds is False
    assert chain().proof().holds is True
