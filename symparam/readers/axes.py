"""What the axes of an input are called, and what that means in words."""

from __future__ import annotations

AXES = {1: ("d",), 2: ("T", "d"), 3: ("H", "W", "C"), 4: ("D", "H", "W", "C")}
MEANINGS = {
    "H": "input height",
    "W": "input width",
    "C": "input channels",
    "T": "input steps",
    "d": "input features",
    "D": "input depth",
}


def letters(rank: int, channels_first: bool = False) -> tuple[str, ...]:
    """The letters of the axes of an input, without the batch.

    >>> letters(3, channels_first=True)
    ('C', 'H', 'W')
    """
    names = AXES.get(rank) or tuple(f"n_{i + 1}" for i in range(rank))
    return (names[-1], *names[:-1]) if channels_first and rank in (3, 4) else names
