"""Receptive fields: which part of the input one position of a layer's output depends on.

For every array and every axis of an input of the model, the first and the last position that an output position o
depends on are formulas in o. A window maps them by ``step·o − before``, upsampling by a floor division; where branches
meet, the smaller first and the larger last position count. What is printed is the extent, the largest over the phases
of o, and the stride: how far it moves when o moves by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from sympy import Rational

from ..algebra import Dim, bind, evaluate, names_in, number, size
from ..algebra.batch import has_batch
from ..algebra.domain.periods import Periods
from ..algebra.domain.undecided import Undecided
from ..algebra.expanding import expand
from ..frozen import dataclass
from .largest import largest
from .sight import Sight
from .work import Work

POSITION = "__o"  # the symbol of an output position
PHASES = 4096  # phases of an output position that are looked at one by one


@dataclass(frozen=True)
class Span:
    """The positions of an input axis that position o of an array's axis depends on; no axis: the whole of it."""

    axis: int | None
    first: Dim = 0
    last: Dim = 0


Seen = Mapping[tuple[int, int], Span]  # (input of the model, axis of it) -> what is seen of it


@dataclass(frozen=True)
class Field:
    """The receptive field along one axis: its extent and its stride, both None where the whole axis is seen."""

    extent: Dim | None
    stride: Dim | None


def receptive_fields(calls: Sequence[Work]) -> dict[int, tuple[Field, ...]]:
    """For each call, by its order: the receptive field along each spatial axis of the first input it depends on."""
    calls = sorted(calls, key=lambda call: call.order)
    made = {a.key for call in calls if call.inputs for a in call.outputs}
    seen: dict[int, Seen] = {}
    inputs: list[int] = []
    ranks: dict[int, int] = {}
    batch: set[tuple[int, int]] = set()  # axes of inputs that are no part of a sample
    for call in calls:
        for a in (*call.inputs, *(call.outputs if not call.inputs else ())):
            if a.key not in made and a.key not in seen:
                o = size(POSITION)
                seen[a.key] = {(len(inputs), i): Span(i, o, o) for i in range(len(a.shape))}
                ranks[len(inputs)] = len(a.shape)
                batch |= {(len(inputs), i) for i, n in enumerate(a.shape) if has_batch(n)}
                inputs.append(a.key)
        if call.inputs:
            parts = [_through(seen[a.key], s) for a, s in zip(call.inputs, call.sights(), strict=True)]
            joined = _joined(parts)
            seen.update({a.key: joined for a in call.outputs})
    channels = _channel_axes(calls, seen, ranks, batch)
    left_out = batch | set(channels.items())
    return {call.order: _fields(seen[call.outputs[0].key], ranks, left_out) for call in calls}


def _through(seen: Seen, sights: Sequence[Sight]) -> dict[tuple[int, int], Span]:
    found = {}
    for place, span in seen.items():
        sight = Sight("all") if span.axis is None else sights[span.axis]
        if sight.axis is None:
            found[place] = Span(None)
        else:
            found[place] = Span(
                sight.axis, _at(span.first, sight.first(size(POSITION))), _at(span.last, sight.last(size(POSITION)))
            )
    return found


def _at(position: Dim, o: Dim) -> Dim:
    return number(expand(bind(position, {POSITION: o})))


def _joined(parts: Iterable[Mapping[tuple[int, int], Span]]) -> dict[tuple[int, int], Span]:
    joined: dict[tuple[int, int], Span] = {}
    for part in parts:
        for place, span in part.items():
            other = joined.get(place, span)
            if span.axis is None or other.axis != span.axis:
                joined[place] = Span(None)
            elif other != span:
                joined[place] = Span(span.axis, -_later(-other.first, -span.first), _later(other.last, span.last))
            else:
                joined[place] = span
    return joined


def _later(a: Dim, b: Dim) -> Dim:
    """The larger of two positions; compared on all their phases where only floors of o stand in them."""
    difference = number(expand(b - a))
    signs = _values(difference)
    if signs is not None and min(signs) >= 0:
        return b
    return a if signs is not None and max(signs) <= 0 else largest((a, b))


def _values(value: Dim) -> list[int] | None:
    """All values of a formula that repeats in o; None where it does not, or another symbol is in it."""
    if isinstance(value, int):
        return [value]
    if names_in(value) != {POSITION}:
        return None
    try:
        period = Periods.of(value).period.get(POSITION, 1)
    except Undecided:
        return None
    if period > PHASES or evaluate(value, {POSITION: 0}) != evaluate(value, {POSITION: period}):
        return None
    found = [evaluate(value, {POSITION: i}) for i in range(period)]
    return [n for n in found if isinstance(n, int)] if all(isinstance(n, int) for n in found) else None


# --- for people --------------------------------------------------------------------------------------------------


def _channel_axes(
    calls: Sequence[Work], seen: Mapping[int, Seen], ranks: Mapping[int, int], batch: Set[tuple[int, int]]
) -> dict[int, int]:
    """The axis of each input that a window layer takes as channels; the last one where there is no such layer."""
    channels = {i: rank - 1 for i, rank in ranks.items()}
    decided: set[int] = set()
    for call in calls:
        for a, sights in zip(call.inputs, call.sights(), strict=True):
            if not any(s.kind in ("window", "spread") for s in sights):
                continue
            axis = next(
                (i for i, s in enumerate(sights) if s.kind not in ("window", "spread") and not has_batch(a.shape[i])),
                None,
            )
            for (i, j), span in seen[a.key].items():
                if span.axis == axis and axis is not None and i not in decided:
                    channels[i] = j
                    decided.add(i)
    return channels


def _fields(seen: Seen, ranks: Mapping[int, int], left_out: Set[tuple[int, int]]) -> tuple[Field, ...]:
    first = min((i for i, _ in seen), default=None)
    if first is None:
        return ()
    return tuple(_field(seen[first, j]) for j in range(ranks[first]) if (first, j) not in left_out)


def _field(span: Span) -> Field:
    if span.axis is None:
        return Field(None, None)
    extent = number(expand(span.last - span.first + 1))
    values = _values(extent)
    stride = _stride(span.first)
    return Field(max(values) if values else extent, stride)


def _stride(first: Dim) -> Dim:
    """How far the first position moves when o moves by one, on average over the phases."""
    if isinstance(first, int) or POSITION not in names_in(first):
        return 0
    try:
        period = Periods.of(first).period.get(POSITION, 1)
    except Undecided:
        period = 1
    start, end = (bind(first, {POSITION: n}) for n in (0, period))
    return number(expand(Rational(1, period) * (end - start)))
