"""Which shapes the masks of attention may have, in MultiheadAttention and in transformers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...algebra import Dim, Need, Shape, product
from ...errors import LayerError
from ..fields import owner
from .base import TorchLayer
from .transformer import Stack

SCORES = {  # a mask of the scores -> what has its rows, what has its columns
    "attn_mask": ("query", "key"),
    "mask": ("src", "src"),
    "src_mask": ("src", "src"),
    "tgt_mask": ("tgt", "tgt"),
    "memory_mask": ("tgt", "memory"),
}
PADDINGS = {  # a mask of padding -> whose positions it has
    "key_padding_mask": "key",
    "src_key_padding_mask": "src",
    "tgt_key_padding_mask": "tgt",
    "memory_key_padding_mask": "memory",
}
MASKS = frozenset((*SCORES, *PADDINGS))


def mask_needs(layer: TorchLayer, masks: Mapping[str, Shape], xs: Sequence[Shape]) -> Iterator[Need]:
    """What a call on these inputs asks of its masks. Raises LayerError for a mask with other axes."""
    by = dict(zip(layer.call, xs, strict=False))
    by.setdefault("memory", by.get("src", Shape(())))  # a whole Transformer makes its memory of src
    for name, mask in masks.items():
        if name in SCORES:
            rows, columns = (_axes(layer, by[place]) for place in SCORES[name])
            yield from _of_scores(layer, name, mask, rows, columns[1])
        else:
            batch, length = _axes(layer, by[PADDINGS[name]])
            yield from _equal(layer, name, mask, (*batch, length))


def _of_scores(
    layer: TorchLayer, name: str, mask: Shape, rows: tuple[tuple[Dim, ...], Dim], columns: Dim
) -> Iterator[Need]:
    """One mask for all, or one for each sample and head."""
    batch, length = rows
    each = (product((*batch, _block(layer, "num_heads", "nhead"))),) if len(mask) == 3 else ()
    yield from _equal(layer, name, mask, (*each, length, columns))


def _equal(layer: TorchLayer, name: str, mask: Shape, wanted: tuple[Dim, ...]) -> Iterator[Need]:
    if len(mask) != len(wanted):
        raise LayerError(f"{owner(layer)}: {name} must be of shape {Shape(wanted)}, not {mask}")
    for a, b in zip(mask, wanted, strict=True):
        yield Need(a, "==", b, f"{name} must be of shape {Shape(wanted)}")


def _axes(layer: TorchLayer, x: Shape) -> tuple[tuple[Dim, ...], Dim]:
    """The batch, where there is one, and the positions."""
    if len(x) == 2:
        return (), x[0]
    return ((x[0],), x[1]) if _block(layer, "batch_first") else ((x[1],), x[0])


def _block(layer: TorchLayer, *names: str) -> Any:
    """A field of the layer, of the block that it copies, or of the layer whose weight it makes anew."""
    inner: Any = layer
    while not any(hasattr(inner, name) for name in names):
        inner = inner.block if isinstance(inner, Stack) else inner.layer
    return next(getattr(inner, name) for name in names if hasattr(inner, name))
