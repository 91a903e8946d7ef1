"""Model → Report: one row for each layer, and the conditions of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..algebra import Condition, Dim, Shape, names_in
from ..layers.binding import bound
from ..layers.core import InputLayer
from ..layers.layer import Layer
from ..report import Call, Report, Row
from ..weight import Weight
from .model import Entry, Model
from .repeat import Repeat
from .steps import steps
from .tensor import apply
from .trace import Tracer, tracer


def derive(model: Model) -> Report:
    """The formulas of every layer and of the whole model; linear in the number of layers."""
    xs = tuple(t.shape for t in model.inputs)
    counted: set[tuple[int, int]] = set()
    conditions = list(model.facts.conditions)
    names = {id(node): entry.name for entry in model.entries for node in entry.calls}
    work = tracer(model)
    rows = []
    for entry, calls in model.calls(*xs):
        if model.sequential and isinstance(entry.layer, InputLayer):
            continue
        rows.append(_row(model, entry, calls, names, counted, work))
    conditions += (Condition(name, need) for name, need in model.conditions(*xs))
    return Report(
        name=model.name or ("sequential" if model.sequential else "functional"),
        rows=tuple(rows),
        inputs=xs,
        outputs=tuple(t.shape for t in model.outputs),
        conditions=tuple(dict.fromkeys(conditions)),
        facts=model.facts,
        depths=frozenset().union(*(names_in(row.repeat) for row in rows)),
    )


def _row(model: Model, entry: Entry, calls: list[tuple[Shape, ...]], names: dict[int, str],
         counted: set[tuple[int, int]], work: Tracer) -> Row:
    weights: list[Weight] = []
    shared: list[Weight] = []
    for key, weight in entry.layer.owned(*calls[0]):
        weight = weight if model.trainable else Weight(weight.name, weight.shape, False)
        weights.append(weight)
        if key in counted:
            shared.append(weight)
        counted.add(key)
    last = entry.calls[-1].shapes
    inner = _inner(entry, calls[-1])
    return Row(
        name=entry.name,
        type=entry.layer.type_name,
        inputs=tuple(names[id(t.node)] for node in entry.calls for t in node.inputs if id(t.node) in names),
        output=last[0] if len(last) == 1 else last,
        weights=tuple(weights),
        shared=tuple(shared),
        steps=partial(steps, entry.calls[-1].layer, calls[-1]),
        calls=tuple(Call(xs, node.shapes, partial(_run, node.layer))
                    for xs, node in zip(calls, entry.calls, strict=True)),
        work=work(entry.name),
        rows=inner,
        repeat=entry.layer.times if isinstance(entry.layer, Repeat) else 1,
        unknown=entry.layer.unknown or any(row.unknown for row in inner),
    )


def _run(layer: Layer, bindings: Mapping[str, Dim], xs: tuple[Shape, ...]
         ) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """The layer's own rule on some inputs: its outputs and the shapes of its weights."""
    layer = bound(layer, bindings)
    return apply(layer, xs), tuple(w.shape for w in layer.weights(*xs))


def _inner(entry: Entry, xs: tuple[Shape, ...]) -> tuple[Row, ...]:
    """The rows of a model inside the model, for those who want them expanded."""
    if not isinstance(entry.layer, Model):
        return ()
    return derive(entry.layer.at(*xs)).rows

