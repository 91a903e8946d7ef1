"""A domain in words and in LaTeX: ``H ≥ 32, W ≥ 32``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from ..arithmetic import product
from ..display import display
from ..evaluate import names_in
from ..floor import FloorDiv
from ..need import Need, Relation
from ..nodes import Name
from ..text import ASCII, UNICODE, text
from .progressions import Progressions

if TYPE_CHECKING:
    from .domain import Domain

NOWHERE = "legal nowhere"
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


def in_words(domain: Domain, only: Collection[str] | None = None, ascii: bool = False) -> str:
    """What a reader sees."""
    repertoire = ASCII if ascii else UNICODE

    def set_of(values: Progressions, name: str) -> str:
        return values.text(size_name(name), ascii=ascii)

    def size_name(name: str) -> str:
        return text(Name(name), repertoire)

    told = _told(domain, only, set_of, lambda need: need_in_words(need, ascii), " or ")
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

    told = _told(domain, only, lambda values, name: values.latex(latex(Name(name))), relation, r"\text{ or }")
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


def _told(
    domain: Domain,
    only: Collection[str] | None,
    set_of: Callable[[Progressions, str], str],
    relation: Callable[[Need], str],
    either: str,
) -> list[str]:
    """One phrase for every restricted symbol and every relation; a choice stands in brackets beside other phrases."""
    if domain.is_empty:
        return []
    names = [n for n in domain.symbols if only is None or n in only]
    relations = [
        c.need
        for c in domain.relations
        if only is None or (names_in(c.need.left) | names_in(c.need.right)) & frozenset(only)
    ]
    restricted = [n for n in names if not domain[n].is_everything(domain.start(n))]
    if not restricted and not relations:
        restricted = names
    phrases = [set_of(domain[name], name) for name in restricted] + [relation(unfloored(need)) for need in relations]
    return phrases if len(phrases) < 2 else [f"({p})" if either in p else p for p in phrases]
