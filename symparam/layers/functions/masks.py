"""Which tensors hold truth values: as an index, they take as many elements as are true, which no shape tells."""

from __future__ import annotations

from typing import Any

from .function import Function
from .signature import is_tensor

NAMES = """
    eq ne not_equal lt less le less_equal gt greater ge greater_equal logical_and logical_or logical_xor logical_not
    isfinite isinf isnan isneginf isposinf isreal isclose isin signbit all any __eq__ __ne__ __lt__ __le__ __gt__ __ge__
    bool
"""
PASSED_ON = """
    reshape view flatten unflatten permute transpose t T mT squeeze unsqueeze expand expand_as repeat tile roll flip
    broadcast_to __getitem__ select narrow cat stack chunk split unbind tril triu __and__ __or__ __xor__ __invert__
    bitwise_and bitwise_or bitwise_xor bitwise_not masked_fill where movedim swapaxes repeat_interleave view_as
    reshape_as index_select gather
"""
TRUTH = frozenset(NAMES.split())
KEEPS = frozenset(PASSED_ON.split())  # functions that give truth values for truth values


def is_mask(value: Any) -> bool:
    """Whether an index holds truth values: a bool, a list of them, or a tensor of a comparison."""
    if isinstance(value, bool):
        return True
    if isinstance(value, (list, tuple)):
        return bool(value) and all(map(is_mask, value))
    seen = 0
    while is_tensor(value) and isinstance(value.node.layer, Function) and seen < 1000:
        layer = value.node.layer
        name = layer.path.rpartition(".")[2]
        if name.rstrip("_") in TRUTH or name in TRUTH or getattr(layer, "truth", False):
            return True
        if name not in KEEPS or not value.node.inputs:
            return False
        value = value.node.inputs[-1 if name == "where" else 0]
        seen += 1
    return False
