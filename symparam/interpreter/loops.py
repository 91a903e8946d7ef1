"""for and while, within the budget."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..algebra.batch import has_batch
from .assign import assign, forget
from .budget import ASIDE, Exhausted
from .decisions import decide
from .effects import changed, touches, walk
from .faults import ScriptExit
from .iteration import iterate
from .one_round import gathered
from .scope import Scope
from .truth import truth
from .values import Instance, Signal, Unknown, Value, came_from

if TYPE_CHECKING:
    from .machine import Machine


def for_loop(m: Machine, node: ast.For | ast.AsyncFor, scope: Scope) -> Signal | None:
    """for target in items."""
    building = touches(m, node.body, scope, rebinds=False)
    if building is None and _trains(m, node):
        return _skip(m, node, scope)
    before = len(m.symbols.pins), len(m.symbols.conditions)
    made = m.symbols.moment
    over = m.evaluate(node.iter, scope)
    items = iterate(m, over, node.iter)
    if items is None:
        return _over_data(m, node, over, building, scope)
    decide(m, [node], scope)
    try:
        with m.budget.aside(_allowance(m, node, building, scope)):
            signal = _rounds(m, node, items, scope)
    except Exhausted:
        if m.budget.steps > m.budget.limit:
            raise
        return _skip(m, node, scope)
    decide(m, [node], scope)
    if building is None and m.symbols.moment == made and not _fills(node):
        m.symbols.forget_since(*before)  # a loop over epochs fixes no structure
    return signal


def _allowance(m: Machine, node: ast.For | ast.AsyncFor | ast.While, building: ast.AST | None, scope: Scope) -> int:
    """The steps of a loop in which nothing of a model is made: few, where it can make nothing but calls on data."""
    if building is not None and m.library.runs(m):
        return m.budget.limit
    if building is None or touches(m, node.body, scope, rebinds=False, calls=False) is None:
        return ASIDE
    return m.budget.limit


def _rounds(m: Machine, node: ast.For | ast.AsyncFor, items: Iterator[Value], scope: Scope) -> Signal | None:
    for entry in items:
        m.budget.step()
        assign(m, node.target, entry, scope)
        signal = m.run(node.body, scope)
        if signal is not None:
            if signal.kind == "break":
                return None
            if signal.kind == "return":
                return signal
    return m.run(node.orelse, scope)


def while_loop(m: Machine, node: ast.While, scope: Scope) -> Signal | None:
    """while test."""
    building = touches(m, node.body, scope, rebinds=False)
    if building is None and _trains(m, node):
        return _skip(m, node, scope)
    try:
        with m.budget.aside(_allowance(m, node, building, scope)):
            return _while_rounds(m, node, scope)
    except Exhausted:
        if m.budget.steps > m.budget.limit:
            raise
    if _endless(node):
        m.notes.append(f"{m.where(node)}: this loop did not end within {ASIDE:,} steps")
        raise ScriptExit
    return _skip(m, node, scope)


def _while_rounds(m: Machine, node: ast.While, scope: Scope) -> Signal | None:
    while True:
        m.budget.step()
        test = m.evaluate(node.test, scope)
        known = truth(m, test, node.test)
        if known is None:
            if touches(m, node.body, scope, rebinds=False) is None:
                return _skip(m, node, scope)
            raise m.error(
                node,
                f"`while {m.text(node.test)}` builds layers, but {m.text(node.test)} is known only "
                "when the script runs",
            )
        decide(m, [node], scope)
        if not known:
            return m.run(node.orelse, scope)
        signal = m.run(node.body, scope)
        if signal is not None:
            if signal.kind == "break":
                return None
            if signal.kind == "return":
                return signal


def _skip(m: Machine, node: ast.For | ast.AsyncFor | ast.While, scope: Scope) -> Signal | None:
    """Pass over a loop that builds nothing; what it changes is no longer known."""
    lists: dict[str, Value] = {}
    if isinstance(node, (ast.For, ast.AsyncFor)):
        if not _trains(m, node):
            lists = gathered(m, node, scope)
        forget(m, node.target, node, scope)
    m.library.passed_over(m, node.body, scope)
    for target in changed(node.body):
        if isinstance(target, ast.Name) or not _in_model(m, target, scope):
            forget(m, target, node, scope, f"it is computed in the loop of line {node.lineno}")
    for name, each in lists.items():
        if isinstance(made := scope.find(name), Unknown):
            made.each = each
    return None


def _in_model(m: Machine, target: ast.expr, scope: Scope) -> bool:
    while isinstance(target, (ast.Attribute, ast.Subscript)):
        target = target.value
    value = scope.find(target.id) if isinstance(target, ast.Name) else None
    return isinstance(value, m.library.objects)


def _over_data(
    m: Machine, node: ast.For | ast.AsyncFor, over: Value, building: ast.AST | None, scope: Scope
) -> Signal | None:
    """A loop whose number of rounds is not known: skipped, or run once where every round builds anew.

    Raises ReadError where the rounds are those of a model on its input, and a size of it says how many.
    """
    size = over.lacks if isinstance(over, Unknown) else None
    if size is not None and not has_batch(size) and m.library.runs(m):
        text = f"{m.text(node.iter)} says, and {size} has no value: give it one, as in {size}=8"
        raise m.error(node, f"this loop runs as often as {text}")
    if building is None:
        return _skip(m, node, scope)
    names = {t.id for t in changed(node.body) if isinstance(t, ast.Name)}
    before = {name: scope.find(name) for name in names}
    sizes = m.library.sizes(m)
    forget(m, node.target, node.iter, scope)
    signal = m.run(node.body, scope)
    carried = any(_builds(m, before[name]) and before[name] is not scope.find(name) for name in names)
    grown = any(sizes.get(model, size) != size for model, size in m.library.sizes(m).items())
    if carried or grown:
        came = f"which {came_from(over)}" if isinstance(over, Unknown) else "whose items are not known"
        raise m.error(node, f"this loop adds layers for every item of {m.text(node.iter)}, {came}")
    return signal if signal is not None and signal.kind == "return" else None


def _builds(m: Machine, value: Value) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_builds(m, part) for part in value)
    return isinstance(value, m.library.parts) or (isinstance(value, Instance) and bool(value.adopted))


def _trains(m: Machine, node: ast.For | ast.AsyncFor | ast.While) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in m.library.training for n in walk(node.body))


def _fills(node: ast.For | ast.AsyncFor) -> bool:
    return any(True for _ in changed(node.body))


def _endless(node: ast.While) -> bool:
    if not (isinstance(node.test, ast.Constant) and node.test.value):
        return False
    return not any(isinstance(n, (ast.Break, ast.Return)) for n in walk(node.body))
