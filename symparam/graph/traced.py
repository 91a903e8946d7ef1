"""The calls of each row, worked out when they are asked for; what that needs is not even loaded before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ..algebra import Dim
from .model import Model

if TYPE_CHECKING:
    from ..costs import Work

Tracer = Callable[[str], Callable[..., "tuple[Work, ...]"]]


def tracer(model: Model) -> Tracer:
    """For the name of a row, a function that gives its calls; the model is traced once, and only if one is called."""

    @cache
    def traced() -> dict[str, tuple[Work, ...]]:
        from .trace import trace

        return trace(model)

    def of(row: str) -> Callable[..., tuple[Work, ...]]:
        def calls(bindings: Mapping[str, Dim] | None = None) -> tuple[Work, ...]:
            found = traced().get(row, ())
            return tuple(call.bind(bindings) for call in found) if bindings else found

        return calls

    return of
