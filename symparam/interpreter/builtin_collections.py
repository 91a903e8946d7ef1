"""Builtin functions that make collections, or ask them: len, range, sorted, zip, max, …."""

from __future__ import annotations

import ast
import operator
from functools import partial
from typing import TYPE_CHECKING

from ..algebra import maximum, minimum
from .arguments import argument
from .budget import Undecided
from .builtin_functions import Arguments, Implementation, Keywords, some_unknown
from .decisions import decide_calls
from .faults import sure, surely
from .iteration import items_of, iterate
from .methods import sort
from .numbers import compared_plain, is_whole, order, plain
from .operators import operated
from .scope import MISSING
from .symbols import formula
from .truth import truth
from .values import (
    Array,
    Function,
    Instance,
    Iteration,
    Method,
    Number,
    Quotient,
    Text,
    Unknown,
    Value,
    own,
)

if TYPE_CHECKING:
    from .machine import Machine


def in_any_order(m: Machine, value: Value, node: ast.AST) -> list[Value] | None:
    """The items of a value, for what gives one answer for every order of a set; None where they are not known."""
    return list(value) if isinstance(value, set) else items_of(m, value, node)


def length(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    value = args[0] if args else None
    if isinstance(value, Array):
        return value.shape[0]
    if isinstance(value, (str, list, tuple, dict, set, frozenset, range)):
        return len(plain(m, value, node) if isinstance(value, Text) else value)
    if isinstance(value, Instance) and isinstance(method := value.cls.find("__len__"), Function):
        return m.call(Method(method, value), [], {}, node)
    if isinstance(own(value), m.library.kinds):
        return m.library.length(m, own(value), node)
    if isinstance(value, (int, float, Number, Quotient, type(None), Function)):
        return m.fail(node, "TypeError", f"{type(value).__name__} has no len()")
    return m.part(value, "len", node) if isinstance(value, Unknown) else m.unknown(node)


def range_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(not some_unknown(args) and args)
    with m.guarded(node) as result:
        result.append(range(*(operator.index(plain(m, a, node)) for a in args)))
    return result[0]


def extreme(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = sure(in_any_order(m, args[0], node) if len(args) == 1 else args)
    surely(not some_unknown(values))
    if not values:
        return keywords["default"] if "default" in keywords else m.fail(node, "ValueError", f"{name}() of nothing")
    if keywords.get("key") is not None:
        keys = [m.call(keywords["key"], [v], {}, node) for v in values]
        surely(not some_unknown(keys))
        return _extreme(m, name, values, keys, node)
    if all(map(is_whole, values)) and any(isinstance(v, Number) for v in values):
        return m.symbols.number((minimum if name == "min" else maximum)(*map(formula, values)), computed=True)
    return _extreme(m, name, values, values, node)


def _extreme(m: Machine, name: str, values: list[Value], keys: list[Value], node: ast.expr) -> Value:
    """The first value whose key is least, or greatest."""
    wanted = ast.Lt if name == "min" else ast.Gt
    best = 0
    for i in range(1, len(keys)):
        with m.guarded(node) as result:
            result.append(order(m, wanted, keys[i], keys[best], node))
        if isinstance(result[0], Unknown):
            return result[0]
        best = i if result[0] else best
    return values[best]


def sum_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = sure(in_any_order(m, args[0], node) if args else None)
    total: Value = args[1] if len(args) > 1 else 0
    for value in values:
        total = operated(m, ast.Add, total, value, node)
    return total


def collected(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    given = in_any_order if name in ("set", "sorted", "frozenset") else items_of
    values = sure(given(m, args[0], node) if args else [])
    m.budget.fill(len(values))
    if name == "tuple":
        return tuple(values)
    if name in ("set", "frozenset"):
        with m.guarded(node) as result:
            result.append((set if name == "set" else frozenset)(compared_plain(m, values, node)))
        return result[0]
    if name == "sorted":
        return sort(m, values, keywords, node)
    if name == "reversed":
        return Iteration(iter(values[::-1]))
    return Iteration(iter(values)) if name == "iter" else values


def dict_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    result: dict[Value, Value] = {}
    if args:
        pairs = args[0].items() if isinstance(args[0], dict) else items_of(m, args[0], node)
        with m.guarded(node) as failed:
            result.update({compared_plain(m, k, node): v for k, v in sure(pairs)})
        if failed:
            return failed[0]
    return {**result, **keywords}


def enumerate_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    found = sure(iterate(m, args[0], node) if args else None)
    start = argument(args, keywords, 1, "start", default=0)
    surely(not isinstance(start, Unknown))
    return Iteration(enumerate(found, plain(m, start, node)))


def zip_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return Iteration(zip(*[sure(iterate(m, a, node)) for a in args], strict=False))


def map_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(len(args) > 1)
    rows = zip(*[sure(iterate(m, a, node)) for a in args[1:]], strict=False)
    decide_calls(m, args[0])
    return Iteration(m.call(args[0], list(row), {}, node) for row in rows)


def filter_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = sure(items_of(m, args[1], node) if len(args) > 1 else None)
    kept = [(v, truth(m, v if args[0] is None else m.call(args[0], [v], {}, node), node)) for v in values]
    surely(not any(k is None for _, k in kept))
    return Iteration(iter([v for v, k in kept if k]))


def next_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and isinstance(args[0], Iteration) and not hasattr(args[0].items, "late"):
        try:
            found = next(args[0].items, args[1] if len(args) > 1 else MISSING)
        except Undecided as error:
            return m.unknown(node, str(error))
        return m.fail(node, "StopIteration", "the iterator is at its end") if found is MISSING else found
    return m.unknown(node)


def quantified(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = in_any_order(m, args[0], node) if args else None
    truths = [truth(m, v, node) for v in values] if values is not None else [None]
    surely(not any(t is None for t in truths))
    return any(truths) if name == "any" else all(truths)


COLLECTIONS: dict[str, Implementation] = {
    "len": length,
    **dict.fromkeys(("range", "xrange"), range_),
    **{name: partial(extreme, name) for name in ("min", "max")},
    "sum": sum_,
    **{name: partial(collected, name) for name in ("list", "tuple", "set", "sorted", "reversed", "iter", "frozenset")},
    **dict.fromkeys(("dict", "OrderedDict", "defaultdict"), dict_),
    "enumerate": enumerate_,
    "zip": zip_,
    "map": map_,
    "filter": filter_,
    "next": next_,
    **{name: partial(quantified, name) for name in ("any", "all")},
}
