"""Generators of the script: their bodies run up to the next yield, and go on there when a further item is asked for.

A yield is followed where it is a statement or the whole right side of an assignment, also within if, for, while and the
body of try. Any other generator is run at once when its first item is asked for.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from .assign import assign
from .budget import Undecided
from .exceptions import catches, handled
from .faults import ScriptError
from .iteration import iterate
from .scope import Scope
from .truth import truth
from .values import Signal, Value

if TYPE_CHECKING:
    from .machine import Machine

Steps: TypeAlias = Generator[Value, None, Signal | None]
YIELDS = (ast.Yield, ast.YieldFrom)
HIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def generates(body: Sequence[ast.AST]) -> bool:
    """Whether code yields, apart from the functions that are only defined in it."""
    stack = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, YIELDS):
            return True
        if not isinstance(node, HIDDEN):
            stack.extend(ast.iter_child_nodes(node))
    return False


def can_wait(body: Sequence[ast.stmt]) -> bool:
    """Whether all yields in a body are where it can be left, and entered again."""
    return all(_can_wait(statement) for statement in body if generates([statement]))


def _can_wait(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    if isinstance(node, (ast.Expr, ast.Assign, ast.Return)):
        return isinstance(value, YIELDS) and not generates(list(ast.iter_child_nodes(value)))
    if isinstance(node, ast.If):
        return not generates([node.test]) and can_wait(node.body) and can_wait(node.orelse)
    if isinstance(node, ast.For):
        return not generates([node.iter]) and can_wait(node.body) and can_wait(node.orelse)
    if isinstance(node, ast.While):
        return not generates([node.test]) and can_wait(node.body) and can_wait(node.orelse)
    return (
        isinstance(node, ast.Try)
        and can_wait(node.body)
        and not generates([*node.handlers, *node.orelse, *node.finalbody])
    )


def items(m: Machine, body: Sequence[ast.stmt], scope: Scope) -> Iterator[Value]:
    """The items that a body yields, one by one. Raises Undecided where a run would be needed to tell them."""
    steps = _steps(m, body, scope)
    resume = partial(next, steps)
    while True:
        m.depth += 1
        try:
            entry = resume()
        except StopIteration:
            return
        finally:
            m.depth -= 1
        try:
            yield entry
        except ScriptError as error:  # with, over a generator under @contextmanager
            resume = partial(steps.throw, error)
        else:
            resume = partial(next, steps)


def _steps(m: Machine, body: Sequence[ast.stmt], scope: Scope) -> Steps:
    for statement in body:
        if generates([statement]):
            m.budget.step()
            m.line = statement.lineno
            signal = yield from STEPS[type(statement)](m, statement, scope)
        else:
            signal = m.run([statement], scope)
        if signal is not None:
            return signal
    return None


def _expression(m: Machine, node: ast.Expr, scope: Scope) -> Steps:
    yield from _yielded(m, node.value, scope)
    return None


def _assignment(m: Machine, node: ast.Assign, scope: Scope) -> Steps:
    yield from _yielded(m, node.value, scope)
    for target in node.targets:
        assign(m, target, None, scope)
    return None


def _return(m: Machine, node: ast.Return, scope: Scope) -> Steps:
    assert node.value is not None
    yield from _yielded(m, node.value, scope)
    return Signal("return")


def _yielded(m: Machine, node: ast.expr, scope: Scope) -> Iterator[Value]:
    if isinstance(node, ast.YieldFrom):
        yield from _over(m, node.value, scope)
    elif isinstance(node, ast.Yield):
        yield None if node.value is None else m.evaluate(node.value, scope)


def _over(m: Machine, node: ast.expr, scope: Scope) -> Iterator[Value]:
    found = iterate(m, m.evaluate(node, scope), node)
    if found is None:
        raise Undecided(f"the items of {m.text(node)} are not known")
    return found


def _test(m: Machine, node: ast.expr, scope: Scope) -> bool:
    known = truth(m, m.evaluate(node, scope), node)
    if known is None:
        raise Undecided(f"{m.text(node)} is not known")
    return known


def _if(m: Machine, node: ast.If, scope: Scope) -> Steps:
    return (yield from _steps(m, node.body if _test(m, node.test, scope) else node.orelse, scope))


def _for(m: Machine, node: ast.For, scope: Scope) -> Steps:
    for entry in _over(m, node.iter, scope):
        m.budget.step()
        assign(m, node.target, entry, scope)
        signal = yield from _steps(m, node.body, scope)
        if signal is not None and signal.kind != "continue":
            return signal if signal.kind == "return" else None
    return (yield from _steps(m, node.orelse, scope))


def _while(m: Machine, node: ast.While, scope: Scope) -> Steps:
    while _test(m, node.test, scope):
        m.budget.step()
        signal = yield from _steps(m, node.body, scope)
        if signal is not None and signal.kind != "continue":
            return signal if signal.kind == "return" else None
    return (yield from _steps(m, node.orelse, scope))


def _try(m: Machine, node: ast.Try, scope: Scope) -> Steps:
    steps = _steps(m, node.body, scope)
    signal: Signal | None = None
    try:
        while True:
            m.handlers += bool(node.handlers)
            try:
                entry = next(steps)
            except StopIteration as end:
                signal = end.value
                break
            finally:
                m.handlers -= bool(node.handlers)
            yield entry
        signal = m.run(node.orelse, scope) if signal is None else signal
    except ScriptError as error:
        handler = next((h for h in node.handlers if catches(h.type, error)), None)
        if handler is None:
            m.run(node.finalbody, scope)
            raise
        signal = handled(m, handler, error, scope)
    return m.run(node.finalbody, scope) or signal


STEPS: dict[type[ast.stmt], Callable[[Machine, Any, Scope], Steps]] = {
    ast.Expr: _expression,
    ast.Assign: _assignment,
    ast.Return: _return,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Try: _try,
}
