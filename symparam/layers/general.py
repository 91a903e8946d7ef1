"""The general rule of a layer: the same class with a symbol of its own for each size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ..algebra import Dim, Shape, size
from ..frozen import dataclass
from .fields import SUFFIXES

if TYPE_CHECKING:
    from .layer import Layer


@dataclass(frozen=True)
class General:
    """A layer and its inputs in symbols of their own, and the value of each symbol."""

    layer: Layer
    inputs: tuple[Shape, ...]
    values: Mapping[str, Dim]


class Letters:
    """Hands out symbols: one for each letter and value, with a suffix where the letter is taken."""

    def __init__(self, taken: Iterable[str] = (), own: bool = False) -> None:
        """``own``: a letter stands for the size of that name in the model too, where it means the same there."""
        self._own = own
        self._taken = frozenset(taken)
        self.values: dict[str, Dim] = {}

    def symbol(self, letter: str, value: Dim) -> Dim:
        """The symbol that stands for a value; equal letters with equal values are one symbol."""
        name, n = letter, 1
        while (name in self._taken and not (self._own and value == size(name))) or self.values.get(
            name, value
        ) != value:
            n += 1
            name = f"{letter}_{n}"
        self.values[name] = value
        return size(name)

    def layer(self, layer: Layer) -> Layer:
        """The layer with a symbol for each field that is a size, in nested layers too."""
        changes: dict[str, Any] = {}
        for f in fields(layer):
            value = getattr(layer, f.name)
            if f.metadata.get("layer") and value is not None:
                changes[f.name] = tuple(map(self.layer, value)) if isinstance(value, tuple) else self.layer(value)
            elif "letter" in f.metadata and value is not None and not isinstance(value, (str, float)):
                changes[f.name] = self._sizes(f.metadata["letter"], value, f.metadata["neutral"])
        return replace(layer, **changes) if changes else layer

    def _sizes(self, letter: str | tuple[Any, ...], value: Any, neutral: Any) -> Any:
        if not isinstance(value, tuple):
            assert isinstance(letter, str)
            kept = value is None or isinstance(value, float) or value == neutral
            return value if kept else self.symbol(letter, value)
        letters = letter if isinstance(letter, tuple) else [letter + s for s in suffixes(letter, len(value))]
        return tuple(
            self._sizes((one,) * len(v) if isinstance(v, tuple) and isinstance(one, str) else one, v, neutral)
            for one, v in zip(letters, value, strict=True)
        )  # both sides of an axis share its letter


def suffixes(letter: str, n: int) -> tuple[str, ...]:
    """What follows the letter of each of n sizes; ``t_`` asks for t_1, t_2, … where the sizes are no spatial axes."""
    if letter.endswith("_"):
        return tuple(str(i + 1) for i in range(n))
    return SUFFIXES.get(n) or tuple(f"_{i + 1}" for i in range(n))
