"""Every parameter of every type, and the total, against transformers on the meta device."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from symparam.errors import SymparamError
from symparam.readers.huggingface import from_config
from symparam.readers.huggingface.defaults import defaults
from symparam.readers.huggingface.types import TYPES

from .configs import CLASSES, random_config
from .oracle import our_shapes, their_shapes, transformers_config, transformers_model
from .published import PUBLISHED

EXAMPLES = Path(__file__).parents[2] / "examples"
EACH = 8  # random configs of a type


def test_every_type_is_compared():
    assert set(CLASSES) == set(TYPES)
    assert {config["model_type"] for config in PUBLISHED.values()} <= set(TYPES)


@pytest.mark.parametrize("kind", CLASSES)
def test_random_configs_have_the_parameters_of_transformers(kind):
    seen = 0
    for seed in range(3 * EACH):
        config = random_config(kind, random.Random(f"{kind} {seed}"))
        try:
            theirs = transformers_model(config)
        except Exception:  # sizes that do not fit together, as each class says in its own way
            continue
        report = from_config(config).derive()
        assert our_shapes(report) == their_shapes(theirs), config
        assert report.value("params") == sum(p.numel() for p in theirs.parameters()), config
        seen += 1
        if seen == EACH:
            return
    pytest.fail(f"only {seen} of the random configs of {kind} are legal")


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_config_has_the_parameters_of_transformers(name):
    config = PUBLISHED[name]
    theirs = transformers_model(config)
    report = from_config(config).derive()
    assert our_shapes(report) == their_shapes(theirs)
    assert report.value("params") == sum(p.numel() for p in theirs.parameters())


@pytest.mark.parametrize(
    ("name", "change"), [("OPT-350M", {"layer_norm_elementwise_affine": False}), ("OPT-125M", {"enable_bias": False})]
)
def test_a_changed_config_has_the_parameters_of_transformers(name, change):
    config = PUBLISHED[name] | change
    assert our_shapes(from_config(config).derive()) == their_shapes(transformers_model(config))


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.json")), ids=lambda path: path.name)
def test_a_config_of_the_examples_has_the_parameters_of_transformers(path):
    config = json.loads(path.read_text())
    assert our_shapes(from_config(config).derive()) == their_shapes(transformers_model(config))


@pytest.mark.parametrize("kind", CLASSES)
def test_what_a_config_of_transformers_writes_down_is_read(kind):
    """``to_dict()`` has every key of the class, with the defaults and what follows from them."""
    chosen = {"model_type": kind, "architectures": [CLASSES[kind][0]]}
    more = {"num_experts_per_tok": 6} if kind == "deepseek_v2" else {}
    written = json.loads(json.dumps(transformers_config({**chosen, **more}).to_dict()))
    assert our_shapes(from_config({**written, **chosen}).derive()) == their_shapes(
        transformers_model({**chosen, **more})
    )


@pytest.mark.parametrize("kind", CLASSES)
def test_defaults_of_absent_keys_are_those_of_the_class(kind):
    chosen = {"model_type": kind, "architectures": [CLASSES[kind][-1]]}
    more = {"num_experts_per_tok": 6} if kind == "deepseek_v2" else {}
    report = from_config({**chosen, **more}).derive()
    assert our_shapes(report) == their_shapes(transformers_model({**chosen, **more}))


DEPTHS = ("num_hidden_layers", "n_layer", "n_layers", "num_layers")


HALVES = {  # of models in two halves: where each counts its layers, and by which letter
    "clip": "text_config L_t vision_config L_v",
    "siglip": "text_config L_t vision_config L_v",
    "llava": "text_config L vision_config L_v",
    "gemma3": "text_config L vision_config L_v",
    "paligemma": "text_config L vision_config L_v",
    "bart": "encoder_layers L_e decoder_layers L_d",
    "whisper": "encoder_layers L_e decoder_layers L_d",
    "t5": "num_layers L num_decoder_layers L_d",
}


def in_halves(config, places, layers):
    """The config with so many layers in each half."""
    for place, n in zip(places, layers, strict=True):
        config = {**config, place: {**config[place], "num_hidden_layers": n} if place.endswith("_config") else n}
    return config


@pytest.mark.parametrize("kind", HALVES)
def test_the_closed_form_in_the_layers_of_both_halves_equals_the_model_of_so_many_layers(kind):
    first, one, second, other = HALVES[kind].split()
    config = {**random_config(kind, random.Random(f"{kind} halves")), "architectures": [CLASSES[kind][0]]}
    report = from_config(in_halves(config, (first, second), (6, 5))).derive()
    for layers in ((1, 1), (2, 5), (3, 4), (6, 2), (4, 0)):
        at = report.at(**{one: layers[0], other: layers[1]})
        written_out = from_config(in_halves(config, (first, second), layers)).derive()
        assert at.params == written_out.value("params")
        assert at.cost("macs") == written_out.value("macs")


@pytest.mark.parametrize("kind", sorted(set(CLASSES) - set(HALVES)))
def test_the_closed_form_in_the_layers_equals_the_model_of_so_many_layers(kind):
    config = random_config(kind, random.Random(f"{kind} layers"))
    depth = next(key for key in DEPTHS if key in config or key in defaults(kind))  # a config may leave it out
    if "layer_types" in config or config.get("mlp_only_layers") or config.get("use_sliding_window"):
        config = {k: v for k, v in config.items() if k not in ("mlp_only_layers", "use_sliding_window")}
    report = from_config({**config, depth: 6}).derive()
    for layers in range(1, 7):
        written_out = from_config({**config, depth: layers}).derive()
        try:
            at = report.at(L=layers)
        except SymparamError:  # fewer layers than are dense
            continue
        assert at.params == written_out.value("params")
