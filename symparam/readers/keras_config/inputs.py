"""Input shapes: their axes become symbols, with the sizes in the config as defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...algebra import Dim, Shape, evaluate, names_in, size
from ...errors import NumberWanted, SizeError
from ...facts import Facts
from ..axes import MEANINGS, letters
from ..structural import Fixed
from .fields import Place, shown

NOTHING = Facts()


class Symbols:
    """The symbols of one reading: H, W, C, and with a suffix where a further input asks for the same letter."""

    def __init__(
        self, bindings: Mapping[str, Dim], given: Shape | None, first: frozenset[int], fixed: Fixed | None = None
    ) -> None:
        self._bindings = bindings
        self._fixed = fixed or {}
        self._given = given
        self._first = first
        self._defaults: dict[str, int] = {}
        self._meanings: dict[str, str] = {}
        self._taken: dict[str, int] = {}

    def shape(self, sizes: list[int | None] | None, place: Place) -> Shape:
        """The shape of an input, without the batch axis; ``sizes`` is what the config says, None where it says nothing.

        Raises ReadError where there is no shape, or where the user's has other axes.
        """
        given, self._given = self._given, None
        if sizes is None and given is None:
            raise place.error("the config does not give the shape of the input; give it with --input 28,28,1")
        if sizes is None or given is None:
            known: list[Any] = list(sizes or ()) if given is None else list(given)
            return Shape(self._axis(letter, n) for letter, n in zip(self._letters(len(known)), known, strict=True))
        if len(given) != len(sizes):
            raise place.error(f"the input has {len(sizes)} axes besides the batch, {sizes}; --input gives {len(given)}")
        return Shape(
            self._named(letter, n, old) for letter, n, old in zip(self._letters(len(sizes)), given, sizes, strict=True)
        )

    def _letters(self, rank: int) -> tuple[str, ...]:
        return letters(rank, self._first)

    def _named(self, letter: str, n: Dim, old: int | None) -> Dim:
        """An axis that the user names; where it is one symbol, its default is the size in the config."""
        dim = self._axis(letter, n)
        if not isinstance(n, int) and n.is_Symbol and old is not None:
            self._defaults.setdefault(n.name, old)
        return dim

    def _axis(self, letter: str, n: Dim | None) -> Dim:
        if n is not None and not isinstance(n, int):
            return n
        if n == 0:
            return 0
        i = self._taken.get(letter, 0)  # names of this letter that are taken for certain
        name = f"{letter}_{i + 1}" if i else letter
        while name in self._meanings:
            i += 1
            name = f"{letter}_{i + 1}"
        self._taken[letter] = i + 1
        self._meanings[name] = MEANINGS.get(letter, "input size")
        if name in self._fixed:
            return self._fixed[name][0]
        value = self._bindings.get(name, n)
        if value is not None and not isinstance(value, int):
            return value
        if value is not None:
            self._defaults[name] = value
        return size(name)

    def value(self, dim: Dim) -> int | None:
        """The value of a size in the config; None where it does not give it."""
        if isinstance(dim, int):
            return dim
        known = names_in(dim) <= self._defaults.keys()
        value = evaluate(dim, self._defaults) if known else None
        return value if isinstance(value, int) else None

    def numbers(self, error: NumberWanted) -> Fixed:
        """The sizes that the error wants as numbers. Raises it again where the config does not give them."""
        if not error.names or not error.names <= self._defaults.keys():
            raise error
        return {name: (self._defaults[name], str(error).rpartition(";")[0]) for name in sorted(error.names)}

    def facts(self) -> Facts:
        """Defaults and meanings of the symbols.

        Raises SizeError where a binding is of a name that no input has.
        """
        for name, value in self._bindings.items():
            if name not in self._meanings and name not in self._defaults:
                has = f"it has {', '.join(self._meanings)}" if self._meanings else "it has none"
                raise SizeError(f"the model has no symbol {name}; {has}")
            for other in sorted(names_in(value)):
                default = self._bindings.get(other)
                if isinstance(default, int):
                    self._defaults.setdefault(other, default)
        return Facts(defaults=self._defaults, meanings=self._meanings, pinned=self._fixed)


def sizes_of(config: dict[str, Any], place: Place) -> list[int | None] | None:
    """The shape that a layer's config gives for the input, without the batch; None where it gives none."""
    for key, skipped in (("batch_shape", 1), ("batch_input_shape", 1), ("shape", 0), ("input_shape", 0)):
        sizes = config.get(key)
        if sizes is not None:
            return checked(sizes, key, place)[skipped:]
    if isinstance(config.get("input_dim"), int):  # Keras 1
        length = [config["input_length"]] if "input_length" in config else []
        return checked([*length, config["input_dim"]], "input_dim", place)
    return None


def checked(sizes: Any, key: str, place: Place) -> list[int | None]:
    """The value as a list of sizes. Raises ReadError where it is none."""
    whole = isinstance(sizes, (list, tuple)) and all(
        n is None or (isinstance(n, int) and not isinstance(n, bool) and n >= 0) for n in sizes
    )
    if not whole:
        raise place.error(f"{key} is {shown(sizes)}, where Keras writes a list of sizes and nulls")
    return list(sizes)
