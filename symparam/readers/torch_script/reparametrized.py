"""torch.nn.utils: weights made of others, by weight_norm and spectral_norm."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...algebra import Shape, product
from ...interpreter.values import Value
from .modules import Module, Parameter, module_of

if TYPE_CHECKING:
    from .session import Machine

PREFIX = "torch.nn.utils."


def call(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A function of torch.nn.utils."""
    name = path.removeprefix(PREFIX)
    module = module_of(args[0]) if args else None
    if module is None:
        return m.unknown(node)
    if name in ("weight_norm", "parametrizations.weight_norm", "spectral_norm", "parametrizations.spectral_norm"):
        weight = keywords.get("name", args[1] if len(args) > 1 else "weight")
        dim = keywords.get("dim", args[2] if len(args) > 2 and "weight_norm" in name else 0)
        if isinstance(weight, str) and isinstance(module.parameters.get(weight), Parameter):
            _norm(m, module, name, weight, dim, node)
            return args[0]
        raise m.error(node, f"{m.text(node)}: {module.kind} has no parameter {weight}")
    if name in ("remove_weight_norm", "remove_spectral_norm", "parametrize.remove_parametrizations"):
        return args[0]
    return m.unknown(node)


def _norm(m: Machine, module: Module, name: str, weight: str, dim: Value, node: ast.AST) -> None:
    parameter = module.parameters.pop(weight)
    assert parameter is not None
    assert parameter.shape is not None
    shape = parameter.shape
    if dim is None or not isinstance(dim, int):
        dim = 0 if "spectral" in name else None
    transposed = module.kind.startswith("ConvTranspose") and "spectral" in name
    axis = 1 if transposed else (dim or 0)
    rest = [n for i, n in enumerate(shape) if i != axis]
    kept = Shape(tuple(n if i == axis else 1 for i, n in enumerate(shape))) if dim is not None else Shape(())
    if name == "weight_norm":
        module.parameters[f"{weight}_g"] = Parameter(kept)
        module.parameters[f"{weight}_v"] = Parameter(shape)
    elif name == "parametrizations.weight_norm":
        module.parameters[f"parametrizations.{weight}.original0"] = Parameter(kept)
        module.parameters[f"parametrizations.{weight}.original1"] = Parameter(shape)
    elif name == "spectral_norm":
        module.parameters[f"{weight}_orig"] = Parameter(shape)
        module.buffers[f"{weight}_u"] = Parameter(Shape((shape[axis],)), False)
        module.buffers[f"{weight}_v"] = Parameter(Shape((product(rest),)), False)
    else:
        module.parameters[f"parametrizations.{weight}.original"] = Parameter(shape)
        module.buffers[f"parametrizations.{weight}.0._u"] = Parameter(Shape((shape[axis],)), False)
        module.buffers[f"parametrizations.{weight}.0._v"] = Parameter(Shape((product(rest),)), False)
    m.symbols.mark()
