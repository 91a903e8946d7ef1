"""What a name stands for."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..layers.registry import HOME
from ..readers.keras_script.paths import canonical, is_keras
from .builtin_functions import BUILTINS
from .scope import MISSING, Scope
from .values import Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def lookup(m: Machine, node: ast.Name, scope: Scope) -> Value:
    """The value of a name: a variable, what a star import brings, or a builtin."""
    value = scope.find(node.id)
    if value is not MISSING:
        return value
    if node.id in BUILTINS:
        return BUILTINS[node.id]
    for module in reversed(scope.module.stars):
        if m.keras.exports(module, node.id):
            return Module(f"{module}.{node.id}")
    if node.id in m.symbols.bindings:
        return m.symbols.named(node.id, m.symbols.bindings[node.id])
    for module in reversed(scope.module.stars):
        if not is_keras(canonical(module)):
            return Unknown(node.id, node.lineno, f"it may be imported from {module}, and imports are not read", node.id)
    areas = [canonical(module) for module in scope.module.stars]
    others = [a for a in areas if a not in ("keras.layers", "keras.models", "keras")]
    if "keras.layers" in areas and node.id[:1].isupper() and (not others or get_close_matches(node.id, HOME, 1, 0.8)):
        return Module(f"keras.layers.{node.id}")  # a layer that Keras does not have
    if others:
        return Module(f"{others[-1]}.{node.id}")
    return m.fail(node, "NameError", f"{node.id} is not defined in the script")
