"""What is read off a tensor in a script, and its methods."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import plain
from ...interpreter.values import Array, Builtin, Module, Unknown, Value
from .modules import Parameter
from .tensors import function, shape_of

if TYPE_CHECKING:
    from .session import Machine

SAME = frozenset(
    [
        "to",
        "cuda",
        "cpu",
        "detach",
        "clone",
        "contiguous",
        "float",
        "half",
        "double",
        "long",
        "int",
        "bool",
        "bfloat16",
        "type",
        "type_as",
        "requires_grad_",
        "detach_",
        "data",
        "pin_memory",
        "share_memory_",
        "byte",
        "short",
        "retain_grad",
        "to_sparse",
        "coalesce",
    ]
)  # methods that give the tensor itself, as far as its shape goes
OUTSIDE = frozenset(["item", "tolist", "numpy", "backward", "register_hook", "grad", "stride", "storage", "data_ptr"])
QUIET_FIELDS = frozenset(["device", "dtype", "grad", "layout", "requires_grad", "grad_fn", "is_leaf"])
ELSEWHERE = frozenset(["is_cuda", "is_mps", "is_xpu", "is_sparse", "is_quantized", "is_nested", "is_meta"])


def attribute(m: Machine, value: Value, name: str, node: ast.AST) -> Value:
    """x.shape, x.size, x.view and all others of a tensor."""
    if name == "shape":
        return shape_of(m, value, node)
    if name == "ndim":
        return len(shape_of(m, value, node))
    if name in ("dim", "ndimension"):
        return Builtin(name, lambda m, node, args, keywords: len(shape_of(m, value, node)))
    if name == "size":
        return Builtin(name, lambda m, node, args, keywords: _size(m, value, [*args, *keywords.values()], node))
    if name == "data":
        return value
    if name in ("T", "mT", "H", "mH", "real", "imag"):
        return function(m, f"Tensor.{name}", [value], {}, node)
    if name == "__class__":
        return Module("torch.Tensor")
    if name in ELSEWHERE:
        return False
    if name in QUIET_FIELDS:
        surely(name == "requires_grad" and isinstance(value, Parameter))
        return value.requires_grad
    if name in SAME:
        return Builtin(name, lambda m, node, args, keywords: _same(value, name, args))
    if name in ("item", "tolist") and isinstance(value, Tensor) and value.node in m.torch.values:
        known = m.torch.values[value.node]
        return Builtin(name, lambda m, node, args, keywords: list(known) if name == "tolist" else known[0])
    if name == "numpy":
        return Builtin(name, lambda m, node, args, keywords: Array(tuple(shape_of(m, value, node))))
    if name in OUTSIDE:
        return Builtin(name, lambda m, node, args, keywords: m.unknown(node))
    return Builtin(name, lambda m, node, args, keywords: _method(m, value, name, args, keywords, node))


def assign(m: Machine, value: Parameter, name: str, new: Value) -> None:
    """parameter.requires_grad = False, parameter.data = other."""
    if name == "requires_grad" and isinstance(new, bool):
        value.requires_grad = new
    elif name == "data" and isinstance(new, (Tensor, Parameter)):
        value.shape, value.tensor = new.shape, None
    m.symbols.mark()


def _same(value: Value, name: str, args: list[Value]) -> Value:
    if name == "requires_grad_" and isinstance(value, Parameter):
        value.requires_grad = not (args and args[0] is False)
    return value


def _size(m: Machine, value: Value, args: list[Value], node: ast.AST) -> Value:
    shape = shape_of(m, value, node)
    if not args or args[0] is None:
        return shape
    surely(not isinstance(args[0], Unknown))
    with m.guarded(node) as result:
        result.append(shape[plain(m, args[0], node)])
    return result[0]


def _method(m: Machine, value: Value, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if name.endswith("_") and not name.startswith("_"):  # in place: a change of its numbers, or of its shape
        if name in ("unsqueeze_", "squeeze_", "t_", "transpose_", "resize_", "swapaxes_"):
            raise m.error(node, f"{name} changes a tensor's shape in place; write x = x.{name.rstrip('_')}(…) instead")
        if isinstance(value, Parameter):
            return value
        name = name.rstrip("_")
        if name in ("fill", "normal", "uniform", "zero", "copy", "exponential", "random", "bernoulli", "trunc_normal"):
            return value
    return function(m, f"Tensor.{name}", [value, *args], keywords, node)
