"""What a source knows of a model's symbols besides its graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from .algebra import Condition
from .frozen import dataclass


@dataclass(frozen=True)
class Assumption:
    """Something in a script that is not followed, and taken not to change a model."""

    what: str  # builder.extend(…)
    line: int

    def __str__(self) -> str:
        return f"{self.what} (line {self.line})"


@dataclass(frozen=True)
class Facts:
    """Default sizes and meanings of symbols, the names that have one value only, and what was taken while reading."""

    defaults: Mapping[str, int] = field(default_factory=dict)  # symbol -> size
    meanings: Mapping[str, str] = field(default_factory=dict)  # symbol -> what it is, in words
    pinned: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # name -> (its only value, why)
    assumptions: tuple[Assumption, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)  # other name of the source -> the symbol that it means
    notes: tuple[str, ...] = ()  # what a reader of the totals should know, in sentences
    generates: bool = False  # whether it is a model of language that reads what it has written
    texts: frozenset[str] = frozenset()  # names of the source that a user has given a text, a list or a truth
    library: str = "keras"  # whose names and counts a model of layers has: keras, transformers
    dtype: str = ""  # the type of the weights, where the source says one
    places: Mapping[str, str] = field(default_factory=dict)  # name of a row -> where its layer is made, "model.py:12"
    conditions: tuple[Condition, ...] = ()  # each with its origin, such as "model.py:12", in place of the layer
