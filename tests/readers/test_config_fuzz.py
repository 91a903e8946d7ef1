"""Mutated configs: a report or one SymparamError, nothing else; nothing hangs, and nothing is imported or written."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symparam import SymparamError
from symparam.readers.keras_config import from_config

SEED = json.loads((Path(__file__).parent / "configs" / "many_layers.json").read_text())
NAMES = [layer["name"] for layer in SEED["config"]["layers"]]
CLASSES = sorted({layer["class_name"] for layer in SEED["config"]["layers"]} | {"Sequential", "Functional", "Lambda"})

KEYS = ["class_name", "config", "layers", "name", "inbound_nodes", "input_layers", "output_layers", "units", "layer"]

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.sampled_from([10**30, -(10**9), 2**63]),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from([*NAMES, *CLASSES, "same", "valid", "channels_first", "__import__('os').system('true')"]),
    st.lists(st.one_of(st.none(), st.integers(-2, 9)), max_size=4),
    st.just({}),
    st.just([]),
    st.sampled_from([layer["config"] for layer in SEED["config"]["layers"]]),
    st.sampled_from(SEED["config"]["layers"]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a config, as the way to it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


PLACES = list(places(SEED))


@settings(max_examples=400, deadline=3000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["set", "set", "drop", "twice"]), values),
        min_size=1,
        max_size=3,
    )
)
def test_a_mutated_config_is_read_or_refused(changes: list[tuple[tuple[Any, ...], str, Any]]) -> None:
    config = copy.deepcopy(SEED)
    for path, how, value in changes:
        mutate(config, path, how, value)
    before = set(sys.modules)
    with suppress(SymparamError):
        report = from_config(config, file="m.json").derive()
        report.at(**{name: 24 for name in report.symbols if name not in report.defaults})
    assert {name for name in set(sys.modules) - before if not name.startswith(("symparam", "sympy"))} == set()


def mutate(config: Any, path: tuple[Any, ...], how: str, value: Any) -> None:
    """Change what is at a place, where the place is still there."""
    for key in path[:-1]:
        try:
            config = config[key]
        except (KeyError, IndexError, TypeError):
            return
    key = path[-1]
    if isinstance(config, dict):
        if how == "drop":
            config.pop(key, None)
        else:
            config[key] = copy.deepcopy(value)
    elif isinstance(config, list) and isinstance(key, int) and key < len(config):
        if how == "drop":
            del config[key]
        elif how == "twice":
            config.append(config[key])
        else:
            config[key] = copy.deepcopy(value)


@settings(max_examples=200, deadline=3000)
@given(
    st.recursive(
        values,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    with suppress(SymparamError):
        from_config(value if isinstance(value, dict) else {"class_name": "Sequential", "config": value}, file="m.json")
