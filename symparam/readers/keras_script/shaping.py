"""Functions that give tensors another shape: reshape, transpose, concatenate, split and their like."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...algebra import product
from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Unknown, Value, came_from
from ...layers import lookup
from ...several import several
from .constants import computed
from .given import Given, first, sizes_of
from .keras_state import Constant, flat
from .layer_nodes import solid
from .synthetic_layers import Folded
from .tensor_math import place_layer, placed
from .turned import standing
from .turning import permuted, swapped

if TYPE_CHECKING:
    from .session import Machine


def catalogue(name: str) -> Any:
    """A layer class of the catalogue, whose arguments are its own."""
    return lookup(name)


def reshape(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x = first(given)
    shape = (None, -1) if last in ("flatten", "batch_flatten") else given.get("newshape")
    surely(isinstance(shape, (tuple, list)) and len(shape) >= 1, "the shape of reshape is not known")
    if isinstance(x, Constant):
        shape = tuple(-1 if n is None else n for n in several(shape))
        alike = x.batched and x.shape[0] == 1 and isinstance(shape[0], Batch) and shape[0].times == 1
        shape = (1, *shape[1:]) if alike else shape  # as one sample, which stands for every other one
        made = computed("torch.reshape", x, sizes_of(shape, "a constant is reshaped to a shape that is not known"))
        return replace(made, batched=alike)
    batch, *rest = several(shape)
    surely(isinstance(batch, (Batch, Unknown)) or batch is None or batch == -1, "the batch is reshaped into other axes")
    surely(batch != -1 or not any(isinstance(n, int) and n == -1 for n in rest), "two sizes of -1")
    surely(all(n is None or is_whole(n) for n in rest), "the shape of reshape is not known")
    target = tuple(-1 if n is None else formula(n) for n in rest)
    if all(map(is_whole, rest)) and -1 not in target and _may_fold(m, batch, target, x):
        new, old = (m.symbols.value(product(t)) for t in (target, x.shape.sizes))
        if new is not None and old is not None and new != old:  # samples are taken apart, or put together again
            m.keras.folded = True
            folded = Folded("Reshape", target, new > old, name=m.keras.operation_name("Reshape"))
            return placed(m, folded, [x], node)
    with m.located(node):
        return catalogue("Reshape")(target, name=m.keras.operation_name("Reshape"))(x)


def _may_fold(m: Machine, first: Value, target: tuple[Any, ...], x: Value) -> bool:
    """Whether the first axis of a reshape leaves open how many samples there are, or fits so many."""
    if isinstance(first, Batch) and not m.keras.folded and is_whole(first.times) and first.times != 1:
        return m.symbols.value(product((formula(first.times), *target))) == m.symbols.value(product(x.shape.sizes))
    return m.keras.folded or (isinstance(first, int) and first == -1) or (isinstance(first, Batch) and not first.times)


def transpose(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x, order = first(given), given.get("axes")
    if isinstance(x, Constant):
        order = plain(m, range(len(x.shape))[::-1] if order is None else order, node)
        surely(isinstance(order, (list, tuple, range)), "the order of the axes is not known")
        return computed("torch.permute", x, tuple(order))
    return permuted(m, x, order, node)


def expand(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x, axis = first(given), plain(m, given.get("axis", -1), node)
    if isinstance(x, Constant):
        return computed("torch.unsqueeze", x, axis)
    if axis == 0:  # the batch comes second
        return standing(place_layer(m, "ExpandDims", [x], node, axis=1), 1)
    return place_layer(m, "ExpandDims", [x], node, axis=axis)


def squeeze(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    axis = plain(m, given.get("axis"), node)
    axes = None if axis is None else several(axis)
    return place_layer(m, "Squeeze", [first(given)], node, axis=axes)


def concatenate(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    values, axis = first(given), given.get("axis", 0)
    if is_whole(values):  # the order of the first TensorFlow
        values, axis = axis, values
    axis = plain(m, axis, node)
    parts = flat(values)
    unknown = next((p for p in parts if isinstance(p, Unknown)), None)
    whole = [p for p in parts if isinstance(p, Tensor)]
    if len(whole) == 1 and axis == 0 and last != "stack" and all(p is whole[0] or is_data(p) for p in parts):
        return whole[0]  # samples of data beside samples of a tensor: each has the shape of one of it
    if unknown is not None:
        return m.unknown(node, f"a part of it {came_from(unknown)}")
    if parts and all(isinstance(p, Constant) for p in parts):
        return computed("torch.stack" if last == "stack" else "torch.cat", parts, axis)
    tensors = [solid(m, p) if isinstance(p, Constant) else p for p in parts]
    surely(all(isinstance(p, Tensor) for p in tensors), f"{last} of other things than tensors")
    if last == "stack":
        ahead = axis == 0 or axis == -len(tensors[0].shape) - 2  # the batch comes second
        return standing(place_layer(m, "Stack", tensors, node, axis=1 if ahead else axis), int(ahead))
    with m.located(node):
        return catalogue("Concatenate")(axis, name=m.keras.operation_name("Concatenate"))(tensors)


def is_data(value: Value) -> bool:
    """Whether a value is data of a shape that is not known, and nothing that was made of tensors."""
    return isinstance(value, Unknown) and not (value.why or value.wrong or value.undefined)


def split(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    x, axis = first(given), plain(m, given.get("axis", 0), node)
    if last == "unstack":
        surely(axis != 0 and isinstance(x, Tensor), "the batch is taken apart")
        size = x.shape[axis - 1 if axis > 0 else axis]
        return place_layer(m, "Unstack", [x], node, num=plain(m, m.symbols.number(size), node), axis=axis)
    kind = "num_or_size_splits" if "num_or_size_splits" in given else "indices_or_sections"
    count = given.get(kind)
    sizes: Any = tuple(count) if isinstance(count, (list, tuple)) else None
    surely(
        all(map(is_whole, [count] if sizes is None else sizes)) and isinstance(x, Tensor),
        "the number of parts is not known",
    )
    made = place_layer(
        m,
        "Split",
        [x],
        node,
        axis=axis,
        **{kind: plain(m, count, node) if sizes is None else tuple(map(formula, sizes))},
    )
    return list(several(made))


SHAPING = {
    "reshape": reshape,
    "flatten": reshape,
    "batch_flatten": reshape,
    "transpose": transpose,
    "permute_dimensions": transpose,
    "expand_dims": expand,
    "squeeze": squeeze,
    "concatenate": concatenate,
    "concat": concatenate,
    "stack": concatenate,
    "split": split,
    "unstack": split,
    "swapaxes": swapped,
    "moveaxis": swapped,
}
