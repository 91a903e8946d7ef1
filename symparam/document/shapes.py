"""Shapes as people read them: without the batch where it leads alone, whole where it does anything else."""

from __future__ import annotations

from collections.abc import Callable

from ..algebra import Dim, Shape, product
from ..algebra.batch import BATCH, has_batch
from ..algebra.nodes import Node
from ..row import Row
from .tree import Axes, Spans

NOT_CALLED = "not called"
WITHOUT = " without N"  # behind a shape in which the batch does not stand, so that it is not taken for one sample's


def output_spans(row: Row, node: Callable[[Dim], Node]) -> list[Spans]:
    """Each output of a row; ``node`` writes a size."""
    if not row.outputs:
        return [(NOT_CALLED,)] if row.calls else []
    return [shape_spans(x, times, node) for x, times in zip(row.outputs, batches(row), strict=True)]


def batches(row: Row) -> tuple[Dim | None, ...]:
    """How many of each output a sample has; None for a shape that is written whole."""
    return row.batches or (1,) * len(row.outputs)


def shape_spans(x: Shape, times: Dim | None, node: Callable[[Dim], Node]) -> Spans:
    """One shape: ``(56, 56, 3)``, ``(64·N, 49, 96)``, ``(1, 197, 768) without N``."""
    axes = Axes(tuple(map(node, sizes_of(x, times))))
    return (axes, WITHOUT) if times is None and not has_batch(x) else (axes,)


def sizes_of(x: Shape, times: Dim | None) -> tuple[Dim, ...]:
    """The sizes that are written: with the batch in front where a sample has several of the shape."""
    return tuple(x) if times is None or times == 1 else (product((times, BATCH)), *x)
