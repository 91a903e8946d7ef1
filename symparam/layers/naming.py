"""Keras's names for layers: snake case of the type, with a counter for each."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache


@cache
def snake_case(type_name: str) -> str:
    """The base name that Keras gives to a layer type.

    >>> snake_case("MaxPooling2D")
    'max_pooling2d'
    """
    name = re.sub(r"\W+", "", type_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


class Namer:
    """Counts the layers of each type: conv2d, conv2d_1, … or, as old Keras did, conv2d_1, conv2d_2, …."""

    def __init__(self, first_numbered: bool = False) -> None:
        self._seen: Counter[str] = Counter()
        self._shift = int(first_numbered)

    def __call__(self, type_name: str) -> str:
        base = snake_case(type_name)
        n = self._seen[base] + self._shift
        self._seen[base] += 1
        return f"{base}_{n}" if n else base

    def uid(self, base: str) -> int:
        """One more of a base name, as the script asks for it: the first is 1.

        >>> Namer().uid("block")
        1
        """
        self._seen[base] += 1
        return self._seen[base]

    @property
    def counts(self) -> Counter[str]:
        """How many layers of each base name there are, for those who count along."""
        return self._seen
