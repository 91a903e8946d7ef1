"""More functions of tensors: patches of images, variables, products over axes, constants spread over a batch."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Unknown, Value
from ...layers.ops import operation
from .by_signature import by_signature
from .keras_state import Constant, Variable
from .synthetic_layers import OneNumber
from .tensor_math import place_layer, place_shape, placed

if TYPE_CHECKING:
    from .session import Machine


def patches(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """keras.ops.image.extract_patches, tf.image.extract_patches."""

    def pair(name: str, at: int, default: Value) -> Value:
        value = keywords.get(name, args[at] if len(args) > at else default)
        value = value[1:3] if isinstance(value, (list, tuple)) and len(value) == 4 else value
        return tuple(value) if isinstance(value, (list, tuple)) else (value, value)

    size = pair("sizes" if "sizes" in keywords else "ksizes" if "ksizes" in keywords else "size", 1, None)
    strides = pair("strides", 2, size)
    padding = keywords.get("padding", args[4] if len(args) > 4 else "valid")
    layout = keywords.get("data_format", args[5] if len(args) > 5 else None)
    dilation = pair("rates" if "rates" in keywords else "dilation_rate", 3, 1)
    if (
        not isinstance(padding, str)
        or not isinstance(layout, str | None)
        or not all(map(is_whole, (*size, *strides, *dilation)))
        or len(args[0].shape) != 3
    ):
        return m.unknown(node, "the patches are not known")
    return place_layer(
        m,
        "ExtractPatches",
        [args[0]],
        node,
        size=tuple(map(formula, size)),
        padding=padding,
        data_format=layout,
        strides=tuple(map(formula, strides)),
        dilation_rate=tuple(map(formula, dilation)),
    )


def variable(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """K.variable(value), tf.Variable(value), keras.Variable(value or initializer, shape)."""
    value = next(
        (keywords[k] for k in ("initial_value", "value", "initializer") if k in keywords), args[0] if args else None
    )
    shape = keywords.get("shape", args[1] if len(args) > 1 else getattr(value, "shape", None))
    if shape is None and isinstance(value, (list, tuple)):
        shape = (len(value),)
    if shape is None and (is_whole(value) or isinstance(value, float)):
        shape = ()
    if not isinstance(shape, (tuple, list)) or any(isinstance(n, (Unknown, Batch)) for n in shape):
        return m.unknown(node, "the shape of the variable is not known")
    sizes = tuple(formula(n) if is_whole(n) else n for n in shape)
    return Variable(sizes, str(keywords.get("name", "")), trainable=keywords.get("trainable", True) is not False)


def tensordot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """tensordot(a, b, axes)."""
    axes = plain(m, keywords.get("axes", args[2] if len(args) > 2 else 2), node)
    if isinstance(axes, int) and all(isinstance(a, Tensor) and len(a.shape) + 1 == axes for a in args[:2]):
        return placed(m, OneNumber("Tensordot", name=m.keras.operation_name("Tensordot")), args[:2], node)
    return by_signature(m, operation("Tensordot"), args, keywords, node)


def spread(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """broadcast_to(x, shape)."""
    shape = keywords.get("shape", args[1] if len(args) > 1 else None)
    if not isinstance(shape, (list, tuple)) or not shape:
        return m.unknown(node, "the shape of broadcast_to is not known")
    first, *rest = shape
    if not all(map(is_whole, rest)):
        return m.unknown(node, "the shape of broadcast_to is not known")
    sizes = tuple(map(formula, rest))
    if isinstance(args[0], Tensor) and len(sizes) < len(args[0].shape):
        return m.unknown(node, f"broadcast_to has {len(shape)} sizes for a tensor of {len(args[0].shape) + 1} axes")
    if isinstance(args[0], Constant):
        batch = first is None or isinstance(first, (Batch, Unknown))
        return Constant((1 if batch else formula(first), *sizes))
    return place_shape(m, "BroadcastTo", [args[0]], sizes, node)


def part(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """slice(x, start, size)."""
    size = keywords.get("shape", keywords.get("size", args[2] if len(args) > 2 else None))
    if isinstance(args[0], Tensor):
        return by_signature(m, operation("Slice"), args, keywords, node)
    if (
        not isinstance(args[0], Constant)
        or not isinstance(size, (list, tuple))
        or not all(map(is_whole, size))
        or any(isinstance(n, int) and n < 0 for n in size)
    ):
        return m.unknown(node, "this slice is not followed")
    return Constant(tuple(map(formula, size)))


def moments(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """moments(x, axes): the mean and the variance."""
    axes = keywords.get("axes", keywords.get("axis", args[1] if len(args) > 1 else None))
    keep = {"keepdims": keywords.get("keepdims", keywords.get("keep_dims", False))}
    return tuple(m.library.call(m, f"keras.ops.{kind}", [args[0], axes], keep, node) for kind in ("mean", "var"))


MORE = {
    "moments": moments,
    "extract_patches": patches,
    "extract_image_patches": patches,
    "tensordot": tensordot,
    "broadcast_to": spread,
    "slice": part,
}
