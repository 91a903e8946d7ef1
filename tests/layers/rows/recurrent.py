"""Recurrent layers."""

from random import Random
from typing import Any

from ..keras_cases import Case, Sizes, Spec, disagreement, row, sizes, some
from .convolution import each

UNITS = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}  # and how many states


def with_states(call: Any, xs: list[Any]) -> Any:
    """A sequence and its initial states, as recurrent layers take them."""
    return call(xs[0], initial_state=xs[1:]) if len(xs) > 1 else call(xs[0])


def cell_call(call: Any, xs: list[Any]) -> Any:
    return call(xs[0], xs[1:])


def loop(r: Random) -> dict[str, Any]:
    return some(
        r,
        return_sequences=[True, False],
        return_state=[True, False],
        go_backwards=[True, False],
        unroll=[True, False],
        trainable=[True, False],
    )


def states(r: Random, n: int, units: int) -> list[Sizes]:
    """The right initial states, none, or now and then wrong ones."""
    if r.random() < 0.6:
        return []
    if r.random() < 0.2:
        n = r.randint(1, n + 1)
    return [(units,)] * n if r.random() < 0.9 else [(units + 1,)] * n


def too_many(case: Case) -> bool:
    """Whether more initial states are given than the cells have."""
    inner = case.layer.args[0].name if case.layer.args else case.layer.name
    return len(case.shapes) - 1 > UNITS.get(inner, 0) * (1 + (case.layer.name == "Bidirectional"))


@row("SimpleRNN", "LSTM", "GRU")
def recurrent(r: Random, name: str) -> Case:
    units = r.randint(1, 6)
    arguments = {"units": units, **some(r, use_bias=[True, False], dropout=[0.2], recurrent_dropout=[0.3]), **loop(r)}
    if name == "GRU":
        arguments |= some(r, reset_after=[True, False])
    shape = sizes(r, r.choice([1, 2, 2, 2, 2, 2, 2, 3]), 1, 5)
    return Case(Spec(name, **arguments), [shape, *states(r, UNITS[name], units)], call=with_states)


def cell(r: Random, name: str = "") -> Spec:
    name = name or r.choice(["SimpleRNNCell", "LSTMCell", "GRUCell"])
    arguments = {"units": r.randint(1, 6), **some(r, use_bias=[True, False], trainable=[True, False])}
    if name == "GRUCell":
        arguments |= some(r, reset_after=[True, False])
    return Spec(name, **arguments)


@row("SimpleRNNCell", "LSTMCell", "GRUCell")
def cells(r: Random, name: str) -> Case:
    spec = cell(r, name)
    n = 2 if name == "LSTMCell" else 1
    return Case(spec, [sizes(r, 1), *[(spec.kwargs["units"],)] * n], call=cell_call)


@row("RNN")
def rnn(r: Random, name: str) -> Case:
    inner: Any = cell(r) if r.random() < 0.4 else [cell(r) for _ in range(r.randint(2, 3))]
    if isinstance(inner, list) and r.random() < 0.4:
        inner = Spec("StackedRNNCells", inner)
    if r.random() < 0.1:
        inner = Spec("Dense", 3)
    return Case(Spec(name, inner, **loop(r)), [sizes(r, 2, 1, 5)])


@row("StackedRNNCells")
def stacked(r: Random, name: str) -> Case:
    inner = [cell(r) for _ in range(r.randint(2, 3))]
    shapes = [(c.kwargs["units"],) for c in inner for _ in range(2 if c.name == "LSTMCell" else 1)]

    def call(layer: Any, xs: list[Any]) -> Any:
        rest = iter(xs[1:])
        return layer(xs[0], [[next(rest) for _ in range(2 if c.name == "LSTMCell" else 1)] for c in inner])

    return Case(Spec(name, inner), [sizes(r, 1), *shapes], call=call)


@row("Bidirectional")
def bidirectional(r: Random, name: str) -> Case:
    kind = r.choice(list(UNITS))
    units = r.randint(1, 5)
    arguments = loop(r)
    if r.random() < 0.8:
        arguments.pop("go_backwards", None)
    outer: dict[str, Any] = some(r, merge_mode=["concat", "sum", "mul", "ave", None, "max"], trainable=[True, False])
    if r.random() < 0.25:
        other = {**arguments, "go_backwards": r.random() < 0.9}
        outer["backward_layer"] = Spec(r.choice(list(UNITS)), units if r.random() < 0.6 else units + 1, **other)
    inner = Spec(kind, units, **arguments) if r.random() < 0.95 else Spec("Dense", 3)
    initial = states(r, 2 * UNITS[kind], units) if "backward_layer" not in outer else []
    return Case(Spec(name, inner, **outer), [sizes(r, 2, 1, 5), *initial], call=with_states)


@row("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
def conv_lstm(r: Random, name: str) -> Case:
    rank = int(name[8])
    arguments = {
        "filters": r.randint(1, 4),
        "kernel_size": each(r, rank, 3),
        **some(
            r,
            padding=["valid", "same", "causal"],
            use_bias=[True, False],
            data_format=["channels_last", "channels_first"],
            return_sequences=[True, False],
            return_state=[True, False],
            go_backwards=[True],
            trainable=[True, False],
        ),
    }
    arguments[r.choice(["strides", "dilation_rate"])] = each(r, rank, 2)
    if r.random() < 0.1:
        arguments |= {"strides": 2, "dilation_rate": 2}
    spatial = sizes(r, rank if r.random() < 0.97 else rank - 1, 1, 6)
    channels = r.randint(1, 3)
    first = arguments.get("data_format") == "channels_first"
    image = (channels, *spatial) if first else (*spatial, channels)
    return Case(Spec(name, **arguments), [(r.randint(1, 3), *image)])


disagreement(
    "SimpleRNN",
    "LSTM",
    "GRU",
    "Bidirectional",
    follows="neither",
    when=too_many,
    reason="superfluous initial states: unrolled and fused loops ignore them, others fail; symparam refuses",
)
disagreement(
    "SimpleRNN",
    "LSTM",
    "GRU",
    "Bidirectional",
    follows="concrete",
    when=lambda case: len(case.shapes) > 1,
    reason="initial states of a wrong number or size fail only when Keras computes",
)
disagreement(
    "Bidirectional",
    follows="concrete",
    when=lambda case: "backward_layer" in case.layer.kwargs,
    reason="Keras's shape rule looks at the forward layer alone",
)
