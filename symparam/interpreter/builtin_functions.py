"""Python's builtin functions, as far as model code uses them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ..algebra import maximum, minimum
from .arguments import argument
from .budget import DIGITS, Undecided
from .decisions import decide_calls
from .faults import ScriptExit
from .iteration import items_of, iterate
from .methods import sort
from .numbers import at_least, is_whole, known, order, plain, shown, whole_part
from .operators import operated
from .scope import MISSING
from .special import special
from .strings import is_opaque
from .symbols import formula
from .truth import truth
from .values import (
    Array,
    Builtin,
    Function,
    Instance,
    Iteration,
    Method,
    Number,
    Quotient,
    Text,
    Unknown,
    Value,
    call_text,
    own,
)

if TYPE_CHECKING:
    from .machine import Machine

Arguments = list[Value]
Keywords = dict[str, Value]
BUILTINS: dict[str, Value] = {
    "__name__": "__main__",
    "__file__": "model.py",
    "__doc__": None,
    "NotImplemented": NotImplemented,
    "Ellipsis": ...,
}


def builtin(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register an implementation; it gets machine, node, arguments and keywords."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        for name in names:
            BUILTINS[name] = Builtin(name, function)
        return function

    return register


def builtins(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register one implementation of several functions; it gets the name too, first."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        for name in names:
            BUILTINS[name] = Builtin(name, partial(function, name))
        return function

    return register


def some_unknown(values: list[Value]) -> bool:
    """Whether a value that only a run would know is among them."""
    return any(isinstance(v, (Unknown, Array)) for v in values)


def in_any_order(m: Machine, value: Value, node: ast.AST) -> list[Value] | None:
    """The items of a value, for what gives one answer for every order of a set; None where they are not known."""
    return list(value) if isinstance(value, set) else items_of(m, value, node)


@builtin("len")
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


@builtin("range", "xrange")
def range_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if some_unknown(args) or not args:
        return m.unknown(node)
    with m.guarded(node) as result:
        result.append(range(*(operator.index(plain(m, a, node)) for a in args)))
    return result[0]


@builtin("int")
def int_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if not args:
        return 0
    if isinstance(args[0], Unknown):
        return args[0]
    if is_whole(args[0]) and not isinstance(args[0], bool):
        return args[0]
    with m.guarded(node) as result:
        value = whole_part(m, args[0], node)
        if isinstance(value, Number):
            at_least(m, 0, args[0].top, node)  # below that, int() goes up and // goes down
            result.append(value)
        else:
            result.append(int(plain(m, value, node), *(plain(m, a, node) for a in args[1:2])))
    return result[0]


@builtins("hex", "bin", "oct")
def digits(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return _plainly(m, node, args, {"hex": hex, "bin": bin, "oct": oct}[name])


@builtin("format")
def format_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    from .strings import format_method

    if not 1 <= len(args) <= 2 or not all(isinstance(a, str) for a in args[1:]):
        return m.unknown(node)
    return format_method(m, Text.of(f"{{:{''.join(args[1:])}}}", *args[1:]), args[:1], {}, node)


@builtin("round")
def round_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return _plainly(m, node, args, _rounded)


def _rounded(value: Value, digits: Value = None) -> Value:
    """round, which for a whole number works out 10 to the power of the digits."""
    if isinstance(value, int) and isinstance(digits, int):
        return round(value, max(digits, -DIGITS))
    return round(value, digits)


@builtin("float")
def float_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and is_whole(args[0]) and known(args[0]) is not None:
        with m.guarded(node) as result:
            result.append(Quotient(args[0], 1, float(known(args[0]) or 0)))
        return result[0]
    return args[0] if args and isinstance(args[0], Quotient) else _plainly(m, node, args, float)


@builtin("abs")
def abs_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and isinstance(args[0], Number):
        with m.guarded(node) as result:
            result.append(args[0] if order(m, ast.GtE, args[0], 0, node) else operated(m, ast.Sub, 0, args[0], node))
        return result[0]
    return _plainly(m, node, args, abs)


@builtins("min", "max")
def extreme(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = in_any_order(m, args[0], node) if len(args) == 1 else args
    if values is None or some_unknown(values):
        return m.unknown(node)
    if not values:
        return keywords["default"] if "default" in keywords else m.fail(node, "ValueError", f"{name}() of nothing")
    if keywords.get("key") is not None:
        keys = [m.call(keywords["key"], [v], {}, node) for v in values]
        return m.unknown(node) if some_unknown(keys) else _extreme(m, name, values, keys, node)
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


@builtin("sum")
def sum_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = in_any_order(m, args[0], node) if args else None
    if values is None:
        return m.unknown(node)
    total: Value = args[1] if len(args) > 1 else 0
    for value in values:
        total = operated(m, ast.Add, total, value, node)
    return total


@builtin("divmod")
def divmod_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) != 2:
        return m.unknown(node)
    return tuple(operated(m, op, args[0], args[1], node) for op in (ast.FloorDiv, ast.Mod))


@builtin("pow")
def pow_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) == 2 or (len(args) == 3 and args[2] is None):
        return operated(m, ast.Pow, args[0], args[1], node)
    return _plainly(m, node, args, pow)


@builtins("list", "tuple", "set", "sorted", "reversed", "iter", "frozenset")
def collected(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    given = in_any_order if name in ("set", "sorted", "frozenset") else items_of
    values = given(m, args[0], node) if args else []
    if values is None:
        return m.unknown(node)
    m.budget.fill(len(values))
    if name == "tuple":
        return tuple(values)
    if name in ("set", "frozenset"):
        with m.guarded(node) as result:
            result.append((set if name == "set" else frozenset)(plain(m, values, node)))
        return result[0]
    if name == "sorted":
        return m.unknown(node) if some_unknown(values) else sort(m, values, keywords, node)
    if name == "reversed":
        return Iteration(iter(values[::-1]))
    return Iteration(iter(values)) if name == "iter" else values


@builtin("dict", "OrderedDict", "defaultdict")
def dict_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    result: dict[Value, Value] = {}
    if args:
        pairs = args[0].items() if isinstance(args[0], dict) else items_of(m, args[0], node)
        if pairs is None:
            return m.unknown(node)
        with m.guarded(node) as failed:
            result.update({plain(m, k, node): v for k, v in pairs})
        if failed:
            return failed[0]
    return {**result, **keywords}


@builtin("enumerate")
def enumerate_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    found = iterate(m, args[0], node) if args else None
    start = argument(args, keywords, 1, "start", default=0)
    return (
        m.unknown(node)
        if found is None or isinstance(start, Unknown)
        else Iteration(enumerate(found, plain(m, start, node)))
    )


@builtin("zip")
def zip_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    found = [iterate(m, a, node) for a in args]
    if any(f is None for f in found):
        return m.unknown(node)
    return Iteration(zip(*(f for f in found if f is not None), strict=False))


@builtin("map")
def map_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    found = [iterate(m, a, node) for a in args[1:]]
    if not found or any(f is None for f in found):
        return m.unknown(node)
    rows = zip(*(f for f in found if f is not None), strict=False)
    decide_calls(m, args[0])
    return Iteration(m.call(args[0], list(row), {}, node) for row in rows)


@builtin("filter")
def filter_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = items_of(m, args[1], node) if len(args) > 1 else None
    if values is None:
        return m.unknown(node)
    kept = [(v, truth(m, v if args[0] is None else m.call(args[0], [v], {}, node), node)) for v in values]
    return m.unknown(node) if any(k is None for _, k in kept) else Iteration(iter([v for v, k in kept if k]))


@builtin("next")
def next_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and isinstance(args[0], Iteration) and not hasattr(args[0].items, "late"):
        try:
            found = next(args[0].items, args[1] if len(args) > 1 else MISSING)
        except Undecided as error:
            return m.unknown(node, str(error))
        return m.fail(node, "StopIteration", "the iterator is at its end") if found is MISSING else found
    return m.unknown(node)


@builtins("any", "all")
def quantified(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    values = in_any_order(m, args[0], node) if args else None
    truths = [truth(m, v, node) for v in values] if values is not None else [None]
    if any(t is None for t in truths):
        return m.unknown(node)
    return any(truths) if name == "any" else all(truths)


@builtin("bool")
def bool_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    result = truth(m, args[0], node) if args else False
    return m.unknown(node) if result is None else result


@builtins("str", "repr")
def str_(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if not args:
        return ""
    for method in ("__repr__",) if name == "repr" else ("__str__", "__repr__"):
        if (made := special(m, args[0], method, [], node)) is not MISSING:
            return made
    if is_opaque(m, args[0]) or (isinstance(args[0], (list, tuple, dict)) and len(args[0]) >= 1000):
        return m.unknown(node)
    with m.guarded(node) as result:
        value = shown(args[0])
        result.append(Text.of(repr(value) if name == "repr" else str(value), args[0]))
    return result[0]


@builtin("print", "input", "help", "breakpoint", "display")
def silent(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return m.unknown(node)


@builtin("eval", "literal_eval")
def evaluated(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    """The value of a literal that is written in a string, as "[64, 32]" from the command line."""
    if len(args) != 1 or not isinstance(args[0], str):
        return _run(m, node)
    try:
        return ast.literal_eval(plain(m, args[0], node).strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        _run(m, node)
        return m.unknown(node, f"{args[0]!r} is no literal")


@builtin("exec")
def executed(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return _run(m, node)


def _run(m: Machine, node: ast.expr) -> Value:
    """Text is run, which may do anything."""
    m.assume(node, call_text(node))
    return m.unknown(node)


@builtin(
    "open",
    "compile",
    "__import__",
    "id",
    "hash",
    "dir",
    "memoryview",
    "bytes",
    "bytearray",
    "complex",
    "slice",
    "object",
)
def unfollowed(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return m.unknown(node)


@builtin("chr", "ord")
def letter(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return _plainly(m, node, args, lambda x: ord(x) if isinstance(x, str) else chr(x))


@builtin("exit", "quit")
def leave(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    raise ScriptExit


def _plainly(m: Machine, node: ast.expr, args: Arguments, function: Callable[..., Value]) -> Value:
    if some_unknown(args):
        return m.unknown(node)
    if any(isinstance(a, m.library.tensors) for a in args):
        return m.library.operate(m, function.__name__, args, node)
    with m.guarded(node) as result:
        result.append(function(*(plain(m, a, node) for a in args)))
    return result[0]


for _exception in (
    "Exception",
    "BaseException",
    "ValueError",
    "TypeError",
    "KeyError",
    "IndexError",
    "RuntimeError",
    "ImportError",
    "AttributeError",
    "NotImplementedError",
    "AssertionError",
    "OSError",
    "IOError",
    "StopIteration",
    "ModuleNotFoundError",
    "FileNotFoundError",
    "KeyboardInterrupt",
    "Warning",
    "DeprecationWarning",
    "UserWarning",
    "FutureWarning",
    "ZeroDivisionError",
    "OverflowError",
    "SystemExit",
    "NameError",
    "LookupError",
    "ArithmeticError",
    "MemoryError",
    "EOFError",
    "UnicodeDecodeError",
    "PermissionError",
    "TimeoutError",
    "ConnectionError",
    "RecursionError",
):
    BUILTINS[_exception] = Builtin(_exception, lambda m, node, args, keywords: m.unknown(node))
for _decorator in ("property", "staticmethod", "classmethod"):
    BUILTINS[_decorator] = Builtin(_decorator, lambda m, node, args, keywords: args[0] if args else m.unknown(node))
