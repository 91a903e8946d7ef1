"""The steps of one layer's derivation as display values: rule, substituted, simplified."""

from __future__ import annotations

from .algebra import Dim
from .algebra.display import Node
from .frozen import dataclass


@dataclass(frozen=True)
class Lines:
    """One quantity: its general rule, the rule with values in place of letters, and what that comes to."""

    left: str  # params, H_out, …
    rule: Node
    substituted: Node
    simplified: Dim


@dataclass(frozen=True)
class Letter:
    """A letter of the rule: its meaning in words, and what it stands for in this layer."""

    name: str
    meaning: str
    value: Dim


@dataclass(frozen=True)
class Array:
    """A weight of the rule: its name, its shape in letters, and whether it is a parameter or a buffer."""

    name: str
    shape: tuple[Node, ...]
    role: str = "parameter"


@dataclass(frozen=True)
class Steps:
    """How a layer's parameters and output shape come about; no ``params`` where there are no weights."""

    params: Lines | None
    shape: tuple[Lines, ...]
    letters: tuple[Letter, ...]
    weights: tuple[Array, ...] = ()
    about: str = ""  # what the layer does, in a sentence
