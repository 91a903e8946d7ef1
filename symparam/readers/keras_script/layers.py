"""Making layers: Dense(…), Conv2D(…) and the rest of the catalogue."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from ...budget import MADE
from ...graph import Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.values import Instance, Unknown, Value, came_from
from ...layers import lookup
from ...layers.layer import Layer
from ...layers.legacy_names import BEFORE, UNUSED_BEFORE, translate
from ...layers.unknown import allowed, stand_in
from ...several import several
from .defaults import takes_format
from .keras_state import LayerValue, ModelValue
from .lambda_layer import make_lambda
from .layer_arguments import bind_arguments, shape_given
from .lookups import KEPT, data_among, size_of
from .masks import ZERO
from .models import graph_of
from .script_cells import Unfollowed

if TYPE_CHECKING:
    from .session import Machine

KEPT_BESIDE = {"mask_token", ZERO}  # which no rule needs, but the size of a vocabulary, and what is told of a mask
SEQUENTIAL = ("LSTM", "GRU", "SimpleRNN", "RNN", "Conv1D")  # for them input_dim alone leaves the length open


def make_layer(
    m: Machine,
    name: str,
    args: list[Value],
    keywords: dict[str, Value],
    node: ast.AST,
    *,
    recent: bool = False,
    cls: type[Layer] | None = None,
) -> Value:
    """A layer of the catalogue, or of the class ``cls``, named as Keras names it.

    ``recent`` says that its name is of tf.keras.
    """
    if name == "Lambda":
        return make_lambda(m, args, keywords, node)
    if allowed(name):
        own = _own_name(m, keywords.get("name"), name, node)
        return register(m, stand_in(name, own), own)
    with m.located(node):
        new, args, keywords = translate(
            name,
            args,
            keywords,
            old=not recent and (m.keras.old or m.keras.spelled == "before" or not BEFORE.isdisjoint(keywords)),
            recent=recent or m.keras.spelled == "today",
            whole=lambda v: is_whole(v) or isinstance(v, Unknown),
        )
        cls = cls or lookup(new)
    if any(isinstance(v, Tensor) for v in args):
        raise m.error(
            node, f"{name} is made with a tensor for an argument; make the layer first, then call it: {name}(…)(x)"
        )
    if new == "Bidirectional":
        args, keywords = [_copied(m, v) for v in args], {k: _copied(m, v) for k, v in keywords.items()}
    inner = tuple(
        v
        for v in (*args[:2], *keywords.values())
        for v in several(v)
        if isinstance(v, (LayerValue, ModelValue, Instance))
    )
    args, keywords = _unwrapped(m, args, keywords, node, cells=new in ("RNN", "StackedRNNCells"))
    if recent and m.keras.spelled != "today":
        keywords = {k: v for k, v in keywords.items() if k not in UNUSED_BEFORE.get(new, ())}
    tokens = data_among(cls, keywords)
    if tokens is not None and keywords.get("max_tokens") is None:
        keywords["vocabulary_size"] = size_of(m, tokens, node)
    values, rest, shape = bind_arguments(m, cls, args, keywords, node)
    if new in SEQUENTIAL and "input_dim" in shape:
        shape.setdefault("input_length", None)
    own = _own_name(
        m, rest.pop("name", None), name if name.startswith("CuDNN") else cls.keras_class or cls.__name__, node
    )
    trainable = rest.pop("trainable", True)
    if m.keras.data_format == "channels_first" and takes_format(cls) and rest.get("data_format") is None:
        rest["data_format"] = "channels_first"
    m.budget.step(MADE)
    with m.located(node):
        layer = cls(*values, name=own, trainable=bool(trainable), **rest)
    made = register(m, layer, own, trainable=bool(trainable), input_shape=shape_given(m, shape, node), inner=inner)
    if tokens is not None:
        made.extras[KEPT] = tokens
    for key in KEPT_BESIDE & keywords.keys():
        made.extras[key] = keywords[key]
    return made


def _copied(m: Machine, value: Value) -> Value:
    """What Bidirectional makes of a layer that it is given: two layers of the same arguments, here one for both."""
    if not isinstance(value, LayerValue):
        return value
    trainable = bool(value.trainable)
    return register(m, replace(value.layer, trainable=trainable), value.name, trainable)


def register(
    m: Machine,
    layer: Layer,
    name: str,
    trainable: bool = True,
    input_shape: Value = None,
    inner: tuple[Value, ...] = (),
) -> LayerValue:
    """A frozen layer as a value of the script."""
    value = LayerValue(layer, name, trainable, input_shape=input_shape, inner=inner, line=m.line)
    m.keras.layers[id(layer)] = value
    m.symbols.tick += 1
    return value


def _own_name(m: Machine, name: Value, type_name: str, node: ast.AST) -> str:
    if isinstance(name, Unknown):
        raise m.error(node, f"{type_name}: its name {came_from(name)}")
    if name is None:
        return m.keras.auto_name(type_name)
    return str(name)


def _unwrapped(
    m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST, cells: bool = False
) -> tuple[list[Value], dict[str, Value]]:
    """Models and custom layers among the arguments (TimeDistributed(model)) as layers of the graph."""

    def unwrap(value: Value) -> Value:
        if cells and isinstance(value, (list, tuple)):
            return type(value)(map(unwrap, value))
        if cells and isinstance(value, Instance) and value.adopted is not None:
            return LayerValue(Unfollowed(value.adopted, name=value.cls.name), value.adopted.name)
        if isinstance(value, ModelValue):
            return LayerValue(graph_of(m, value, node), value.name)
        if isinstance(value, Instance) and value.adopted is not None and hasattr(value.adopted, "as_layer"):
            return LayerValue(value.adopted.as_layer(m, node), value.adopted.name)
        return value

    return [unwrap(v) for v in args], {k: unwrap(v) for k, v in keywords.items()}
