"""A set of sizes in words and in LaTeX: ``H ≥ 32``, ``H divisible by 16``, ``H in 224…239``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...frozen import dataclass
from .progression import Progression

LISTED = 8  # up to so many members of a progression are listed one by one
SHOWN = 24  # up to so many sizes, and so many phrases, are shown; a reader needs no more, and the value has them all


@dataclass(frozen=True)
class Style:
    """How one output writes the few phrases that a set is made of."""

    at_least: Callable[[str, int], str]
    equal: Callable[[str, int], str]
    among: Callable[[str, list[str]], str]
    between: Callable[[str, int, int], str]
    divisible: Callable[[str, int, int], str]  # name, step, remainder
    classes: Callable[[str, int, list[str]], str]
    nothing: Callable[[str], str]
    both: str
    either: str
    dots: str


def _plain(at_least: str, dots: str, minus: str) -> Style:
    def divisible(n: str, step: int, r: int) -> str:
        return f"{n} {minus} {r} divisible by {step}" if r else f"{n} divisible by {step}"

    return Style(
        at_least=lambda n, a: f"{n} {at_least} {a}",
        equal=lambda n, a: f"{n} = {a}",
        among=lambda n, members: f"{n} in {{{', '.join(members)}}}",
        between=lambda n, a, b: f"{n} in {a}{dots}{b}",
        divisible=divisible,
        classes=lambda n, step, rs: f"{n} mod {step} in {{{', '.join(rs)}}}",
        nothing=lambda n: f"no {n}",
        both=" and ",
        either=" or ",
        dots=dots,
    )


UNICODE = _plain("≥", "…", "−")
ASCII = _plain(">=", "..", "-")
LATEX = Style(
    at_least=lambda n, a: rf"{n} \ge {a}",
    equal=lambda n, a: f"{n} = {a}",
    among=lambda n, members: rf"{n} \in \{{{', '.join(members)}\}}",
    between=lambda n, a, b: rf"{a} \le {n} \le {b}",
    divisible=lambda n, step, r: rf"{n} \equiv {r} \pmod{{{step}}}" if r else rf"{step} \mid {n}",
    classes=lambda n, step, rs: rf"{n} \bmod {step} \in \{{{', '.join(rs)}\}}",
    nothing=lambda n: rf"{n} \in \emptyset",
    both=r" \text{ and } ",
    either=r" \text{ or } ",
    dots=r"\dots",
)


def in_words(parts: Sequence[Progression], name: str, ascii: bool = False) -> str:
    """What a reader sees of a set that is made of these parts.

    >>> in_words([Progression(32, None, 16)], "H", ascii=True)
    'H >= 32 and H divisible by 16'
    """
    return _said(parts, name, ASCII if ascii else UNICODE)


def in_latex(parts: Sequence[Progression], name: str) -> str:
    """The same in LaTeX; the name is LaTeX too.

    >>> print(in_latex([Progression(224, 239)], "H"))
    224 \\le H \\le 239
    """
    return _said(parts, name, LATEX)


def _said(parts: Sequence[Progression], name: str, style: Style) -> str:
    listed = {p: p.size is not None and p.size <= (2 if p.step == 1 else LISTED) for p in parts}
    points = sorted({n for p in parts if listed[p] for n in p})
    others = [p for p in parts if not listed[p]]
    phrases: list[tuple[int, str]] = []
    if len(points) == 1:
        phrases.append((points[0], style.equal(name, points[0])))
    elif points:
        phrases.append((points[0], style.among(name, _shown(points, style.dots))))
    groups: dict[int, list[Progression]] = {}
    for p in others:
        if p.last is None and p.step > 1:
            groups.setdefault(p.step, []).append(p)
        else:
            phrases.append((p.first, _one(p, name, style)))
    for step, group in groups.items():
        phrases += _periodic(step, group, name, style)
    told = [text for _, text in sorted(phrases)]
    return style.either.join(_shown(told, style.dots)) or style.nothing(name)


def _shown(items: Sequence[object], dots: str) -> list[str]:
    """The items as text; of very many the first ones and the last."""
    texts = [str(item) for item in items]
    return texts if len(texts) <= SHOWN else [*texts[: SHOWN // 3], dots, texts[-1]]


def _one(p: Progression, name: str, style: Style) -> str:
    if p.last is None:
        return style.at_least(name, p.first)
    if p.step == 1:
        return style.between(name, p.first, p.last)
    between = style.between(name, p.first, p.last)
    return f"{between}{style.both}{style.divisible(name, p.step, p.first % p.step)}"


def _periodic(step: int, group: list[Progression], name: str, style: Style) -> list[tuple[int, str]]:
    """Endless progressions of one step: one phrase where they begin together, else one for each."""
    start = min(p.first for p in group)
    if len(group) > 1 and all(p.first < start + step for p in group):
        told = style.classes(name, step, _shown(sorted(p.first % step for p in group), style.dots))
        first_of_all = min(p.first % step or step for p in group)
        if start == first_of_all:
            return [(start, told)]
        return [(start, f"{style.at_least(name, start)}{style.both}{told}")]
    phrases = []
    for p in group:
        r = p.first % step
        told = style.divisible(name, step, r)
        if p.first > (r or step):
            told = f"{style.at_least(name, p.first)}{style.both}{told}"
        phrases.append((p.first, told))
    return phrases
