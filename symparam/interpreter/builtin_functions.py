"""Python's builtin functions of numbers and texts, as far as model code uses them, and those without an effect."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from .budget import DIGITS
from .faults import ScriptExit, surely
from .numbers import at_least, is_whole, known, order, plain, shown, whole_part
from .operators import operated
from .scope import MISSING
from .special import special
from .strings import is_opaque
from .truth import truth
from .values import (
    Array,
    Number,
    Quotient,
    Text,
    Unknown,
    Value,
    call_text,
)

if TYPE_CHECKING:
    from .machine import Machine

Arguments = list[Value]
Keywords = dict[str, Value]
Implementation = Callable[..., Value]  # gets the machine, the node, the arguments and the keywords


def some_unknown(values: list[Value]) -> bool:
    """Whether a value that only a run would know is among them."""
    return any(isinstance(v, (Unknown, Array)) for v in values)


def int_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if not args:
        return 0
    if isinstance(args[0], Unknown):
        return args[0]
    if is_whole(args[0]) and not isinstance(args[0], bool):
        return args[0]
    if isinstance(args[0], m.library.tensors):
        return m.library.operate(m, "int", args, node)
    with m.guarded(node) as result:
        value = whole_part(m, args[0], node)
        if isinstance(value, Number):
            at_least(m, 0, args[0].top, node)  # below that, int() goes up and // goes down
            result.append(value)
        else:
            result.append(int(plain(m, value, node), *(plain(m, a, node) for a in args[1:2])))
    return result[0]


def format_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    from .strings import format_method

    surely(1 <= len(args) <= 2 and all(isinstance(a, str) for a in args[1:]))
    return format_method(m, Text.of(f"{{:{''.join(args[1:])}}}", *args[1:]), args[:1], {}, node)


def _rounded(value: Value, digits: Value = None) -> Value:
    """round, which for a whole number works out 10 to the power of the digits."""
    if isinstance(value, int) and isinstance(digits, int):
        return round(value, max(digits, -DIGITS))
    return round(value, digits)


def float_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and is_whole(args[0]) and known(args[0]) is not None:
        with m.guarded(node) as result:
            result.append(Quotient(args[0], 1, float(known(args[0]) or 0)))
        return result[0]
    return args[0] if args and isinstance(args[0], Quotient) else _plainly(m, node, args, float)


def abs_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if args and isinstance(args[0], Number):
        with m.guarded(node) as result:
            result.append(args[0] if order(m, ast.GtE, args[0], 0, node) else operated(m, ast.Sub, 0, args[0], node))
        return result[0]
    return _plainly(m, node, args, abs)


def divmod_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(len(args) == 2)
    return tuple(operated(m, op, args[0], args[1], node) for op in (ast.FloorDiv, ast.Mod))


def pow_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if len(args) == 2 or (len(args) == 3 and args[2] is None):
        return operated(m, ast.Pow, args[0], args[1], node)
    return _plainly(m, node, args, pow)


def bool_(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    result = truth(m, args[0], node) if args else False
    return m.or_unknown(result, node)


def str_(name: str, m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    if not args:
        return ""
    for method in ("__repr__",) if name == "repr" else ("__str__", "__repr__"):
        if (made := special(m, args[0], method, [], node)) is not MISSING:
            return made
    surely(not is_opaque(m, args[0]) and (not isinstance(args[0], (list, tuple, dict)) or len(args[0]) < 1000))
    with m.guarded(node) as result:
        value = shown(args[0])
        result.append(Text.of(repr(value) if name == "repr" else str(value), args[0]))
    return result[0]


def silent(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return m.unknown(node)


def evaluated(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    """The value of a literal that is written in a string, as "[64, 32]" from the command line."""
    if len(args) != 1 or not isinstance(args[0], str):
        return _run(m, node)
    try:
        return ast.literal_eval(plain(m, args[0], node).strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        _run(m, node)
        return m.unknown(node, f"{args[0]!r} is no literal")


def executed(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return _run(m, node)


def _run(m: Machine, node: ast.expr) -> Value:
    """Text is run, which may do anything."""
    m.assume(node, call_text(node))
    return m.unknown(node)


def unfollowed(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    return m.unknown(node)


def leave(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    raise ScriptExit


def _in_python(function: Callable[..., Value]) -> Implementation:
    """A function of plain values, as Python has it."""
    return lambda m, node, args, keywords: _plainly(m, node, args, function)


def _letter(x: Value) -> Value:
    return ord(x) if isinstance(x, str) else chr(x)


def _plainly(m: Machine, node: ast.expr, args: Arguments, function: Callable[..., Value]) -> Value:
    surely(not some_unknown(args))
    if any(isinstance(a, m.library.tensors) for a in args):
        return m.library.operate(m, function.__name__, args, node)
    with m.guarded(node) as result:
        result.append(function(*(plain(m, a, node) for a in args)))
    return result[0]


def _decorated(m: Machine, node: ast.expr, args: Arguments, keywords: Keywords) -> Value:
    surely(args)
    return args[0]


EXCEPTIONS = (
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
)
UNFOLLOWED = (
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
FUNCTIONS: dict[str, Implementation] = {
    "int": int_,
    **{f.__name__: _in_python(f) for f in (hex, bin, oct)},
    "format": format_,
    "round": _in_python(_rounded),
    "float": float_,
    "abs": abs_,
    "divmod": divmod_,
    "pow": pow_,
    "bool": bool_,
    **{name: partial(str_, name) for name in ("str", "repr")},
    **dict.fromkeys(("print", "input", "help", "breakpoint", "display"), silent),
    **dict.fromkeys(("eval", "literal_eval"), evaluated),
    "exec": executed,
    **dict.fromkeys(("chr", "ord"), _in_python(_letter)),
    **dict.fromkeys(("exit", "quit"), leave),
    **dict.fromkeys((*UNFOLLOWED, *EXCEPTIONS), unfollowed),
    **dict.fromkeys(("property", "staticmethod", "classmethod"), _decorated),
}
