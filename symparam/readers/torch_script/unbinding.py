"""x.unbind(1) along an axis that has a value: so many tensors come out, which fixes the axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...graph import Tensor
from ...interpreter.symbols import Symbols

UNBIND = ("torch.unbind", "Tensor.unbind")
MOST = 4096  # tensors that are told apart


def unbound(
    symbols: Symbols, args: list[Any], keywords: Mapping[str, Any], select: Callable[[Any, int, int], Any], why: str
) -> tuple[Any, ...] | None:
    """The parts of the tensor, each by ``select``; None where the size is a number already, or has no value."""
    named = dict(zip(("input", "dim"), args, strict=False)) | dict(keywords)
    x, dim = named.get("input"), named.get("dim", 0)
    if not isinstance(x, Tensor) or not isinstance(dim, int) or not -len(x.shape) <= dim < len(x.shape):
        return None
    size = x.shape[dim]
    many = None if isinstance(size, int) else symbols.value(size)
    if many is None or many > MOST:
        return None
    symbols.pin(size, why)
    symbols.mark()
    return tuple(select(x, dim, i) for i in range(many))
