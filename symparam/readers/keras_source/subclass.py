"""A subclass of Model as a graph: its call is followed on an input."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Model
from .custom import CustomValue
from .inputs import given, make_input
from .keras_state import ModelValue
from .models import finished
from .values import Value

if TYPE_CHECKING:
    from .machine import Machine


def model_of(m: Machine, value: CustomValue) -> Model:
    """The graph of an object of a subclass of Model, with the layers of its ``call`` as rows."""
    functional = value.instance.attributes.get("_functional")
    if isinstance(functional, ModelValue):
        return finished(m, functional)
    node = ast.Pass(lineno=value.instance.cls.line)
    shape: Value = value.input_shape
    if shape is None and value.calls:
        shape = tuple(m.symbols.number(n) for n in value.calls[0][0][0].shape)
    if shape is None:
        if m.keras.input_shape is None:
            raise m.error(node, f"{value.instance.cls.name} is a subclass of Model, and its input shape is not in the "
                                "script; give it with --input 28,28,1")
        shape = tuple(m.symbols.number(n) for n in given(m, None, "input_shape", node))
    source = make_input(m, shape, "input_shape", node)
    value.build(m, [source], [source], node)
    result = value._called(m, [source], {}, node)
    from .keras_state import tensors

    outputs = tensors(result)
    if outputs is None:
        outputs = value._told(m, [result], [source], node)
    model = ModelValue("functional", value.called(m), inputs=(source,), outputs=tuple(outputs), line=node.lineno)
    return finished(m, model)
