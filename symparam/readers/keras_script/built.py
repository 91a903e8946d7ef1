"""An architecture of keras.applications, built by the installed Keras without its weights."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...algebra import Dim, Shape
from ...errors import ReadError
from ...graph import Model
from ..keras_config import from_config
from ..keras_live.applications import installed

if TYPE_CHECKING:
    from .session import Machine


def built(m: Machine, name: str, options: dict[str, Any], node: ast.AST, entrance: str = "") -> Model:
    """applications.name(**options) as a graph; ``entrance`` names an input that is there already."""
    keras = installed(f"{m.where(node)}: {name}")
    make = getattr(keras.applications, name, None)
    if make is None:
        raise ReadError(f"{m.where(node)}: keras.applications has no {name}")
    try:
        with keras.StatelessScope(initialize_variables=False), _counting(m):
            if entrance:
                options = {**options, "input_tensor": keras.Input(options["input_shape"], name=entrance)}
            config = json.loads(make(weights=None, **options).to_json())
    except (TypeError, ValueError) as error:
        raise ReadError(f"{m.where(node)}: Keras refuses {name}: {error}") from None
    return _own_symbols(m, from_config(config, file=m.where(node)))


@contextmanager
def _counting(m: Machine) -> Iterator[None]:
    """Let Keras count names from where the script stands."""
    from keras.src.backend.common import global_state

    before = global_state.get_global_attribute("object_name_uids")
    counts: defaultdict[str, int] = defaultdict(int, m.keras.namer.counts)
    global_state.set_global_attribute("object_name_uids", counts)
    try:
        yield
    finally:
        dict.update(m.keras.namer.counts, counts)  # Counter.update would add
        global_state.set_global_attribute("object_name_uids", before)


def _own_symbols(m: Machine, graph: Model) -> Model:
    """The graph with input symbols that no other input of the script has."""
    shapes = []
    for tensor in graph.inputs:
        order = m.keras.inputs
        m.keras.inputs += 1
        dims: list[Dim] = []
        for i, n in enumerate(tensor.shape):
            if isinstance(n, int) or not n.is_Symbol:
                dims.append(n)
            else:
                letter = n.name.partition("_")[0]
                default = graph.facts.defaults.get(n.name)
                dims.append(m.symbols.axis(letter, default, ("built", order, i)))
        shapes.append(Shape(dims))
    return graph.at(*shapes)
