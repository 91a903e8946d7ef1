"""Repeated blocks that try to break the closed form: each equals the network written out, or is refused with a cure."""

from __future__ import annotations

import json
from itertools import cycle

import pytest

from symparam import Input, Model, Sequential, SymparamError, layers, repeat, sizes
from symparam.algebra import names_in
from symparam.graph.in_numbers import at_sizes

H, W, C, T, d, F, L, M, h = sizes("H W C T d F L M h")


def projection(x):
    y = layers.Conv2D(16, 3, strides=2, padding="same")(x)
    return layers.Add()([y, layers.Conv2D(16, 1, strides=2)(x)])


def doubled(x):
    return layers.Conv2D(2 * x.shape[-1], 3, padding="same")(x)


def attention(x):
    return layers.Add()([x, layers.MultiHeadAttention(4, 16)(x, x)])


def grown(x):
    return layers.Concatenate()([x, layers.Conv2D(4, 3, padding="same")(x)])


SHARED = layers.Dense(C)
BLOCKS = {
    "strided same": ([layers.Conv2D(8, 3, strides=2, padding="same")], L),
    "projection": (projection, L),
    "upsampling": ([layers.UpSampling2D(2), layers.DepthwiseConv2D(3, padding="same")], L),
    "cropping": ([layers.Cropping2D(1)], L),
    "overlapping pools": ([layers.MaxPooling2D(3, 1)], L),
    "padding, pooling": ([layers.ZeroPadding2D(1), layers.MaxPooling2D(3, 2)], L),
    "dilation": ([layers.DepthwiseConv2D(3, dilation_rate=2)], L),
    "transposed": ([layers.Conv2DTranspose(8, 2, strides=2)], L),
    "a formula for the depth": ([layers.Dense(8)], 2 * L + 1),
    "one less": ([layers.Dense(8)], L - 1),
    "symbolic filters": ([layers.Conv2D(F, 3, padding="same")], L),
    "doubling filters": (doubled, L),
    "growing filters": (grown, L),
    "the depth as a size": ([layers.Dense(L)], L),
    "blocks in blocks": ([repeat([layers.DepthwiseConv2D(3, padding="same")], M), layers.MaxPooling2D(2)], L),
    "numbered blocks in blocks": ([repeat([layers.Dense(8)], 3), layers.Dense(4)], L),
    "a layer shared within a block": ([SHARED, SHARED], L),
    "attention": (attention, L),
    "a number of axis swaps": ([layers.MaxPooling2D((2, 1)), layers.Permute((2, 1, 3))], 3),
    "a number of valid windows": ([layers.Conv2D(8, 3), layers.MaxPooling2D(2)], 3),
    "a number of projections": (projection, 2),
    "none at all": ([layers.Conv2D(8, 3)], 0),
    "a change of rank": ([layers.Flatten()], 1),
}


def model_of(name):
    block, times = BLOCKS[name]
    sequence = name == "attention"
    return Sequential([repeat(block, times)], input=(T, d) if sequence else (H, W, C))


@pytest.mark.parametrize("name", BLOCKS)
def test_binding_commutes_with_deriving(name):
    model = model_of(name)
    report = model.derive()
    compared = 0
    for values in ((1, 2, 3), (4, 5, 7), (8, 8, 8), (16, 33, 12), (70, 61, 20)):
        for depth in range(5):
            at = {s: depth if s in "LM" else n for s, n in zip(report.symbols, cycle(values), strict=False)}
            try:
                bound = report.at(**at)
            except SymparamError:
                if depth >= (report.domain["L"].smallest or 0):  # where the first block differs, there is one
                    with pytest.raises(SymparamError):
                        at_sizes(model, at).derive()
                continue
            plain = at_sizes(model, at).derive()
            assert (bound.params, bound.trainable, bound.outputs) == (plain.params, plain.trainable, plain.outputs), at
            compared += 1
    assert compared >= 5


@pytest.mark.parametrize("name", BLOCKS)
def test_the_independent_check_never_refutes_it(name):
    proof = model_of(name).derive().proof()
    exponential = any(word in str(proof.undecided) for word in ("2**L", "no polynomial"))
    assert proof.holds is (None if exponential else True), str(proof)


@pytest.mark.parametrize(
    ("block", "times", "told"),
    [
        (
            [layers.Permute((2, 1, 3))],
            L,
            "along axis 1 the block makes n2 of n1, which has no closed form for L blocks",
        ),
        (
            lambda x: layers.Concatenate()([x, x, layers.Dense(4)(x)]),
            L,
            "along axis 3 the block makes 2·n3 \\+ 4 of n3",
        ),
        ([layers.Flatten()], L, "keeps the number of axes; this one goes from 3 to 1; or give the number of blocks"),
        (lambda x: (x, x), L, "takes one tensor and gives one"),
        ([layers.Dense(8)], -1, "times is at least 0"),
        ([layers.Dense(8)], 2.5, "times is a whole number"),
    ],
)
def test_what_has_no_closed_form_is_refused_with_the_axis_and_the_cure(block, times, told):
    with pytest.raises(SymparamError, match=told):
        Sequential([repeat(block, times)], input=(H, W, C))


@pytest.mark.parametrize("channels", [lambda n: n // 2, lambda n: F * n])
def test_a_sum_without_closed_form_names_the_weight_and_the_cure(channels):
    model = Sequential([repeat(lambda x: layers.Conv2D(channels(x.shape[-1]), 1)(x), L)], input=(H, W, C))
    with pytest.raises(SymparamError, match=r"Repeat: conv2d/kernel: the sum over repeated blocks .*; give the number"):
        model.derive()


def test_a_block_takes_one_tensor():
    a, b = Input((H, W, C)), Input((H, W, C))
    with pytest.raises(SymparamError, match="takes one tensor and gives one, it is called on 2; join them before it"):
        repeat(layers.Add(), L)([a, b])


def test_the_domain_of_a_rising_size_is_said_in_plain_words():
    assert str(model_of("transposed").derive().domain) == "L ≥ 1"
    assert str(model_of("cropping").derive().domain) == "H − 2·L ≥ 1, W − 2·L ≥ 1"


def test_the_row_says_how_often():
    report = model_of("a formula for the depth").derive()
    assert "(Repeat) × (2·L + 1)" in report.to("text")
    (row,) = json.loads(report.to_json())["rows"]
    assert (row["repeat"], row["repeat_value"]) == ("2*L + 1", None)
    assert "Repeat" in report.derivation("text")


def test_symbols_in_a_block_are_bound_too():
    model = Sequential([repeat([layers.Dense(F)], L)], input=(F,))
    assert model.derive().params == F * L + F**2 * L
    assert not names_in(at_sizes(model, {"F": 4, "L": 3}).derive().params)


def test_symbols_in_a_model_inside_are_bound_too():
    inner = Sequential([layers.Dense(F)], input=(d,))
    x = Input((d,))
    report = Model(x, inner(x)).derive()
    assert report.proof().holds is True
    assert report.at(d=3, F=5).params == 20
