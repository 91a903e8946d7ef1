"""match statements on plain values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .compare import _same
from .numbers import plain
from .scope import Scope
from .truth import truth
from .values import Signal, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def match(m: Machine, node: ast.Match, scope: Scope) -> Signal | None:
    """The first case that fits."""
    subject = m.evaluate(node.subject, scope)
    for case in node.cases:
        fits = _fits(m, case.pattern, subject, scope)
        if fits and case.guard is not None:
            fits = truth(m, m.evaluate(case.guard, scope), case.guard)
        if fits is None:
            raise m.error(case.pattern, f"`match` depends on {m.text(node.subject)}, which is not known")
        if fits:
            return m.run(case.body, scope)
    return None


def _fits(m: Machine, pattern: ast.pattern, subject: Value, scope: Scope) -> bool | None:
    if isinstance(pattern, ast.MatchAs):
        fits = True if pattern.pattern is None else _fits(m, pattern.pattern, subject, scope)
        if fits and pattern.name:
            scope.assign(pattern.name, subject)
        return fits
    if isinstance(subject, Unknown):
        return None
    if isinstance(pattern, ast.MatchOr):
        return any(_fits(m, p, subject, scope) for p in pattern.patterns)
    if isinstance(pattern, ast.MatchSingleton):
        return subject is pattern.value
    if isinstance(pattern, ast.MatchValue):
        return _same(m.evaluate(pattern.value, scope), plain(m, subject, pattern))
    raise m.error(pattern, "this pattern of `match` is not followed")
