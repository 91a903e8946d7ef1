"""Output shapes that a script declares: Lambda's output_shape and a class's compute_output_shape.

Keras believes them while it builds a graph, and does not run the computation: keras/src/layers/layer.py,
compute_output_spec, and keras/src/layers/core/lambda_layer.py.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from ...algebra import Shape
from ...errors import ReadError
from ...graph import Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Function, Method, ShapeTuple, Unknown, Value, came_from

if TYPE_CHECKING:
    from .custom import CustomValue
    from .session import Machine

Shapes: TypeAlias = list[Shape]


def declared_shapes(m: Machine, layer: CustomValue, args: list[Value], node: ast.AST) -> Shapes | None:
    """The shapes that the script declares for what a layer gives, without the batch; None where it declares none."""
    if layer.output_shape is not None:
        return _of_lambda(m, layer, args, node)
    method = layer.instance.cls.find("compute_output_shape")
    if not isinstance(method, Function) or len(method.node.args.args) != 2 or not args:
        return None
    try:
        told = m.call(Method(method, layer.instance), [_shape_of(m, args[0])], {}, node)
    except ReadError:
        return None  # it is not followed, and the computation tells the shape
    return _without_batch(told)


def _of_lambda(m: Machine, layer: CustomValue, args: list[Value], node: ast.AST) -> Shapes | None:
    """A tuple of sizes, without the batch; or what a function gives for the shape of the input, with the batch."""
    shape, name = layer.output_shape, layer.called(m)
    if isinstance(shape, Unknown):
        raise m.error(node, f"{name}: its output_shape {came_from(shape)}")
    if isinstance(shape, (list, tuple)):
        if (sizes := _sizes(shape)) is not None:
            return [sizes]
        several = [_sizes(one) for one in shape]
        if shape and all(one is not None for one in several):
            return [one for one in several if one is not None]
        raise m.error(node, f"{name}: output_shape={_text(shape)}: it is a tuple of sizes without the batch")
    if not hasattr(shape, "call") and not isinstance(shape, (Function, Method)):
        raise m.error(
            node, f"{name}: output_shape={_text(shape)}: it is a tuple of sizes without the batch, or a function"
        )
    told = m.call(shape, [_shape_of(m, args[0] if args else None)], {}, node)
    if isinstance(told, Unknown):
        raise m.error(node, f"{name}: its output_shape {came_from(told)}")
    found = _without_batch(told)
    if found is None:
        raise m.error(node, f"{name}: its output_shape gives {_text(told)}: it is the batch, then sizes")
    return found


def _shape_of(m: Machine, value: Value) -> Value:
    """What Keras hands to a function of shapes: for a list of tensors, a list of shapes."""
    if isinstance(value, Tensor):
        return ShapeTuple((None, *map(m.symbols.number, value.shape)))
    if isinstance(value, (list, tuple)):
        return [_shape_of(m, v) for v in value]
    return {k: _shape_of(m, v) for k, v in value.items()} if isinstance(value, dict) else value


def _without_batch(shape: Value) -> Shapes | None:
    """Shapes that begin with the batch, without it; None for what is no such shape."""
    if not isinstance(shape, (list, tuple)) or not shape:
        return None
    if shape[0] is None or isinstance(shape[0], Batch):
        sizes = _sizes(shape[1:])
        return None if sizes is None else [sizes]
    several = [_without_batch(one) for one in shape]
    if any(one is None or len(one) != 1 for one in several):
        return None
    return [one[0] for one in several if one]


def _sizes(values: Value) -> Shape | None:
    if not isinstance(values, (list, tuple)) or not all(map(is_whole, values)):
        return None
    return Shape(formula(n) for n in values)


def _text(value: Value) -> str:
    if isinstance(value, (list, tuple)):
        return f"({', '.join(map(_text, value))}{',' if len(value) == 1 else ''})"
    return str(getattr(value, "value", value))
