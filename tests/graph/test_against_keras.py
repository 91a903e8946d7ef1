"""Graphs against Keras: the order of the rows, what feeds what, output shapes, weights shared and nested."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

import symparam
from symparam.readers.keras_config import from_config

from ..frameworks import keras
from .programs import Library, program, run

SEEDS = range(60)
THEIRS = Library(keras.Input, keras.Model, lambda kind, **kw: getattr(keras.layers, kind)(**kw))
OURS = Library(symparam.Input, symparam.Model, lambda kind, **kw: getattr(symparam.layers, kind)(**kw))


def built(seed: int) -> tuple[Any, Any]:
    steps = program(Random(seed))
    with keras.StatelessScope(initialize_variables=False):
        theirs = run(steps, THEIRS)
    return theirs, run(steps, OURS)


def keras_rows(model: Any) -> list[tuple[Any, ...]]:
    """Name, type, sources, output shapes of the last call, and weights of each row; Keras's own names cut short."""
    own = {key.rpartition("_ib-")[0]: None for key in model._nodes}
    rows = []
    for op in model._operations:
        assert str(id(op)) in own
        nodes = [node for i, node in enumerate(op._inbound_nodes) if f"{id(op)}_ib-{i}" in model._nodes]
        sources = tuple(named(t._keras_history.operation.name) for node in nodes for t in node.input_tensors)
        weights = tuple((tuple(w.shape), w.trainable and model.trainable) for w in getattr(op, "weights", ()))
        shapes = tuple(tuple(t.shape)[1:] for t in nodes[-1].outputs)
        rows.append((named(op.name), type(op).__name__, sources, shapes, sorted(weights)))
    return rows


def our_rows(report: Any) -> list[tuple[Any, ...]]:
    return [
        (
            named(row.name),
            row.type,
            tuple(map(named, row.inputs)),
            tuple(map(tuple, row.outputs)),
            sorted((tuple(w.shape), w.trainable) for w in row.weights),
        )
        for row in report.rows
    ]


def named(name: str) -> str:
    return name if name.startswith("m_") else name.rstrip("_0123456789")


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_those_of_keras(seed: int) -> None:
    theirs, ours = built(seed)
    report = ours.derive()
    assert our_rows(report) == keras_rows(theirs)
    assert (report.params, report.trainable, report.non_trainable) == counts(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_config_gives_the_same_rows(seed: int) -> None:
    theirs, _ = built(seed)
    report = from_config(json.loads(theirs.to_json())).derive().at()
    assert our_rows(report) == keras_rows(theirs)
    assert (report.params, report.trainable, report.non_trainable) == counts(theirs)
    assert [row.name for row in report.rows] == [op.name for op in theirs._operations]
    assert [row.sources for row in report.rows] == [connections(theirs, op) for op in theirs._operations]


def connections(model: Any, op: Any) -> tuple[str, ...]:
    """Keras's column "Connected to"; calls of a layer outside the model are not counted, as in its config."""

    def inside(op: Any) -> list[int]:
        return [i for i in range(len(op._inbound_nodes)) if f"{id(op)}_ib-{i}" in model._nodes]

    history = [t._keras_history for i in inside(op) for t in op._inbound_nodes[i].input_tensors]
    return tuple(f"{h.operation.name}[{inside(h.operation).index(h.node_index)}][{h.tensor_index}]" for h in history)


def counts(model: Any) -> tuple[int, int, int]:
    from keras.src.utils.summary_utils import count_params

    trainable, frozen = count_params(model.trainable_weights), count_params(model.non_trainable_weights)
    return trainable + frozen, trainable, frozen


@pytest.mark.parametrize("seed", range(30))
def test_a_model_that_begins_in_the_middle(seed: int) -> None:
    """Keras makes the calls anew from an InputLayer of its own; only the name of that one differs."""
    r = Random(seed)
    model: Any = None
    for library in (THEIRS, OURS):
        r.seed(seed)
        with keras.StatelessScope(initialize_variables=False):
            x = library.Input((4,), name="m_in")
            dense = [library.layer("Dense", units=4, name=f"m_{i}") for i in range(6)]
            tensors = [dense[0](x)]
            for layer in dense[1:]:
                a, b = r.choice(tensors), r.choice(tensors)
                tensors.append(library.layer("Add", name=f"m_add{layer.name}")([layer(a), b]))
            middle = tensors[r.randrange(3)]
            try:
                built = library.Model([middle], [tensors[-1]])
            except (ValueError, symparam.SymparamError):
                built = None
        if library is THEIRS:
            model = built
    if model is None or built is None:
        assert model is None
        assert built is None
        return
    ours = [(row.name, row.inputs) for row in built.derive().rows]
    theirs = [(name, sources) for name, _, sources, _, _ in keras_rows(model)]
    first = {name: "input" for name, kind, *_ in keras_rows(model) if kind == "InputLayer"}
    own = {row.name: "input" for row in built.derive().rows if row.type == "InputLayer"}
    rename = lambda rows, names: [(names.get(n, n), tuple(names.get(s, s) for s in ss)) for n, ss in rows]  # noqa: E731
    assert rename(ours, own) == rename(theirs, first)
