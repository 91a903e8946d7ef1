"""Repeated blocks: the closed form equals the network that is written out, at every depth and size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symparam import Input, Model, Sequential, SymparamError, layers, repeat, sizes
from symparam.graph.in_numbers import at_sizes

H, W, C, L = sizes("H W C L")

VGG = [layers.Conv2D(64, 3, padding="same"), layers.Conv2D(64, 3, padding="same"), layers.MaxPooling2D(2)]
VALID = [layers.Conv2D(16, 3), layers.Conv2D(16, 3, padding="same"), layers.MaxPooling2D(3)]
HEAD = [layers.Flatten(), layers.Dense(10)]


def written_out(block, depth, head=HEAD):
    copies = [replace(layer) for _ in range(depth) for layer in block]  # one object twice would be one shared layer
    return Sequential(copies + head, input=(H, W, C)).derive()


def dense_block(x):
    y = layers.Conv2D(12, 3, padding="same", use_bias=False)(layers.BatchNormalization()(x))
    return layers.Concatenate()([x, y])


def residual_block(x):
    return layers.Add()([x, layers.SeparableConv2D(C, 3, padding="same")(x)])


@pytest.mark.parametrize("block", [VGG, VALID], ids=["vgg", "valid"])
@pytest.mark.parametrize("depth", range(1, 13))
def test_a_stack_of_symbolic_depth_equals_the_one_written_out(block, depth):
    symbolic = Sequential([repeat(block, times=L), *HEAD], input=(H, W, C)).derive()
    plain = written_out(block, depth)
    smallest = plain.domain.smallest
    for extra in (0, 1, 17, 1000):
        at = {"H": smallest["H"] + extra, "W": smallest["W"] + 3 * extra, "C": 3}
        assert symbolic.at(L=depth, **at).params == plain.at(**at).params


@pytest.mark.parametrize("block", [VGG, VALID], ids=["vgg", "valid"])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_it_is_legal_exactly_where_the_written_out_network_is(block, depth):
    symbolic = Sequential([repeat(block, times=L), *HEAD], input=(H, W, C)).derive().domain
    plain = written_out(block, depth).domain
    for h in range(1, 140):
        assert symbolic.contains(L=depth, H=h, W=500, C=3) == plain.contains(H=h, W=500, C=3), h


@pytest.mark.parametrize("depth", range(13))
@pytest.mark.parametrize(
    ("block", "total"),
    [
        # DenseNet's growth: block t normalises and convolves C + 12 t channels, Σ (4 + 9·12)(C + 12 t)
        (dense_block, 112 * C * L + 112 * 12 * L * (L - 1) / 2),
        ([layers.MaxPooling2D(2)], 0 * L),
        (layers.DepthwiseConv2D(3, depth_multiplier=2, use_bias=False), 18 * C * (2**L - 1)),  # channels double
    ],
)
def test_growing_and_doubling_channels_sum_up_from_depth_0(block, total, depth):
    report = Sequential([repeat(block, times=L)], input=(H, W, C)).derive()
    expected = total.xreplace({L: depth, C: 5})
    assert report.at(L=depth, H=2**14, W=2**14, C=5).params == expected


@pytest.mark.parametrize("depth", [0, 1, 5])
def test_residual_blocks_multiply(depth):
    report = Sequential([repeat(residual_block, times=L)], input=(H, W, C)).derive()
    assert report.at(L=depth, H=4, W=4, C=7).params == depth * (9 * 7 + 7 * 7 + 7)


def test_binding_the_depth_commutes_with_deriving():
    model = Sequential([repeat(VALID, times=L), *HEAD], input=(H, W, C))
    for depth in (1, 2, 3):
        at = {"L": depth, "H": 200, "W": 177, "C": 2}
        assert at_sizes(model, at).derive().params == model.derive().at(**at).params


def test_a_block_that_breaks_the_pattern_names_the_axis():
    with pytest.raises(SymparamError, match=r"axis 1 .* no closed form"):
        Sequential([repeat([layers.MaxPooling2D((2, 1)), layers.UpSampling2D((3, 1))], times=L)], input=(H, W, C))


def test_a_depth_of_0_is_refused_where_the_first_block_differs():
    report = Sequential([repeat(VGG, times=L)], input=(H, W, C)).derive()
    with pytest.raises(SymparamError, match="L ≥ 1"):
        report.at(L=0, H=64, W=64, C=3)


def test_blocks_within_a_functional_model():
    x = Input((H, W, C))
    y = repeat(dense_block, times=3, name="dense")(x)
    report = Model(x, y).derive()
    assert [row.name for row in report.rows] == ["input_layer", "dense"]
    assert report.outputs[0] == (H, W, C + 36)
    assert report.rows[1].repeat == 3
