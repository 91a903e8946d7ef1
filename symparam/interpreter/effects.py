"""Whether a piece of the script can change a model: it makes or calls layers, or alters a model.

What cannot may be skipped where it depends on data, and its variables be forgotten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .scope import MISSING, Scope
from .values import Class, Function, Instance, Method, Module, Value

if TYPE_CHECKING:
    from .machine import Machine

MUTATING = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "update",
        "setdefault",
        "add",
        "sort",
        "reverse",
        "discard",
        "intersection_update",
        "difference_update",
        "symmetric_difference_update",
    ]
)


def touches(
    m: Machine,
    body: Iterable[ast.AST],
    scope: Scope,
    seen: frozenset[int] = frozenset(),
    rebinds: bool = True,
    calls: bool = True,
) -> ast.AST | None:
    """The first node of a body that can change a model, or None.

    With ``rebinds`` also one that gives the name of a layer, model or tensor to something else, which is no change
    where the name is unknown from there on. Without ``calls``, to call a layer or a model is no change either.
    """
    body = list(body)
    scope = with_imports(m, body, scope)
    for node in walk(body):
        if isinstance(node, ast.Call):
            if _makes(m, node, scope, seen, calls):
                return node
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if node.attr in m.library.settings:
                return node
            if _is_model(m, value_at(m, node, scope)):
                return node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if rebinds and _is_model(m, scope.find(node.id)):
                return node
        elif (
            isinstance(node, ast.Return)
            and node.value is not None
            and not seen
            and any(_is_model(m, value_at(m, part, scope)) for part in walk([node.value]))
        ):
            return node
    return None


def only_on_data(m: Machine, body: Iterable[ast.AST], scope: Scope) -> bool:
    """Whether a body does nothing to models but call them, on values that are no tensors of a graph."""
    body = list(body)
    if touches(m, body, scope, calls=False) is not None:
        return False
    nodes = list(walk(body))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return not any(_gives_tensors(m, node, scope) for node in nodes if id(node) not in called)


def _gives_tensors(m: Machine, node: ast.AST, scope: Scope) -> bool:
    """Whether a name holds tensors, or an attribute is one of a layer or a model, which may be its tensors."""
    if isinstance(node, ast.Attribute):
        return isinstance(value_at(m, node.value, scope), m.library.parts)
    value = scope.find(node.id) if isinstance(node, ast.Name) else None
    parts = value[:100] if isinstance(value, (list, tuple)) else [value]
    return any(isinstance(part, m.library.tensors) for part in parts)


def with_imports(m: Machine, body: Iterable[ast.AST], scope: Scope) -> Scope:
    """The scope with what a body will import from the library when it runs."""
    imports = [node for root in body for node in _imports(root)]
    if not imports:
        return scope
    inner = Scope(scope)
    for node in imports:
        module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            path = module + alias.name
            if m.library.canonical(path).partition(".")[0] in m.library.roots:
                whole = module or alias.asname
                inner.names[alias.asname or alias.name.partition(".")[0]] = Module(
                    path if whole else path.partition(".")[0]
                )
    return inner if inner.names else scope


def walk(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes, without the bodies of functions that are only defined there."""
    for root in body:
        yield from _nodes(root)


NODES, IMPORTS = "_nodes", "_imports"  # what a tree remembers of itself, since loops ask in every round


def _nodes(root: ast.AST) -> tuple[ast.AST, ...]:
    known: tuple[ast.AST, ...] | None = root.__dict__.get(NODES)
    if known is not None:
        return known
    found: list[ast.AST] = []
    stack = [root]
    while stack:
        node = stack.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(list(ast.iter_child_nodes(node))[::-1])
    root.__dict__[NODES] = tuple(found)
    return tuple(found)


def _imports(root: ast.AST) -> tuple[ast.Import | ast.ImportFrom, ...]:
    if IMPORTS not in root.__dict__:
        root.__dict__[IMPORTS] = tuple(n for n in _nodes(root) if isinstance(n, (ast.Import, ast.ImportFrom)))
    found: tuple[ast.Import | ast.ImportFrom, ...] = root.__dict__[IMPORTS]
    return found


def _makes(m: Machine, node: ast.Call, scope: Scope, seen: frozenset[int], calls: bool) -> bool:
    function = value_at(m, node.func, scope)
    if isinstance(node.func, ast.Attribute):
        owner = value_at(m, node.func.value, scope)
        if isinstance(owner, m.library.parts) and not isinstance(owner, m.library.tensors):
            return m.library.changes(node.func.attr)
        if isinstance(owner, list) and node.func.attr in MUTATING and _is_model(m, owner):
            return True
    if isinstance(function, Module):
        return m.library.makes(m.library.canonical(function.path))
    if isinstance(function, m.library.parts):
        return calls and m.library.uses(m)
    if isinstance(function, Method):
        function = function.function
    if isinstance(function, Class):
        if any(isinstance(b, Module) and m.library.makes(m.library.canonical(b.path)) for b in function.foreign):
            return True
        function = function.find("__init__")
    if isinstance(function, Function) and id(function.node) not in seen:
        body = [function.node.body] if isinstance(function.node, ast.Lambda) else function.node.body
        inner = Scope(function.scope)
        inner.names = {a.arg: None for a in (*function.node.args.args, *function.node.args.kwonlyargs)}
        rebinds = any(isinstance(part, ast.Global) for part in walk(body))  # else what it binds is its own
        return touches(m, body, inner, seen | {id(function.node)}, rebinds, calls) is not None
    return False


def value_at(m: Machine, node: ast.AST, scope: Scope) -> Value:
    """What a dotted name stands for now, without evaluating anything; None where it is no such thing."""
    if isinstance(node, ast.Name):
        value = scope.find(node.id)
        if value is MISSING:
            own = (s for s in scope.module.stars if m.library.canonical(s).partition(".")[0] in m.library.roots)
            star = next(own, None)
            return Module(f"{star}.{node.id}") if star and node.id[:1].isupper() else None
        return value
    if isinstance(node, ast.Attribute):
        owner = value_at(m, node.value, scope)
        if isinstance(owner, Module):
            return Module(f"{owner.path}.{node.attr}")
        if isinstance(owner, Instance):
            return owner.attributes.get(node.attr, owner.cls.find(node.attr))
    return None


def _is_model(m: Machine, value: Value) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_is_model(m, part) for part in value[:100])
    if isinstance(value, Instance):
        return value.adopted is not None
    return isinstance(value, m.library.parts)


def changed(body: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """The names, attributes and items that a body assigns or alters in place."""
    for node in walk(body):
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
            yield node.func.value
