"""Model → Report: one row for each layer, and the conditions of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial

from ..algebra import Condition, Dim, Shape, names_in
from ..algebra.domain.sets import always_divides
from ..algebra.names import LONGEST
from ..budget import LAYER, spend
from ..errors import LayerError
from ..layers.binding import bound
from ..layers.core import InputLayer
from ..layers.layer import Key, Layer
from ..report import Report
from ..row import Call, Row, Traits
from ..several import several, single
from ..weight import Weight
from .lazy_schedule import Tracer, tracer
from .network import Entry, Network
from .repeat import Repeat
from .steps import steps
from .tensor import Node, apply
from .unroll import unrolled


def derive(model: Network) -> Report:
    """The formulas of every layer and of the whole model; linear in the number of layers."""
    xs = tuple(t.shape for t in model.inputs)
    counted: set[Key] = set()
    conditions = list(model.facts.conditions)
    names = {node: (entry.name, i) for entry in model.entries for i, node in enumerate(entry.calls)}
    work = tracer(model)
    rows = []
    spend(LAYER * len(model.entries))
    for entry, calls in model.calls(*xs):
        if model.sequential and isinstance(entry.layer, InputLayer):
            continue
        rows.append(_row(model, entry, calls, names, counted, work))
    depths = _depths(model)
    conditions += (
        Condition(name, need)
        for name, need in model.conditions(*xs)
        if not always_divides(need, lambda size: 0 if size in depths else 1)
    )
    return Report(
        name=model.name or ("sequential" if model.sequential else "functional"),
        rows=tuple(rows),
        inputs=xs,
        outputs=tuple(t.shape for t in model.outputs),
        conditions=tuple(dict.fromkeys(conditions)),
        facts=model.facts,
        depths=depths,
        library=model.facts.library,
    )


def _check_name(name: str) -> None:
    """Raise LayerError where a name is longer than anybody reads."""
    if len(name) > LONGEST:
        raise LayerError(f"{name} is too long for a name, with {len(name):,} characters; the most is {LONGEST:,}")


def _depths(model: Network) -> frozenset[str]:
    """The symbols that count blocks, those in models and blocks inside too."""
    found: frozenset[str] = frozenset()
    deep = (node for node in model.nodes if isinstance(node.layer, Repeat | Network))
    for node in {node.layer.identity: node for node in deep}.values():  # a layer that is called twice is one
        if isinstance(node.layer, Repeat):
            x = node.xs[0].shape
            blocks = [m for m, _ in node.layer.blocks(x)] if node.layer.written_out else [node.layer.model(x)]
            found |= names_in(node.layer.times).union(*map(_depths, blocks))
        else:
            assert isinstance(node.layer, Network)
            found |= _depths(node.layer)
    return found


def _row(
    model: Network,
    entry: Entry,
    calls: list[tuple[Shape, ...]],
    names: dict[Node, tuple[str, int]],
    counted: set[Key],
    work: Tracer,
) -> Row:
    _check_name(entry.name)
    weights: list[Weight] = []
    shared: list[Weight] = []
    for key, weight in entry.layer.owned(*entry.built(calls)):
        weight = weight if model.trainable else replace(weight, trainable=False)
        weights.append(weight)
        if key in counted:
            shared.append(weight)
        counted.add(key)
    last = entry.calls[-1].shapes
    inputs = [t for node in entry.calls for t in node.inputs if t.node.layer.listed]
    inner = _inside(entry.layer, calls[-1])
    return Row(
        name=entry.name,
        type=entry.layer.type_name,
        inputs=tuple([names[t.node][0] for t in inputs]),
        sources=tuple([f"{names[t.node][0]}[{names[t.node][1]}][{t.index}]" for t in inputs]),
        output=single(last),
        weights=tuple(weights),
        shared=tuple(shared),
        steps=partial(steps, entry.calls[-1].layer, calls[-1], built=entry.calls[0].built),
        calls=tuple([_call(node, xs) for xs, node in zip(calls, entry.calls, strict=True)]),
        work=work(entry.name),
        traits=partial(_traits, entry.layer),
        rows=inner,
        parts=_parts(entry.layer, calls[-1][0]) if isinstance(entry.layer, Repeat) and entry.layer.opened else (),
        repeat=entry.layer.times if isinstance(entry.layer, Repeat) and not entry.layer.shared else 1,
        unknown=entry.layer.unknown or any(row.unknown for row in inner),
    )


def _traits(layer: Layer, bindings: Mapping[str, Dim] | None = None) -> Traits:
    """What a layer is, with symbols replaced by name."""
    layer = bound(layer, bindings) if bindings else layer
    if isinstance(layer, Network | Repeat):
        return Traits(layer.type_name, "model")
    values = {f.name: getattr(layer, f.name) for f in fields(layer) if f.name not in ("name", "trainable")}
    settings = {name: _traits(value) if isinstance(value, Layer) else value for name, value in values.items()}
    return Traits(layer.type_name, layer.family, layer.phrase, settings)


def _call(node: Node, xs: tuple[Shape, ...]) -> Call:
    if isinstance(node.layer, Repeat):
        return Call(xs, node.shapes, partial(unrolled, node.layer), partial(_blocks, node.layer, xs[0]), counted=True)
    return Call(xs, node.shapes, partial(_run, node.layer, node.built), partial(_inside, node.layer, xs))


def _run(
    layer: Layer,
    built: tuple[Shape, ...] | None,
    bindings: Mapping[str, Dim],
    xs: tuple[Shape, ...],
    checked: bool = True,
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """The layer's own rule on some inputs: its outputs and the shapes of its weights."""
    layer = bound(layer, bindings) if bindings else layer
    output = layer.output(*xs) if not checked else apply(layer, xs)
    return several(output), tuple(
        w.shape for w in layer.weights(*(xs if built is None else (x.bind(bindings) for x in built)))
    )


def _inside(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Row, ...]:
    """The rows of a model inside the model, whose own ``trainable`` does not count there."""
    if not isinstance(layer, Network):
        return ()
    inner = layer.placed(*xs)
    return derive(inner if inner.trainable else replace(inner, trainable=True)).rows


def _parts(layer: Repeat, x: Shape) -> tuple[Row, ...]:
    """The layers with weights of one block, each with the weights of all blocks, where the blocks are alike."""
    model = layer.model(x)
    if model.output(x) != x:
        return ()
    rows = tuple(row for row in derive(model).rows if row.weights)
    if layer.shared or layer.times == 1:
        return rows
    return tuple(
        replace(
            row,
            weights=tuple(replace(w, shape=Shape((layer.times, *w.shape))) for w in row.weights),
            repeat=layer.times,
        )
        for row in rows
    )


def _blocks(layer: Repeat, x: Shape) -> tuple[Row, ...]:
    """The rows of all blocks, one after the other, where their number is one."""
    return tuple(
        replace(row, name=f"block {i}/{row.name}")
        for i, (model, x) in enumerate(layer.blocks(x), 1)
        for row in derive(model.at(x)).rows
    )
