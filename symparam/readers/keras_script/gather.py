"""take, gather and repeat: items of a tensor along an axis."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...algebra import Dim, Shape
from ...algebra.domain.broadcast import broadcast
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.faults import sure, surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Unknown, Value
from ...layers.core import InputLayer
from .constants import computed
from .given import Given, first
from .keras_state import Constant
from .synthetic_layers import StandIn
from .tensor_math import place_layer, place_shape, placed

if TYPE_CHECKING:
    from .session import Machine


@dataclass(frozen=True)
class Taken(StandIn):
    """Items of the input along an axis, in the shape of their indices; the batch is axis 0."""

    axis: int = 1
    indices: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        at = self.axis - 1
        return Shape((*xs[0][:at], *self.indices, *xs[0][at + 1 :]))


@dataclass(frozen=True)
class LookedUp(StandIn):
    """Rows of a constant table, one for every index in the input."""

    row: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0], *self.row))


def take(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """keras.ops.take(x, indices, axis), tf.gather(params, indices, axis=0)."""
    x, indices = first(given), given.get("indices")
    axis = plain(m, given.get("axis", 0 if last == "gather" else None), node)
    if (own := given.get("batch_dims", 0)) != 0:
        return _for_each(m, x, indices, own, plain(m, given.get("axis", own), node), node)
    if axis is None and isinstance(x, Constant) and (shape := _shape(indices)) is not None:
        return Constant(shape)  # of all items in one row
    surely(isinstance(axis, int), f"{last} without an axis flattens all of its input, the batch included")
    surely(not isinstance(x, (Tensor, Constant)) or _has(x, axis), f"{axis} is no axis of its input")
    if isinstance(x, Constant) and isinstance(indices, Tensor) and axis == 0:
        return placed(m, LookedUp("Take", x.shape[1:], name=m.keras.operation_name("Take")), [indices], node)
    shape = sure(_shape(indices), f"this {last} is not followed")
    surely(isinstance(x, (Tensor, Constant)), f"this {last} is not followed")
    if isinstance(x, Constant):
        axis %= len(x.shape)
        return Constant((*x.shape[:axis], *shape, *x.shape[axis + 1 :]))
    axis %= len(x.shape) + 1
    surely(axis != 0, "it takes samples out of the batch")
    return placed(m, Taken("Take", axis, shape, name=m.keras.operation_name("Take")), [x], node)


def _for_each(m: Machine, x: Value, indices: Value, own: Value, axis: Value, node: ast.AST) -> Value:
    """gather(x, indices, batch_dims=…): each sample, and each item of further axes, has indices of its own."""
    tensors = isinstance(x, Tensor) and isinstance(indices, Tensor)
    surely(
        tensors and isinstance(own, int) and isinstance(axis, int),
        "batch_dims is followed for two tensors, with numbers for batch_dims and axis",
    )
    axis += (len(x.shape) + 1) * (axis < 0)
    surely(
        0 < own <= min(axis, len(indices.shape) + 1) and axis <= len(x.shape),
        f"batch_dims={own} and axis={axis} do not fit its input",
    )
    shape = (*x.shape[: axis - 1], *indices.shape[own - 1 :], *x.shape[axis:])
    return place_shape(m, "Gather", [x, indices], shape, node)


def along(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """take_along_axis(x, indices, axis)."""
    x, axis = first(given), plain(m, given.get("axis"), node)
    indices: Any = given.get("indices")
    surely(
        isinstance(x, Tensor) and isinstance(indices, Tensor) and len(x.shape) == len(indices.shape),
        f"{last} is followed for two tensors of as many axes",
    )
    if not isinstance(axis, int) or not _has(x, axis) or (at := axis % (len(x.shape) + 1) - 1) < 0:
        return m.unknown(node, f"{last} is followed along an axis behind the batch")
    with m.located(node):
        sizes = [broadcast(a, b) if i != at else b for i, (a, b) in enumerate(zip(x.shape, indices.shape, strict=True))]
    return place_shape(m, "TakeAlongAxis", [x, indices], tuple(sizes), node)


def _has(x: Tensor | Constant, axis: int) -> bool:
    rank = len(x.shape) + isinstance(x, Tensor)
    return -rank <= axis < rank


def _shape(indices: Value) -> tuple[Dim, ...] | None:
    if isinstance(indices, Constant):
        return indices.shape
    if is_whole(indices):
        return ()
    if isinstance(indices, (list, tuple, range)) and all(map(is_whole, indices)):
        return (len(indices),)
    return None


def repeat(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """keras.ops.repeat(x, repeats, axis), tf.repeat, keras.backend.repeat_elements(x, rep, axis)."""
    count, axis = given.get("repeats"), plain(m, given.get("axis"), node)
    x: Any = first(given)
    surely(isinstance(axis, int), f"{last} without an axis flattens all of its input, the batch included")
    surely(not isinstance(x, (Tensor, Constant)) or _has(x, axis), f"{axis} is no axis of its input")
    if isinstance(x, Constant):
        surely(_fits(x.shape, axis % len(x.shape), count), "how often it is repeated is not known")
        return computed("torch.repeat_interleave", x, factor(count), axis)
    surely(
        is_whole(count) and isinstance(x, Tensor) and (axis % (len(x.shape) + 1) != 0),
        "how often it is repeated is not known",
    )
    return place_layer(m, "Repeat", [x], node, repeats=formula(count), axis=axis)


def tile(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """tile(x, repeats)."""
    times: Any = given.get("repeats")
    x: Any = first(given)
    surely(isinstance(times, (list, tuple)), "how often it is repeated is not known")
    if isinstance(x, Constant):
        times = [1] * (len(x.shape) - len(times)) + list(times)
        shape = (1,) * (len(times) - len(x.shape)) + x.shape
        surely(all(_fits(shape, i, n) for i, n in enumerate(times)), "how often it is repeated is not known")
        return computed("torch.tile", x, tuple(map(factor, times)))
    if len(times) == len(x.shape) + 1 and isinstance(times[0], Batch) and _same_for_all(x):
        times = [1, *times[1:]]  # what layers make of a constant, for each sample
    surely(
        all(map(is_whole, times)) and len(times) == len(x.shape) + 1 and times[0] == 1,
        "how often it is repeated is not known",
    )
    return place_layer(m, "Tile", [x], node, repeats=(1, *map(formula, times[1:])))


def _same_for_all(x: Tensor) -> bool:
    """Whether a tensor is made of constants alone, and of none of the inputs of its graph."""
    waiting, seen = [x.node], {id(x.node)}
    while waiting:
        node = waiting.pop()
        if isinstance(node.layer, InputLayer):
            return False
        fresh = [t.node for t in node.inputs if id(t.node) not in seen]
        seen.update(map(id, fresh))
        waiting += fresh
    return True


def is_batch(count: Value) -> bool:
    """Whether a number is that of the samples in a batch, which the script reads off a tensor or off its data."""
    return count is None or isinstance(count, (Batch, Unknown))


def _fits(shape: tuple[Dim, ...], axis: int, count: Value) -> bool:
    return is_whole(count) or (axis == 0 and shape[0] == 1 and is_batch(count))


def factor(count: Value) -> Dim:
    """How often something is repeated; once for each sample."""
    return 1 if is_batch(count) else formula(count)


TAKING = {
    "take_along_axis": along,
    "take": take,
    "gather": take,
    "repeat": repeat,
    "repeat_elements": repeat,
    "tile": tile,
}
