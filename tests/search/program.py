"""A script with its sizes as names of their own, ``SIZE_H``, so that others can be put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from .grammar import Writer
from .tables import load

SIZE = re.compile(r"\bSIZE_(\w+)\b")
INPUT = re.compile(r"keras\.Input\((?:shape=)?\((.*?)\)")
OWN = {  # what scripts begin with
    "H": (9, 10, 12, 14, 16, 18, 20, 24, 28, 32),
    "W": (8, 9, 12, 15, 16, 20),
    "C": (1, 2, 3, 3, 4, 6, 8),
    "n": (2, 3, 4, 6, 8, 9, 11, 12),
    "m": (2, 3, 4, 6, 8, 10, 12),
}
FAR = (1, 2, 3, 5, 7, 11, 17, 20, 21, 26, 31, 40)


@dataclass(frozen=True)
class Script:
    """The text of a script with ``SIZE_…`` in it, and the sizes that are its own."""

    text: str
    own: Mapping[str, int]

    def at(self, **sizes: int) -> str:
        """The script as a person would write it for these sizes; its own where none is given."""
        return SIZE.sub(lambda name: str({**self.own, **sizes}[name[1]]), self.text)

    @property
    def used(self) -> list[str]:
        """The sizes that stand in the text."""
        return [name for name in self.own if f"SIZE_{name}" in self.text]

    @property
    def axes(self) -> dict[str, int]:
        """The sizes that are literals of the input shape, with their axes."""
        first = INPUT.search(self.text)
        parts = [part.strip() for part in first[1].split(",")] if first else []
        return {name[1]: axis for axis, part in enumerate(parts) if (name := SIZE.fullmatch(part))}

    def is_a_name(self, size: str) -> bool:
        """Whether a size is a name of the module: then it is a symbol, is fixed, or does not matter."""
        return re.search(rf"^(\w+, )*{size}(, \w+)* = .*\bSIZE_{size}\b", self.text, re.MULTILINE) is not None


def script(seed: str) -> Script:
    """A random script, the same for a seed in every run."""
    r = Random(seed)
    text = Writer(r, load()).filled("script", 0)
    return Script(re.sub(r"\n\s*\n+", "\n\n", text) + "\n", {name: r.choice(sizes) for name, sizes in OWN.items()})


def other_sizes(script: Script, names: Sequence[str], r: Random, number: int) -> Iterator[dict[str, int]]:
    """Sizes other than the script's own: one or all changed, to near and far ones and to those of other names."""
    for _ in range(number if names else 0):
        changed = [r.choice(names)] if r.random() < 0.6 else names
        sizes = {name: new for name in changed if (new := _other(script.own, name, r)) != script.own[name]}
        if sizes:
            yield sizes


def _other(own: Mapping[str, int], name: str, r: Random) -> int:
    n = own[name]
    near = [max(1, n + by) for by in (-3, -2, -1, 1, 2, 3)]
    few = name in ("C", "n", "m")
    return r.choice([*near, *FAR[: 8 if few else None], *own.values(), 2 * n, max(1, n // 2)])
