"""Claims: right ones are confirmed, and each usual mistake is found by the number that it gives."""

from __future__ import annotations

import pytest

from symparam import Facts, Sequential, SymparamError, layers, sizes
from symparam.explore.audit import audit
from symparam.explore.parse_amount import amount, spread
from symparam.readers.keras_script import read_text

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
        ("6029097 apples", "is no claim"),
        ("size = 3", "is no claim"),
        ("params = many", "is no amount"),
        ("params = " + "1" * 5000, "at most 4,000 digits, not 5,000"),
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


def read(code):
    return read_text(f"from keras import *\n{code}", "model.py")


GRUS = "m = Sequential([Input((5, 16)), layers.Bidirectional(layers.GRU(32))])"
HEADS = "x = Input((10, {d}))\nm = Model(x, layers.MultiHeadAttention({h}, {k})(x, x))"
TOWERS = (
    "a, b = Input((64,)), Input((64,))\nd = layers.Dense(32)\n"
    "m = Model([a, b], layers.Dense(1)(layers.Concatenate()([d(a), d(b)])))"
)
# model, claim, the reason: numbers that people have asked about in public, where the reason is known
ASKED = [
    (GRUS, "9408", "with reset_after=False, as TensorFlow 1 has it"),
    (
        GRUS,
        "4704",
        "with reset_after=False, as TensorFlow 1 has it, and with one direction of bidirectional layers",
    ),
    (GRUS, "4800", "with one direction of bidirectional layers"),
    (HEADS.format(d=16, h=8, k=16), "1088", "with key_dim for the width of all heads together"),
    (HEADS.format(d=768, h=12, k=64), "1771776", "without output projections of attention"),
    (
        HEADS.format(d=768, h=12, k=64),
        "21261312",
        "with heads that are each as wide as all together, and without output projections of attention",
    ),
    (
        "m = Sequential([Input((34, 34, 3)), layers.Conv2D(16, 3, use_bias=False)])",
        "flops = 868352",
        "with n − 1 additions for n products",
    ),
    (
        "m = Sequential([Input((300, 300, 3)), layers.Conv2D(64, 3, activation='relu')])",
        "flops = 164820224",
        "the MACs, and two more per output for its bias and its activation",
    ),
    (TOWERS, "4225", "with shared layers counted at each of their calls"),
    (
        "m = Sequential([Input((8, 8, 3)), layers.Conv2D(4, 3), layers.BatchNormalization(), layers.Flatten(), "
        "layers.Dense(5)])",
        f"{108 + 4 + 16 + 144 * 5 + 5 - 4 - 8}",
        "without the moving statistics of BatchNormalization, and without biases of convolutions",
    ),
]


@pytest.mark.parametrize(("code", "claim", "reason"), ASKED)
def test_the_reasons_that_people_ask_for(code, claim, reason):
    made = read(code)
    audited = audit(made.derive(), claim, model=made)
    assert not audited.confirmed
    assert audited.findings[0].says == reason


def test_convolutions_only_and_numbers_that_are_cut():
    made = read("m = Sequential([Input((8, 8, 3)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(50)])")
    report = made.derive()
    convolutions = sum(row.macs for row in report.at().rows if row.type == "Conv2D")
    assert convolutions == 36 * 27 * 4  # Keras: 6 x 6 outputs of 4 filters, 3 x 3 x 3 products each
    assert audit(report, f"macs = {convolutions}", model=made).findings[0].says == "of convolutions only"
    assert report.at().macs == 11_088
    assert audit(report, "macs = 11.0K", model=made).findings[0].says == "the value, cut off and not rounded"


def test_another_size_is_told_only_where_it_is_plausible():
    made = read(GRUS)
    claimed = made.derive().at(d=15).params
    assert not any("d = 15" in f.says for f in audit(made.derive(), str(claimed), model=made).findings)
    twice = made.derive().at(d=32).params
    assert audit(made.derive(), str(twice), model=made).findings[-1].says == "the value at d = 32"


def test_sizes_that_a_total_does_not_depend_on_are_not_asked_for():
    made = read("x = Input((None, None, 3))\nm = Model(x, layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(x)))")
    assert audit(made.derive(), "params = 112", model=made).confirmed
    assert audit(made.derive(), "108", model=made).findings[0].says == "without biases"
    with pytest.raises(SymparamError, match="H and W have no default"):
        audit(made.derive(), "macs = 112", model=made)
