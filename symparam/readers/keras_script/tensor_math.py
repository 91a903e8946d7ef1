"""Operators and indices on tensors."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...algebra import Dim, Shape
from ...algebra.domain.broadcast import broadcast
from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Array, Batch, Number, Unknown, Value, came_from
from ...interpreter.vocabulary import Operation
from ...layers.layer import Layer
from ...layers.merging import aligned
from ...layers.ops import operation
from ...layers.ops.taking_parts import GetItem
from .keras_state import Constant, Turned
from .paths import canonical
from .synthetic_layers import Kept, OneNumber, Shaped
from .turned import UNLIKE, flattened, standing

if TYPE_CHECKING:
    from .session import Machine

OF_TENSORS = ("tf.", "keras.ops.", "keras.backend.")  # what gives tensors
KINDS: dict[Operation, str] = {
    ast.Add: "Add",
    ast.Sub: "Subtract",
    ast.Mult: "Multiply",
    ast.Div: "TrueDivide",
    ast.Pow: "Power",
    ast.FloorDiv: "FloorDivide",
    ast.Mod: "Mod",
    ast.MatMult: "Matmul",
    ast.BitAnd: "LogicalAnd",
    ast.BitOr: "LogicalOr",
    ast.BitXor: "BitwiseXor",
    ast.USub: "Negative",
    ast.Invert: "LogicalNot",
    ast.Eq: "Equal",
    ast.NotEq: "NotEqual",
    ast.Lt: "Less",
    ast.LtE: "LessEqual",
    ast.Gt: "Greater",
    ast.GtE: "GreaterEqual",
}


def place_layer(m: Machine, kind: str, inputs: list[Tensor], node: ast.AST, **settings: Any) -> Value:
    """Call a new operation of keras.ops on tensors."""
    with m.located(node):
        layer = operation(kind)(name=m.keras.operation_name(kind), **settings)
    return placed(m, layer, inputs, node)


def place_shape(m: Machine, kind: str, inputs: list[Tensor], shape: tuple[Dim, ...], node: ast.AST) -> Value:
    """Call what gives a known shape on tensors."""
    return placed(m, Shaped(kind, shape, name=m.keras.operation_name(kind)), inputs, node)


def placed(m: Machine, layer: Layer, inputs: list[Tensor], node: ast.AST) -> Value:
    """Call a new layer on tensors: a tensor, or a list of them."""
    with m.located(node):
        made = layer(*inputs)
    m.symbols.tick += 1
    return list(made) if isinstance(made, tuple) else made


def tensor_operator(m: Machine, op: Operation, values: Sequence[Value], node: ast.AST) -> Value:
    """An operator on values of which one is a tensor: a + b, -a, a < b."""
    kind = KINDS.get(op)
    if kind is None:
        raise m.error(node, f"{m.text(node)} is no operation on tensors")
    if kind == "Matmul":
        a, b = values
        return matmul(m, a, b, node)
    return elementwise(m, kind, list(values), node)


def elementwise(m: Machine, kind: str, values: list[Value], node: ast.AST) -> Value:
    """A function of elements of tensors, constants and numbers."""
    if (turned := next((v for v in values if isinstance(v, Turned)), None)) is not None:
        alike = flattened(turned, values)
        return m.unknown(node, UNLIKE) if alike is None else standing(elementwise(m, kind, alike, node), turned.at)
    tensors = [v for v in values if isinstance(v, Tensor)]
    constants: list[tuple[Dim, ...]] = []
    for value in values:
        if isinstance(value, Constant):
            constants.append(value.shape)
        elif isinstance(value, Array):
            constants.append(tuple(formula(n) if is_whole(n) else 1 for n in value.shape))
        elif isinstance(value, Unknown) and value.why:
            return m.unknown(node, value.why)
        elif isinstance(value, Unknown) and canonical(value.origin).startswith(OF_TENSORS):  # of a shape not known
            return m.unknown(node, f"a part of it {came_from(value)}")
        elif isinstance(value, Unknown) and tensors:  # data, which may be an array that does not fit
            m.assume(node, m.text(node))
    if not tensors:
        shapes = list(constants) or [()]
        joined = shapes[0]
        for shape in shapes[1:]:
            joined = tuple(broadcast(x, y) for x, y in aligned(Shape(joined), Shape(shape)))
        return Constant(joined)
    if len(rest := [t for t in tensors if not _is_one_number(t)]) < len(tensors) and rest and not constants:
        whole = rest[0].shape
        for t in rest[1:]:
            whole = Shape(broadcast(a, b) for a, b in aligned(whole, t.shape))
        return place_shape(m, kind, tensors, whole.sizes, node)
    beside = {"constants": tuple(map(Shape, constants))} if constants else {}
    return place_layer(m, kind, tensors, node, **beside)


def _is_one_number(tensor: Tensor) -> bool:
    """Whether a tensor is one number for the whole batch, which fits beside tensors of any shape."""
    return isinstance(tensor.node.layer, OneNumber)


def kept(m: Machine, kind: str, value: Value, node: ast.AST) -> Value:
    """A function of elements that is no operation of Keras's."""
    if not isinstance(value, Tensor):
        return value
    return placed(m, Kept(kind, name=m.keras.operation_name(kind)), [value], node)


def matmul(m: Machine, a: Value, b: Value, node: ast.AST, kind: str = "Matmul", **swapped: bool) -> Value:
    """The matrix product of a tensor with a tensor or a constant; ``kind`` is Dot where it is numpy's ``dot``."""
    if isinstance(turned := a, Turned):
        alike = flattened(turned, [a, b]) if turned.at < turned.rank - 2 else None
        return (
            m.unknown(node, UNLIKE)
            if alike is None
            else standing(matmul(m, alike[0], alike[1], node, kind, **swapped), turned.at)
        )
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return place_layer(m, kind, [a, b], node, **swapped)
    if isinstance(a, Tensor) and isinstance(b, Constant):
        return place_layer(m, kind, [a], node, x2=b, **swapped)
    if isinstance(a, Constant) and isinstance(b, Tensor):
        return place_layer(m, kind, [b], node, x1=a, **swapped)
    culprit = b if isinstance(a, Tensor) else a
    if isinstance(culprit, Unknown):
        return m.unknown(node, f"a factor of it {came_from(culprit)}")
    return m.unknown(node, "this matrix product is not followed")


def sliced(m: Machine, value: Value, index: Value, node: ast.AST) -> Value:
    """x[index], where the first index is of the batch."""
    parts = spelled_out(index, len(value.shape) + isinstance(value, Tensor))
    surely(all(map(is_index, parts)), "a tensor is indexed by a value that is not known")
    cooked = [index_part(m, p, node) for p in parts]
    if isinstance(value, Constant):
        with m.located(node):
            return Constant(GetItem((slice(None), *cooked)).output(Shape(value.shape)).sizes)
    if not cooked or not isinstance(cooked[0], slice):
        surely(not cooked or not isinstance(cooked[0], int), "it takes one sample out of the batch")
        return m.unknown(node, "it puts an axis before the batch")
    return place_layer(m, "GetItem", [value], node, key=(slice(None), *cooked[1:]))


def spelled_out(index: Value, rank: int) -> list[Value]:
    """The parts of an index of a tensor of so many axes, with slices in place of an ellipsis."""
    parts = list(index) if isinstance(index, tuple) else [index]
    for i, part in enumerate(parts):
        if part is Ellipsis:
            missing = rank - sum(p is not None for p in parts) + 1
            parts[i : i + 1] = [slice(None)] * max(missing, 0)
            break
    return parts


def is_index(part: Value) -> bool:
    """Whether one part of an index is known: None, a whole number, or a slice of such and of the batch."""
    if isinstance(part, slice):
        return all(end is None or is_whole(end) or isinstance(end, Batch) for end in (part.start, part.stop, part.step))
    return part is None or is_whole(part)


def index_part(m: Machine, part: Value, node: ast.AST) -> Any:
    """One part of an index for the graph: None, an int, or a slice of formulas."""
    if isinstance(part, slice):
        start, stop = (
            formula(e) if is_whole(e) else None if isinstance(e, Batch) else e for e in (part.start, part.stop)
        )
        return slice(start, stop, None if part.step is None else plain(m, part.step, node))
    if isinstance(part, Number):
        return plain(m, part, node)
    return part
