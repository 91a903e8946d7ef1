"""Every class of torch.nn against PyTorch itself: outputs, weights, buffers, and refused where PyTorch refuses."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from symparam.errors import LayerError
from symparam.layers.construct import signature
from symparam.layers.torch import lookup, make
from symparam.layers.torch.parametrize import FUNCTIONS
from symparam.layers.torch.registry import CONTAINERS, HOME

from ..frameworks import framework
from .torch_cases import (
    CASES_PER_ROW,
    Case,
    Outcome,
    bound_case,
    case,
    load_rows,
    our_outcome,
    some,
    torch_function,
    torch_outcome,
)

torch = framework("torch", "torch")

NAMES = sorted(load_rows())
NO_MODULES = {"Buffer", "Parameter", "UninitializedBuffer", "UninitializedParameter", "LinearCrossEntropyOptions"}
RECURRENT = ("RNN", "LSTM", "GRU")  # whose constructors take (*args, **kwargs), and hand them to RNNBase
SLOW = 40  # times as many cases
DEPENDS = "the answer of PyTorch depends on which of its kernels runs"


def known(name: str, theirs: Outcome, ours: Outcome) -> str | None:
    """Why the two may differ: the few cases in which PyTorch takes what symparam refuses, or stumbles."""
    why, raised = ours.refused or "", theirs.refused or ""
    if "ConvTranspose" in name and "nothing is left" in why and 0 in theirs.outputs:
        return f"an output without elements: {DEPENDS}"
    if "LazyConvTranspose" in name and "groups must divide out_channels" in why:
        return "a lazy one is made before anything looks at out_channels, and gives fewer"
    if name.startswith("Circular") and "refer to a single memory location" in raised:
        return "PyTorch copies a border onto itself, which it notices"
    if name.endswith("Cell") and "equally many axes" in why:
        return "a state with more axes than the input passes where sizes are equal by chance"
    return None


def failures(cases: Iterator[Case]) -> list[str]:
    found = []
    for this in cases:
        theirs, ours = torch_outcome(this), our_outcome(this)
        if not theirs.agrees(ours) and not known(this.layer.name, theirs, ours):
            found.append(f"{this}\n  torch    {theirs}\n  symparam {ours}")
    return found


def cases(name: str, *seeds: int) -> Iterator[Case]:
    return (case(name, seed) for seed in range(*seeds))


@pytest.mark.parametrize("name", NAMES)
def test_module_equals_torch(name: str) -> None:
    found = failures(cases(name, CASES_PER_ROW))
    assert not found, "\n".join(found)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
def test_module_equals_torch_in_many_cases(name: str) -> None:
    found = failures(cases(name, CASES_PER_ROW, SLOW * CASES_PER_ROW))
    assert not found, "\n".join(found[:20])


def test_every_class_of_torch_has_a_rule_or_a_reason() -> None:
    theirs = {name for name, value in vars(torch.nn).items() if inspect.isclass(value)}
    assert theirs - set(HOME) - set(CONTAINERS) == NO_MODULES
    assert not set(HOME) - theirs


def test_every_class_has_a_row() -> None:
    assert set(HOME) == set(NAMES)
    assert len(NAMES) * CASES_PER_ROW >= 3000


@pytest.mark.parametrize("name", NAMES)
def test_some_cases_are_legal(name: str) -> None:
    assert sum(our_outcome(this).refused is None for this in cases(name, CASES_PER_ROW)) >= CASES_PER_ROW // 5


# --- arguments ---------------------------------------------------------------------------------------------------


def constructor(name: str) -> list[inspect.Parameter]:
    """The arguments of PyTorch's class, without self."""
    cls = getattr(torch.nn, name)
    if name not in RECURRENT:
        return [p for p in list(inspect.signature(cls.__init__).parameters.values())[1:] if p.kind not in (2, 4)]
    given = {p.name: p for p in list(inspect.signature(torch.nn.RNNBase.__init__).parameters.values())[2:]}
    if name != "LSTM":
        del given["proj_size"]
    if name == "RNN":
        extra = inspect.Parameter("nonlinearity", inspect.Parameter.POSITIONAL_OR_KEYWORD, default="tanh")
        first = list(given.values())
        return [*first[:3], extra, *first[3:]]
    return list(given.values())


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_in_the_order_of_torch(name: str) -> None:
    theirs = constructor(name)
    cls = lookup(name)
    positional, keywords, _ = signature(cls)
    assert list(positional) == [p.name for p in theirs if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert set(keywords) - set(cls.own) == {p.name for p in theirs}


@pytest.mark.parametrize("name", NAMES)
def test_defaults_are_those_of_torch(name: str) -> None:
    cls: Any = lookup(name)
    ours = {f: value.default for f, value in cls.__dataclass_fields__.items()}
    for p in constructor(name):
        if p.name in ours and p.default is not p.empty and not callable(p.default):
            assert ours[p.name] == p.default, p.name
        if p.name in ours:
            assert (p.default is p.empty) == (repr(ours[p.name]).startswith("<dataclasses._MISSING")), p.name


@pytest.mark.parametrize("name", NAMES)
def test_calls_have_the_arguments_of_forward(name: str) -> None:
    cls = lookup(name)
    theirs = list(inspect.signature(getattr(torch.nn, name).forward).parameters)[1:]
    assert list(cls.forward or cls.call) == theirs
    assert set(cls.call) | set(cls.call_options) <= set(theirs)


EXTRA = ("name", "trainable", "dtype", "device", "autocast", "activity_regularizer", "need_weights", "inplaces")


@pytest.mark.parametrize("name", NAMES)
def test_further_arguments_are_refused_where_torch_refuses_them(name: str) -> None:
    spec = next(this.layer for this in cases(name, CASES_PER_ROW) if our_outcome(this).refused is None)
    for key in EXTRA:
        given = spec.given(**{key: None})
        try:
            given.build(lambda n: getattr(torch.nn, n))
            takes = True
        except TypeError:
            takes = False
        if takes:
            given.build(lambda n: lambda *args, **kwargs: make(n, args, kwargs))
        else:
            with pytest.raises(LayerError, match=key):
                given.build(lambda n: lambda *args, **kwargs: make(n, args, kwargs))


# --- weights without inputs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("Lazy")])
def test_weights_are_declared_without_inputs(name: str) -> None:
    for this in cases(name, CASES_PER_ROW // 4):
        if our_outcome(this).refused is None:
            layer, xs = bound_case(this)
            assert list(layer.weights()) == list(layer.weights(*xs))


# --- weights that are worked out from others ---------------------------------------------------------------------

INSIDE = ("Linear", "Conv1d", "Conv2d", "ConvTranspose2d", "Bilinear", "Embedding", "GRU", "LSTMCell", "LayerNorm",
          "BatchNorm2d", "MultiheadAttention")  # fmt: skip


def wrapped(path: str, seed: int) -> Case:
    """A module of a random case inside a function of torch.nn.utils."""
    r = Random(seed)
    this = case(r.choice(INSIDE), seed)
    names = {
        "GRU": ["weight_ih_l0", "weight_hh_l0"],
        "LSTMCell": ["weight_hh"],
        "MultiheadAttention": ["in_proj_weight"],
    }
    options = some(r, name=["weight", "bias", *["weight"] * 4])
    if this.layer.name in names:
        options["name"] = r.choice(names[this.layer.name])
    if "orthogonal" not in path:
        options |= some(r, dim=[0, 1, *([None] if "weight_norm" in path else [])])
    return Case(this.layer, this.shapes, this.call, this.whole, wrap=(path, options))


@pytest.mark.parametrize("path", FUNCTIONS)
def test_reparametrized_module_equals_torch(path: str) -> None:
    found = failures(wrapped(path, seed) for seed in range(8 * CASES_PER_ROW))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", FUNCTIONS)
def test_functions_around_modules_have_the_arguments_of_torch(path: str) -> None:
    theirs = inspect.signature(torch_function(path)).parameters
    ours = inspect.signature(FUNCTIONS[path]).parameters
    assert [(p.name, p.default, p.kind) for p in ours.values()] == [
        (p.name, p.default, p.kind) for p in theirs.values()
    ]


def test_a_norm_around_a_norm() -> None:
    """Two weights of one module; and the type that PyTorch gives it."""
    lstm = torch.nn.LSTM(3, 4)
    ours: Any = make("LSTM", (3, 4))
    for name in ("weight_hh_l0", "weight_ih_l0"):
        lstm = torch.nn.utils.weight_norm(lstm, name)
        ours = FUNCTIONS["torch.nn.utils.weight_norm"](ours, name)
    assert [(w.name, tuple(w.shape)) for w in ours.weights()] == [
        (n, tuple(p.shape)) for n, p in lstm.named_parameters()
    ]
    assert ours.type_name == type(lstm).__name__ == "LSTM"
    theirs = torch.nn.utils.parametrizations.spectral_norm(torch.nn.Linear(3, 4))
    made = FUNCTIONS["torch.nn.utils.parametrizations.spectral_norm"](make("Linear", (3, 4)))
    assert made.type_name == type(theirs).__name__


# --- costs ---------------------------------------------------------------------------------------------------------

COUNTED = [name for name in NAMES if HOME[name] in ("conv", "conv_transpose", "attention", "transformer", "linear")]
COUNTED = [name for name in COUNTED if name != "Bilinear"] + ["RNNCell", "GRUCell", "LSTMCell"]


@pytest.mark.parametrize("name", COUNTED)
def test_products_are_those_that_torch_counts(name: str) -> None:
    from torch.utils.flop_counter import FlopCounterMode

    checked = 0
    for this in cases(name, CASES_PER_ROW // 3):
        if our_outcome(this).refused is not None or 0 in torch_outcome(this).outputs:
            continue
        layer, xs = bound_case(this)
        counter = FlopCounterMode(display=False)
        with counter:
            torch_outcome(Case(this.layer, this.shapes, this.call, this.whole, meta=True))
        assert counter.get_total_flops() == 2 * layer.macs(*xs), this
        checked += 1
    assert checked
