"""match statements on plain values."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .attributes import attribute
from .compare import same
from .decisions import decide
from .kinds import is_kind
from .numbers import plain
from .scope import Scope
from .truth import truth
from .values import Number, Signal, Unknown, Value

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
            decide(m, node.cases, scope)
            return m.run(case.body, scope)
    decide(m, node.cases, scope)
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
        return plain(m, subject, pattern) is pattern.value if isinstance(subject, Number) else subject is pattern.value
    if isinstance(pattern, ast.MatchValue):
        return same(plain(m, m.evaluate(pattern.value, scope), pattern), plain(m, subject, pattern))
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(m, pattern, subject, scope)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(m, pattern, subject, scope)
    if isinstance(pattern, ast.MatchClass) and not pattern.patterns:
        return _object(m, pattern, subject, scope)
    raise m.error(pattern, "this pattern of `match` is not followed")


def _sequence(m: Machine, pattern: ast.MatchSequence, subject: Value, scope: Scope) -> bool | None:
    parts = pattern.patterns
    star = next((i for i, p in enumerate(parts) if isinstance(p, ast.MatchStar)), None)
    if not isinstance(subject, (list, tuple)) or (
        len(subject) != len(parts) if star is None else len(subject) < len(parts) - 1
    ):
        return False
    values: list[Value] = list(subject)
    if star is not None:
        end = len(values) - (len(parts) - star - 1)
        values[star:end] = [values[star:end]]
    return _all(m, list(zip(parts, values, strict=True)), scope)


def _mapping(m: Machine, pattern: ast.MatchMapping, subject: Value, scope: Scope) -> bool | None:
    if not isinstance(subject, dict):
        return False
    keys = [plain(m, m.evaluate(k, scope), k) for k in pattern.keys]
    if not all(k in subject for k in keys):
        return False
    if pattern.rest:
        scope.assign(pattern.rest, {k: v for k, v in subject.items() if k not in keys})
    return _all(m, [(p, subject[k]) for p, k in zip(pattern.patterns, keys, strict=True)], scope)


def _object(m: Machine, pattern: ast.MatchClass, subject: Value, scope: Scope) -> bool | None:
    fits = is_kind(m, subject, m.evaluate(pattern.cls, scope))
    if not fits:
        return fits
    return _all(
        m,
        [
            (p, attribute(m, subject, name, pattern.cls))
            for name, p in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)
        ],
        scope,
    )


def _all(m: Machine, pairs: list[tuple[ast.pattern, Value]], scope: Scope) -> bool | None:
    for pattern, value in pairs:
        if isinstance(pattern, ast.MatchStar):
            if pattern.name:
                scope.assign(pattern.name, value)
            continue
        fits = _fits(m, pattern, value, scope)
        if not fits:
            return fits
    return True
