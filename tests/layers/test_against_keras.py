"""Every layer against Keras itself: output shapes, weights in order, and refused where Keras refuses."""

import inspect
from itertools import islice

import pytest

from symparam.layers import lookup
from symparam.layers.construct import signature
from symparam.layers.registry import ALIASES, HOME

from ..frameworks import keras
from .keras_cases import (
    CASES_PER_ROW,
    DISAGREEMENTS,
    case,
    keras_frozen,
    keras_outcome,
    known_disagreement,
    load_rows,
    our_frozen,
    our_outcome,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

BASES = {"Layer", "InputSpec"}
FOREIGN = {"FlaxLayer", "JaxLayer", "TFSMLayer", "TorchModuleWrapper"}  # models of other libraries
ROWLESS = {  # and why no random case shows them
    "InputLayer": "is the input itself",
    "Wrapper": "Keras cannot call it",
    "Lambda": "its function is code",
    **dict.fromkeys(
        ("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"), "Keras's needs TensorFlow"
    ),
}

NAMES = sorted(load_rows())


@pytest.mark.parametrize("name", NAMES)
def test_layer_equals_keras(name: str) -> None:
    failures = []
    for seed in range(CASES_PER_ROW):
        this = case(name, seed)
        symbolic, concrete = keras_outcome(this)
        ours = our_outcome(this)
        known = known_disagreement(name, this)
        if symbolic.agrees(concrete) and symbolic.agrees(ours):
            continue
        sides = {"symbolic": symbolic, "concrete": concrete, "neither": ours}
        if known and sides[known.follows].agrees(ours):
            continue
        failures.append(f"seed {seed}: {this}\n  symbolic {symbolic}\n  concrete {concrete}\n  symparam {ours}")
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("name", NAMES)
def test_some_cases_are_legal(name: str) -> None:
    legal = sum(our_outcome(case(name, seed)).refused is None for seed in range(CASES_PER_ROW))
    assert legal >= CASES_PER_ROW // 4


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_in_keras_order(name: str) -> None:
    parameters = inspect.signature(getattr(keras.layers, name).__init__).parameters.values()
    theirs = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD][1:]
    assert list(signature(lookup(name))[0]) == [a for a in theirs if a not in ("name", "trainable", "dtype")]


def test_every_keras_layer_is_known() -> None:
    theirs = {name for name, value in vars(keras.layers).items() if inspect.isclass(value)}
    assert theirs - set(HOME) - set(ALIASES) == BASES | FOREIGN


def test_every_layer_has_a_row() -> None:
    theirs = {name for name in HOME if hasattr(keras.layers, name)}
    assert theirs - set(NAMES) == set(ROWLESS)


@pytest.mark.parametrize("alias", [alias for alias in ALIASES if hasattr(keras.layers, alias)])
def test_alias_is_the_same_layer_in_keras(alias: str) -> None:
    assert getattr(keras.layers, alias) is getattr(keras.layers, ALIASES[alias])


def test_there_are_enough_cases() -> None:
    assert len(NAMES) * CASES_PER_ROW >= 1500


@pytest.mark.parametrize("entry", DISAGREEMENTS, ids=lambda d: f"{d.names[0]}: {d.reason}")
def test_disagreement_is_real(entry: object) -> None:
    """Each entry of the table is still needed: some case under it agrees with only one side, or with none."""
    for name in entry.names:
        for seed in range(CASES_PER_ROW * 9):
            this = case(name, seed)
            if entry.when(this):
                symbolic, concrete = keras_outcome(this)
                if not (symbolic.agrees(concrete) and symbolic.agrees(our_outcome(this))):
                    return
    pytest.fail("no case needs this entry")


FREEZING = ("constructor", "before", "after")  # trainable=False: given, assigned before and after the layer is built


@pytest.mark.parametrize("name", NAMES)
def test_freezing_reaches_the_weights_that_it_reaches_in_keras(name: str) -> None:
    legal = (this for seed in range(CASES_PER_ROW) if our_outcome(this := case(name, seed)).refused is None)
    for this in islice((c for c in legal if keras_outcome(c)[0].weights), 3):
        for when in FREEZING:
            theirs = keras_frozen(this, when)
            if theirs is not None:
                assert our_frozen(this, when) == theirs, f"{this} frozen: {when}"
