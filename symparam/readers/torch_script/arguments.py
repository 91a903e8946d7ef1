"""The arguments of a module of torch.nn: which of them keep their names as symbols, and which are plain values."""

from __future__ import annotations

import ast
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from ...algebra import names_in
from ...interpreter.arguments import STARS
from ...interpreter.numbers import Unvalued, narrowed, plain
from ...interpreter.symbols import formula
from ...interpreter.values import (
    Builtin,
    Function,
    Instance,
    Measure,
    Module,
    Number,
    Quotient,
    Text,
    Unknown,
    Value,
    came_from,
)
from ...layers.construct import signature
from ...layers.layer import Layer
from .modules import module_of

if TYPE_CHECKING:
    from .session import Machine


@cache
def _fields(cls: type[Layer]) -> dict[str, Any]:
    return {f.name: f for f in fields(cls)}


def bind_arguments(
    m: Machine, cls: type[Layer], args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments for the class of a layer."""
    if STARS in keywords:
        raise m.error(node, f"{cls.__name__}: its keywords {came_from(keywords[STARS])}")
    positional = signature(cls)[0]
    values = [converted(m, cls, name, value, node) for name, value in zip(positional, args, strict=False)]
    values += args[len(positional) :]
    return values, {name: converted(m, cls, name, value, node) for name, value in keywords.items()}


def converted(m: Machine, cls: type[Layer], name: str, value: Value, node: ast.AST) -> Any:
    """The value of one argument as the class takes it."""
    known = _fields(cls)
    if name not in known:
        return None  # without effect
    about = known[name].metadata
    if about.get("layer"):
        return _layer(m, cls, name, value, node)
    if "letter" in about:
        return size(m, cls.__name__, name, value, node, bool(about.get("window")))
    if isinstance(value, Unknown):
        default = known[name].default
        if isinstance(default, float):  # a rate, a slope
            return default
        cure = f"; give it with {value.name}=VALUE" if value.name and default is not MISSING else ""
        raise m.error(node, f"{cls.__name__}: {name} {came_from(value)}{cure}")
    if isinstance(value, (Module, Function, Builtin, Instance)) or module_of(value) is not None:
        return str(getattr(value, "path", getattr(value, "name", getattr(value, "kind", "")))).rpartition(".")[2]
    if isinstance(value, Measure) and isinstance(known[name].default, float):
        return float(value)  # a rate or a factor, which decides nothing
    try:
        return plain(m, str(value) if isinstance(value, Text) else value, node, f"{name} of {cls.__name__}")
    except Unvalued as error:
        raise m.error(
            node, f"{cls.__name__}: {name} needs a value of {error.dim}; give it as {error.dim}=VALUE"
        ) from None


def size(m: Machine, owner: str, name: str, value: Value, node: ast.AST, window: bool = False) -> Any:
    """A size of a layer as a formula; what describes a window is a number, unless an axis of the input is in it."""
    if isinstance(value, Unknown):
        if value.wrong or (value.why and not value.name):
            raise m.error(node, f"{owner}: {name} {came_from(value)}")
        return m.symbols.dim(value, name)
    if isinstance(value, Number):
        if window and value.value is not None and not names_in(value.formula) & m.symbols.axes:
            m.symbols.pin(value.formula, m.why(node, f"{name} of {owner}"))
            return value.value
        return formula(narrowed(m, value, node) if window else value)
    if isinstance(value, Quotient):
        return plain(m, value, node, f"{name} of {owner}")
    if isinstance(value, (list, tuple)):
        return tuple(size(m, owner, name, part, node, window) for part in value)
    return value


def _layer(m: Machine, cls: type[Layer], name: str, value: Value, node: ast.AST) -> Any:
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return tuple(_layer(m, cls, name, part, node) for part in value)
    module = module_of(value)
    if module is not None and module.layer is not None:
        return module.layer
    what = came_from(value) if isinstance(value, Unknown) else "is no module of torch.nn, and others are not read there"
    raise m.error(node, f"{cls.__name__}: {name} {what}")
