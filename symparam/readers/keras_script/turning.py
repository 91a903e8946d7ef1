"""What is done to tensors whose batch does not stand first."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import plain
from ...interpreter.values import Value
from ...several import several, single
from .given import Given, first
from .keras_state import Turned
from .tensor_math import index_part, is_index, place_layer, spelled_out
from .turned import UNLIKE, flattened, standing

if TYPE_CHECKING:
    from .session import Machine


def permuted(m: Machine, x: Tensor | Turned, order: Value, node: ast.AST) -> Value:
    """transpose(x, order); without an order the axes are reversed."""
    turned = x if isinstance(x, Turned) else Turned(x, 0)
    order = range(turned.rank)[::-1] if order is None else plain(m, order, node)
    surely(
        isinstance(order, (list, tuple, range)) and all(isinstance(i, int) for i in order),
        "the order of the axes is not known",
    )
    if isinstance(x, Tensor) and order and order[0] == 0:
        return place_layer(m, "Transpose", [x], node, axes=tuple(order))
    if not all(-turned.rank <= i < turned.rank for i in order):
        raise m.error(node, f"transpose: {tuple(order)} is no order of the {turned.rank} axes")
    order = tuple(i % turned.rank for i in order)
    if sorted(order) != list(range(turned.rank)):
        raise m.error(node, f"transpose: {order} is no order of the {turned.rank} axes")
    kept = tuple(turned.counted(i) for i in order if turned.counted(i))
    made = place_layer(m, "Transpose", [turned.tensor], node, axes=(0, *kept))
    return standing(made, order.index(turned.at))


def swapped(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """swapaxes(x, a, b) and moveaxis(x, source, target)."""
    x, *axes = given.values()
    ends = [several(e) for e in plain(m, axes, node)]
    surely(
        isinstance(x, (Tensor, Turned)) and len(ends) == 2 and all(isinstance(i, int) for e in ends for i in e),
        f"the axes of {last} are not known",
    )
    rank = x.rank if isinstance(x, Turned) else len(x.shape) + 1
    if not all(-rank <= i < rank for e in ends for i in e):
        raise m.error(node, f"{last}: an axis of {ends} is no axis of a tensor of {rank} axes")
    source, target = ([i % rank for i in e] for e in ends)
    order = list(range(rank))
    if last == "swapaxes":
        order[source[0]], order[target[0]] = target[0], source[0]
    else:
        order = [i for i in order if i not in source]
        for place, axis in sorted(zip(target, source, strict=True)):
            order.insert(place, axis)
    if isinstance(x, Tensor) and order[0] == 0:
        names = ("axis1", "axis2") if last == "swapaxes" else ("source", "destination")
        ends = [single(e) for e in ends]
        return place_layer(m, last.capitalize(), [x], node, **dict(zip(names, ends, strict=True)))
    return permuted(m, x, order, node)


def turned_item(m: Machine, x: Turned, index: Value, node: ast.AST) -> Value:
    """x[index]."""
    parts = spelled_out(index, x.rank)
    surely(all(map(is_index, parts)), "a tensor is indexed by a value that is not known")
    cooked = [index_part(m, p, node) for p in parts]
    at, seen, own = 0, 0, []
    for part in cooked:
        if part is not None and seen == x.at:
            seen += 1
            surely(part == slice(None), "it takes samples out of the batch")
            continue
        if seen <= x.at:
            at += part is None or isinstance(part, slice)
        seen += part is not None
        own.append(part)
    at += max(x.at - seen, 0)
    return standing(place_layer(m, "GetItem", [x.tensor], node, key=(slice(None), *own)), at)


def pieces(m: Machine, x: Tensor | Turned, node: ast.AST, axis: int = 0) -> Value:
    """The tensors along an axis, each without it, as iterating and unstacking give them."""
    turned = x if isinstance(x, Turned) else Turned(x, 0)
    place = turned.counted(axis)
    surely(place != 0, "the batch is taken apart")
    count = plain(m, m.symbols.number(turned.tensor.shape[place - 1]), node)
    made = place_layer(m, "Unstack", [turned.tensor], node, num=count, axis=place)
    return standing(list(several(made)), turned.at - (axis % turned.rank < turned.at))


def turned_function(m: Machine, last: str, given: Given, node: ast.AST, ordinary: Callable[[Given], Value]) -> Value:
    """A function of tensors of which some are turned: ``ordinary`` is asked with the batch first."""
    with m.located(node):
        return _of_turned(m, last, given, node, ordinary)


def _of_turned(m: Machine, last: str, given: Given, node: ast.AST, ordinary: Callable[[Given], Value]) -> Value:
    x, name = first(given), next(iter(given), "")
    surely(isinstance(x, Turned), f"{last} of a tensor whose batch is not the first axis is not followed")
    if last in ("transpose", "permute_dimensions"):
        return permuted(m, x, given.get("axes"), node)
    if last in ("swapaxes", "moveaxis"):
        return swapped(m, last, given, node)
    axis = plain(m, given.get("axis", 0), node)
    if last == "unstack":
        surely(isinstance(axis, int))
        return pieces(m, x, node, axis)
    if last == "split":
        if isinstance(axis, int) and (place := x.counted(axis)):
            return standing(ordinary({**given, name: x.tensor, "axis": place}), x.at)
        return m.unknown(node, "the batch is taken apart")
    if last == "squeeze" and isinstance(axis, int) and (place := x.counted(axis)):
        return standing(ordinary({**given, name: x.tensor, "axis": place}), x.at - (axis % x.rank < x.at))
    if last in SAME_AXES:
        recounted = {k: v if k != "axis" else _recounted(x, v) for k, v in given.items()}
        return standing(ordinary({**recounted, name: x.tensor}), x.at)
    if last in ("matmul", "dot", "add", "subtract", "multiply", "divide", "maximum", "minimum", "where"):
        alike = flattened(x, list(given.values()))
        return (
            m.unknown(node, UNLIKE) if alike is None else standing(ordinary(dict(zip(given, alike, strict=True))), x.at)
        )
    return m.unknown(node, f"{last} of a tensor whose batch is not the first axis is not followed")


SAME_AXES = frozenset(
    [
        "softmax",
        "relu",
        "gelu",
        "sigmoid",
        "tanh",
        "cast",
        "dropout",
        "exp",
        "log",
        "sqrt",
        "square",
        "abs",
        "negative",
        "identity",
        "stop_gradient",
        "silu",
        "swish",
        "log_softmax",
        "rsqrt",
    ]
)


def _recounted(x: Turned, axis: Value) -> Value:
    return x.counted(axis) if isinstance(axis, int) else axis
