"""Methods of lists, dicts, strings and other plain values."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from .arrays import product_of
from .decisions import change
from .effects import MUTATING
from .faults import NotKnown, sure, surely
from .iteration import iterate
from .numbers import compared_plain, plain
from .strings import format_method
from .values import Builtin, Iteration, Measure, Number, Quotient, ShapeTuple, Text, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

Called: TypeAlias = Callable[..., Value]  # on (machine, value, arguments, keywords, node)
NATIVE: dict[type, frozenset[str]] = {
    str: frozenset(
        [
            "lower",
            "upper",
            "title",
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "join",
            "replace",
            "startswith",
            "endswith",
            "find",
            "rfind",
            "count",
            "isdigit",
            "isalpha",
            "isnumeric",
            "isalnum",
            "isspace",
            "istitle",
            "isupper",
            "islower",
            "capitalize",
            "partition",
            "rpartition",
            "splitlines",
            "index",
            "swapcase",
            "removeprefix",
            "removesuffix",
            "isidentifier",
            "casefold",
            "zfill",
            "rjust",
            "ljust",
            "center",
            "expandtabs",
        ]
    ),
    list: frozenset(["append", "insert", "pop", "remove", "clear", "reverse", "copy", "count", "index", "sort"]),
    dict: frozenset(["get", "pop", "setdefault", "clear", "copy", "keys", "values", "items", "popitem"]),
    tuple: frozenset(["count", "index"]),
    set: frozenset(
        [
            "add",
            "discard",
            "remove",
            "copy",
            "union",
            "intersection",
            "difference",
            "symmetric_difference",
            "intersection_update",
            "difference_update",
            "symmetric_difference_update",
            "isdisjoint",
            "issubset",
            "issuperset",
            "pop",
            "clear",
        ]
    ),
    int: frozenset(["bit_length", "bit_count", "conjugate"]),
    float: frozenset(["is_integer"]),
    range: frozenset(["count", "index"]),
}
PADDED = frozenset(["zfill", "rjust", "ljust", "center", "expandtabs"])
SIZED = (str, list, tuple, dict, set)
SLOWLY = frozenset(["count", "index", "remove"])  # look at one element after the other, as numbers that carry names
SHIFTING = frozenset(["insert", "pop", "reverse"])  # move elements without looking at them
AT_ONCE = frozenset(["append", "get", "setdefault", "add", "discard", "popitem", "startswith", "endswith"])
HASHED = frozenset(["pop", "remove"])  # found at once
GROWING = frozenset(["append", "insert", "add", "setdefault"])


def method_of(m: Machine, value: Value, name: str, node: ast.AST) -> Value:
    """value.name, a method of a plain value."""
    if isinstance(value, ShapeTuple) and name == "numel":
        return Builtin(name, lambda m, node, args, keywords: product_of(m, value, node))
    if isinstance(value, ShapeTuple) and name in ("as_list", "rank", "ndims", "dims", "num_elements"):
        return (
            Builtin(name, lambda m, node, args, keywords: list(value))
            if name in ("as_list",)
            else len(value)
            if name in ("rank", "ndims")
            else list(value)
        )
    if isinstance(value, str) and name == "format":
        return Builtin(name, lambda m, node, args, keywords: format_method(m, value, args, keywords, node))
    if isinstance(value, (list, dict, set)) and name in ("extend", "update"):
        return Builtin(name, lambda m, node, args, keywords: _changing(m, _extend, value, args, keywords, node))
    surely(not isinstance(value, dict) or name != "fromkeys")
    kind = {Number: int, Quotient: float}.get(type(value)) or next((k for k in NATIVE if isinstance(value, k)), None)
    if kind is None or name not in NATIVE[kind]:
        if value is None or (kind is not None and not hasattr(kind, name)):
            return m.fail(node, "AttributeError", f"{type(value).__name__} has no attribute {name}")
        if kind is not None and not callable(getattr(kind, name)):
            return m.unknown(node)  # range(…).stop
        return Builtin(name, lambda m, node, args, keywords: m.unknown(node))
    method = partial(_of_number if isinstance(value, (Number, Quotient, Measure)) else _native, name)
    if name in MUTATING:
        return Builtin(name, lambda m, node, args, keywords: _changing(m, method, value, args, keywords, node))
    return Builtin(name, lambda m, node, args, keywords: method(m, value, args, keywords, node))


def _of_number(
    name: str, m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> Value:
    with m.guarded(node) as result:
        result.append(getattr(plain(m, value, node), name)())
    return result[0]


def _changing(
    m: Machine, method: Called, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> Value:
    """A method that changes what it is called on; where data decides how, what that becomes is not known."""
    try:
        return method(m, value, args, keywords, node)
    except NotKnown:
        raise m.error(node, f"{m.text(node)} changes a {type(value).__name__} by what is data") from None


def _native(name: str, m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    change(m, value, *args)
    if name == "join":
        return _join(m, value, args, node)
    if isinstance(value, dict):
        args = [plain(m, args[0], node), *args[1:]] if args and not isinstance(args[0], Unknown) else args
        surely(not args or not isinstance(args[0], Unknown))
    elif name == "insert" and args and not isinstance(args[0], Unknown):
        args = [plain(m, args[0], node), *args[1:]]
    elif name != "append":
        surely(not any(isinstance(a, Unknown) for a in args))
        surely(not isinstance(value, range) or all(isinstance(a, (int, Number)) for a in args))
        made = compared_plain if isinstance(value, (set, frozenset)) else plain
        args = [a if isinstance(a, Text) and isinstance(value, str) else made(m, a, node) for a in args]
    if name == "sort" and isinstance(value, list):
        try:
            value[:] = sort(m, value, keywords, node)
        except NotKnown:
            value[:] = [m.unknown(node) for _ in value]
        return None
    with m.guarded(node) as result:
        _account(m, value, name)
        surely(not isinstance(value, str) or not _too_long(value, name, args), "the text would be too long")
        made = _made(m, value, name, args, node)
        if isinstance(made, (str, list, tuple, dict, set)):
            m.budget.fill(len(made))
        result.append(_carried(m, made, [value, *args], node))
    return result[0]


def _account(m: Machine, value: Value, name: str) -> None:
    """Count what a method looks at, and what it adds."""
    if isinstance(value, SIZED) and name not in AT_ONCE and not (isinstance(value, (dict, set)) and name in HASHED):
        m.budget.walk(len(value) // (1 if name in SLOWLY else 64 if name in SHIFTING else 8))
    if name in GROWING:
        m.budget.fill(65 if len(value) > 64 else 0)


def _too_long(value: str, name: str, args: list[Value]) -> bool:
    """Whether a method would make a text that no script means."""
    if name == "replace":
        return len(value) * (len(str(args[1:2])) + 1) > 1_000_000
    if name == "expandtabs" and len(value) > 1000:
        return True
    return name in PADDED and not (args and isinstance(args[0], int) and args[0] < 1000)


def _made(m: Machine, value: Value, name: str, args: list[Value], node: ast.AST) -> Value:
    """What Python's own method gives; numbers in lists are compared by their values."""
    if name in ("index", "count") and isinstance(value, (list, tuple)):
        return getattr(compared_plain(m, list(value), node), name)(*args)
    if name == "remove" and isinstance(value, list):
        del value[compared_plain(m, value, node).index(*args)]
        return None
    made: Value = getattr(value, name)(*args)
    return list(made) if name in ("keys", "values", "items") else made


def _carried(m: Machine, made: Value, sources: list[Value], node: ast.AST) -> Value:
    """What a method gives: text of texts carries their sizes, anything else that is read off them pins these."""
    texts = [source for source in sources if isinstance(source, Text)]
    if texts and isinstance(sources[0], str):
        if isinstance(made, str):
            return Text.of(made, *texts)
        plain(m, texts, node)
    return made


def sort(m: Machine, items: list[Value], keywords: dict[str, Value], node: ast.AST) -> list[Value]:
    key = keywords.get("key")
    with m.guarded(node) as result:
        keys = compared_plain(m, [v if key is None else m.call(key, [v], {}, node) for v in items], node)
        order = sorted(range(len(items)), key=lambda i: keys[i], reverse=keywords.get("reverse") is True)
        result.append([items[i] for i in order])
    surely(isinstance(result[0], list))
    return result[0]


def _join(m: Machine, value: str, args: list[Value], node: ast.AST) -> Value:
    parts = []
    for part in sure(iterate(m, args[0], node) if args else None):
        m.budget.step()
        surely(isinstance(part, str))
        parts.append(part)
    m.budget.fill(sum(map(len, parts)) + len(parts) * len(value))
    return Text.of(value.join(parts), value, parts)


def _extend(m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """extend of a list, update of a dictionary or a set."""
    change(m, value, *args)
    with m.guarded(node) as failed:
        if isinstance(value, dict):
            for source in (*args, keywords):
                _update(m, value, source, node)
        else:
            for source in args:
                items = sure(iterate(m, source, node))
                for entry in list(items) if isinstance(source, list) else items:
                    m.budget.step()
                    if isinstance(value, list):
                        value.append(entry)
                    else:
                        value.add(compared_plain(m, entry, node))
    return failed[0] if failed else None


def _update(m: Machine, value: dict[Value, Value], source: Value, node: ast.AST) -> None:
    """The entries of another dictionary, or pairs of a key and an entry."""
    if isinstance(source, dict):
        m.budget.fill(len(source) + 65)
        value.update(source)
        return
    for pair in sure(iterate(m, source, node)):
        m.budget.fill(65)
        key, entry = sure(pair if isinstance(pair, (tuple, list)) else None)
        value[compared_plain(m, key, node)] = entry


__all__ = ["Iteration", "method_of"]
