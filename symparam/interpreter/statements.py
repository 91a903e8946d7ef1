"""Statements: one function for each kind of node of the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from .assign import assign, forget, named
from .assured import assured
from .attributes import attribute
from .branches import branch
from .decisions import change, decide
from .effects import touches
from .exceptions import catches, caught, handled, raised
from .faults import ScriptError
from .flags import clicked
from .functions import defaults
from .generators import generates
from .imports import import_from, import_module
from .indexing import plain_index
from .iteration import items_of
from .loops import for_loop, while_loop
from .matching import match
from .operators import operated
from .scope import MISSING, Scope
from .special import OPERATORS, special
from .truth import truth
from .values import Array, Class, Function, Grid, Instance, Iteration, Module, Signal, Unknown, Value, own

if TYPE_CHECKING:
    from .machine import Machine


# operators that change the left side itself, by its type
IN_PLACE: dict[type, tuple[type[ast.operator], ...]] = {
    list: (ast.Mult,),
    set: (ast.BitOr, ast.BitAnd, ast.Sub, ast.BitXor),
    dict: (ast.BitOr,),
}


def expression(m: Machine, node: ast.Expr, scope: Scope) -> None:
    m.evaluate(node.value, scope)


def assignment(m: Machine, node: ast.Assign, scope: Scope) -> None:
    value = m.evaluate(node.value, scope)
    for target in node.targets:
        assign(m, target, value, scope)


def annotated(m: Machine, node: ast.AnnAssign, scope: Scope) -> None:
    if scope.kind == "class" and isinstance(node.target, ast.Name):
        scope.names.setdefault("__annotations__", []).append(node.target.id)
    if node.value is not None:
        assign(m, node.target, m.evaluate(node.value, scope), scope)


def augmented(m: Machine, node: ast.AugAssign, scope: Scope) -> None:
    target = node.target
    reading = ast.copy_location(
        ast.Name(target.id, ast.Load())
        if isinstance(target, ast.Name)
        else ast.Attribute(target.value, target.attr, ast.Load())
        if isinstance(target, ast.Attribute)
        else ast.Subscript(target.value, target.slice, ast.Load()),
        target,
    )
    old, more = m.evaluate(reading, scope), m.evaluate(node.value, scope)
    listed = isinstance(old, list) and not isinstance(old, Grid)
    if listed and isinstance(node.op, ast.Add) and not isinstance(more, (Unknown, Array, *m.library.tensors)):
        items = items_of(m, more, node)
        if items is None:
            assign(m, target, m.unknown(node.value), scope)
            return
        m.budget.fill(len(old) + len(items))
        old.extend(items)
        change(m, items)
        return
    if (made := special(m, old, f"__i{OPERATORS[type(node.op)][0].lstrip('_')}", [more], node)) is not MISSING:
        assign(m, target, made, scope)
        return
    if isinstance(own(old), m.library.kinds):
        made = m.library.augment(m, type(node.op), own(old), more, node)
        if isinstance(made, m.library.tensors):
            assign(m, target, made, scope)
        if made is not MISSING:
            return
    whole = ast.copy_location(ast.BinOp(reading, node.op, node.value), node)
    made = operated(m, type(node.op), old, more, whole)
    if type(old) in IN_PLACE and type(made) is type(old) and isinstance(node.op, IN_PLACE[type(old)]):
        kept = list(made) if isinstance(made, list) else dict(made) if isinstance(made, dict) else set(made)
        old.clear()
        (old.extend if isinstance(old, list) else old.update)(kept)
        made = old
    assign(m, target, made, scope)


def function(m: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    kind = ""
    value: Value = None
    for decorator in node.decorator_list:
        last = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
        if last in ("staticmethod", "classmethod", "property", "cached_property"):
            kind = last.removeprefix("cached_")
        older = scope.find(node.name) if last == "setter" else None
        if isinstance(older, Function) and older.kind == "property":
            older.setter = Function(node.name, node, scope, *defaults(m, node.args, scope))
            return
    value = Function(node.name, node, scope, *defaults(m, node.args, scope), kind=kind, generates=generates(node.body))
    for decorator in reversed(node.decorator_list):
        if isinstance(value, Function):
            clicked(m, decorator, value, scope)
        made = m.evaluate(decorator, scope)
        if isinstance(made, Function):
            value = m.call(made, [value], {}, decorator)
        elif touches(m, node.body, scope) is not None:
            m.library.decorated(m, decorator, made)
    scope.assign(node.name, value)


def class_(m: Machine, node: ast.ClassDef, scope: Scope) -> None:
    bases = tuple(m.evaluate(base, scope) for base in node.bases if not isinstance(base, ast.Starred))
    m.library.derived(m, node, bases, scope)
    body = Scope(scope, kind="class")
    m.run(node.body, body)
    cls = Class(node.name, bases, body.names, node.lineno)
    with m.guarded(node):
        cls.lineage  # noqa: B018  (bases without a common order are found here)
    if (doc := ast.get_docstring(node, clean=False)) is not None:
        body.names.setdefault("__doc__", doc)
    for value in body.names.values():
        if isinstance(value, Function) and value.scope is body:
            value.owner = cls
    decorated: Value = cls
    for decorator in reversed(node.decorator_list):
        made = m.evaluate(decorator, scope)
        if isinstance(made, Function):
            decorated = m.call(made, [decorated], {}, decorator)
        elif cls.foreign:
            m.library.decorated(m, decorator, made)
    scope.assign(node.name, decorated)


def returned(m: Machine, node: ast.Return, scope: Scope) -> Signal:
    value = None if node.value is None else m.evaluate(node.value, scope)
    if scope.function:
        m.library.named(m, value, scope.function, local=False)
    change(m, value)
    return Signal("return", value)


def broken(m: Machine, node: ast.Break, scope: Scope) -> Signal:
    return Signal("break")


def continued(m: Machine, node: ast.Continue, scope: Scope) -> Signal:
    return Signal("continue")


def nothing(m: Machine, node: ast.stmt, scope: Scope) -> None:
    return None


def global_(m: Machine, node: ast.Global, scope: Scope) -> None:
    for name in node.names:
        if scope.kind != "module":
            scope.declare_global(name)


def nonlocal_(m: Machine, node: ast.Nonlocal, scope: Scope) -> None:
    for name in node.names:
        scope.declare_nonlocal(name)


def with_(m: Machine, node: ast.With | ast.AsyncWith, scope: Scope) -> Signal | None:
    return _within(m, node, list(node.items), scope)


def _within(m: Machine, node: ast.With | ast.AsyncWith, items: list[ast.withitem], scope: Scope) -> Signal | None:
    """The body of a with statement under the managers that are left."""
    if not items:
        return m.run(node.body, scope)
    part, *rest = items
    manager = m.evaluate(part.context_expr, scope)
    given: Value = manager
    if isinstance(manager, Instance):
        given = m.call(attribute(m, manager, "__enter__", node), [], {}, node)
    elif isinstance(manager, Iteration):  # a generator under @contextmanager
        given = next(manager.items, None)
    elif not isinstance(manager, Unknown):
        given = m.unknown(part.context_expr)
    if part.optional_vars is not None:
        assign(m, part.optional_vars, given, scope)
    leaves = isinstance(manager, Instance) and isinstance(manager.cls.find("__exit__"), Function)
    try:
        signal = _within(m, node, rest, scope)
    except ScriptError as error:
        thrown = [m.builtins.get(error.kind), caught(error), None]
        if leaves and truth(m, special(m, manager, "__exit__", thrown, node), node):
            return None
        if isinstance(manager, Iteration) and isinstance(manager.items, Generator):
            try:
                manager.items.throw(error)
            except StopIteration:  # the generator has caught it
                return None
        raise
    if leaves:
        special(m, manager, "__exit__", [None, None, None], node)
    elif isinstance(manager, Iteration):
        next(manager.items, None)
    return signal


def try_(m: Machine, node: ast.Try, scope: Scope) -> Signal | None:
    try:
        signal = _tried(m, node, scope)
    except ScriptError:
        if (ended := m.run(node.finalbody, scope)) is not None:
            return ended
        raise
    return m.run(node.finalbody, scope) or signal


def _tried(m: Machine, node: ast.Try, scope: Scope) -> Signal | None:
    m.handlers += bool(node.handlers)
    try:
        try:
            signal = m.run(node.body, scope)
        finally:
            m.handlers -= bool(node.handlers)
            decide(m, [*node.handlers, *node.orelse, *node.finalbody], scope)
    except ScriptError as error:
        handler = next((h for h in node.handlers if catches(h.type, error)), None)
        if handler is None:
            raise
        return handled(m, handler, error, scope)
    return m.run(node.orelse, scope) if signal is None else signal


def asserted(m: Machine, node: ast.Assert, scope: Scope) -> None:
    holds = assured(m, node.test, scope)
    m.symbols.mark()
    if holds is False:
        raise ScriptError("AssertionError", m.text(node.test), node.lineno)


def deleted(m: Machine, node: ast.Delete, scope: Scope) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            change(m, scope.find(target.id))
            scope.delete(target.id)
        elif isinstance(target, ast.Subscript):
            holder, index = m.evaluate(target.value, scope), m.evaluate(target.slice, scope)
            change(m, holder)
            if isinstance(own(holder), m.library.kinds):
                m.library.remove(m, own(holder), index, node, of_name=False)
            elif isinstance(holder, (list, dict)) and not any(isinstance(part, Unknown) for part in _parts_of(index)):
                with m.guarded(node):
                    del holder[plain_index(m, index, target)]
            else:
                forget(m, target.value, target, scope)
        elif isinstance(target, ast.Attribute):
            holder = m.evaluate(target.value, scope)
            change(m, holder)
            if isinstance(own(holder), m.library.kinds):
                m.library.remove(m, own(holder), target.attr, node, of_name=True)
            if isinstance(holder, Instance):
                holder.attributes.pop(target.attr, None)


def _parts_of(index: Value) -> tuple[Value, ...]:
    """The ends and the step of a slice; any other index is its only part."""
    return (index.start, index.stop, index.step) if isinstance(index, slice) else (index,)


def matched(m: Machine, node: ast.Match, scope: Scope) -> Signal | None:
    return match(m, node, scope)


STATEMENTS: dict[type[ast.stmt], Callable[[Machine, Any, Scope], Signal | None]] = {
    ast.Expr: expression,
    ast.Assign: assignment,
    ast.AnnAssign: annotated,
    ast.AugAssign: augmented,
    ast.FunctionDef: function,
    ast.AsyncFunctionDef: function,
    ast.ClassDef: class_,
    ast.Return: returned,
    ast.Break: broken,
    ast.Continue: continued,
    ast.Pass: nothing,
    ast.Global: global_,
    ast.Nonlocal: nonlocal_,
    ast.With: with_,
    ast.AsyncWith: with_,
    ast.Try: try_,
    ast.TryStar: nothing,
    ast.Raise: raised,
    ast.Assert: asserted,
    ast.Delete: deleted,
    ast.If: branch,
    ast.For: for_loop,
    ast.AsyncFor: for_loop,
    ast.While: while_loop,
    ast.Import: import_module,
    ast.ImportFrom: import_from,
    ast.Match: matched,
}

__all__ = ["STATEMENTS", "Module", "named"]
