"""torch.nn.utils: modules with a weight that is made of others, by weight_norm and spectral_norm."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...graph import Tensor
from ...graph.modules import constant
from ...interpreter.faults import sure
from ...interpreter.numbers import plain
from ...interpreter.values import Value
from ...layers.torch.base import TorchLayer
from ...layers.torch.parametrize import FUNCTIONS, Reparametrized, registered
from ...layers.torch.wrapped import Wrapped, innermost
from ...weight import Weight
from .modules import Module, joined, module_of, of_layer

if TYPE_CHECKING:
    from ...errors import ReadError
    from .session import Machine

REGISTER = "torch.nn.utils.parametrize.register_parametrization"


def call(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A function of torch.nn.utils."""
    module = sure(module_of(args[0]) if args else None)
    if path == REGISTER:
        return _register(m, module, args[1:], keywords, node)
    if path in FUNCTIONS:
        if module.layer is None:
            raise _unlayered(m, module, node)
        given = [plain(m, a, node) for a in args[1:]]
        named = {k: plain(m, v, node) for k, v in keywords.items()}
        norm: Any = FUNCTIONS[path]
        with m.located(node):
            _become(module, norm(module.layer, *given, **named))
        m.symbols.mark()
    return args[0]


def _register(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """register_parametrization(module, tensor_name, parametrization): what works the weight out from now on."""
    given = dict(zip(("tensor_name", "parametrization", "unsafe"), args, strict=False)) | keywords
    inner = module_of(given.get("parametrization"))
    if not isinstance(module.layer, TorchLayer) or inner is None:
        raise _unlayered(m, module, node)
    if inner.instance is not None and inner.instance.cls.find("right_inverse") is not None:
        raise m.error(
            node, f"{m.text(node)}: {inner.kind} has a right_inverse, which may give the weight another shape"
        )
    with m.located(node):
        _become(module, registered(module.layer, str(plain(m, given["tensor_name"], node)), held_by(inner)))
    m.symbols.mark()
    return module.value


def held_by(root: Module) -> Iterator[Weight]:
    """The parameters and buffers of a module and of all within, as its state_dict has them."""
    for path, module in root.every():
        for role, held in (("parameter", module.parameters), ("buffer", module.buffers)):
            for name, one in held.items():
                if one is not None and one.persistent and one.shape is not None:
                    yield Weight(joined(path, name), one.shape, one.requires_grad, role)  # type: ignore[arg-type]


def worked_out(module: Module, name: str) -> Tensor | None:
    """A weight that is made of others, as the module has it under its name; None where it holds that itself."""
    layer = module.layer
    while isinstance(layer, Wrapped):
        if isinstance(layer, Reparametrized) and layer.parameter == name:
            found = next(w for w in innermost(layer).weights() if w.name == name)
            return constant(found.shape)
        layer = layer.layer
    return None


def _unlayered(m: Machine, module: Module, node: ast.AST) -> ReadError:
    return m.error(node, f"{m.text(node)}: only a layer of torch.nn is followed there, not {module.kind}")


def _become(module: Module, layer: Value) -> None:
    """The module has that layer's weights now; those that it had already stay the same parameters."""
    whole = module.parameters.get(layer.parameter)
    new = of_layer(layer, module.kind, module.line)
    module.layer = layer
    for held, made in ((module.parameters, new.parameters), (module.buffers, new.buffers)):
        kept = dict(held)
        held.clear()
        held.update({name: kept.get(name, parameter) for name, parameter in made.items()})
        for name, parameter in held.items():
            if name not in kept and parameter is not None and ".original" in name and whole is not None:
                parameter.requires_grad = whole.requires_grad
