"""List, set and dict comprehensions and generator expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .assign import assign
from .budget import ASIDE, Exhausted, Undecided
from .decisions import decide
from .effects import touches
from .faults import sure, surely
from .iteration import iterate
from .numbers import plain
from .one_round import listed_each
from .recovery import Reach
from .scope import Scope
from .truth import truth
from .values import Iteration, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


class _Unclear(Exception):
    """The items are not known."""


def _collect(m: Machine, node: Any, scope: Scope, make: Callable[[Scope], Value]) -> list[Value] | None:
    inner = Scope(scope, "comprehension", owner=scope.owner, receiver=scope.receiver, elsewhere=dict(scope.elsewhere))
    if scope.kind == "class":
        inner.names.update(scope.names)
    found: list[Value] = []

    def loop(generators: list[ast.comprehension]) -> None:
        if not generators:
            found.append(make(inner))
            return
        first, *rest = generators
        items = iterate(m, m.evaluate(first.iter, inner), first.iter)
        if items is None:
            raise _Unclear
        for entry in items:
            m.budget.step()
            assign(m, first.target, entry, inner)
            for test in first.ifs:
                known = truth(m, m.evaluate(test, inner), test)
                if known is None:
                    raise _Unclear
                if not known:
                    break
            else:
                loop(rest)

    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    building = touches(m, parts, scope) is not None
    try:
        with m.budget.aside(m.budget.limit if building else ASIDE):
            loop(node.generators)
    except (_Unclear, Undecided):
        return None
    except Exhausted:
        if building or m.budget.steps > m.budget.limit or Reach(m, parts, scope).alters:
            raise
        return None
    decide(m, [node], scope)
    return found


def listed(m: Machine, node: ast.ListComp, scope: Scope) -> Value:
    found = _collect(m, node, scope, lambda inner: m.evaluate(node.elt, inner))
    if found is not None:
        return found
    unknown = m.unknown(node)
    m.library.passed_over(m, [node.elt], scope)
    if touches(m, [node.elt], scope) is None:
        unknown.each = listed_each(m, node, scope)
    return unknown


def generated(m: Machine, node: ast.GeneratorExp, scope: Scope) -> Value:
    return Iteration(iter(sure(_collect(m, node, scope, lambda inner: m.evaluate(node.elt, inner)))))


def gathered(m: Machine, node: ast.SetComp, scope: Scope) -> Value:
    found = sure(_collect(m, node, scope, lambda inner: m.evaluate(node.elt, inner)))
    surely(not any(isinstance(x, Unknown) for x in found))
    with m.guarded(node) as result:
        result.append(set(plain(m, found, node)))
    return result[0]


def mapped(m: Machine, node: ast.DictComp, scope: Scope) -> Value:
    found = sure(_collect(m, node, scope, lambda inner: (m.evaluate(node.key, inner), m.evaluate(node.value, inner))))
    surely(not any(isinstance(key, Unknown) for key, _ in found))
    with m.guarded(node) as result:
        result.append({plain(m, key, node): value for key, value in found})
    return result[0]


COMPREHENSIONS: dict[type[ast.expr], Callable[[Machine, Any, Scope], Value]] = {
    ast.ListComp: listed,
    ast.SetComp: gathered,
    ast.DictComp: mapped,
    ast.GeneratorExp: generated,
}
