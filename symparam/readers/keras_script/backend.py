"""keras.ops, keras.backend and tf functions of tensors, by name; one table row for each."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import UnknownLayer
from ...graph import Tensor
from ...interpreter.builtin_functions import BUILTINS
from ...interpreter.iteration import items_of
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Array, Batch, Unknown, Value
from ...layers.layer import Layer
from ...layers.ops import Operation, function
from ...layers.ops.elementwise import AlongAxis, Binary, Unary
from ...layers.ops.reduce import Reduction
from .by_signature import by_signature
from .conv_functions import WINDOWS
from .defaults import with_defaults
from .einsum import einsum
from .gather import TAKING
from .keras_state import TENSORS, Constant, Turned, fixed, flat
from .layer_calls import solid
from .misfits import misfit
from .more_functions import MORE, variable
from .shaping import SHAPING, axis_of, catalogue
from .spectra import TRANSFORMS
from .synthetic_layers import OneNumber
from .tensor_attributes import dynamic_shape, shape_of
from .tensor_math import elementwise, kept, matmul, place_layer, place_shape, placed
from .turning import turned_function

if TYPE_CHECKING:
    from .session import Machine

Handler = Callable[["Machine", str, list[Value], dict[str, Value], ast.AST], Value]

KEPT = frozenset(
    [
        "batch_normalization",
        "bias_add",
        "dropout",
        "in_test_phase",
        "in_train_phase",
        "linear",
        "random_gamma",
        "real",
        "imag",
        "conj",
        "angle",
        "roll",
        "tril",
        "triu",
    ]
)  # functions of elements that have no operation here
FLATTENING = ("argsort", "cumprod", "cumsum", "nancumprod", "nancumsum", "sort")  # for which axis=None is one axis
FILLED = frozenset(
    [
        "zeros",
        "ones",
        "random_normal",
        "random_uniform",
        "truncated_normal",
        "normal",
        "uniform",
        "fill",
        "full",
        "eye",
        "random_bernoulli",
        "random_binomial",
        "random_normal_variable",
    ]
)


def tensor_function(  # noqa: C901
    m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, name: str = ""
) -> Value:
    """One function on tensors; what has no row here gives an unknown value."""
    why = misfit(name, _operation(last), args, keywords)
    if why:
        return m.unknown(node, why)
    if last in ("int_shape", "get_variable_shape") and args:
        return shape_of(m, args[0]) if isinstance(args[0], TENSORS) else m.unknown(node)
    if last == "shape" and args:
        return (
            dynamic_shape(m, args[0])
            if isinstance(args[0], TENSORS)
            else args[0].shape
            if isinstance(args[0], Array)
            else m.unknown(node)
        )
    if last in ("ndim", "rank") and args and isinstance(args[0], TENSORS):
        return len(shape_of(m, args[0]))
    if last in ("variable", "Variable"):
        return variable(m, args, keywords, node)
    if last == "get_uid":
        return m.keras.namer.uid(str(args[0]) if args else "")
    if last in FILLED:
        return _filled(m, args, keywords, node)
    if last in ("range", "arange"):
        return _counted(m, args, keywords, node)
    if last == "map_fn" or last == "vectorized_map":
        return m.unknown(node, f"{last} is not followed")
    given = args = list(args)
    x = keywords.get(
        "x",
        keywords.get(
            "inputs", keywords.get("input_tensor", keywords.get("tensor", keywords.get("input", keywords.get("value"))))
        ),
    )
    if x is None:
        x = next((v for v in keywords.values() if isinstance(v, TENSORS)), None)
    if not args and x is not None:
        args = [x]
    args = [fixed(a) for a in args]
    if not any(isinstance(v, TENSORS) for v in flat([*args, *keywords.values()])):
        if args and all(is_whole(a) or isinstance(a, (float, list, tuple)) for a in args):
            from ...interpreter.compare import COMPARISONS, compared
            from ...interpreter.numeric import numeric

            if last in COMPARISONS and len(args) == 2:
                return compared(m, COMPARISONS[last], args[0], args[1], node)
            return numeric(m, last.removeprefix("reduce_"), args, keywords, node)  # type: ignore[arg-type]
        return m.unknown(node, next((a.why for a in args if isinstance(a, Unknown) and a.why), ""))
    if any(isinstance(v, Turned) for v in flat([*args, *keywords.values()])):
        return turned_function(m, last, args, keywords, node, lambda a, k: tensor_function(m, last, a, k, node, name))
    found = _operation(last)
    keywords = with_defaults(m, name, last, found, args, keywords)
    for key in (name, last):
        if key in TABLE:
            return TABLE[key](m, key, args, keywords, node)
    if last in KEPT:
        return kept(m, "".join(part.capitalize() for part in last.split("_")), args[0], node)
    if issubclass(found, AlongAxis) and last in FLATTENING and axis_of(m, args, keywords, node, default=-1) is None:
        return m.unknown(node, f"{last} without an axis flattens all of its input, the batch included")
    if issubclass(found, (Unary, AlongAxis)):
        return elementwise(m, found.__name__, [args[0]], node)
    if issubclass(found, Binary):
        return elementwise(m, found.__name__, [*args, *(v for k, v in keywords.items() if k != "name")], node)
    if issubclass(found, Reduction):
        return _reduced(m, last, found.__name__, args, keywords, node)
    if issubclass(found, Operation):
        return by_signature(m, found, given, keywords, node)
    if name.startswith(("tf.", "keras.ops.", "keras.backend.")) or not name:
        return m.unknown(node, f"the function {last} of tensors is not followed")
    return m.unknown(node)


def _operation(name: str) -> type[Layer]:
    """The operation that a function is, or Layer for none."""
    try:
        return function(name)
    except UnknownLayer:
        return Layer


def _reduced(m: Machine, last: str, kind: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    at = 2 if last == "norm" else 1  # behind the order of the norm
    axis = axis_of(m, args, keywords, node, at)
    keep = keywords.get("keepdims", keywords.get("keep_dims", args[at + 1] if len(args) > at + 1 else False)) is True
    if isinstance(args[0], Tensor) and not isinstance(axis, Unknown):
        rank = len(args[0].shape) + 1
        over = set(range(rank) if axis is None else axis if isinstance(axis, (tuple, list)) else (axis,))
        if 0 in over or -rank in over:
            return _over_the_batch(m, last, kind, args[0], {n % rank for n in over}, keep, node)
    if isinstance(axis, Unknown) or axis is None or (0 in axis if isinstance(axis, (tuple, list)) else axis == 0):
        if isinstance(args[0], Constant):
            return Constant(())
        return m.unknown(node, f"the axis of {last} is not known")
    if isinstance(args[0], Constant):
        args = [solid(m, args[0])]
    axes = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    return place_layer(m, kind, [args[0]], node, axis=axes, keepdims=keep)


def _over_the_batch(m: Machine, last: str, kind: str, x: Tensor, axes: set[int], keep: bool, node: ast.AST) -> Value:
    """A reduction over the batch: one number, or an axis of 1 in its place, fits beside every sample."""
    if len(axes) == len(x.shape) + 1 and not keep:
        return placed(m, OneNumber(kind, name=m.keras.operation_name(kind)), [x], node)
    if not keep:
        return m.unknown(node, f"{last} over the batch leaves no axis for it; keepdims=True would")
    shape = tuple(1 if i in axes else n for i, n in enumerate(x.shape, start=1))
    return place_shape(m, kind, [x], shape, node)


def _filled(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    shape = keywords.get("shape", args[0] if args else None)
    if is_whole(shape):
        shape = (shape,)
    if not isinstance(shape, (tuple, list)):
        return m.unknown(node)
    sizes = [1 if i == 0 and (n is None or isinstance(n, (Batch, Unknown))) else n for i, n in enumerate(shape)]
    if all(is_whole(n) for n in sizes):  # (batch, n): as one sample
        return Constant(tuple(map(formula, sizes)), batched=bool(shape) and isinstance(shape[0], Batch))
    return m.unknown(node)


def _counted(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    from ...interpreter.operators import operated

    ends = [*args, *(keywords[k] for k in ("start", "stop", "limit") if k in keywords)]
    if len(ends) == 1 and is_whole(ends[0]):
        return Constant((formula(ends[0]),))
    if (len(ends) == 2 and all(map(is_whole, ends))) or (len(ends) == 3 and ends[2] == 1):
        length = operated(m, ast.Sub, ends[1], ends[0], node)
        if is_whole(length):
            return Constant((formula(length),))
    return BUILTINS["range"].call(m, node, ends, {}) if ends else m.unknown(node)


def _dot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    pair = [*args, *(keywords[k] for k in ("a", "b", "x1", "x2", "y") if k in keywords)][:2]
    return (
        m.unknown(node)
        if len(pair) < 2
        else matmul(
            m,
            pair[0],
            pair[1],
            node,
            "Dot" if last == "dot" else "Matmul",
            **{key: keywords.get(key) is True for key in ("transpose_a", "transpose_b")},
        )
    )


def _batch_dot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """keras.backend.batch_dot(x, y, axes), the rule of the layer Dot; the batch is axis 0."""
    named = dict(zip(("x", "y", "axes"), args, strict=False)) | keywords
    x, y, axes = named.get("x"), named.get("y"), named.get("axes")
    if not isinstance(x, Tensor) or not isinstance(y, Tensor):
        return m.unknown(node, "batch_dot is followed for two tensors with the same batch")
    if axes is None:
        axes = (len(x.shape), max(len(y.shape) - 1, 1))
    given = tuple(axes) if isinstance(axes, (list, tuple)) else axes
    with m.located(node):
        return catalogue("Dot")(given, name=m.keras.operation_name("BatchDot"))(x, y)


def _one_hot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    size = keywords.get("num_classes", keywords.get("depth", args[1] if len(args) > 1 else None))
    if not is_whole(size) or not isinstance(args[0], Tensor):
        return m.unknown(node)
    axis = plain(m, keywords.get("axis"), node)
    if axis is not None and not isinstance(axis, int):
        return m.unknown(node, "the axis of one_hot is not known")
    return place_layer(m, "OneHot", [args[0]], node, num_classes=formula(size), axis=-1 if axis is None else axis)


def _repeat_vector(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """keras.backend.repeat(x, n), which is no repeat of keras.ops."""
    count = keywords.get("n", args[1] if len(args) > 1 else None)
    if not is_whole(count):
        return m.unknown(node, "how often it is repeated is not known")
    with m.located(node):
        return catalogue("RepeatVector")(formula(count), name=m.keras.operation_name("Repeat"))(args[0])


def _pad(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    border = keywords.get("paddings", keywords.get("pad_width", args[1] if len(args) > 1 else None))
    pairs = [tuple(p) for p in items_of(m, border, node) or () if isinstance(p, (list, tuple))]
    if len(pairs) != len(args[0].shape) + 1 or not all(is_whole(n) for p in pairs for n in p):
        return m.unknown(node, "the border is not known")
    return place_layer(m, "Pad", [args[0]], node, pad_width=((0, 0), *((formula(a), formula(b)) for a, b in pairs[1:])))


def _resize(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    size = keywords.get("size", args[1] if len(args) > 1 else None)
    if not isinstance(size, (list, tuple)) or len(size) != 2 or not all(map(is_whole, size)):
        return m.unknown(node, "the size is not known")
    layout = keywords.get("data_format")
    if not (layout is None or isinstance(layout, str)) or len(args) > 3:
        return m.unknown(node, "the data format of resize is not known")
    with m.located(node):
        return catalogue("Resizing")(*map(formula, size), data_format=layout, name=m.keras.operation_name("Resize"))(
            args[0]
        )


TABLE: dict[str, Handler] = {
    "dot": _dot,
    "matmul": _dot,
    "batch_dot": _batch_dot,
    "one_hot": _one_hot,
    "pad": _pad,
    "einsum": einsum,
    "keras.backend.repeat": _repeat_vector,
    "resize": _resize,
    "resize_images": _resize,
    "resize_bilinear": _resize,
}
TABLE |= MORE | SHAPING | TAKING | TRANSFORMS | WINDOWS
TABLE["resize_images"] = lambda m, last, args, keywords, node: (
    _resize(m, last, args, keywords, node) if len(args) < 3 else m.unknown(node, "resize_images is not followed")
)
