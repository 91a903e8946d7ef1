"""A domain in words and in LaTeX: ``H ≥ 32, W ≥ 32``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Add

from ...frozen import dataclass
from ..arithmetic import product, total
from ..display import display
from ..evaluate import names_in
from ..floor import FloorDiv
from ..need import Need, Relation
from ..nodes import Name
from ..text import ASCII, UNICODE, text
from .boxes import Boxes
from .progressions import Progressions

if TYPE_CHECKING:
    from .domain import Domain

NOWHERE = "legal nowhere"
BOXES = 6  # up to so many boxes are told; for more the relation is shorter
PLAIN: dict[Relation, str] = {
    ">=": "{} >= {}",
    "==": "{} = {}",
    "divides": "{} divides {}",
    "broadcasts": "{} = {} or one of them is 1",
}
MARKS: dict[Relation, str] = {**PLAIN, ">=": "{} ≥ {}"}
LATEX: dict[Relation, str] = {
    ">=": r"{} \ge {}",
    "==": "{} = {}",
    "divides": r"{} \mid {}",
    "broadcasts": r"{0} = {1} \text{{ or }} 1 \in \{{{0}, {1}\}}",
}


@dataclass(frozen=True)
class Manner:
    """How one output writes sets and relations, and the words between them."""

    set_of: Callable[[Progressions, tuple[str, ...]], str]
    relation: Callable[[Need], str]
    either: str
    beside: str


def in_words(domain: Domain, only: Collection[str] | None = None, ascii: bool = False) -> str:
    """What a reader sees."""
    repertoire = ASCII if ascii else UNICODE

    def set_of(values: Progressions, names: tuple[str, ...]) -> str:
        return values.text(", ".join(text(Name(name), repertoire) for name in names), ascii=ascii)

    manner = Manner(set_of, lambda need: need_in_words(need, ascii), " or ", " with ")
    told = _told(domain, only, manner)
    return ", ".join(told) if told else NOWHERE if domain.is_empty else "every size"


def need_in_words(need: Need, ascii: bool = False) -> str:
    """``H − 2 ≥ 3``, ``2 divides C``."""
    sides = (text(display(side), ASCII if ascii else UNICODE) for side in (need.left, need.right))
    return (PLAIN if ascii else MARKS)[need.op].format(*sides)


def in_latex(domain: Domain, only: Collection[str] | None = None) -> str:
    """The same in LaTeX."""
    from ..latex import latex

    def relation(need: Need) -> str:
        return LATEX[need.op].format(latex(display(need.left)), latex(display(need.right)))

    def set_of(values: Progressions, names: tuple[str, ...]) -> str:
        return values.latex(", ".join(latex(Name(name)) for name in names))

    told = _told(domain, only, Manner(set_of, relation, r"\text{ or }", r"\text{ with }"))
    return r",\ ".join(told) if told else r"\text{legal nowhere}" if domain.is_empty else r"\text{every size}"


def unfloored(need: Need) -> Need:
    """⌊p/b⌋ ≥ m as p ≥ m·b, which is the same, as a divisor is positive.

    >>> from symparam import sizes
    >>> width, heads = sizes("width heads")
    >>> need = unfloored(Need(FloorDiv(width, heads), ">=", 1, "a size is at least 1"))
    >>> need.left, need.op, need.right
    (width, '>=', heads)
    """
    while need.op == ">=" and isinstance(need.left, FloorDiv) and isinstance(need.right, int):
        p, b = need.left.args
        need = replace(need, left=p, right=product((need.right, b)))
    return need


def balanced(need: Need) -> Need:
    """a − b ≥ 0 as a ≥ b.

    >>> from symparam import sizes
    >>> L, K = sizes("L K")
    >>> need = balanced(Need(L - K, ">=", 0, "a number of blocks is at least 0"))
    >>> need.left, need.op, need.right
    (L, '>=', K)
    """
    if need.op != ">=" or need.right != 0 or not isinstance(need.left, Add):
        return need
    taken = [-term for term in need.left.args if term.could_extract_minus_sign()]
    return replace(need, left=total((need.left, *taken)), right=total(taken)) if taken else need


def _told(
    domain: Domain,
    only: Collection[str] | None,
    manner: Manner,
) -> list[str]:
    """One phrase for every restricted symbol and every relation; a choice stands in brackets beside other phrases."""
    if domain.is_empty:
        return []
    boxes = [b for b in domain.boxes if len(b.boxes) <= BOXES if only is None or set(b.names) & set(only)]
    solved = frozenset().union(*(b.names for b in boxes))
    names = [n for n in domain.symbols if (only is None or n in only) and n not in solved]
    relations = [
        c.need
        for c in domain.relations
        if only is None or (names_in(c.need.left) | names_in(c.need.right)) & frozenset(only)
        if c not in domain.solved or not (names_in(c.need.left) | names_in(c.need.right)) <= solved
    ]
    restricted = [n for n in names if not domain.alone(n).is_everything(domain.start(n))]
    if not restricted and not relations and not boxes:
        restricted = names
    phrases = [manner.set_of(domain.alone(name), (name,)) for name in restricted]
    phrases += [_boxes(b, domain.symbols, manner) for b in boxes]
    phrases += [manner.relation(balanced(unfloored(need))) for need in relations]
    return phrases if len(phrases) < 2 else [f"({p})" if manner.either in p else p for p in phrases]


def _boxes(found: Boxes, order: Sequence[str], manner: Manner) -> str:
    """``H, W in 32…35, or H in 16…19 with W in 112…115``: symbols with the same sizes stand together."""
    names = sorted(found.names, key=order.index)
    told = []
    for box in found.boxes:
        sets = dict(zip(found.names, box, strict=True))
        alike: dict[Progressions, tuple[str, ...]] = {}
        for name in names:
            alike[sets[name]] = (*alike.get(sets[name], ()), name)
        parts = [manner.set_of(values, some) for values, some in alike.items()]
        told.append((len(alike), manner.beside.join(f"({p})" if manner.either in p else p for p in parts)))
    return f",{manner.either}".join(text for _, text in sorted(told, key=lambda pair: pair[0]))
