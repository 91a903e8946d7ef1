"""Functions of the script: binding arguments and running the body."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .arguments import STARS
from .budget import ASIDE, TooLarge
from .generators import can_wait, items
from .scope import Scope
from .values import Function, Iteration, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

DEEPEST = 60  # calls within calls; recursive builders such as an hourglass have about 5


def defaults(m: Machine, args: ast.arguments, scope: Scope) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Default values, evaluated where the function is defined."""
    positional = tuple(m.evaluate(d, scope) for d in args.defaults)
    keyword = {
        a.arg: m.evaluate(d, scope) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None
    }
    return positional, keyword


def invoke(
    m: Machine, function: Function, args: list[Value], keywords: dict[str, Value], node: ast.AST, receiver: Value = None
) -> Value:
    """Call a function of the script."""
    if function.generates:
        return _generator(m, function, args, keywords, node, receiver)
    if m.depth >= DEEPEST:
        raise m.error(node, f"{function.name} calls itself more than {DEEPEST} times deep")
    scope = _entered(m, function, args, keywords, node, receiver)
    if scope is None:
        return m.fail(node, "TypeError", _misfit(function, args, keywords))
    m.depth += 1
    m.frames.append(scope)
    try:
        if isinstance(function.node, ast.Lambda):
            return m.evaluate(function.node.body, scope)
        signal = m.run(function.node.body, scope)
    finally:
        m.depth -= 1
        m.frames.pop()
    return signal.value if signal is not None else None


def _misfit(function: Function, args: list[Value], keywords: dict[str, Value]) -> str:
    """Why a function is not called so."""
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    needed = [*names[len(args) : len(names) - len(spec.defaults)], *(a.arg for a in spec.kwonlyargs)]
    missing = [n for n in needed if n not in keywords and n not in function.keyword_defaults]
    owner = f"{function.owner.name}." if function.owner is not None else ""
    if missing:
        return f"{owner}{function.name}() misses its argument{'s' * (len(missing) > 1)} {', '.join(missing)}"
    return f"{owner}{function.name}() is called with arguments that it does not take"


def _generator(
    m: Machine, function: Function, args: list[Value], keywords: dict[str, Value], node: ast.AST, receiver: Value
) -> Value:
    body = [] if isinstance(function.node, ast.Lambda) else function.node.body
    if not can_wait(body) or m.depth >= DEEPEST:
        return Iteration(_Late(m, function, args, keywords, node, receiver))
    scope = _entered(m, function, args, keywords, node, receiver)
    if scope is None:
        return m.fail(node, "TypeError", _misfit(function, args, keywords))
    return Iteration(items(m, body, scope))


def _entered(
    m: Machine, function: Function, args: list[Value], keywords: dict[str, Value], node: ast.AST, receiver: Value
) -> Scope | None:
    scope = Scope(function.scope, owner=function.owner, receiver=receiver, function=function.name)
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    keywords = dict(keywords)
    stars = keywords.pop(STARS, None)
    bound: dict[str, Value] = dict(zip(names, args, strict=False))
    extra = args[len(names) :]
    if spec.vararg is not None:
        bound[spec.vararg.arg] = tuple(extra)
    elif extra and not any(isinstance(a, Unknown) for a in args):
        return None
    for a in (*spec.args, *spec.kwonlyargs):
        if a.arg in keywords:
            if a.arg in bound:
                return None
            bound[a.arg] = keywords.pop(a.arg)
    if spec.kwarg is not None:
        bound[spec.kwarg.arg] = keywords if stars is None else stars
    elif keywords:
        return None
    late = dict(zip(reversed(names), reversed(function.defaults), strict=False))
    for name in (*names, *(a.arg for a in spec.kwonlyargs)):
        if name in bound:
            continue
        if stars is not None:
            bound[name] = Unknown(f"{name} of **", getattr(node, "lineno", m.line), stars.why, name)
        elif name in late:
            bound[name] = late[name]
        elif name in function.keyword_defaults:
            bound[name] = function.keyword_defaults[name]
        elif any(isinstance(a, Unknown) for a in args):
            bound[name] = Unknown(name, getattr(node, "lineno", m.line), "", name)
        else:
            return None
    scope.names = bound
    return scope


class _Late:
    """The items of a generator, found when the first one is asked for."""

    def __init__(
        self,
        m: Machine,
        function: Function,
        args: list[Value],
        keywords: dict[str, Value],
        node: ast.AST,
        receiver: Value,
    ) -> None:
        self.late = True
        self._start = (m, function, args, keywords, node, receiver)
        self._items: list[Value] | None = None
        self._next = 0

    def __iter__(self) -> _Late:
        return self

    def __next__(self) -> Value:
        if self._items is None:
            self._items = self._run()
        if self._next >= len(self._items):
            raise StopIteration
        self._next += 1
        return self._items[self._next - 1]

    def _run(self) -> list[Value]:
        m, function, args, keywords, node, receiver = self._start
        scope = _entered(m, function, args, keywords, node, receiver)
        if scope is None or isinstance(function.node, ast.Lambda) or m.depth >= DEEPEST:
            raise TooLarge
        m.yields.append([])
        m.depth += 1
        try:
            with m.budget.aside(ASIDE):
                m.run(function.node.body, scope)
        finally:
            m.depth -= 1
            items = m.yields.pop()
        return items
