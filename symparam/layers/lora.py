"""Low-rank adaptation: a frozen kernel and two narrow matrices whose product is added to it."""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra import Dim, Shape
from ..weight import Weight


def adapted(name: str, shape: tuple[Dim, ...], rank: Dim | None, *others: Weight) -> Iterator[Weight]:
    """A kernel, the layer's other weights, and where there is a rank the two matrices that are trained instead."""
    yield Weight(name, shape, trainable=rank is None)
    yield from others
    if rank is not None:
        yield Weight(f"lora_{name}_a", Shape((*shape[:-1], rank)))
        yield Weight(f"lora_{name}_b", (rank, shape[-1]))
