"""keras.ops, keras.backend and tf functions of tensors, by name; one table row for each."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...algebra import product
from ...errors import UnknownLayer
from ...graph import Tensor
from ...layers import lookup
from ...layers.layer import Layer
from ...layers.ops import Operation, function
from ...layers.ops.elementwise import AlongAxis, Binary, Unary
from ...layers.ops.reduce import Reduction
from .builtin_functions import BUILTINS, items
from .by_signature import by_signature
from .inputs import came_from
from .keras_state import TENSORS, Constant, flat
from .layer_calls import solid
from .more_functions import MORE, variable
from .numbers import is_whole, plain
from .symbols import formula
from .tensor_attributes import dynamic_shape, shape_of
from .tensor_math import elementwise, kept, matmul, place_layer, place_shape
from .values import Array, Batch, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

Handler = Callable[["Machine", str, list[Value], dict[str, Value], ast.AST], Value]

KEPT = frozenset(["batch_normalization", "bias_add", "dropout", "in_test_phase", "in_train_phase", "linear",
                  "random_gamma"])  # functions of elements that are no operations of Keras 3
FILLED = frozenset(["zeros", "ones", "random_normal", "random_uniform", "truncated_normal", "normal", "uniform",
    "fill", "full", "eye", "random_bernoulli", "random_binomial", "random_normal_variable"])


def tensor_function(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST,
                    name: str = "") -> Value:
    """One function on tensors; what has no row here gives an unknown value."""
    if last in ("int_shape", "get_variable_shape") and args:
        return shape_of(m, args[0]) if isinstance(args[0], TENSORS) else m.unknown(node)
    if last == "shape" and args:
        return dynamic_shape(m, args[0]) if isinstance(args[0], TENSORS) else \
            args[0].shape if isinstance(args[0], Array) else m.unknown(node)
    if last in ("ndim", "rank") and args and isinstance(args[0], TENSORS):
        return len(shape_of(m, args[0]))
    if last in ("variable", "Variable"):
        return variable(m, args, keywords, node)
    if last in FILLED:
        return _filled(m, args, keywords, node)
    if last in ("range", "arange"):
        return _counted(m, args, keywords, node)
    if last == "map_fn" or last == "vectorized_map":
        return m.unknown(node, f"{last} is not followed")
    given = args = list(args)
    x = keywords.get("x", keywords.get("inputs", keywords.get("input_tensor", keywords.get(
        "tensor", keywords.get("input", keywords.get("value"))))))
    if x is None:
        x = next((v for v in keywords.values() if isinstance(v, TENSORS)), None)
    if not args and x is not None:
        args = [x]
    if not any(isinstance(v, TENSORS) for v in flat([*args, *keywords.values()])):
        if args and all(is_whole(a) or isinstance(a, (float, list, tuple)) for a in args):
            from .numeric import numeric

            return numeric(m, last.removeprefix("reduce_"), args, keywords, node)  # type: ignore[arg-type]
        return m.unknown(node, next((a.why for a in args if isinstance(a, Unknown) and a.why), ""))
    for key in (name, last):
        if key in TABLE:
            return TABLE[key](m, key, args, keywords, node)
    if last in KEPT:
        return kept(m, "".join(part.capitalize() for part in last.split("_")), args[0], node)
    found = _operation(last)
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


def catalogue(name: str) -> Any:
    """A layer class of the catalogue, whose arguments are its own."""
    return lookup(name)


def _operation(name: str) -> type[Layer]:
    """The operation that a function is, or Layer for none."""
    try:
        return function(name)
    except UnknownLayer:
        return Layer


def _axis(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST, at: int = 1, default: Value = None
          ) -> Value:
    value = default
    for key in ("axis", "dim", "axes", "reduction_indices"):
        value = keywords.get(key, value)
    if len(args) > at:
        value = args[at]
    return plain(m, value, node)


def _reduced(m: Machine, last: str, kind: str, args: list[Value], keywords: dict[str, Value], node: ast.AST
             ) -> Value:
    default = -1 if last.startswith("arg") else None
    axis = _axis(m, args, keywords, node, default=default)
    keep = keywords.get("keepdims", keywords.get("keep_dims", args[2] if len(args) > 2 else False)) is True
    if isinstance(axis, Unknown) or axis is None or (0 in axis if isinstance(axis, (tuple, list)) else axis == 0):
        if isinstance(args[0], Constant):
            return Constant(())
        return m.unknown(node, f"{last} over all axes joins the samples of a batch")
    if isinstance(args[0], Constant):
        args = [solid(m, args[0])]
    axes = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    return place_layer(m, kind, [args[0]], node, axis=axes, keepdims=keep)


def _filled(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    shape = keywords.get("shape", args[0] if args else None)
    if is_whole(shape):
        shape = (shape,)
    if not isinstance(shape, (tuple, list)):
        return m.unknown(node)
    sizes = [1 if i == 0 and (n is None or isinstance(n, (Batch, Unknown))) else n for i, n in enumerate(shape)]
    if all(is_whole(n) for n in sizes):  # (batch, n): as one sample
        return Constant(tuple(map(formula, sizes)))
    return m.unknown(node)


def _counted(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    from .expressions import operated

    ends = [*args, *(keywords[k] for k in ("start", "stop", "limit") if k in keywords)]
    if len(ends) == 1 and is_whole(ends[0]):
        return Constant((formula(ends[0]),))
    if (len(ends) == 2 and all(map(is_whole, ends))) or (len(ends) == 3 and ends[2] == 1):
        length = operated(m, ast.Sub, ends[1], ends[0], node)  # type: ignore[arg-type]
        if is_whole(length):
            return Constant((formula(length),))
    return BUILTINS["range"].call(m, node, ends, {}) if ends else m.unknown(node)


def _reshape(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    given = [*args[1:2], *(keywords[k] for k in ("shape", "newshape", "target_shape") if k in keywords)]
    shape = given[0] if given else None
    if last in ("flatten", "batch_flatten"):
        shape = (None, -1)
    if not isinstance(shape, (tuple, list)) or len(shape) < 1:
        return m.unknown(node, "the shape of reshape is not known")
    if isinstance(args[0], Constant):
        return Constant(tuple(formula(n) for n in shape)) if all(is_whole(n) for n in shape) and -1 not in shape else \
            m.unknown(node, "a constant is reshaped")
    first, *rest = shape
    if not (isinstance(first, (Batch, Unknown)) or first is None or first == -1):
        return m.unknown(node, "the batch is reshaped into other axes")
    if first == -1 and any(isinstance(n, int) and n == -1 for n in rest):
        return m.unknown(node, "two sizes of -1")
    if any(isinstance(n, Unknown) for n in rest):
        return m.unknown(node, "the shape of reshape is not known")
    target = tuple(-1 if n is None else formula(n) for n in rest)
    if m.keras.inside and all(map(is_whole, rest)) and -1 not in target and (first == -1 or m.keras.folded):
        sizes = [m.symbols.value(product(t)) for t in (target, args[0].shape.sizes)]
        if None not in sizes and sizes[0] != sizes[1]:  # samples are taken apart, or put together again
            m.keras.folded = True
            return place_shape(m, "Reshape", [args[0]], target, node)
    with m.located(node):
        return catalogue("Reshape")(target, name=m.keras.operation_name("Reshape"))(args[0])


def _transpose(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    order = keywords.get("pattern", keywords.get("perm", keywords.get("axes", args[1] if len(args) > 1 else None)))
    if isinstance(args[0], Constant):
        return Constant(args[0].shape[::-1])
    if order is None:
        return m.unknown(node, "the batch is transposed")
    return place_layer(m, "Transpose", [args[0]], node, axes=tuple(plain(m, order, node)))


def _expand(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    axis = _axis(m, args, keywords, node, default=-1)
    if isinstance(args[0], Constant):
        shape = list(args[0].shape)
        shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, 1)
        return Constant(tuple(shape))
    if axis == 0:
        return m.unknown(node, "an axis before the batch")
    return place_layer(m, "ExpandDims", [args[0]], node, axis=axis)


def _squeeze(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    axis = _axis(m, args, keywords, node)
    axes = None if axis is None else tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    return place_layer(m, "Squeeze", [args[0]], node, axis=axes)


def _concatenate(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    values = keywords.get("tensors", keywords.get("values", keywords.get("xs", args[0])))
    axis = _axis(m, args, keywords, node, default=-1)
    if is_whole(values):
        values, axis = args[1], plain(m, args[0], node)
    parts = flat(values)
    unknown = next((p for p in parts if isinstance(p, Unknown)), None)
    if unknown is not None:
        return m.unknown(node, f"a part of it {came_from(unknown)}")
    tensors = [solid(m, p) if isinstance(p, Constant) else p for p in parts]
    if not all(isinstance(p, Tensor) for p in tensors):
        return m.unknown(node, f"{last} of other things than tensors")
    if last == "stack":
        return place_layer(m, "Stack", tensors, node, axis=axis if "axis" in keywords or len(args) > 1 else 0)
    with m.located(node):
        return catalogue("Concatenate")(axis, name=m.keras.operation_name("Concatenate"))(*tensors)


def _split(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    count = keywords.get("num_or_size_splits", keywords.get("indices_or_sections", args[1] if len(args) > 1 else None))
    axis = _axis(m, args, keywords, node, at=2, default=0)
    if last == "unstack":
        axis = plain(m, keywords.get("axis", args[2] if len(args) > 2 else 0), node)
        if axis == 0 or not isinstance(args[0], Tensor):
            return m.unknown(node, "the batch is taken apart")
        size = args[0].shape[axis - 1 if axis > 0 else axis]
        count = plain(m, m.symbols.number(size), node)
        return place_layer(m, "Unstack", [args[0]], node, num=count, axis=axis)
    sizes: Any = tuple(count) if isinstance(count, (list, tuple)) else None
    if not all(map(is_whole, [count] if sizes is None else sizes)):
        return m.unknown(node, "the number of parts is not known")
    kind = "num_or_size_splits" if last == "tf.split" or "num_or_size_splits" in keywords else "indices_or_sections"
    made = place_layer(m, "Split", [args[0]], node, axis=axis,
                       **{kind: plain(m, count, node) if sizes is None else tuple(map(formula, sizes))})
    return made if isinstance(made, list) else [made]


def _dot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    pair = [*args, *(keywords[k] for k in ("a", "b", "x1", "x2", "y") if k in keywords)][:2]
    return m.unknown(node) if len(pair) < 2 else matmul(
        m, pair[0], pair[1], node, **{key: keywords.get(key) is True for key in ("transpose_a", "transpose_b")})


def _one_hot(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    size = keywords.get("num_classes", keywords.get("depth", args[1] if len(args) > 1 else None))
    if not is_whole(size) or not isinstance(args[0], Tensor):
        return m.unknown(node)
    return place_layer(m, "OneHot", [args[0]], node, num_classes=formula(size))


def _tile(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    times = keywords.get("n", keywords.get("multiples", keywords.get("repeats", args[1] if len(args) > 1 else None)))
    if isinstance(args[0], Constant):
        return args[0] if isinstance(times, (list, tuple)) and all(n == 1 for n in times[1:]) else \
            m.unknown(node, "a constant is repeated")
    if last == "repeat_elements":
        axis = plain(m, args[2] if len(args) > 2 else keywords.get("axis"), node)
        count = args[1] if len(args) > 1 else keywords.get("rep")
        times = [count if i == axis else 1 for i in range(len(args[0].shape) + 1)]
    if not isinstance(times, (list, tuple)) or not all(map(is_whole, times)) or times[0] != 1:
        return m.unknown(node, "how often it is repeated is not known")
    return place_layer(m, "Tile", [args[0]], node, repeats=(1, *map(formula, times[1:])))


def _repeat_vector(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """keras.backend.repeat(x, n), which is no repeat of keras.ops."""
    count = keywords.get("n", args[1] if len(args) > 1 else None)
    if not is_whole(count):
        return m.unknown(node, "how often it is repeated is not known")
    with m.located(node):
        return catalogue("RepeatVector")(formula(count), name=m.keras.operation_name("Repeat"))(args[0])


def _pad(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    border = keywords.get("paddings", keywords.get("pad_width", args[1] if len(args) > 1 else None))
    pairs = [tuple(p) for p in items(m, border, node) or () if isinstance(p, (list, tuple))]
    if len(pairs) != len(args[0].shape) + 1 or not all(is_whole(n) for p in pairs for n in p):
        return m.unknown(node, "the border is not known")
    return place_layer(m, "Pad", [args[0]], node,
                       pad_width=((0, 0), *((formula(a), formula(b)) for a, b in pairs[1:])))


def _resize(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    size = keywords.get("size", args[1] if len(args) > 1 else None)
    if not isinstance(size, (list, tuple)) or len(size) != 2 or not all(map(is_whole, size)):
        return m.unknown(node, "the size is not known")
    with m.located(node):
        return catalogue("Resizing")(*map(formula, size), name=m.keras.operation_name("Resize"))(args[0])


TABLE: dict[str, Handler] = {
    "reshape": _reshape, "flatten": _reshape, "batch_flatten": _reshape, "transpose": _transpose,
    "permute_dimensions": _transpose, "expand_dims": _expand, "squeeze": _squeeze, "concatenate": _concatenate,
    "concat": _concatenate, "stack": _concatenate, "split": _split, "tf.split": _split, "unstack": _split,
    "dot": _dot, "matmul": _dot, "batch_dot": _dot, "one_hot": _one_hot, "tile": _tile, "repeat_elements": _tile,
    "keras.backend.repeat": _repeat_vector, "pad": _pad, "resize": _resize, "resize_images": _resize,
    "resize_bilinear": _resize,
}
TABLE |= MORE
TABLE["resize_images"] = lambda m, last, args, keywords, node: (
    _resize(m, last, args, keywords, node) if len(args) < 3 else m.unknown(node, "resize_images is not followed"))
