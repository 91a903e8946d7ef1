"""The arguments of every Keras layer's call: each is an input, followed, without a say, or refused; none is dropped."""

from __future__ import annotations

import inspect

import pytest

from symparam.layers import lookup
from symparam.layers.layer import Layer
from symparam.layers.registry import HOME
from symparam.layers.without_effect import IN_ANY_CALL, REFUSED, WITHOUT_SAY

from ..frameworks import keras

CALLED = sorted(name for name in HOME if hasattr(keras.layers, name) and name not in ("InputLayer", "Wrapper"))


def theirs(name: str) -> list[str]:
    """The names of the arguments of a layer's call, in Keras's order."""
    cls = getattr(keras.layers, name)
    names = [p.name for p in inspect.signature(cls.call).parameters.values() if p.kind is not p.VAR_KEYWORD][1:]
    if names[0] == "data":  # the layers for images, whose __call__ says inputs
        assert list(inspect.signature(cls.__call__).parameters)[1] == "inputs"
        names[0] = "inputs"
    return names


def in_no_table(cls: type[Layer], names: list[str]) -> set[str]:
    """The arguments of a call that are neither inputs, nor followed, nor known to have no say."""
    return set(names) - {*cls.call, *cls.call_options, *cls.beside, *IN_ANY_CALL}


@pytest.mark.parametrize("name", CALLED)
def test_every_argument_of_a_call_is_in_a_table(name: str) -> None:
    cls = lookup(name)
    assert not in_no_table(cls, theirs(name))
    if name in ("Layer", "TimeDistributed"):
        return
    by_position = [n for n in theirs(name) if n not in cls.call_options and (n not in IN_ANY_CALL or n in cls.beside)]
    assert by_position == [*cls.call, *cls.beside]
    assert set(cls.beside) <= set(WITHOUT_SAY)


def test_an_argument_that_no_table_has_is_found() -> None:
    assert in_no_table(lookup("Dense"), ["inputs", "transpose"]) == {"transpose"}


def test_no_argument_is_both_refused_and_taken() -> None:
    assert not set(REFUSED) & {*WITHOUT_SAY, *(n for name in CALLED for n in lookup(name).call)}
