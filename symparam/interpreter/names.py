"""What a name stands for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

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
    stars = scope.module.stars
    for module in reversed(stars):
        if m.library.exports(m, module, node.id):
            return Module(f"{module}.{node.id}")
    if node.id in m.symbols.bindings:
        return m.symbols.named(node.id, m.symbols.bindings[node.id])
    for module in reversed(stars):
        if m.library.canonical(module).partition(".")[0] not in m.library.roots:
            return Unknown(node.id, node.lineno, f"it may be imported from {module}, and imports are not read", node.id)
    if (path := m.library.absent(m, stars, node.id)) is not None:
        return Module(path)
    return m.fail(node, "NameError", f"{node.id} is not defined in the script")
