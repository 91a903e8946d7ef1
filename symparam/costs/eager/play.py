"""The calls of a model, recorded on a tape one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from ...algebra import Dim, bind
from .tape import Block, Tape, Value

if TYPE_CHECKING:
    from ..work import Work


def play(tape: Tape, calls: Iterable[Work], values: dict[int, Value]) -> dict[int, Value]:
    """Record the calls; ``values`` are those of arrays by key, to which what is given and made is added."""
    for block, group in groupby(calls, key=lambda call: call.block):
        part = list(group)
        if block is None:
            _each(tape, part, values)
            continue
        x = values[part[0].inputs[0].key]

        def run(x: Value, part: list[Work] = part) -> Value:
            _each(tape, part, values)
            return values[part[-1].outputs[0].key]

        ops, y = tape.block(x, run, block)
        tape.ops += [Block(1, ops, (), x, y, y, True)] if tape.given.checkpoint and y.tracked else ops
    return values


def _each(tape: Tape, calls: Iterable[Work], values: dict[int, Value]) -> None:
    outer = tape.bindings
    for call in calls:
        for array in call.inputs or call.outputs:
            if array.key not in values:
                tape.bindings = outer
                values[array.key] = tape.enter(array.elements)
        if call.inputs:
            tape.bindings = _composed(call.bindings, outer)
            made = call.rules.record(tape, tuple(values[a.key] for a in call.inputs))
            values.update(zip((a.key for a in call.outputs), made, strict=True))
            tape.results += made
    tape.bindings = outer


def _composed(inner: Mapping[str, Dim], outer: Mapping[str, Dim]) -> Mapping[str, Dim]:
    """First the inner bindings, then the outer ones."""
    return {**outer, **{name: bind(value, outer) for name, value in inner.items()}} if outer else inner
