"""A module whose class is derived from one of torch.nn, and holds more than that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ...weight import Role, Weight
from .base import TorchLayer
from .wrapped import Wrapped


@dataclass(frozen=True)
class Extended(Wrapped):
    """A module of torch.nn with further parameters and buffers, as a masked convolution or a noisy Linear has them.

    ``shapes`` are those of its further arrays, in order; ``names``, ``trained`` and ``roles`` go with them. PyTorch
    keeps all parameters before all buffers.
    """

    names: tuple[str, ...] = ()
    shapes: tuple[tuple[Dim, ...], ...] = field(default=(), metadata={"letter": "n_", "neutral": None})
    trained: tuple[bool, ...] = ()
    roles: tuple[Role, ...] = ()

    phrase: ClassVar = "{layer}"

    @staticmethod
    def of(layer: TorchLayer, more: Iterable[Weight]) -> Extended:
        """The module with these arrays besides its own."""
        found = list(more)
        return Extended(
            layer,
            tuple(w.name for w in found),
            tuple(tuple(w.shape) for w in found),
            tuple(w.trainable for w in found),
            tuple(w.role for w in found),
        )

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        kept = list(self.layer.weights(*xs))
        more = [Weight(*parts) for parts in zip(self.names, self.shapes, self.trained, self.roles, strict=True)]
        for role in ("parameter", "buffer"):
            yield from (w for w in (*kept, *more) if w.role == role)
