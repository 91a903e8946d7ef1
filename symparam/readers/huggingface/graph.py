"""What all descriptions share: chains of layers, and the number of tokens."""

from __future__ import annotations

from collections.abc import Iterable

from ...algebra import Dim, size
from ...graph.tensor import Tensor
from ...layers.layer import Layer
from .config import Config


def after(x: Tensor, layers: Iterable[Layer]) -> Tensor:
    """What a chain of layers makes of a tensor."""
    for layer in layers:
        x = layer(x)
    return x


def tokens(c: Config, key: str, letter: str = "T", less: int = 0, otherwise: int | None = None) -> Dim:
    """The number of tokens, by default the longest that the config speaks of."""
    longest = c.value(key)
    longest = otherwise if longest is None else longest
    given = c.symbols.given(letter, *(["context"] if letter == "T" else []))
    if letter == "T":
        c.symbols.aliases["context"] = "T"
    if isinstance(given, int):
        longest, less = given, 0
    meaning = {"T": "tokens", "S": "tokens of the encoder"}[letter]
    if isinstance(longest, int) and not isinstance(longest, bool) and longest > less:
        return c.symbols.add(letter, longest - less, meaning)
    c.symbols.meanings[letter] = meaning
    return size(letter)
