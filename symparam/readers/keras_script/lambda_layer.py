"""Lambda layers: the function is followed on tensors; a given output_shape is believed, as Keras does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.values import Class, Instance, Value
from ...layers.construct import refuse_unknown, signature
from ...layers.unknown import Lambda
from .custom import CustomValue
from .layer_arguments import SHAPES, shape_given

if TYPE_CHECKING:
    from .session import Machine

LAMBDA = Class("Lambda", (), {}, 0)


def make_lambda(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Lambda(function, output_shape=…, mask=…, arguments=…)."""
    positional, accepted, _ = signature(Lambda)
    given = {**dict(zip(positional, args, strict=False)), **keywords}
    with m.located(node):
        refuse_unknown(Lambda, [key for key in keywords if key not in SHAPES], accepted)
    name = given.get("name")
    value = CustomValue(Instance(LAMBDA), str(name) if name else m.keras.auto_name("Lambda"))
    value.type_name = "Lambda"
    value.function = given.get("function")
    value.output_shape = given.get("output_shape")
    more = given.get("arguments")
    value.arguments = more if isinstance(more, dict) else {}
    shape = {key: keywords[key] for key in SHAPES if key in keywords}
    if shape:
        value.input_shape = shape_given(m, shape, node)
    m.symbols.tick += 1
    return value
