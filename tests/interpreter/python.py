"""The same plain code, walked by the interpreter and run by Python: what each leaves under the name ``r``."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from symparam.errors import SymparamError
from symparam.interpreter.budget import Exhausted, TooLarge
from symparam.interpreter.faults import ScriptError, ScriptExit
from symparam.interpreter.machine import Machine
from symparam.interpreter.numbers import Unvalued
from symparam.interpreter.parse import parse
from symparam.interpreter.symbols import Plan, Symbols
from symparam.interpreter.values import Builtin, Class, Function, Instance, Iteration, Method, Module, Quotient, Unknown
from symparam.interpreter.vocabulary import Vocabulary

REFUSED = object()  # a value that the interpreter says it does not know
OPAQUE = object()  # a function, a class, a module: nothing to compare


def walked(code: str) -> Any:
    """The value of ``r`` as the interpreter finds it; REFUSED, or the name of the exception that ends the script."""
    m = Machine("plain.py", Symbols(Plan(), {}, frozenset()), Vocabulary(), frozenset())
    try:
        m.run(parse(code, "plain.py").body, m.module)
    except ScriptError as error:
        return error.kind
    except (SymparamError, Exhausted, TooLarge, Unvalued, ScriptExit, RecursionError):
        return REFUSED
    try:
        return _plain(m.module.names.get("r"))
    except RecursionError:
        return OPAQUE


def run(code: str) -> Any:
    """The value of ``r`` as Python finds it, or the name of the exception that ends the script."""
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, "plain.py", "exec", dont_inherit=True), names)
    except Exception as error:
        return type(error).__name__
    try:
        return _frozen(names.get("r"))
    except RecursionError:  # a list that holds itself
        return OPAQUE


def _plain(value: Any) -> Any:
    """A value of the interpreter as Python's own."""
    if isinstance(value, Unknown):
        return REFUSED
    if isinstance(value, Quotient):
        return _parts(value.value, _plain)
    if isinstance(value, (Function, Class, Builtin, Method, Module)):
        return OPAQUE
    if isinstance(value, Instance):
        return _parts((value.cls.name, {k: v for k, v in value.attributes.items() if not k.startswith("__")}), _plain)
    if isinstance(value, Iteration):
        return _parts(list(value.items), _plain)
    return _parts(value, _plain)


def _frozen(value: Any) -> Any:
    """A value of Python in the same form."""
    if callable(value) or type(value).__name__ == "module":
        return OPAQUE
    if hasattr(value, "__next__"):
        return _parts(list(value), _frozen)
    if hasattr(value, "_fields"):
        return _parts((type(value).__name__, value._asdict()), _frozen)
    if hasattr(value, "__dict__") and type(value).__module__ not in ("builtins", "enum"):
        return _parts((type(value).__name__, dict(vars(value))), _frozen)
    return _parts(value, _frozen)


def _parts(value: Any, each: Any) -> Any:
    if isinstance(value, dict):
        parts = [(each(k), each(v)) for k, v in value.items()]
        return REFUSED if any(REFUSED in pair for pair in parts) else ("dict", parts)
    if isinstance(value, (set, frozenset)):
        return ("set", sorted(map(repr, value)))
    if isinstance(value, (list, tuple, type({}.keys()), type({}.values()), type({}.items()))):
        items = [each(v) for v in value]
        kind = "tuple" if isinstance(value, tuple) else "list"
        return REFUSED if any(v is REFUSED for v in items) else (kind, items)
    if isinstance(value, str):
        return str(value)
    return (type(value).__name__, repr(value))
