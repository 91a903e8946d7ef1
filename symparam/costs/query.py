"""A cost of a whole model, and of each of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..algebra import Dim, gathered
from ..errors import SizeError
from .largest import largest
from .memory import live
from .table import Options, Weights, cost, in_bytes
from .work import Work

if TYPE_CHECKING:
    from .receptive import Field

Part = tuple[Weights, Sequence[Work]]  # the weights and the work of one row


def of_model(name: str, weights: Weights, work: Sequence[Work], options: Options) -> Any:
    """A cost of the model: a size, or for a receptive field one entry for each spatial axis of the input."""
    entry = cost(name)
    if entry.unit == "positions":
        from .receptive import receptive_fields

        fields = receptive_fields(work)
        return _axes(name, fields[max(fields)]) if fields else ()
    work, options = _sampled(work, options)
    value = entry.of(weights, work, options)
    return value if entry.once is None else gathered((value, entry.once(weights, options)))


def of_rows(name: str, parts: Sequence[Part], options: Options) -> list[Any]:
    """The cost of each row; None where a row has no share in it."""
    entry = cost(name)
    if name == "training" and options.runtime:
        raise SizeError(f"what a step of {options.runtime} takes at most is a figure of the whole model, not of a row")
    if entry.unit != "positions":
        sampled = [_sampled(work, options) for _, work in parts]
        parts = [(weights, work) for (weights, _), (work, _) in zip(parts, sampled, strict=True)]
        options = next((o for _, o in sampled if o != options), options)
    if name == "memory" and options.activations == "peak":  # what is alive at once belongs to no row
        options = replace(options, activations="none")
    if not entry.by_schedule:
        return [entry.of(weights, work, options) for weights, work in parts]
    work = [w for _, works in parts for w in works]
    if entry.unit == "positions":
        from .receptive import receptive_fields

        fields = receptive_fields(work)
        return [_axes(name, fields[max(w.order for w in works)]) if works else None for _, works in parts]
    alive: dict[int, list[Dim]] = {}
    for w, n in live(work):
        alive.setdefault(w.order, []).append(n)
    steps = [[n for w in works for n in alive.get(w.order, ())] for _, works in parts]
    return [in_bytes(largest(values, options.least), options) if values else None for values in steps]


def _sampled(work: Sequence[Work], options: Options) -> tuple[Sequence[Work], Options]:
    """The work for the whole batch, where its shapes hold the batch: no factor of a single sample is needed then."""
    if not any(w.whole for w in work):
        return work, options
    return [w.of_samples(options.batch) for w in work], replace(options, batch=1)


def _axes(name: str, fields: tuple[Field, ...]) -> tuple[Dim | None, ...]:
    return tuple(f.extent if name == "receptive_field" else f.stride for f in fields)
