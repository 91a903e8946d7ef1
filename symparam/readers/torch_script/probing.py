"""An input whose shape is not known yet: what is done with it first tells what it is."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...algebra.batch import BATCH, has_batch
from ...interpreter.values import Builtin, Unknown, Value
from ...layers.layer import Layer

if TYPE_CHECKING:
    from .session import Machine

# functions of one tensor that leave its shape as it is
UNCHANGING = frozenset(
    [
        *("__add__", "__sub__", "__mul__", "__truediv__", "__pow__", "__neg__", "__radd__", "__rsub__", "__rmul__"),
        *("__rtruediv__", "__lt__", "__gt__", "__le__", "__ge__", "__eq__", "__ne__", "add", "sub", "mul", "div"),
        *("relu", "relu6", "gelu", "silu", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "softmax", "log_softmax"),
        *("dropout", "dropout1d", "dropout2d", "dropout3d", "exp", "log", "abs", "sqrt", "clamp", "clamp_min", "log1p"),
        *("square", "sin", "cos", "hardtanh", "softplus", "mish", "celu", "normalize", "float", "to", "contiguous"),
        *("clone", "detach", "zeros_like", "ones_like", "rand_like", "randn_like", "full_like", "empty_like", "pad"),
        *("masked_fill", "flip", "roll", "long", "int", "type", "cpu", "cuda", "double", "half", "cat", "concat"),
    ]
)
FIELDS = ("device", "dtype", "requires_grad", "grad")


ELSEWHERE = ("is_cuda", "is_mps", "is_xpu", "is_sparse", "is_quantized", "is_nested")


@dataclass(frozen=True)
class Kind:
    """A function that takes an input as a module of that type does."""

    type_name: str


FIRST = {f"conv{n}d": Kind(f"Conv{n}d") for n in (1, 2, 3)} | {"linear": Kind("Linear"), "embedding": Kind("Embedding")}


@dataclass(eq=False)
class Probe:
    """The argument of forward with this name."""

    name: str


@dataclass(eq=False)
class ProbeShape:
    """The shape of such an argument."""

    probe: Probe


class Told(Exception):
    """A layer takes an input first."""

    def __init__(self, probe: Probe, layer: Layer | Kind, line: int) -> None:
        super().__init__()
        self.probe, self.layer, self.line = probe, layer, line


class Asked(Exception):
    """Something is done with an input that says little about its shape, or only how many axes there are."""

    def __init__(self, probe: Probe, what: str, line: int, rank: int | None = None) -> None:
        super().__init__()
        self.probe, self.what, self.line, self.rank = probe, what, line, rank


def probed(m: Machine, path: str, args: Sequence[Value], keywords: dict[str, Value]) -> Value:
    """What a function gives of which an argument is not known yet; None where none is. Raises Asked."""
    found = _probe_in((*args, *keywords.values()))
    if found is None:
        return None
    name = path.rpartition(".")[2]
    if name in FIRST and args and args[0] is found:
        raise Told(found, FIRST[name], m.line)
    others: list[Any] = [
        a for a in (*args, *keywords.values()) if isinstance(a, m.library.tensors) and not isinstance(a, Probe)
    ]
    beside = next((a for a in others if a.shape is not None and has_batch(a.shape)), None)
    if name in UNCHANGING and beside is None:
        return found
    if name in UNCHANGING and beside is not None:
        raise Asked(found, name, m.line, len(beside.shape))
    raise Asked(found, name, m.line, _rank_of(args[1]) if name == "__getitem__" and len(args) == 2 else None)


def _rank_of(index: Value) -> int | None:
    """How many axes x has in x[:, None], where new axes are put behind all others; None where that is not told."""
    parts = list(index) if isinstance(index, tuple) else []
    told = [part for part in parts if part is not None]
    behind = len(told) < len(parts) and parts[: len(told)] == told
    return len(told) if behind and all(part == slice(None) for part in told) else None


def _probe_in(values: Sequence[Any], deep: int = 0) -> Probe | None:
    for value in values:
        if isinstance(value, Probe):
            return value
        if isinstance(value, ProbeShape):
            return value.probe
        if isinstance(value, (list, tuple)) and deep < 2 and (inner := _probe_in(value, deep + 1)) is not None:
            return inner
    return None


def attribute(m: Machine, probe: Probe, name: str, node: ast.AST) -> Value:
    """probe.name: a method to call, or something that asks for its shape."""
    if name in ELSEWHERE:
        return False
    if name in FIELDS:
        return m.unknown(node)
    if name == "shape":
        return ProbeShape(probe)
    if name == "size":
        return Builtin(name, lambda m, node, args, keywords: _size(m, probe, args, node))
    if name in ("ndim", "T", "mT"):
        raise Asked(probe, name, m.line)
    if name == "data":
        return probe
    return Builtin(name, lambda m, node, args, keywords: probed(m, f"Tensor.{name}", [probe, *args], keywords))


def _size(m: Machine, probe: Probe, args: list[Value], node: ast.AST) -> Value:
    return size_at(m, ProbeShape(probe), args[0], node) if args else ProbeShape(probe)


def size_at(m: Machine, shape: ProbeShape, index: Value, node: ast.AST) -> Value:
    """x.shape[index]: the batch in front, and sizes that are found later."""
    if shape.probe.name in m.torch.said:  # its sizes are known, so nothing need be found out
        raise Asked(shape.probe, "shape", m.line)
    if type(index) is int and index == 0:
        return m.symbols.number(BATCH)
    if isinstance(index, int):
        return Unknown(node if isinstance(node, ast.expr) else "", m.line, "", "size")
    raise Asked(shape.probe, "shape", m.line)


def taken_apart(m: Machine, shape: ProbeShape, node: ast.AST) -> Asked:
    """Unpacking a shape tells how many axes there are."""
    names = node.elts if isinstance(node, (ast.Tuple, ast.List)) else None
    fixed = names is not None and not any(isinstance(n, ast.Starred) for n in names)
    return Asked(shape.probe, "shape", m.line, len(names) if fixed and names is not None else None)
