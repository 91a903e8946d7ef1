"""Low-rank adaptation: a frozen kernel and two narrow matrices whose product is added to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..algebra import Dim, Shape
from ..weight import Weight
from .layer import THAWED, Assigned


class Adaptable(Protocol):
    """A layer with a field lora_rank."""

    @property
    def lora_rank(self) -> Dim | None: ...

    @property
    def trainable(self) -> bool | Assigned: ...


def adapted(layer: Adaptable, name: str, shape: tuple[Dim, ...], *others: Weight) -> Iterator[Weight]:
    """A kernel, the layer's other weights, and where there is a rank the two matrices that are trained instead.

    Keras trains the kernel too once ``trainable = True`` is assigned to a layer that has it.
    """
    rank = layer.lora_rank
    yield Weight(name, shape, trainable=rank is None or layer.trainable is THAWED)
    yield from others
    if rank is not None:
        yield Weight(f"lora_{name}_a", Shape((*shape[:-1], rank)))
        yield Weight(f"lora_{name}_b", (rank, shape[-1]))
