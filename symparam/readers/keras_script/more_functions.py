"""More functions of tensors: patches of images, variables, products over axes, constants spread over a batch."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Unknown, Value
from ...layers.ops import operation
from ...several import for_each, several
from .by_signature import by_signature
from .gather import factor
from .given import Given, first, rest_of, sizes_of
from .keras_state import Constant, Variable
from .synthetic_layers import OneNumber
from .tensor_math import place_layer, place_shape, placed

if TYPE_CHECKING:
    from .session import Machine


def patches(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """keras.ops.image.extract_patches, tf.image.extract_patches."""

    def pair(name: str, default: Value) -> Value:
        value = given.get(name, default)
        value = value[1:3] if isinstance(value, (list, tuple)) and len(value) == 4 else value
        return for_each(value, 2)

    x, size = first(given), pair("size", None)
    strides, dilation = pair("strides", size), pair("dilation_rate", 1)
    padding, layout = given.get("padding", "valid"), given.get("data_format")
    surely(
        isinstance(padding, str)
        and isinstance(layout, str | None)
        and all(map(is_whole, (*size, *strides, *dilation)))
        and len(x.shape) == 3,
        "the patches are not known",
    )
    return place_layer(
        m,
        "ExtractPatches",
        [x],
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
    shape: Any = keywords.get("shape", args[1] if len(args) > 1 else getattr(value, "shape", None))
    if shape is None and isinstance(value, Unknown):
        return m.unknown(node, value.why)
    if shape is None and isinstance(value, (list, tuple)):
        shape = (len(value),)
    if shape is None and (is_whole(value) or isinstance(value, float)):
        shape = ()
    surely(
        isinstance(shape, (tuple, list)) and (not any(isinstance(n, (Unknown, Batch)) for n in shape)),
        "the shape of the variable is not known",
    )
    sizes = tuple(formula(n) if is_whole(n) else n for n in shape)
    return Variable(sizes, str(keywords.get("name", "")), trainable=keywords.get("trainable", True) is not False)


def tensordot(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """tensordot(a, b, axes)."""
    axes = plain(m, given.get("axes", 2), node)
    pair: list[Any] = [given.get("x1"), given.get("x2")]
    if isinstance(axes, int) and all(isinstance(a, Tensor) and len(a.shape) + 1 == axes for a in pair):
        return placed(m, OneNumber("Tensordot", name=m.keras.operation_name("Tensordot")), pair, node)
    return by_signature(m, operation("Tensordot"), pair, {"axes": axes}, node)


def spread(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """broadcast_to(x, shape)."""
    x, shape = first(given), given.get("shape")
    surely(isinstance(shape, (list, tuple)) and shape, "the shape of broadcast_to is not known")
    batch, *rest = several(shape)
    sizes = sizes_of(rest, "the shape of broadcast_to is not known")
    surely(
        not isinstance(x, Tensor) or len(sizes) >= len(x.shape),
        f"broadcast_to has {len(rest) + 1} sizes for a tensor of {len(x.shape) + 1} axes",
    )
    if isinstance(x, Constant):
        return Constant((factor(batch), *sizes))
    return place_shape(m, "BroadcastTo", [x], sizes, node)


def part(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """slice(x, start, size)."""
    x, size = first(given), given.get("shape")
    if isinstance(x, Tensor):
        return by_signature(m, operation("Slice"), [x], rest_of(given), node)
    sizes = sizes_of(size, "this slice is not followed")
    surely(
        isinstance(x, Constant) and not any(isinstance(n, int) and n < 0 for n in sizes), "this slice is not followed"
    )
    return Constant(sizes)


def moments(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """moments(x, axes): the mean and the variance."""
    keep = {"keepdims": given.get("keepdims", False)}
    settings = [first(given), given.get("axes")]
    return tuple(m.library.call(m, f"keras.ops.{kind}", settings, keep, node) for kind in ("mean", "var"))


def segments(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """segment_sum(data, segment_ids, num_segments): rows of the batch become rows of another batch."""
    data, ids = first(given), given.get("segment_ids")
    surely(not is_whole(given.get("num_segments")), f"{last} makes a fixed number of rows of the batch")
    surely(isinstance(data, Tensor), f"{last} is followed for a tensor")
    kind = "".join(part.capitalize() for part in last.split("_"))
    return place_shape(m, kind, [data, *([ids] if isinstance(ids, Tensor) else [])], data.shape.sizes, node)


def chosen(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """cond(pred, true_fn, false_fn), where both give tensors of one shape."""
    surely("true_fn" in given and "false_fn" in given, f"{last} without two functions is not followed")
    made = [m.call(given[key], [], {}, node) for key in ("true_fn", "false_fn")]
    surely(
        all(isinstance(x, Tensor) for x in made) and made[0].shape == made[1].shape,
        f"the two branches of {last} do not give tensors of one shape",
    )
    pred = [given["pred"]] if isinstance(given.get("pred"), Tensor) else []
    return place_shape(m, "Cond", [*pred, *made], made[0].shape.sizes, node)


def suppressed(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """combined_non_max_suppression(boxes, scores, …): of each sample so many boxes, their scores and classes."""
    most, scores = given.get("max_total_size"), given.get("scores")
    surely(is_whole(most) and isinstance(scores, Tensor) and given.get("pad_per_class", False) is False)
    inputs = [x for x in (first(given), scores) if isinstance(x, Tensor)]
    shapes = ((formula(most), 4), (formula(most),), (formula(most),), ())
    return tuple(place_shape(m, "CombinedNonMaxSuppression", inputs, shape, node) for shape in shapes)


SEGMENTS = [f"{kind}segment_{what}" for kind in ("", "unsorted_") for what in ("sum", "mean", "max", "min", "prod")]
MORE = {
    **dict.fromkeys([*SEGMENTS, "unsorted_segment_sqrt_n"], segments),
    "cond": chosen,
    "combined_non_max_suppression": suppressed,
    "moments": moments,
    "extract_patches": patches,
    "extract_image_patches": patches,
    "tensordot": tensordot,
    "broadcast_to": spread,
    "slice": part,
}
