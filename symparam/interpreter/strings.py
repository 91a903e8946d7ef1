"""Strings: f-strings, % and format; sizes in them pin nothing until the text is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from string import Formatter
from typing import TYPE_CHECKING

from .budget import TooLarge
from .faults import surely
from .numbers import shown
from .scope import Scope
from .values import Grid, Text, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

WIDE = re.compile(r"\d{4,}|\*")  # a width that would make a huge string
PLAIN = (str, int, float, bool, type(None), tuple, list, dict)


def joined(m: Machine, node: ast.JoinedStr, scope: Scope) -> Value:
    """An f-string."""
    parts: list[str] = []
    sources: list[Value] = []
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            parts.append(str(piece.value))
            continue
        assert isinstance(piece, ast.FormattedValue)
        value = m.evaluate(piece.value, scope)
        spec = joined(m, piece.format_spec, scope) if isinstance(piece.format_spec, ast.JoinedStr) else ""
        surely(not is_opaque(m, value) and isinstance(spec, str))
        with m.guarded(node) as result:
            result.append(_one(value, chr(piece.conversion) if piece.conversion > 0 else "", spec))
        surely(isinstance(result[0], str))
        parts.append(result[0])
        sources += [value, spec]
    m.budget.fill(sum(map(len, parts)))
    return Text.of("".join(parts), *sources)


def _one(value: Value, conversion: str, spec: str) -> str:
    if WIDE.search(spec):
        raise ValueError("the width is too large")
    value = shown(value)
    if conversion:
        value = str(value) if conversion == "s" else repr(value)
    return format(value, spec)


def formatted(m: Machine, template: str, value: Value, node: ast.AST) -> Value:
    """template % value."""
    surely(not is_opaque(m, value) and not any(WIDE.search(match) for match in re.findall("%[^a-zA-Z%]*", template)))
    with m.guarded(node) as result:
        text = template % _deep(value)
        m.budget.fill(len(text))
        result.append(Text.of(text, template, value))
    return result[0]


def format_method(m: Machine, template: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """template.format(…)."""
    values = [*args, *keywords.values()]
    surely(
        not is_opaque(m, values)
        and (
            not any("." in name or "[" in name or "{" in spec or WIDE.search(spec) for name, spec in _fields(template))
        )
    )
    with m.guarded(node) as result:
        text = template.format(*map(shown, args), **{k: shown(v) for k, v in keywords.items()})
        m.budget.fill(len(text))
        result.append(Text.of(text, template, *values))
    return result[0]


def _fields(template: str) -> Iterator[tuple[str, str]]:
    """The fields that ``template.format`` fills, in its order up to where it finds a fault: their names and formats."""
    with suppress(ValueError):
        for _, name, spec, _ in Formatter().parse(template):
            if name is not None:
                yield name, spec or ""


def _deep(value: Value) -> Value:
    return {k: shown(v) for k, v in value.items()} if isinstance(value, dict) else shown(value)


def is_opaque(m: Machine, value: Value) -> bool:
    """Whether the text of a value is not known, or is not followed."""
    try:
        m.budget.weigh(value)
    except TooLarge:
        return True
    return _opaque_within(value)


def _opaque_within(value: Value) -> bool:
    if isinstance(value, (Unknown, Grid)):  # NumPy writes an array in a form of its own
        return True
    if isinstance(value, (list, tuple)):
        return any(map(_opaque_within, value))
    if isinstance(value, dict):
        return any(map(_opaque_within, value.values()))
    return not isinstance(shown(value), PLAIN)
