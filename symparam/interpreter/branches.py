"""if statements, also those that depend on data."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .assign import forget
from .assured import assured
from .decisions import decide
from .effects import changed, only_on_data, touches, walk, with_imports
from .optional import follows
from .scope import Scope
from .truth import truth
from .values import Module, Signal, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def branch(m: Machine, node: ast.If, scope: Scope) -> Signal | None:
    """Follow the branch that is known; where none is, skip what touches no model."""
    if follows(m, node, scope):
        return None
    test = m.evaluate(node.test, scope)
    known = truth(m, test, node.test)
    if known is not None:
        decide(m, [*node.body, *node.orelse], scope)
        return m.run(node.body if known else node.orelse, scope)
    return _either(m, node, test, scope)


def _either(m: Machine, node: ast.If, test: Value, scope: Scope) -> Signal | None:
    """Neither branch is known to be taken."""
    if _import_the_same(m, node):
        return m.run(node.body, scope)
    for body, other in ((node.body, node.orelse), (node.orelse, node.body)):
        if body and _gives_up(body) and not touches(m, body, scope):
            assured(m, node.test, scope, body is node.orelse)
            return m.run(other, scope)  # `if not found: raise`: the script builds its model only if it goes on
        if body and _opens_model(m, body) and other and touches(m, other, scope):
            return m.run(other, scope)  # a saved model, or the code that builds it
        if body and _makes_all(m, body, scope) and not touches(m, other, scope):
            return m.run(body, scope)  # `if uploaded: …`: there is a model only if the script gets here
    for body in (node.body, node.orelse):
        culprit = touches(m, body, scope)
        if culprit is not None and not only_on_data(m, body, scope):
            raise m.error(
                node,
                f"`if {m.text(node.test)}` chooses what the model is (line "
                f"{getattr(culprit, 'lineno', node.lineno)}), but {_cause(test, node.test, m, scope)}",
            )
    if any(isinstance(n, ast.Return) for n in walk([*node.body, *node.orelse])) and scope.function:
        return Signal("return", m.unknown(node.test, f"it depends on {m.text(node.test)}"))
    m.library.passed_over(m, [*node.body, *node.orelse], scope)
    for target in changed([*node.body, *node.orelse]):
        forget(m, target, node, scope, f"it depends on {m.text(node.test)}")
    return None


def _cause(test: Value, node: ast.expr, m: Machine, scope: Scope) -> str:
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(scope.find(n.id), Unknown)]
    if any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node)):
        cure = f"; write {names[-1]} = '…' into the script" if names else ""
        return f"{m.text(node)} is known only when the script runs{cure}"
    if isinstance(test, Unknown) and test.name:
        return f"{test.name} comes from {test.source} (line {test.line}), which is data; give it with {test.name}=VALUE"
    if isinstance(test, Unknown) and test.why:
        return f"{test.source} is not known: {test.why}"
    cure = f"; give {names[-1]}=VALUE" if names else ""
    return f"{m.text(node)} is known only when the script runs{cure}"


def _gives_up(body: Sequence[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.Raise):
        return True
    return (
        isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Call)
        and ast.unparse(last.value.func) in ("sys.exit", "exit", "quit", "os._exit")
    )


def _import_the_same(m: Machine, node: ast.If) -> bool:
    """Whether both branches import the same of a library, in two of its spellings."""
    brought = []
    for body in (node.body, node.orelse):
        if not body or not all(isinstance(part, (ast.Import, ast.ImportFrom)) for part in body):
            return False
        names = with_imports(m, body, Scope()).names.items()
        brought.append({name: m.library.canonical(v.path) for name, v in names if isinstance(v, Module)})
    return brought[0] == brought[1]


def _makes_all(m: Machine, body: Sequence[ast.stmt], scope: Scope) -> bool:
    """Whether the script makes its first layers and a whole model here."""
    return touches(m, body, scope) is not None and m.library.begins(m, body, scope)


def _opens_model(m: Machine, body: Sequence[ast.stmt]) -> bool:
    return any(isinstance(n, ast.Call) and m.library.opens(ast.unparse(n.func).rpartition(".")[2]) for n in walk(body))
