"""The set of legal sizes, against Keras building each network at every height in 1..200."""

from __future__ import annotations

import json
from random import Random
from types import SimpleNamespace

import pytest

import symparam

from ..frameworks import keras
from .architectures import ARCHITECTURES
from .record import HEIGHTS, RECORDED, accepts, width

H, W = symparam.sizes("H W")
SYMPARAM = SimpleNamespace(Input=symparam.Input, layers=symparam.layers)
KERAS_SAYS = json.loads(RECORDED.read_text())


@pytest.fixture(scope="module", params=sorted(ARCHITECTURES))
def network(request):
    model = symparam.Model(*ARCHITECTURES[request.param](SYMPARAM, H, W))
    return request.param, model.derive().domain


def test_no_size_is_wrongly_accepted_or_refused(network):
    name, domain = network
    assert [h for h in HEIGHTS if domain.contains(H=h, W=width(name))] == KERAS_SAYS[name]


def test_the_domain_with_a_bound_width_is_an_exact_set(network):
    name, domain = network
    legal = domain.bind({"W": width(name)})
    assert not legal.relations
    assert [h for h in HEIGHTS if h in legal["H"]] == KERAS_SAYS[name]


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_the_record_is_what_keras_says_today(name):
    legal = KERAS_SAYS[name]
    edges = [h for h in HEIGHTS if (h in legal) != (h + 1 in legal)]
    for h in Random(name).sample(edges or list(HEIGHTS), min(4, len(edges) or 4)):
        assert accepts(keras, name, h) == (h in legal), h


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vgg", "H ≥ 8, W ≥ 8"),
        ("unet", "H divisible by 16, W divisible by 16"),
        ("patches", "H ≥ 16, W ≥ 16, 8⌊H/16⌋⌊W/16⌋ = 320"),
        ("causal", "H in 5…8 or H ≥ 11 and H − 2 divisible by 3"),
    ],
)
def test_the_words_for_it(name, text):
    assert str(symparam.Model(*ARCHITECTURES[name](SYMPARAM, H, W)).derive().domain) == text


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_every_claim_is_proved(name):
    proof = symparam.Model(*ARCHITECTURES[name](SYMPARAM, H, W)).derive().proof()
    assert proof.holds is True, "\n".join(map(str, proof.undecided))
