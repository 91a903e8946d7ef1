"""PyTorch's modules with sizes that are symbols: derive, then bind, is bind, then derive; and what is refused stays so.

No PyTorch is asked here: that numbers are right is held by test_torch.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from symparam.algebra import Shape, size, total
from symparam.algebra.batch import BATCH, for_every_batch
from symparam.errors import LayerError
from symparam.layers.torch import TorchLayer, make
from symparam.layers.torch.base import Channels

from .test_docstrings import Uneven, bound, evaluated, holds, letters, split, stated, statements
from .torch_cases import CASES_PER_ROW, as_tuple, asked, bound_case, case, load_rows, our_outcome

NAMES = sorted(load_rows())


def legal(name: str, step: int = 2, times: int = 1) -> Iterator[tuple[TorchLayer, tuple[Shape, ...]]]:
    for seed in range(0, times * CASES_PER_ROW, step):
        this = case(name, seed)
        if our_outcome(this).refused is None:
            yield bound_case(this)


def derived(layer: TorchLayer, xs: Any, values: Any = None) -> tuple[Any, ...]:
    """Outputs, weights and macs of a module, bound to values."""
    values = values or {}
    return (
        tuple(s.bind(values) for s in as_tuple(layer.output(*xs))),
        tuple(w.bind(values) for w in layer.weights(*xs)),
        Shape((layer.macs(*xs),)).bind(values),
    )


def exact(layer: TorchLayer, xs: Any) -> bool:
    """Whether the module has a rule for sizes that are symbols; floating point has none for some factors."""
    try:
        derived(layer, xs)
    except LayerError as error:
        return not any(reason in str(error) for reason in ("no exact rule", "div_value"))
    return True


@pytest.mark.parametrize("name", NAMES)
def test_general_rule_bound_is_the_module(name: str) -> None:
    """With a symbol for every size, hyper-parameters too."""
    for layer, xs in legal(name):
        general = layer.general(*xs)
        if not exact(general.layer, general.inputs):  # type: ignore[arg-type]
            continue
        general.layer.accept(*general.inputs)
        ours: Any = general.layer
        if not hasattr(layer, "num_layers") and name != "Transformer":
            assert derived(ours, general.inputs, general.values) == derived(layer, xs), (layer, xs)
        else:  # a number of layers that is a symbol is summed
            numbers = (added(ours, general.inputs), added(layer, xs))
            assert numbers[0].bind(general.values) == numbers[1], (layer, xs)
        for need in ours.needs(*general.inputs):
            assert need.bind(general.values).holds(), (layer, xs, need)


def added(layer: TorchLayer, xs: tuple[Shape, ...] = ()) -> Shape:
    """How many weights a module has, and how many products it takes."""
    return Shape((total(w.size for w in layer.weights(*xs)), layer.macs(*xs) if xs else 0))


def symbolic(xs: tuple[Shape, ...]) -> tuple[list[Shape], dict[str, Any]]:
    """A symbol for every axis, and its value."""
    values: dict[str, Any] = {}
    made = []
    for x in xs:
        names = [f"a{len(values) + i}" for i in range(len(x))]
        values |= zip(names, x, strict=True)
        made.append(Shape(map(size, names)))
    return made, values


@pytest.mark.parametrize("name", NAMES)
def test_deriving_commutes_with_binding_inputs_and_refuses_the_same(name: str) -> None:
    """With a symbol for every axis of the inputs: all conditions hold at the values where the module takes them."""
    for seed in range(CASES_PER_ROW):
        this = case(name, seed)
        try:
            layer, xs = bound_case(this)
            layer.accept(*xs)
        except LayerError:
            continue  # refused before sizes are looked at
        refused = our_outcome(this).refused
        if refused and "reduction" in refused:
            continue
        made, values = symbolic(xs)
        try:
            layer.accept(*made)
        except LayerError:
            assert name.startswith("AdaptiveAvgPool")  # a mean of everything is one at a number alone
            continue
        if not exact(layer, made):
            continue
        try:
            fits = all(need.bind(values).holds() for need in asked(this, layer, made))
        except LayerError:
            assert refused is not None  # a mask of other axes
            continue
        if name != "GaussianNLLLoss" or fits:  # which decides by sizes of 1
            assert fits == (refused is None), (this, refused)
        if fits:
            assert derived(layer, made, values) == derived(layer, xs), this


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_of_any_size_is_legal_where_one_is(name: str) -> None:
    """Spatial modules on (N, C, …): N stays, and no condition is about it."""
    for layer, xs in legal(name, 4):
        if not isinstance(layer, Channels) or len(xs) > 1 or len(xs[0]) != layer.rank + 2:
            continue
        x = Shape((BATCH, *xs[0][1:]))
        for made in as_tuple(layer.output(x)):
            assert made[0] == BATCH
        for need in layer.needs(x):
            assert all(one.holds() for one in for_every_batch(need))


# --- docstrings ----------------------------------------------------------------------------------------------------

UNSTATED = {"TransformerEncoder", "TransformerDecoder", "Transformer", "AdaptiveLogSoftmaxWithLoss"}  # what is in them
WITHOUT_SAY = "eps momentum dropout activation norm_first padding_mode divisor_override count_include_pad nonlinearity"
ELSE_TOO = {"Fold": "stride padding dilation", **dict.fromkeys(("FractionalMaxPool2d", "FractionalMaxPool3d"), "k")}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNSTATED])
def test_docstring_is_true(name: str) -> None:
    """As in test_docstrings.py, on whole shapes; parameters are those without the buffers."""
    lines = statements(type(bound_case(case(name, first_legal(name)))[0]))
    assert "shape" in lines, f"{name} states no shape"
    shapes, _, condition = lines["shape"].partition(" where ")
    given, _, result = shapes.partition("->")
    checked = 0
    for layer, xs in legal(name, 1, 5):
        if isinstance(layer, Channels) and len(xs[0]) < layer.rank + 2 and name != "Fold":
            continue  # formulas are on (N, C, …)
        if isinstance(getattr(layer, "padding", None), str):
            continue
        names = letters(layer, " ".join((*lines.values(), WITHOUT_SAY, ELSE_TOO.get(name, ""))))
        if names is None or not bound(split(given), list(xs), names) or not holds(condition, names):
            continue
        outputs = as_tuple(layer.output(*xs))
        try:
            formulas = [stated(formula, names) for formula in split(result)]
        except (Uneven, NameError):
            continue
        if len(outputs) != len(formulas):
            continue
        checked += 1
        assert formulas == [tuple(output) for output in outputs], (layer, xs, names)
        weights = sum(w.size for w in layer.weights(*xs) if w.role == "parameter")
        if "params" in lines:
            assert evaluated(lines["params"], names) == weights, (layer, xs, names)
        if "macs" in lines:
            assert evaluated(lines["macs"], names) == layer.macs(*xs), (layer, xs, names)
        else:
            assert layer.macs(*xs) == 0, f"{name} states no macs"
    assert checked, f"no case shows what {name} states: {lines}"


def first_legal(name: str) -> int:
    return next(seed for seed in range(CASES_PER_ROW) if our_outcome(case(name, seed)).refused is None)


# --- a number of layers that is a symbol ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_symbolic_number_of_layers_is_a_closed_form(count: int) -> None:
    L = size("L")
    x = Shape((size("T"), BATCH, 8))
    block = make("TransformerEncoderLayer", (8, 2, 16))
    decoder = make("TransformerDecoderLayer", (8, 2, 16))
    for name, args, xs in (
        ("TransformerEncoder", (block, L, make("LayerNorm", (8,))), (x,)),
        ("TransformerDecoder", (decoder, L), (x, x)),
        ("LSTM", (8, 4, L), (x,)),
        ("GRU", (8, 4, L), (x,)),
    ):
        layer = make(name, args)
        numbers = make(name, tuple(count if a is L else a for a in args))
        assert added(layer, xs).bind({"L": count}) == added(numbers, xs)
        assert all(need.bind({"L": count}).holds() for need in layer.needs(*xs) if not need.is_number)
