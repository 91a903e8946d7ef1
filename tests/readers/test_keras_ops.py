"""Functions of keras.ops are called as Keras lets them be called: their signatures, and what is refused."""

from __future__ import annotations

import inspect
import random

import pytest

from symparam.layers.functions.signature import MISSING, Signature
from symparam.layers.ops.signatures import table

from ..frameworks import keras
from .keras_ops import by_keras, by_reading, right, script, wrong

ROOMS = [keras.ops, keras.ops.image, keras.ops.linalg, keras.ops.nn, keras.ops.numpy]
NAMES = [name for name in table() if right(name) is not None]


def functions() -> dict[str, object]:
    rooms = (vars(room).items() for room in ROOMS)
    return {n: f for room in rooms for n, f in room if not n.startswith("_") and inspect.isfunction(f)}


def arguments(function: object) -> list[tuple[str, object, bool]]:
    """Name, default and whether it is taken by name alone, of each argument of one of Keras's functions."""
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    found = []
    for p in inspect.signature(function).parameters.values():
        star = stars.get(p.kind, "")
        default = () if star else MISSING if p.default is p.empty else p.default
        found.append((star + p.name, default, p.kind is p.KEYWORD_ONLY or star == "**"))
    return found


def ours(signature: Signature) -> list[tuple[str, object, bool]]:
    return [(p.name, p.default, p.by_name) for p in signature.parameters]


def test_the_signatures_are_those_of_keras():
    assert {n: ours(s) for n, s in table().items()} == {n: arguments(f) for n, f in functions().items()}


@pytest.mark.parametrize("name", NAMES)
def test_calls_that_keras_refuses_are_refused(name, tmp_path):
    """Three of the ways at random; --exhaustive takes all."""
    given = right(name)
    ways = list(wrong(given, table()[name].parameters[0].name.strip("*")))
    check(name, random.Random(name).sample(ways, 3), tmp_path)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
def test_calls_that_keras_refuses_are_refused_in_all_ways(name, tmp_path):
    check(name, wrong(right(name), table()[name].parameters[0].name.strip("*")), tmp_path)


def check(name, ways, folder):
    for args in ways:
        text = script(name, args)
        read = by_reading(text, folder)
        if read is not None and f"{name}({args})" not in TAKEN:
            assert read == by_keras(text), f"{name}({args})"


TAKEN = {  # calls that Keras refuses, and that are read: what a tuple in the place of a tensor holds is not looked at
    "batch_normalization(x, (9,), ones((6,)), 1)",
}
