"""torch.nn.utils: modules with a weight that is made of others, by weight_norm and spectral_norm."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...interpreter.numbers import plain
from ...interpreter.values import Value
from ...layers.torch.parametrize import FUNCTIONS
from .modules import Module, module_of, of_layer

if TYPE_CHECKING:
    from .session import Machine


def call(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A function of torch.nn.utils."""
    module = module_of(args[0]) if args else None
    if module is None:
        return m.unknown(node)
    if path in FUNCTIONS:
        if module.layer is None:
            raise m.error(node, f"{m.text(node)}: only a layer of torch.nn is followed there, not {module.kind}")
        given = [plain(m, a, node) for a in args[1:]]
        named = {k: plain(m, v, node) for k, v in keywords.items()}
        norm: Any = FUNCTIONS[path]
        with m.located(node):
            _become(module, norm(module.layer, *given, **named))
        m.symbols.mark()
    return args[0]


def _become(module: Module, layer: Value) -> None:
    """The module has that layer's weights now; those that it had already stay the same parameters."""
    new = of_layer(layer, module.kind, module.line)
    module.layer = layer
    for held, made in ((module.parameters, new.parameters), (module.buffers, new.buffers)):
        kept = dict(held)
        held.clear()
        held.update({name: kept.get(name, parameter) for name, parameter in made.items()})
