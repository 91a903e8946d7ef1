"""keras.ops, keras.backend and tf functions of tensors, by name; one table row for each."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...algebra import Dim
from ...errors import UnknownLayer
from ...graph import Tensor
from ...interpreter.arguments import argument
from ...interpreter.arrays import as_array, grid_shape
from ...interpreter.faults import sure, surely
from ...interpreter.iteration import items_of
from ...interpreter.numbers import extent_of, is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Array, Batch, Measure, Quotient, Unknown, Value
from ...layers.layer import Layer
from ...layers.ops import Operation, function
from ...layers.ops.elementwise import AlongAxis, Binary, Unary
from ...layers.ops.reduce import Reduction
from ...layers.ops.spellings import MORE as MORE_ARGUMENTS
from ...layers.ops.spellings import Mismatch, spelling
from ...several import several
from .by_signature import by_signature
from .constants import computed
from .conv_functions import WINDOWS
from .defaults import with_defaults
from .einsum import einsum
from .gather import TAKING
from .given import Given, first, rest_of, sizes_of
from .keras_state import TENSORS, Constant, Turned, fixed, flat
from .misfits import misfit
from .more_functions import MORE, variable
from .shaping import SHAPING, catalogue
from .spectra import TRANSFORMS
from .synthetic_layers import OneNumber
from .tensor_attributes import dynamic_shape, shape_of
from .tensor_math import elementwise, kept, matmul, place_layer, place_shape, placed
from .turning import turned_function

if TYPE_CHECKING:
    from .session import Machine

Handler = Callable[["Machine", str, Given, ast.AST], Value]
Maker = Callable[["Machine", str, list[Value], dict[str, Value], ast.AST], Value]
UNNAMED = "its arguments are not followed"

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
        "band_part",
        "tensor_scatter_nd_update",
        "tensor_scatter_nd_add",
        "tensor_scatter_nd_sub",
        "tensor_scatter_nd_max",
        "tensor_scatter_nd_min",
        "as_string",
        "to_number",
    ]
)  # functions of elements that have no operation here
EXTREMES = ("maximum", "minimum")
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
        "random_bernoulli",
        "random_binomial",
        "random_normal_variable",
    ]
)


def tensor_function(
    m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, name: str = ""
) -> Value:
    """One function on tensors; what has no row here gives an unknown value.

    Its arguments are bound by their row: what follows it meets the names of keras.ops, whatever library is called.
    """
    try:
        given = spelling(name or last).bound(args, keywords)
    except Mismatch as error:
        return m.unknown(node, f"{last} {error.message}")
    found = _operation(last)
    if why := misfit(name, found, given, keywords):
        return m.unknown(node, why)
    if last in MADE:
        return MADE[last](m, last, args, keywords, node)
    given = {key: _sized(m, fixed(value)) for key, value in given.items()}
    values = flat(list(given.values()))
    if not any(isinstance(v, TENSORS) for v in values):
        if last == "cast" and (is_whole(first(given)) or (isinstance(first(given), float) and not _whole_type(given))):
            return first(given)
        if (shape := _shape_of_data(last, given)) is not None:
            return Constant(shape)
        return _of_numbers(m, last, found, [fixed(a) for a in args], keywords, given, node)
    if any(isinstance(v, Turned) for v in values):
        return turned_function(m, last, given, node, lambda changed: _followed(m, last, name, found, changed, node))
    return _followed(m, last, name, found, given, node)


def _whole_type(given: Given) -> bool:
    """Whether the type that a number is cast to is one of whole numbers."""
    kind = given.get("dtype")
    return "int" in str(getattr(kind, "path", kind))


def _sized(m: Machine, value: Value) -> Value:
    """An argument with the sizes in it that data gives, where a layer or an input has taken them for sizes."""
    if type(value) in (list, tuple):
        return type(value)(map(m.symbols.as_size, value))
    return m.symbols.as_size(value)


def _shape_of_data(last: str, given: Given) -> tuple[Dim, ...] | None:
    """The shape of what a function makes of data, of a number, or of numbers in lists, where that is known."""
    x, shape = first(given), given.get("newshape")
    if last == "convert_to_tensor" and isinstance(x, (int, float)):
        return ()
    if last == "reshape" and isinstance(x, Unknown) and isinstance(shape, (tuple, list)):
        return tuple(shape) if all(type(n) is int and n > 0 for n in shape) else None
    return extent_of(x) if last == "convert_to_tensor" and isinstance(x, list) and x else None


def _of_numbers(
    m: Machine,
    last: str,
    found: type[Layer],
    args: list[Value],
    keywords: dict[str, Value],
    given: Given,
    node: ast.AST,
) -> Value:
    """A function of tensors that is called on numbers, as Python computes it; else a number that is not known."""
    from ...interpreter.compare import COMPARISONS, compared
    from ...interpreter.numeric import numeric

    made: Value = m.unknown(node, next((a.why for a in given.values() if isinstance(a, Unknown) and a.why), ""))
    if args and all(_is_number(a) or isinstance(a, (list, tuple)) for a in args):
        if last in COMPARISONS and len(args) == 2:
            return compared(m, COMPARISONS[last], args[0], args[1], node)
        if last in EXTREMES and any(isinstance(a, (Quotient, Measure)) for a in args):
            return Constant(())  # which of them it is would fix a size
        made = numeric(m, last.removeprefix("reduce_"), args, keywords, node)  # type: ignore[arg-type]
    numbers = all(_is_number(v) or isinstance(v, Batch) for v in _operands(found, given))
    return Constant(()) if numbers and isinstance(made, Unknown) and not made.why else made


def _is_number(value: Value) -> bool:
    return is_whole(value) or isinstance(value, (float, Quotient))


def _operands(found: type[Layer], given: Given) -> list[Value]:
    """What a function of elements takes elements of."""
    if issubclass(found, Unary):
        return [first(given)]
    return [v for k, v in given.items() if k != "name"] if issubclass(found, Binary) else [None]


def _followed(m: Machine, last: str, name: str, found: type[Layer], given: Given, node: ast.AST) -> Value:
    """A function whose arguments are bound, by its own rule, or by that of its kind."""
    given = with_defaults(m, name, last, found, given)
    for key in (name, last):
        if key in TABLE:
            surely(_named(given), UNNAMED)
            return TABLE[key](m, key, given, node)
    if last in KEPT:
        return kept(m, "".join(part.capitalize() for part in last.split("_")), first(given), node)
    if issubclass(found, AlongAxis) and last in FLATTENING and plain(m, given.get("axis", -1), node) is None:
        return m.unknown(node, f"{last} without an axis flattens all of its input, the batch included")
    if issubclass(found, (Unary, AlongAxis)):
        return elementwise(m, found.__name__, [first(given)], node)
    if issubclass(found, Binary):
        return elementwise(m, found.__name__, _operands(found, given), node)
    if issubclass(found, Reduction):
        surely(_named(given), UNNAMED)
        return _reduced(m, last, found.__name__, given, node)
    if issubclass(found, Operation):
        return by_signature(m, found, [first(given)], rest_of(given), node)
    if name.startswith(("tf.", "keras.ops.", "keras.backend.")) or not name:
        return m.unknown(node, f"the function {last} of tensors is not followed")
    return m.unknown(node)


def _named(given: Given) -> bool:
    """Whether the name of every argument is known."""
    return not any(key.startswith(MORE_ARGUMENTS) for key in given)


def _operation(name: str) -> type[Layer]:
    """The operation that a function is, or Layer for none."""
    try:
        return function(name)
    except UnknownLayer:
        return Layer


def _reduced(m: Machine, last: str, kind: str, given: Given, node: ast.AST) -> Value:
    x, axis = first(given), plain(m, given.get("axis"), node)
    keep = given.get("keepdims", False) is True
    if isinstance(x, Tensor) and not isinstance(axis, Unknown):
        rank = len(x.shape) + 1
        over = set(range(rank) if axis is None else several(axis))
        if 0 in over or -rank in over:
            return _over_the_batch(m, last, kind, x, {n % rank for n in over}, keep, node)
    surely(not isinstance(axis, Unknown), f"the axis of {last} is not known")
    if isinstance(x, Constant):
        return computed("torch.sum", x, None if axis is None else several(axis), keepdim=keep)
    surely(axis is not None and 0 not in several(axis), f"the axis of {last} is not known")
    return place_layer(m, kind, [x], node, axis=several(axis), keepdims=keep)


def _over_the_batch(m: Machine, last: str, kind: str, x: Tensor, axes: set[int], keep: bool, node: ast.AST) -> Value:
    """A reduction over the batch: one number, or an axis of 1 in its place, fits beside every sample."""
    if len(axes) == len(x.shape) + 1 and not keep:
        return placed(m, OneNumber(kind, name=m.keras.operation_name(kind)), [x], node)
    surely(keep, f"{last} over the batch leaves no axis for it; keepdims=True would")
    shape = tuple(1 if i in axes else n for i, n in enumerate(x.shape, start=1))
    return place_shape(m, kind, [x], shape, node)


def _static_shape(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    x = _first_of(args, keywords)
    surely(isinstance(x, TENSORS))
    return shape_of(m, x)


def _dynamic_shape(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    x = _first_of(args, keywords)
    if isinstance(x, TENSORS):
        return dynamic_shape(m, x)
    surely(isinstance(x, Array))
    return x.shape


def _rank(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    x = _first_of(args, keywords)
    surely(isinstance(x, TENSORS))
    return len(shape_of(m, x))


def _first_of(args: list[Value], keywords: dict[str, Value]) -> Value:
    return next(iter([*args, *keywords.values()]), None)


def _uid(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.keras.namer.uid(str(args[0]) if args else "")


def _unfollowed(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.unknown(node, f"{last} is not followed")


def _variable(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return variable(m, args, keywords, node)


def _filled(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    shape = argument(args, keywords, 0, "shape")
    if is_whole(shape):
        shape = (shape,)
    surely(isinstance(shape, (tuple, list)))
    sizes = [1 if i == 0 and (n is None or isinstance(n, (Batch, Unknown))) else n for i, n in enumerate(shape)]
    if all(is_whole(n) for n in sizes):  # (batch, n): as one sample
        return Constant(tuple(map(formula, sizes)), batched=bool(shape) and isinstance(shape[0], Batch))
    return m.unknown(node)


def _eye(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A matrix of so many rows, and of as many columns where they are not said; ``batch_shape`` stands before them."""
    rows = _first_of(args, {k: v for k, v in keywords.items() if k in ("N", "size", "num_rows")})
    columns = next((n for n in (*args[1:2], keywords.get("M"), keywords.get("num_columns")) if is_whole(n)), rows)
    ahead = keywords.get("batch_shape", ())
    surely(is_whole(rows) and len(args) < 3 and isinstance(ahead, (tuple, list)))
    return _filled(m, last, [(*ahead, rows, columns)], {}, node)


def _counted(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    from ...interpreter.operators import operated

    ends = [*args, *(keywords[k] for k in ("start", "stop", "limit") if k in keywords)]
    if len(ends) == 1 and is_whole(ends[0]):
        return Constant((formula(ends[0]),))
    if (len(ends) == 2 and all(map(is_whole, ends))) or (len(ends) == 3 and ends[2] == 1):
        length = operated(m, ast.Sub, ends[1], ends[0], node)
        if is_whole(length):
            return Constant((formula(length),))
    surely(ends)
    return m.builtins["range"].call(m, node, ends, {})


def _meshgrid(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """One constant for each axis, all of the shape of the grid."""
    axes = [fixed(as_array(list(a))) if isinstance(a, (list, range)) else fixed(a) for a in args]
    surely(axes and all(isinstance(a, Constant) and len(a.shape) == 1 for a in axes))
    shape = grid_shape([a.shape[0] for a in axes], keywords.get("indexing", "xy"))
    return [Constant(shape) for _ in axes]


def _dot(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    surely({"x1", "x2"} <= given.keys())
    swapped = {key: given.get(key) is True for key in ("transpose_a", "transpose_b")}
    return matmul(m, given["x1"], given["x2"], node, "Dot" if last == "dot" else "Matmul", **swapped)


def _batch_dot(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """keras.backend.batch_dot(x, y, axes), the rule of the layer Dot; the batch is axis 0."""
    x, y, axes = first(given), sure(given.get("y")), given.get("axes")
    surely(isinstance(x, Tensor) and isinstance(y, Tensor), "batch_dot is followed for two tensors with the same batch")
    if axes is None:
        axes = (len(x.shape), max(len(y.shape) - 1, 1))
    with m.located(node):
        return catalogue("Dot")(
            several(axes) if isinstance(axes, list) else axes, name=m.keras.operation_name("BatchDot")
        )(x, y)


def _one_hot(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x, size = first(given), given.get("num_classes")
    surely(is_whole(size) and isinstance(x, Tensor))
    axis = plain(m, given.get("axis"), node)
    surely(axis is None or isinstance(axis, int), "the axis of one_hot is not known")
    return place_layer(m, "OneHot", [x], node, num_classes=formula(size), axis=-1 if axis is None else axis)


def _repeat_vector(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """keras.backend.repeat(x, n), which is no repeat of keras.ops."""
    surely(is_whole(given["n"]), "how often it is repeated is not known")
    with m.located(node):
        return catalogue("RepeatVector")(formula(given["n"]), name=m.keras.operation_name("Repeat"))(first(given))


def _pad(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x = first(given)
    pairs = [tuple(p) for p in items_of(m, given.get("pad_width"), node) or () if isinstance(p, (list, tuple))]
    surely(len(pairs) == len(x.shape) + 1 and all(is_whole(n) for p in pairs for n in p), "the border is not known")
    return place_layer(m, "Pad", [x], node, pad_width=((0, 0), *((formula(a), formula(b)) for a, b in pairs[1:])))


def _resize(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    size, layout = given.get("size"), given.get("data_format")
    sizes = sizes_of(size, "the size is not known")
    surely(len(sizes) == 2, "the size is not known")
    surely(layout is None or isinstance(layout, str), "the data format of resize is not known")
    with m.located(node):
        made = catalogue("Resizing")(*sizes, data_format=layout, name=m.keras.operation_name("Resize"))
        return made(first(given))


# what makes a value of no tensor, or tells of one, by the arguments as they are written
MADE: dict[str, Maker] = {
    **dict.fromkeys(FILLED, _filled),
    "eye": _eye,
    **dict.fromkeys(("int_shape", "get_variable_shape"), _static_shape),
    "shape": _dynamic_shape,
    **dict.fromkeys(("ndim", "rank"), _rank),
    **dict.fromkeys(("variable", "Variable"), _variable),
    "get_uid": _uid,
    **dict.fromkeys(("range", "arange"), _counted),
    "meshgrid": _meshgrid,
    **dict.fromkeys(("map_fn", "vectorized_map"), _unfollowed),
}
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
