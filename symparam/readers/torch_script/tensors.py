"""Tensors in a script: functions of torch on them, operators, and what is read off them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sympy import Expr

from ...algebra import Need, Shape, size, total
from ...budget import CALLED
from ...errors import BatchUndecided, NumberWanted, UnknownLayer
from ...graph import Tensor, functions
from ...graph.modules import constant
from ...interpreter.numbers import bare, extent_of, is_whole, plain
from ...interpreter.records import items_in, tuple_class
from ...interpreter.scope import MISSING
from ...interpreter.symbols import formula, operate
from ...interpreter.values import (
    Array,
    Builtin,
    Function,
    Instance,
    Iteration,
    Measure,
    Module,
    Number,
    Quotient,
    ShapeTuple,
    Text,
    Unknown,
    Value,
)
from ...interpreter.vocabulary import Operation
from ...layers.binding import bound_deep
from ...layers.functions import knows
from ...several import several
from . import known_values
from .known_values import LISTED
from .modules import Parameter
from .naming import PARAMETER
from .settling import settle
from .singles import SQUEEZE, without_singles
from .unbinding import UNBIND, unbound

if TYPE_CHECKING:
    from .session import Machine

OPERATORS: dict[Operation, str] = {
    ast.Add: "__add__",
    ast.Sub: "__sub__",
    ast.Mult: "__mul__",
    ast.Div: "__truediv__",
    ast.Pow: "__pow__",
    ast.FloorDiv: "__floordiv__",
    ast.Mod: "__mod__",
    ast.MatMult: "__matmul__",
    ast.BitAnd: "__and__",
    ast.BitOr: "__or__",
    ast.BitXor: "__xor__",
    ast.USub: "__neg__",
    ast.Invert: "__invert__",
    ast.Eq: "__eq__",
    ast.NotEq: "__ne__",
    ast.Lt: "__lt__",
    ast.LtE: "__le__",
    ast.Gt: "__gt__",
    ast.GtE: "__ge__",
    ast.LShift: "__lshift__",
    ast.RShift: "__rshift__",
}
# arguments that say where and how numbers are stored, and how many fall out
INERT = frozenset(
    ["device", "dtype", "requires_grad", "generator", "layout", "pin_memory", "out", "memory_format", "non_blocking"]
)


# functions in which a real number has no say in shapes
SCALED = frozenset(
    [
        *("add", "sub", "mul", "truediv", "div", "pow", "radd", "rsub", "rmul", "rtruediv", "rpow", "full", "neg"),
        *("iadd", "isub", "imul", "itruediv", "ipow"),
    ]
)


WEIGHING = ("conv1d", "conv2d", "conv3d", "linear")  # functions with weights, which take one size of an axis alone


class Untaken(Exception):
    """A value that no function of tensors takes, since only a run of the script would know it."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


def function(m: Machine, path: str, args: Sequence[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A function of torch or a method of its tensors, by its path."""
    from .probing import probed

    if (found := probed(m, path, args, keywords)) is not None:
        return found
    if path in LISTED and args and isinstance(args[0], (list, tuple)) and (shape := extent_of(args[0])) is not None:
        tensor = constant(Shape(shape))
        known_values.note(m, path, tensor, args[:1], node)
        return tensor
    m.budget.step(CALLED)
    m.torch.elementwise = path.rpartition(".")[2].strip("_") in SCALED
    try:
        given = [taken(m, a, node) for a in args]
        named = {k: taken(m, v, node) for k, v in keywords.items() if k not in INERT}
    except Untaken as error:
        why = getattr(error.value, "why", "") or f"{m.text(node)} takes what only a run of the script would know"
        result = m.unknown(node, why)
        result.wrong = isinstance(error.value, Unknown) and error.value.wrong
        return result
    if path in SQUEEZE:
        given, named = without_singles(
            m.symbols, given, named, lambda x, i: function(m, "torch.select", [x, i, 0], {}, node), m.where(node)
        )
    if path in UNBIND:
        parts = unbound(
            m.symbols, given, named, lambda x, d, i: function(m, "torch.select", [x, d, i], {}, node), m.why(node, "")
        )
        if parts is not None:
            return parts
    try:
        with m.located(node):
            made = _called(m, path, given, named, node)
    except BatchUndecided as error:
        m.symbols.ask(total(map(size, error.names)), m.why(node))
        raise
    except UnknownLayer as error:
        return m.unknown(node, str(error))
    if path.rpartition(".")[2] in WEIGHING and isinstance(made, Tensor):
        settle(m, made.node.needs)
    known_values.note(m, path, made, given, node)
    m.symbols.tick += 1
    if m.torch.running:
        m.torch.computed += [t for t in several(made) if isinstance(t, Tensor)]
    return seen(m, made)


def _called(m: Machine, path: str, args: list[Any], keywords: dict[str, Any], node: ast.AST) -> Any:
    """The call; where a number must stand, and a formula does, the names in it are pinned."""
    try:
        return functions.call(path, args, keywords)
    except NumberWanted as error:
        values = {name: m.symbols.defaults[name] for name in error.names if name in m.symbols.defaults}
        if len(values) < len(error.names):
            raise
        for name in sorted(values):
            m.symbols.pin(size(name), m.why(node))
        return functions.call(path, *(bound_deep(part, values) for part in (args, keywords)))


def taken(m: Machine, value: Value, node: ast.AST) -> Any:
    """A value of the script as the functions take it: sizes as formulas. Raises Untaken."""
    if isinstance(value, Number):
        return m.symbols.with_pins(value.formula)
    if isinstance(value, Parameter):
        return tensor_of(m, value, node)
    if isinstance(value, (Quotient, Measure)):
        return bare(value) if m.torch.elementwise else plain(m, value, node)
    if isinstance(value, Text):
        return plain(m, value, node)
    if isinstance(value, (list, tuple)):
        return (
            type(value)(taken(m, v, node) for v in value)
            if type(value) in (list, tuple)
            else tuple(taken(m, v, node) for v in value)
        )
    if isinstance(value, slice):
        return slice(*(None if p is None else taken(m, p, node) for p in (value.start, value.stop, value.step)))
    if isinstance(value, range):
        return list(value)
    if isinstance(value, Module):
        return value.path
    if isinstance(value, Unknown) and is_size(value):
        return m.symbols.dim(value)
    if isinstance(value, Unknown) and m.torch.elementwise and _is_real(value):
        return 1.0  # whichever of the two it is
    if isinstance(value, Instance) and (parts := items_in(value)) is not None:
        return tuple(taken(m, v, node) for v in parts)
    if isinstance(value, Array) and all(map(is_whole, value.shape)):
        return constant(Shape(map(formula, value.shape)))
    if isinstance(value, (Unknown, Array, Iteration, Instance, Function, Builtin)):
        raise Untaken(value)
    return value


def _is_real(value: Unknown) -> bool:
    """Whether a value is one of two real numbers, as in ``1e-5 if x.dtype == torch.float32 else 1e-3``."""
    arms = (value.text.body, value.text.orelse) if isinstance(value.text, ast.IfExp) else ()
    return bool(arms) and all(isinstance(a, ast.Constant) and isinstance(a.value, float) for a in arms)


def is_size(value: Unknown) -> bool:
    """Whether a value that is not known may stand for a size: a parameter without default, or arithmetic of such."""
    if value.parts:
        return not value.wrong and all(is_size(p) if isinstance(p, Unknown) else True for p in value.parts[1:])
    return bool(value.name) and not value.wrong and not value.why and value.origin == PARAMETER


def seen(m: Machine, value: Any) -> Value:
    """What a function gives, as the script sees it."""
    if isinstance(value, (Expr, int)) and not isinstance(value, bool):
        return m.symbols.number(value)
    if isinstance(value, Shape):
        return ShapeTuple(map(m.symbols.number, value))
    if hasattr(value, "_fields"):  # torch.max(x, dim) has values and indices
        names = list(value._fields)
        return Instance(tuple_class([type(value).__name__, names]), dict(zip(names, seen(m, [*value]), strict=True)))
    if isinstance(value, (list, tuple)):
        return type(value)(seen(m, v) for v in value)
    return value


def tensor_of(m: Machine, value: Value, node: ast.AST) -> Tensor:
    """A parameter as a tensor of the graph."""
    if isinstance(value, Tensor):
        return value
    if value.shape is None:
        raise m.error(node, value.why or f"{m.text(node)} is used before its module has seen an input")
    if value.tensor is None:
        value.tensor = constant(value.shape)
    tensor: Tensor = value.tensor
    return tensor


def shape_of(m: Machine, value: Value, node: ast.AST) -> ShapeTuple:
    """The shape as a script sees it."""
    shape = tensor_of(m, value, node).shape
    m.torch.sizes.update(n for n in shape if not isinstance(n, int))
    return ShapeTuple(map(m.symbols.number, shape))


def operated(m: Machine, op: Operation, values: Sequence[Value], node: ast.AST) -> Value:
    """An operator, an index or a builtin function of Python on values of which one is a tensor."""
    if op in ("int", "float") and (known := known_values.of(m, values[0])) is not None and len(known) == 1:
        return m.builtins[op].call(m, node, known, {})
    if isinstance(op, str):
        return function(m, f"torch.{op}", list(values), {}, node)
    if op is ast.Subscript:
        x, index = crops(m, values[0], values[1], node)
        return function(m, "Tensor.__getitem__", [x, index], {}, node)
    name = OPERATORS.get(op)
    if name is None:
        raise m.error(node, f"{m.text(node)} is no operation on tensors")
    if len(values) == 2 and not isinstance(values[0], m.library.tensors):
        name = f"__r{name[2:]}" if f"__r{name[2:]}" in REFLECTED else name
        values = values[::-1]
    return function(m, f"Tensor.{name}", list(values), {}, node)


def augmented(m: Machine, op: type[ast.operator], value: Value, more: Value, node: ast.AST) -> Value:
    """value += more, which keeps the shape of the tensor; MISSING where torch has no such operator."""
    path = f"Tensor.__i{OPERATORS.get(op, '')[2:]}"
    return function(m, path, [value, more], {}, node) if knows(path) else MISSING


def crops(m: Machine, x: Value, index: Value, node: ast.AST) -> tuple[Value, Value]:
    """x[:, :, top : top + h], where h is the size of another tensor: so many from there, which must be there.

    Where they are not, fewer are taken, which fit nowhere.
    """
    parts = list(index) if isinstance(index, tuple) else [index]
    if any(part is None or part is Ellipsis for part in parts) or not isinstance(x, Tensor):
        return x, index
    for axis, part in enumerate(parts):
        if not (isinstance(part, slice) and part.step is None and part.start and is_whole(part.start)):
            continue
        if not isinstance(part.stop, Number):
            continue
        start = formula(part.start)
        length = operate("Sub", part.stop.formula, start)
        if length in m.torch.sizes and (isinstance(part.start, Number) or part.start > 0):
            x = function(m, "torch.narrow", [x, axis, part.start, m.symbols.number(length)], {}, node)
            if isinstance(part.start, Number):
                m.symbols.require(Need(start, ">=", 0, m.text(node)), m.where(node))
            parts[axis] = slice(None)
    return x, tuple(parts) if isinstance(index, tuple) else parts[0]


REFLECTED = ("__radd__", "__rsub__", "__rmul__", "__rtruediv__", "__rpow__", "__rfloordiv__", "__rmod__", "__rmatmul__")


def size_of_axis(m: Machine, value: Value, node: ast.AST) -> Value:
    """len(x)."""
    shape = shape_of(m, value, node)
    return shape[0] if shape else m.fail(node, "TypeError", "len() of a tensor without axes")


def pieces(m: Machine, value: Value, node: ast.AST) -> Value:
    """The tensors along the first axis, where a loop runs over them or they are unpacked."""
    shape = shape_of(m, value, node)
    if not shape:
        return m.fail(node, "TypeError", "iteration over a tensor without axes")
    count = plain(m, shape[0], node, f"{m.text(node)} takes a tensor apart")
    found = [function(m, "Tensor.__getitem__", [value, i], {}, node) for i in range(count)]
    if isinstance(value, Tensor) and value.node in m.torch.values:
        m.torch.values |= {t.node: [n] for t, n in zip(found, m.torch.values[value.node], strict=True)}
    return found


def known(path: str) -> bool:
    """Whether a path is a function of tensors."""
    return knows(path)


def refuse_probe(m: Machine, value: Value, what: str, rank: int | None = None) -> None:
    """Raise Asked for an input whose shape is not known yet."""
    from .probing import Asked, Probe

    if isinstance(value, Probe):
        raise Asked(value, what, m.line, rank)
