"""What the axes of an input are called, and what that means in words."""

from __future__ import annotations

from collections.abc import Collection

from ..graph import Model

AXES = {1: ("d",), 2: ("T", "d"), 3: ("H", "W", "C"), 4: ("D", "H", "W", "C")}
MEANINGS = {
    "H": "input height",
    "W": "input width",
    "C": "input channels",
    "T": "input steps",
    "d": "input features",
    "D": "input depth",
}


IMAGES = frozenset([3, 4])  # the inputs that a format for everything is of; those with one axis of steps are texts too


def letters(rank: int, first: Collection[int] = ()) -> tuple[str, ...]:
    """The letters of the axes of an input, without the batch; ``first`` are the ranks with the channels first.

    >>> letters(3, first=(3, 4))
    ('C', 'H', 'W')
    """
    names = AXES.get(rank) or tuple(f"n_{i + 1}" for i in range(rank))
    return (names[-1], *names[:-1]) if rank in first else names


def channels_first(model: Model) -> frozenset[int]:
    """The ranks of inputs whose channels stand first, as the first layer of that rank says which has a data format."""
    formats: dict[int, str | None] = {}
    models = [model]
    for one in models:
        for entry in one.entries:
            if isinstance(entry.layer, Model):
                models.append(entry.layer)
            elif hasattr(entry.layer, "data_format") and hasattr(entry.layer, "rank"):
                formats.setdefault(entry.layer.rank + 1, entry.layer.data_format)
    return frozenset(rank for rank, data_format in formats.items() if data_format == "channels_first")
