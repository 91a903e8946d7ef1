"""What a name stands for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..errors import guess
from .library_calls import constant
from .scope import MISSING, Scope
from .values import Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def lookup(m: Machine, node: ast.Name, scope: Scope) -> Value:
    """The value of a name: a variable, what a star import brings, or a builtin."""
    value = scope.find(node.id)
    if value is not MISSING:
        return value
    if node.id in m.builtins:
        return m.builtins[node.id]
    stars = scope.module.stars
    for module in reversed(stars):
        if m.library.exports(m, module, node.id):
            return constant(m, f"{module}.{node.id}", node)
    if node.id in m.symbols.bindings:
        return m.symbols.named(node.id, m.symbols.bindings[node.id])
    for module in reversed(stars):
        if m.library.canonical(module).partition(".")[0] not in m.library.roots:
            return Unknown(node.id, node.lineno, f"it may be imported from {module}, and imports are not read", node.id)
    if (path := m.library.absent(m, stars, node.id)) is not None:
        return Module(path)
    return _undefined(m, node)


def _undefined(m: Machine, node: ast.Name) -> Value:
    """A name that nothing defines: the script's error, but for one that nothing in the script binds, as in a fragment.

    That may be a size, as data may; a name that is only misspelt is no such name.
    """
    message = f"{node.id} is not defined in the script"
    defined = m.defined
    if defined is None or node.id in defined or m.handlers or node.id[:1].isupper():
        return m.fail(node, "NameError", message)
    if hint := guess(node.id, sorted(defined), likeness=0.8):
        return m.fail(node, "NameError", f"{message}; {hint}")
    return Unknown(node.id, node.lineno, f"NameError: {message}", node.id, undefined=node.id)


def names_bound(tree: ast.AST) -> frozenset[str]:
    """All names that a script binds, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return frozenset(found)
