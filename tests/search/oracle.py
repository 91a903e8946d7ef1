"""What Keras says of a script or a config: it builds the model, without giving the weights any values."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from typing import Any
from unittest import mock

from ..frameworks import keras
from ..readers import running
from .facts import Facts, Late, Layer, Refusal, within

SECONDS = 20


@contextmanager
def session() -> Iterator[None]:
    """Scripts find TensorFlow's Keras; what they warn of is not printed."""
    with mock.patch.dict(sys.modules, running.modules()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def of_script(text: str) -> tuple[Facts | Refusal, Any]:
    """The model of a script, and Keras's own object."""

    def run() -> Any:
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(text, "script.py", "exec"), names)
        return names["model"]

    return of_model(run)


def of_model(make: Callable[[], Any]) -> tuple[Facts | Refusal, Any]:
    """What Keras says of the model that it makes, and the model."""
    try:
        with within(SECONDS):
            model = made(make)
            if not model.built:
                raise ValueError("the model is not built")
    except (Late, RecursionError) as error:
        return Refusal(str(error), type(error).__name__, fault=True), None
    except Exception as error:  # Keras raises whatever its backend raises
        return Refusal(str(error), type(error).__name__), None
    return facts(model), model


def made(make: Callable[[], Any]) -> Any:
    """The model without values; with zeros where a layer insists on some."""
    _clear()
    try:
        with keras.StatelessScope(initialize_variables=False):
            return make()
    except ValueError as error:
        if "stateless scope" not in str(error):
            raise
    _clear()
    with mock.patch.object(type(keras.Variable(0.0)), "_initialize_with_initializer", running.zeros):
        return make()


def _clear() -> None:
    """No names are taken, and the lambdas of the search's own models may be made of their configs."""
    keras.utils.clear_session(free_memory=False)
    keras.config.enable_unsafe_deserialization()


def facts(model: Any) -> Facts:
    """A model of Keras in numbers; its rows are those of its summary."""
    rows = getattr(model, "_operations", None) or model.layers
    trained = {id(w) for w in model.trainable_weights}
    sizes = [(prod(w.shape), id(w) in trained) for w in model.weights]
    return Facts(
        sum(n for n, train in sizes if train),
        sum(n for n, train in sizes if not train),
        tuple(Layer(row.name, _weights(row, trained), frozenset(_outputs(model, row))) for row in rows),
    )


def _weights(layer: Any, trained: set[int]) -> tuple[tuple[tuple[int, ...], bool], ...]:
    """What training the model changes, whatever a layer in between says of itself."""
    return tuple(sorted((tuple(w.shape), id(w) in trained) for w in getattr(layer, "weights", ())))


def _outputs(model: Any, layer: Any) -> Iterator[tuple[int | None, ...]]:
    """Of the layer's calls within the model."""
    own = getattr(model, "_nodes", getattr(getattr(model, "_functional", None), "_nodes", ()))
    for i, node in enumerate(layer._inbound_nodes):
        if f"{id(layer)}_ib-{i}" in own:
            yield from (tuple(t.shape[1:]) for t in node.output_tensors)
