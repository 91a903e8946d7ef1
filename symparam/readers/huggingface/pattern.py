"""Which layers are of which kind, and how many of each there are, as formulas where the kinds recur."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import lcm

from ...algebra import Dim, div, total
from ...frozen import dataclass
from .config import Config


@dataclass(frozen=True)
class Pattern:
    """The kinds of the layers: one period of them where they recur, else all of them, one by one."""

    kinds: tuple[Hashable, ...]
    recurs: bool = True

    def layer(self, i: int) -> Hashable:
        """The kind of a layer, counted from 0."""
        return self.kinds[i % len(self.kinds)] if self.recurs else self.kinds[i]


def both(first: Pattern, second: Pattern) -> Pattern:
    """Pairs of kinds, where two things vary from layer to layer.

    >>> both(Pattern(("a", "b")), Pattern((1,))).kinds
    (('a', 1), ('b', 1))
    """
    if first.recurs and second.recurs:
        length = lcm(len(first.kinds), len(second.kinds))
    else:
        length = min(len(p.kinds) for p in (first, second) if not p.recurs)
    pairs = tuple((first.layer(i), second.layer(i)) for i in range(length))
    return Pattern(pairs, first.recurs and second.recurs)


def groups(c: Config, pattern: Pattern, depth: Dim, layers: int) -> list[tuple[Hashable, Dim]]:
    """How many of all layers are of each kind.

    Raises ReadError where the config lists its layers one by one without a pattern, and their number is another.
    """
    kinds = pattern.kinds
    if len(set(kinds)) == 1:
        return [(kinds[0], depth)]
    if pattern.recurs:
        return in_period(kinds, depth)
    if len(kinds) != layers:
        raise c.refusal(
            "layers", f"the config says for each of {len(kinds)} layers what it is; there cannot be {layers}"
        )
    period = next((p for p in range(1, len(kinds) // 2 + 1) if _recurs(kinds, p)), None)
    if period is not None:
        c.symbols.notes.append(
            f"The kinds of the {layers} layers recur every {period}; with more layers they go on so."
        )
        return in_period(kinds[:period], depth)
    first = kinds.index(next(k for k in kinds if k != kinds[0]))
    if len(set(kinds[first:])) == 1:
        symbol = c.symbols.add("L_0", first, "layers before the others")
        return [(kinds[0], symbol), (kinds[-1], depth - symbol)]
    c.symbols.notes.append(
        f"The config lists its {layers} layers one by one, without a pattern; so their number is fixed."
    )
    c.symbols.fix("L", layers, "the config says of each layer what it is")
    return [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]


def in_period(kinds: Sequence[Hashable], depth: Dim) -> list[tuple[Hashable, Dim]]:
    """How many of some layers are of each kind, where the kinds recur; the commonest kind gets what the others leave.

    >>> from symparam import sizes
    >>> L, = sizes("L")
    >>> in_period(["sliding", "sliding", "full"], L)
    [('sliding', L - floor(L/3)), ('full', floor(L/3))]
    """
    places: dict[Hashable, list[int]] = {}
    for i, kind in enumerate(kinds):
        places.setdefault(kind, []).append(i)
    most = max(places, key=lambda kind: len(places[kind]))
    found = {kind: total(div(depth + (len(kinds) - 1 - i), len(kinds)) for i in at) for kind, at in places.items()}
    found[most] = total((depth, *(-n for kind, n in found.items() if kind != most)))
    return list(found.items())


def _recurs(kinds: Sequence[Hashable], period: int) -> bool:
    return all(kind == kinds[i % period] for i, kind in enumerate(kinds))
