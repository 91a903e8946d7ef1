"""Claims: right ones are confirmed, and each usual mistake is found by the number that it gives."""

from __future__ import annotations

import pytest

from symparam import Facts, Sequential, SymparamError, layers, sizes
from symparam.explore.amount import amount, spread
from symparam.explore.audit import audit

from .models import MODELS, reference

H, W = sizes("H W")


def model():
    """Biases, normalization and windows whose padding matters."""
    return Sequential(
        [
            layers.Conv2D(8, 3, padding="same"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(2),
            layers.Conv2D(8, 3),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10),
        ],
        input=(H, W, 3),
        facts=Facts(defaults={"H": 31, "W": 33}),
    )


def says(claim, what=model, **sizes):
    made = what()
    audited = audit(made.derive(), claim, sizes, model=made)
    return [f.says for f in audited.findings]


@pytest.mark.parametrize(
    "claim",
    [
        "params = 6029097",
        "params=6,029,097",
        "params = 6.03M",
        "params: 6.0M",
        "params ≈ 6029097",
        "macs = 813689984",
        "flops = 1.63G",
        "weights = 24.1MB",
        "weights = 23.0MiB",
    ],
)
def test_what_is_right_is_confirmed(claim):
    assert audit(reference().derive(), claim).confirmed


@pytest.mark.parametrize("claim", ["params = 6029098", "params = 6.04M", "macs = 813689983", "weights = 24.1MiB"])
def test_what_is_wrong_is_not(claim):
    assert not audit(reference().derive(), claim).confirmed


def test_each_mistake_is_named_by_its_number():
    report = model().derive().at()
    p = report.params
    assert "without biases" in says(f"params = {p - 8 - 8 - 10}")
    assert "without the moving statistics of BatchNormalization" in says(f"params = {p - 16}")
    assert "without normalization" in says(f"params = {p - 32}")
    assert "without dense, the last layer with weights" in says(f"params = {p - report.rows[-1].params}")
    assert "with the variables of adam, as Keras counts a compiled model" in says(f"params = {p + 2 * (p - 16) + 2}")
    assert "the bytes of the weights in float32" in says(f"params = {4 * p}")
    assert "FLOPs, which are 2·MACs" in says(f"macs = {2 * report.macs}")
    assert "MACs, of which FLOPs are twice as many" in says(f"flops = {report.macs}")
    torchinfo = report.cost("macs", convention="torchinfo")
    assert "what torchinfo gives as MACs" in says(f"macs = {torchinfo}")
    assert "in float16" in says(f"weights = {2 * p}")
    assert "for a batch of 32" in says(f"activations = {32 * report.cost('activations')}")


def test_mistakes_in_the_layers_are_tried_on_the_model():
    same = model().map_layers(lambda layer: _padded(layer)).derive().at().params
    assert "with padding=same everywhere" in says(f"params = {same}")
    assert "the formula with ⌈⌉ for ⌊⌋" in says(f"params = {_rounded_up()}")


def _padded(layer):
    from dataclasses import replace

    return replace(layer, padding="same") if hasattr(layer, "padding") else layer


def _rounded_up():
    """⌈⌈(⌈31/2⌉ − 2)/2⌉ … with every floor of the total turned up."""
    from symparam.algebra import evaluate
    from symparam.algebra.anchor import residue
    from symparam.explore.hypotheses import _ceilings

    return evaluate(_ceilings(residue(model().derive().params)), {"H": 31, "W": 33})


def test_another_size_is_found_exactly():
    report = reference().derive()
    claimed = report.at(H=310, W=310).params
    assert "the value at W = H in 308…319" in [f.says for f in audit(report, f"params = {claimed}").findings]
    other = report.at(n=100).params
    assert "the value at n = 100" in [f.says for f in audit(report, f"params = {other}").findings]


def test_shared_weights_counted_twice():
    report = MODELS["shared"]().derive()
    assert audit(report, f"params = {report.at().params}").confirmed


def test_given_sizes_and_ties_are_those_of_the_claim():
    report = reference().derive()
    assert audit(report, f"params = {report.at(H=64, W=64).params}", {"H": 64, "W": "H"}).confirmed


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("6029097", "is no claim"),
        ("size = 3", "is no claim"),
        ("params = many", "is no amount"),
        ("receptive_field = 3", "has no total"),
    ],
)
def test_what_is_no_claim_is_refused(claim, said):
    with pytest.raises(SymparamError, match=said):
        audit(reference().derive(), claim)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("10M", "parameters", 10_000_000),
        ("2G", "MACs", 2 * 10**9),
        ("7B", "parameters", 7 * 10**9),
        ("1.5k", "MACs", 1500),
        ("512MB", "bytes", 512 * 10**6),
        ("512MiB", "bytes", 2**29),
        ("512M", "bytes", 512 * 10**6),
        ("100B", "bytes", 100),
        ("1e6", "parameters", 10**6),
        ("6_029_097", "parameters", 6029097),
        ("3 M", "parameters", 3 * 10**6),
    ],
)
def test_amounts_as_people_write_them(text, unit, value):
    assert amount(text, unit) == value


@pytest.mark.parametrize(
    ("text", "low", "high"), [("25.6M", 25_550_000, 25_650_000), ("1000", 1000, 1000), ("7B", 6.5e9, 7.5e9)]
)
def test_a_rounded_amount_is_a_range(text, low, high):
    assert spread(text) == (low, high)
