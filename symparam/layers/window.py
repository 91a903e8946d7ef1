"""Sliding windows along one axis, the rule behind convolutions and pooling."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..algebra import Dim, Need, div, maximum, minimum


@lru_cache(maxsize=65536)
def window(n: Dim, kernel: Dim, stride: Dim, padding: str, dilation: Dim = 1) -> Dim:
    """How many positions a window has along an axis of n.

    ``valid``: ⌊(n − d(k − 1) − 1)/s⌋ + 1; ``same`` and ``causal``: ⌈n/s⌉.

    >>> window(256, 3, 1, "valid")
    254
    """
    if padding == "valid":
        return positions(n, kernel, stride, dilation=dilation)
    return div(n + stride - 1, stride)


@lru_cache(maxsize=65536)
def positions(
    n: Dim, kernel: Dim, stride: Dim, before: Dim = 0, after: Dim = 0, dilation: Dim = 1, ceil: bool = False
) -> Dim:
    """How many positions a window has along an axis of n with so many elements before and after it.

    ⌊(n + before + after − d(k − 1) − 1)/s⌋ + 1; with ``ceil`` one more where the stride leaves a rest, if that window
    begins within the input or what is before it.

    >>> positions(7, 2, 2), positions(7, 2, 2, ceil=True), positions(7, 3, 2, 1, 1)
    (3, 4, 4)
    """
    return div(n + beyond(kernel, stride, before, after, dilation, ceil), stride)


def beyond(kernel: Dim, stride: Dim, before: Dim, after: Dim, dilation: Dim, ceil: bool) -> Dim:
    """What is added to an axis before it is divided by the stride; together they are a stride at least."""
    span = before + after - reach(kernel, dilation) + stride
    return minimum(span + stride - 1, before + stride - 1) if ceil else span


@lru_cache(maxsize=4096)
def reach(kernel: Dim, dilation: Dim) -> Dim:
    """How far a dilated kernel extends: d(k − 1) + 1.

    >>> reach(3, 2)
    5
    """
    return dilation * (kernel - 1) + 1


def stride_or_dilation(strides: tuple[Dim, ...], dilation: tuple[Dim, ...]) -> Iterator[Need]:
    """Keras takes no stride above 1 together with a dilation above 1."""
    s, d = maximum(*strides), maximum(*dilation)
    if s != 1 and d != 1:
        yield Need((s - 1) * (d - 1), "==", 0, f"strides {s} and dilation_rate {d} cannot both be above 1")
