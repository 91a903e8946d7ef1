"""What loops and comprehensions over data give, found by following one of their rounds."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..errors import ReadError
from .assign import assign, forget
from .budget import ASIDE, Exhausted
from .data_slices import alike
from .effects import changed
from .faults import OWN, ScriptError, ScriptExit
from .scope import Scope
from .values import Value

if TYPE_CHECKING:
    from .machine import Machine

GIVEN_UP: tuple[type[Exception], ...] = (Exhausted, ScriptError, ScriptExit, ReadError, *OWN)


def listed_each(m: Machine, node: ast.ListComp, scope: Scope) -> Value:
    """What [… for x in data] holds."""
    inner = Scope(scope, "comprehension", owner=scope.owner, receiver=scope.receiver, elsewhere=dict(scope.elsewhere))
    for part in node.generators:
        assign(m, part.target, m.unknown(part.iter), inner)
    return alike([m.evaluate(node.elt, inner)])


def gathered(m: Machine, node: ast.For | ast.AsyncFor, scope: Scope) -> dict[str, Value]:
    """What the lists hold that a loop over data fills, by their names: found by running one round of the loop."""
    names = [t.id for t in changed(node.body) if isinstance(t, ast.Name) and isinstance(scope.find(t.id), list)]
    if not names:
        return {}
    pins, conditions = dict(m.symbols.pins), dict(m.symbols.conditions)
    try:
        with m.budget.aside(ASIDE):
            if not all(scope.find(name) for name in names):
                forget(m, node.target, node.iter, scope)
                m.run(node.body, scope)
    except GIVEN_UP:
        if m.budget.steps > m.budget.limit:
            raise
        return {}  # nothing is known of them
    finally:
        m.symbols.pins, m.symbols.conditions = pins, conditions
    found = {name: value for name in names if isinstance(value := scope.find(name), list)}
    return {name: each for name, value in found.items() if (each := alike(value)) is not None}
