"""Two formulas or two reports are the same by their values, not by their looks."""

from __future__ import annotations

import pytest

import symparam
from symparam import Sequential, SymparamError, layers, repeat, same, sizes

H, W, C, L = sizes("H W C L")
HEAD = (layers.Flatten(), layers.Dense(5))


def network(*body):
    return Sequential([*body, *HEAD], input=(H, W, C)).derive()


POOLED = network(layers.MaxPooling2D(2), layers.MaxPooling2D(2), layers.Conv2D(4, 1))


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("floor(H/2) + floor((H + 1)/2)", "H", "yes"),
        ("floor(floor(H/2)/3)", "floor(H/6)", "yes"),
        (H, "W", "no"),
        ("2**L", "L + 1", "no"),
        (H * (H + 1), "H**2 + H", "yes"),
        (6, 6, "yes"),
        ("floor(H/2)", "floor(H/3)", "no"),
        ("(H + W)**2", "H**2 + 2*H*W + W**2", "yes"),
    ],
)
def test_formulas(a, b, answer):
    assert same(a, b).answer == answer


def test_a_domain_counts():
    assert not same("2*floor(H/2)", "H")
    joined = network(layers.MaxPooling2D(2), layers.UpSampling2D(2))
    assert not same("2*floor(H/2)", "H", joined.domain)
    assert same("2*floor(H/2) + 1", "H", symparam.algebra.domain.Domain()).answer == "no"


def test_reports_with_other_names_and_the_same_values_are_the_same():
    named = network(layers.MaxPooling2D(2, name="a"), layers.MaxPooling2D(2, name="b"), layers.Conv2D(4, 1, name="c"))
    assert same(POOLED, named)
    assert same(POOLED, POOLED.fold())


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (network(layers.MaxPooling2D(2), layers.MaxPooling2D(2)), "layers: the one is 5, the other 4"),
        (network(layers.MaxPooling2D(2), layers.AveragePooling2D(2), layers.Conv2D(4, 1)), "the one is MaxPooling2D"),
        (network(layers.MaxPooling2D(4), layers.MaxPooling2D(1), layers.Conv2D(4, 1)), "max_pooling2d: at "),
        (network(layers.MaxPooling2D(2), layers.MaxPooling2D(2), layers.Conv2D(4, 1, use_bias=False)), "the other"),
        (
            network(layers.MaxPooling2D(2), layers.MaxPooling2D(3), layers.Conv2D(4, 1)),
            "H=4 is legal in the first only",
        ),
        (
            network(layers.MaxPooling2D(2), layers.MaxPooling2D(2), layers.Conv2D(4, 1, trainable=False)),
            "non-trainable",
        ),
    ],
)
def test_reports_that_differ_say_where(other, how):
    verdict = same(POOLED, other)
    assert verdict.answer == "no"
    assert how in verdict.how


def test_written_out_and_repeated_have_the_same_totals():
    block = [layers.Conv2D(8, 3, padding="same"), layers.MaxPooling2D(2)]
    repeated = Sequential([repeat(block, L), *HEAD], input=(H, W, C)).derive()
    written = network(
        layers.Conv2D(8, 3, padding="same"),
        layers.MaxPooling2D(2),
        layers.Conv2D(8, 3, padding="same"),
        layers.MaxPooling2D(2),
    )
    assert same(repeated.bind(L=2).params, written.params, written.domain)


def test_a_report_is_no_formula():
    with pytest.raises(SymparamError, match="compared with a report"):
        same(POOLED, "H")
