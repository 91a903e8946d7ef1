"""The calls of each row, worked out when they are asked for; what that needs is not even loaded before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ..algebra import Dim
from ..frozen import dataclass
from .network import Network

if TYPE_CHECKING:
    from ..costs import Work

Tracer = Callable[[str], Callable[..., "tuple[Work, ...]"]]


@dataclass(frozen=True)
class Traced:
    """A model, which is traced once, and only if a row's calls are asked for."""

    model: Network

    @cached_property
    def calls(self) -> dict[str, tuple[Work, ...]]:
        """The calls of each row by its name."""
        from .schedule import trace

        return trace(self.model)

    def of(self, row: str, bindings: Mapping[str, Dim] | None = None) -> tuple[Work, ...]:
        """The calls of a row, with symbols replaced by name."""
        found = self.calls.get(row, ())
        return tuple(call.bind(bindings) for call in found) if bindings else found

    def __getstate__(self) -> dict[str, Network]:
        return {"model": self.model}  # a copy traces it anew

    def __setstate__(self, state: dict[str, Network]) -> None:
        self.__dict__.update(state)


def tracer(model: Network) -> Tracer:
    """For the name of a row, a function that gives its calls."""
    return partial(partial, Traced(model).of)
