"""Sliding windows along one axis, the rule behind convolutions and pooling."""

from __future__ import annotations

from functools import lru_cache

from ..algebra import Dim, div


@lru_cache(maxsize=65536)
def window(n: Dim, kernel: Dim, stride: Dim, padding: str, dilation: Dim = 1) -> Dim:
    """How many positions a window has along an axis of n.

    ``valid``: ⌊(n − d(k − 1) − 1)/s⌋ + 1; ``same`` and ``causal``: ⌈n/s⌉.

    >>> window(256, 3, 1, "valid")
    254
    """
    if padding == "valid":
        return div(n - dilation * (kernel - 1) - 1 + stride, stride)
    return div(n + stride - 1, stride)
