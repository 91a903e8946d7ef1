"""Expressions: one function for each kind of node of the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .arguments import arguments
from .assign import forget
from .attributes import attribute
from .budget import TooLarge
from .compare import compare
from .comprehensions import COMPREHENSIONS
from .decisions import decide
from .effects import MUTATING, value_at
from .faults import sure, surely
from .functions import defaults
from .indexing import item
from .iteration import items_of
from .names import lookup
from .numbers import compared_plain, plain
from .operators import operated
from .scope import MISSING, Scope
from .special import UNARY, special
from .strings import joined
from .truth import truth
from .values import Array, Function, Instance, Measure, Module, Super, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def constant(m: Machine, node: ast.Constant, scope: Scope) -> Value:
    return node.value


def name(m: Machine, node: ast.Name, scope: Scope) -> Value:
    return lookup(m, node, scope)


def dotted(m: Machine, node: ast.Attribute, scope: Scope) -> Value:
    return attribute(m, m.evaluate(node.value, scope), node.attr, node)


def subscript(m: Machine, node: ast.Subscript, scope: Scope) -> Value:
    return item(m, m.evaluate(node.value, scope), m.evaluate(node.slice, scope), node)


def cut(m: Machine, node: ast.Slice, scope: Scope) -> Value:
    return slice(*(None if part is None else m.evaluate(part, scope) for part in (node.lower, node.upper, node.step)))


def called(m: Machine, node: ast.Call, scope: Scope) -> Value:
    if isinstance(node.func, ast.Name) and node.func.id in ("super", "locals", "globals", "vars"):
        return _scoped(m, node, scope)
    function = m.evaluate(node.func, scope)
    args, keywords = arguments(m, node, scope)
    m.line = node.lineno
    result = m.call(function, args, keywords, node)
    if isinstance(function, (Module, Unknown)):
        _forget_filled(m, node, scope)
    return result


def _forget_filled(m: Machine, node: ast.Call, scope: Scope) -> None:
    """What a function that is not read may fill: `apply(words.update)` is given the method that does."""
    for part in (*node.args, *(keyword.value for keyword in node.keywords)):
        if not (isinstance(part, ast.Attribute) and part.attr in MUTATING):
            continue
        if isinstance(value_at(m, part.value, scope), (list, dict, set)):
            forget(m, part.value, part.value, scope, f"{m.text(node)} may fill it")


def _scoped(m: Machine, node: ast.Call, scope: Scope) -> Value:

    inner: Scope | None = scope
    while inner is not None and inner.owner is None:
        inner = inner.parent
    assert isinstance(node.func, ast.Name)
    if node.func.id == "super" and inner is not None and inner.owner is not None:
        return Super(inner.owner, inner.receiver)
    if node.func.id == "globals":
        return scope.module.names
    if node.func.id == "vars" and node.args:
        value = m.evaluate(node.args[0], scope)
        surely(isinstance(value, Instance))
        return value.attributes
    return m.unknown(node, f"{node.func.id}() is not followed")


def binary(m: Machine, node: ast.BinOp, scope: Scope) -> Value:
    chain = [node]  # a + b + c + …: the tree is as deep as the sum is long
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = m.evaluate(chain[-1].left, scope)
    for part in reversed(chain):
        value = operated(m, type(part.op), value, m.evaluate(part.right, scope), part)
    return value


def unary(m: Machine, node: ast.UnaryOp, scope: Scope) -> Value:
    value = m.evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        known = truth(m, value, node.operand)
        return m.unknown(node) if known is None else not known
    if isinstance(value, m.library.tensors):
        return m.library.operate(m, type(node.op), [value], node)
    if (made := special(m, value, UNARY[type(node.op)], [], node)) is not MISSING:
        return made
    if isinstance(node.op, ast.USub):
        return (
            operated(m, ast.Mult, -1, value, node)
            if not isinstance(value, (int, float)) or isinstance(value, Measure)
            else -value
        )
    if isinstance(node.op, ast.UAdd) or isinstance(value, (Unknown, Array)):
        return value
    with m.guarded(node) as result:
        result.append(~plain(m, value, node))
    return result[0]


def boolean(m: Machine, node: ast.BoolOp, scope: Scope) -> Value:
    stop = isinstance(node.op, ast.Or)
    unknown: Value = None
    for part in node.values:
        value = m.evaluate(part, scope)
        if part is node.values[-1]:
            break
        known = truth(m, value, part)
        if known is None:
            unknown = unknown or m.unknown(node)
        elif known is stop:
            decide(m, node.values, scope)
            return value if unknown is None or not stop or value is True else unknown
    return value if unknown is None else unknown


def chosen(m: Machine, node: ast.IfExp, scope: Scope) -> Value:
    known = truth(m, m.evaluate(node.test, scope), node.test)
    if known is None:
        if all(isinstance(arm, (ast.Name, ast.Subscript)) for arm in (node.body, node.orelse)):
            found = m.library.alike(m, m.evaluate(node.body, scope), m.evaluate(node.orelse, scope))
            if found is not None:
                return found
        return m.unknown(node, f"it depends on {m.text(node.test)}, which is not known")
    decide(m, [node.body, node.orelse], scope)
    return m.evaluate(node.body if known else node.orelse, scope)


def sequence(m: Machine, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Value:
    if isinstance(node, ast.Set) and isinstance(inner := node.elts[0], ast.Set) and len(node.elts) == 1:
        return m.unknown(inner.elts[0])  # {{choice([32, 64])}}: Hyperas puts a number there
    if len(node.elts) > 50_000:
        return m.unknown(node, "the list is too long")
    values: list[Value] = []
    for element in node.elts:
        if isinstance(element, ast.Starred):
            values += sure(items_of(m, m.evaluate(element.value, scope), element))
        else:
            values.append(m.evaluate(element, scope))
    with m.guarded(node) as result:
        if isinstance(node, (ast.Tuple, ast.List)):
            m.budget.hold(values)
            return tuple(values) if isinstance(node, ast.Tuple) else values
        result.append(set(compared_plain(m, values, node)))
    return result[0]


def dictionary(m: Machine, node: ast.Dict, scope: Scope) -> Value:
    result: dict[Value, Value] = {}
    for key, entry in zip(node.keys, node.values, strict=True):
        value = m.evaluate(entry, scope)
        if key is None:
            surely(isinstance(value, dict))
            result.update(value)
            continue
        label = m.evaluate(key, scope)
        with m.guarded(node) as made:
            result[compared_plain(m, label, key)] = value
        if made:
            return made[0]
    return result


def lambda_(m: Machine, node: ast.Lambda, scope: Scope) -> Value:
    return Function("<lambda>", node, scope, *defaults(m, node.args, scope))


def text(m: Machine, node: ast.JoinedStr, scope: Scope) -> Value:
    return joined(m, node, scope)


def walrus(m: Machine, node: ast.NamedExpr, scope: Scope) -> Value:
    value = m.evaluate(node.value, scope)
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    scope.assign(node.target.id, value)
    return value


def compared(m: Machine, node: ast.Compare, scope: Scope) -> Value:
    return compare(m, node, scope)


def awaited(m: Machine, node: ast.Await, scope: Scope) -> Value:
    return m.evaluate(node.value, scope)


def yielded(m: Machine, node: ast.Yield, scope: Scope) -> Value:
    value = None if node.value is None else m.evaluate(node.value, scope)
    _yields(m, node).append(value)
    return None


def yielded_from(m: Machine, node: ast.YieldFrom, scope: Scope) -> Value:
    values = items_of(m, m.evaluate(node.value, scope), node)
    if values is None:
        raise TooLarge
    _yields(m, node).extend(values)
    return None


def _yields(m: Machine, node: ast.expr) -> list[Value]:
    if not m.yields:
        raise m.error(node, "a yield stands outside every function that is run, so the script is no Python")
    return m.yields[-1]


def starred(m: Machine, node: ast.Starred, scope: Scope) -> Value:
    return m.unknown(node, "a star is not followed here")


EXPRESSIONS: dict[type[ast.expr], Callable[[Machine, Any, Scope], Value]] = {
    ast.Constant: constant,
    ast.Name: name,
    ast.Attribute: dotted,
    ast.Subscript: subscript,
    ast.Slice: cut,
    ast.Call: called,
    ast.BinOp: binary,
    ast.UnaryOp: unary,
    ast.BoolOp: boolean,
    ast.Compare: compared,
    ast.IfExp: chosen,
    ast.List: sequence,
    ast.Tuple: sequence,
    ast.Set: sequence,
    ast.Dict: dictionary,
    ast.Lambda: lambda_,
    ast.JoinedStr: text,
    ast.NamedExpr: walrus,
    ast.Await: awaited,
    ast.Yield: yielded,
    ast.YieldFrom: yielded_from,
    ast.Starred: starred,
    **COMPREHENSIONS,
}
