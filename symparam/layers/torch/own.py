"""The parameters and buffers that a module of the user's own class, or a container, holds itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ...weight import Role, Weight
from .base import TorchLayer


@dataclass(frozen=True)
class Own(TorchLayer):
    """What a module registers by itself, ``self.scale = nn.Parameter(torch.ones(d))``; it is never called.

    ``shapes`` are those of its arrays, in order; ``names``, ``trained`` and ``roles`` go with them.
    """

    type: str
    names: tuple[str, ...]
    shapes: tuple[tuple[Dim, ...], ...] = field(metadata={"letter": "n_", "neutral": None})
    trained: tuple[bool, ...]
    roles: tuple[Role, ...]

    phrase: ClassVar = "parameters"
    arity: ClassVar = (0, 0)
    call: ClassVar = ()

    @staticmethod
    def of(type: str, weights: Iterable[Weight], name: str) -> Own:
        """The module of a type that holds these arrays."""
        found = list(weights)
        return Own(
            type,
            tuple(w.name for w in found),
            tuple(tuple(w.shape) for w in found),
            tuple(w.trainable for w in found),
            tuple(w.role for w in found),
            name=name,
        )

    @property
    def type_name(self) -> str:
        return self.type

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        return ()

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for name, shape, trained, role in zip(self.names, self.shapes, self.trained, self.roles, strict=True):
            yield Weight(name, shape, trained, role)
