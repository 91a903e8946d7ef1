"""A condition of a model: a relation between sizes, and the layer that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from ..frozen import dataclass
from .need import Need
from .symbols import Dim


@dataclass(frozen=True)
class Condition:
    """A need and the layer (or the line of the source) that it comes from."""

    layer: str
    need: Need

    def bind(self, bindings: Mapping[str, Dim]) -> Condition:
        """The condition with symbols replaced by name."""
        need = self.need.bind(bindings)
        return self if need is self.need else Condition(self.layer, need)
