"""Operators and indices on tensors."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...algebra import Dim
from ...algebra.domain.broadcast import broadcast
from ...graph import Tensor
from ...layers.merging import aligned
from .inputs import came_from
from .keras_state import Constant
from .numbers import is_whole, plain
from .operations import Elementwise, Indexed, Matmul
from .symbols import formula
from .values import Array, Batch, Number, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

KINDS: dict[type[ast.operator], str] = {
    ast.Add: "Add", ast.Sub: "Subtract", ast.Mult: "Multiply", ast.Div: "TrueDivide", ast.Pow: "Power",
    ast.FloorDiv: "FloorDivide", ast.Mod: "Mod", ast.MatMult: "Matmul", ast.BitAnd: "LogicalAnd",
    ast.BitOr: "LogicalOr", ast.BitXor: "BitwiseXor",
}


def place_layer(m: Machine, cls: Any, kind: str, inputs: list[Tensor], node: ast.AST, **fields: Any) -> Value:
    """Call a new operation on tensors."""
    with m.located(node):
        made = cls(kind=kind, name=m.keras.operation_name(kind), **fields)(*inputs)
    m.symbols.tick += 1
    return list(made) if isinstance(made, tuple) else made


def tensor_operator(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """a op b where one of them is a tensor."""
    kind = KINDS.get(op)
    if kind is None:
        raise m.error(node, f"{m.text(node)} is no operation on tensors")
    if kind == "Matmul":
        return matmul(m, a, b, node)
    return elementwise(m, kind, [a, b], node)


def elementwise(m: Machine, kind: str, values: list[Value], node: ast.AST) -> Value:
    """A function of elements of tensors, constants and numbers."""
    tensors = [v for v in values if isinstance(v, Tensor)]
    constants: list[tuple[Dim, ...]] = []
    for value in values:
        if isinstance(value, Constant):
            constants.append(value.shape)
        elif isinstance(value, Array):
            constants.append(tuple(formula(n) if is_whole(n) else 1 for n in value.shape))
        elif isinstance(value, Unknown) and value.why:
            return m.unknown(node, value.why)
    if not tensors:
        shapes = list(constants) or [()]
        joined = shapes[0]
        for shape in shapes[1:]:
            joined = tuple(broadcast(x, y) for x, y in _aligned(joined, shape))
        return Constant(joined)
    return place_layer(m, Elementwise, kind, tensors, node, constants=tuple(constants))


def _aligned(x: tuple[Dim, ...], y: tuple[Dim, ...]) -> list[tuple[Dim, Dim]]:
    from ...algebra import Shape

    return aligned(Shape(x), Shape(y))


def matmul(m: Machine, a: Value, b: Value, node: ast.AST, transposed: bool = False) -> Value:
    """The matrix product of a tensor with a tensor or a constant."""
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return place_layer(m, Matmul, "Matmul", [a, b], node, transposed=transposed)
    if isinstance(a, Tensor) and isinstance(b, Constant):
        return place_layer(m, Matmul, "Matmul", [a], node, constant=b.shape, transposed=transposed)
    culprit = b if isinstance(a, Tensor) else a
    if isinstance(culprit, Unknown):
        return m.unknown(node, f"a factor of it {came_from(culprit)}")
    return m.unknown(node, "this matrix product is not followed")


def tensor_unary(m: Machine, value: Value, node: ast.UnaryOp) -> Value:
    """-x, +x."""
    return elementwise(m, "Negative" if isinstance(node.op, ast.USub) else "LogicalNot", [value], node)


def sliced(m: Machine, value: Value, index: Value, node: ast.expr) -> Value:
    """x[index], where the first index is of the batch."""
    parts = list(index) if isinstance(index, tuple) else [index]
    if any(isinstance(p, (Unknown, Array, Tensor, list)) for p in parts):
        return m.unknown(node, "a tensor is indexed by a value that is not known")
    rank = len(value.shape) + isinstance(value, Tensor)
    for i, part in enumerate(parts):
        if part is Ellipsis:
            missing = rank - sum(p is not None for p in parts) + 1
            parts[i:i + 1] = [slice(None)] * max(missing, 0)
            break
    cooked = [_part(m, p, node) for p in parts]
    if isinstance(value, Constant):
        from ...algebra import Shape

        return Constant(Indexed(parts=tuple(cooked)).output(Shape(value.shape)).sizes)
    if not cooked or not isinstance(cooked[0], tuple):
        if cooked and isinstance(cooked[0], int):
            return m.unknown(node, "it takes one sample out of the batch")
        return m.unknown(node, "it puts an axis before the batch")
    return place_layer(m, Indexed, "GetItem", [value], node, parts=tuple(cooked[1:]))


def _part(m: Machine, part: Value, node: ast.AST) -> Any:
    if isinstance(part, slice):
        ends = [None if isinstance(e, Batch) else e for e in (part.start, part.stop)]
        step = None if part.step is None else plain(m, part.step, node)
        return (*(formula(e) if is_whole(e) else e for e in ends), step)
    if isinstance(part, Number):
        return plain(m, part, node)
    return part
