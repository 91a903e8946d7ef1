"""Why the closed forms are true: the chain of every axis with the rules that join each step; a check without them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ..algebra.joining import joining_rules
from ..algebra.nodes import Ceiling, Floor, Name, Negative, Node, Number, Product, Sum
from ..algebra.walk import sorted_form
from ..report import Report
from ..steps import Lines
from .chain import Link, chains
from .lines import Writer
from .tree import Block, Code, Listing, Math, Paragraph, Section, Spans

if TYPE_CHECKING:
    from ..explore.proof import Claim

x, a, b, c, g = map(Name, "xabcg")
ONE = Number(1)
RULES: dict[str, tuple[str, Node | None, Node | None]] = {
    "window": ("what the layer itself does to the size; at most its numbers are added up", None, None),
    "nest": (
        "a floor of a floor is one floor",
        Floor(Sum((Floor(x, a), c)), b),
        Floor(Sum((x, Product((a, c)))), Product((a, b))),
    ),
    "offset": ("a whole number goes into the floor", Sum((Floor(x, b), c)), Floor(Sum((x, Product((b, c)))), b)),
    "gcd": (
        "a common factor is cancelled",
        Floor(Sum((Product((g, x)), c)), Product((g, b))),
        Floor(Sum((x, Floor(c, g))), b),
    ),
    "merge": ("branches that meet have one size, or a size of 1 is repeated: the larger one", None, None),
    "ceiling": ("a ceiling is a floor", Ceiling(x, b), Floor(Sum((x, b, Negative(ONE))), b)),
}
BECAUSE = {  # for whole numbers x, c and q, and a, b, g of at least 1
    "nest": "for every whole q: ⌊(⌊x/a⌋ + c)/b⌋ ≥ q means ⌊x/a⌋ ≥ b·q − c, which means x ≥ a·(b·q − c), which means "
    "⌊(x + a·c)/(a·b)⌋ ≥ q; so both are the same number",
    "offset": "for every whole q: ⌊x/b⌋ + c ≥ q means x ≥ b·(q − c), which means ⌊(x + b·c)/b⌋ ≥ q",
    "gcd": "for every whole q: g·x + c ≥ g·b·q means x + ⌊c/g⌋ ≥ b·q, since x − b·q is whole",
    "merge": "a size of 1 is repeated to the other, which is at least 1; sizes that are equal stay",
    "ceiling": "⌈x/b⌉ ≤ q means x ≤ b·q, which means x + b − 1 < b·(q + 1), which means ⌊(x + b − 1)/b⌋ ≤ q",
}
OTHERWISE = "algebra"
FEW = 3  # names that are told one by one


def proof_section(writer: Writer) -> Section:
    """The chains of all axes, the rules used in them, and what the independent check says."""
    used: dict[str, None] = {}

    def by(link: Link) -> Spans:
        rules = joining_rules(link.lines.substituted, writer.node(link.lines.simplified)) or (OTHERWISE,)
        used.update(dict.fromkeys(rules))
        return (", ".join(rules),)

    blocks, _ = chains(writer, least=1, by=by)
    if used:
        blocks.append(Listing(tuple(_rule(name) for name in RULES if name in used)))
    if OTHERWISE in used:
        blocks.append(Paragraph((f"{OTHERWISE}: other arithmetic of whole numbers, which the check below covers.",)))
    return Section(("Proof",), (*blocks, *_checked(writer.report)))


def reasons(writer: Writer, lines: Lines) -> list[Spans]:
    """Why the closed form of a size is what its layer makes of it: each rule that joins the two, with its proof."""
    closed = writer.node(lines.simplified)
    if sorted_form(lines.substituted) == sorted_form(closed):
        return []
    rules = joining_rules(lines.substituted, closed) or ()
    return [(*_rule(name), f". Proof: {BECAUSE[name]}.") for name in rules if name in BECAUSE]


def _rule(name: str) -> Spans:
    words, left, right = RULES[name]
    return (
        (f"{name}: {words}",)
        if left is None or right is None
        else (f"{name}: {words}: ", Math(left), " = ", Math(right))
    )


def _checked(report: Report) -> Iterator[Block]:
    proof = report.proof()
    yield Paragraph(
        (
            "An independent check uses none of these rules: every layer is run in whole numbers, on as many "
            "consecutive legal sizes as decide the equality of two formulas with this period and degree.",
        )
    )
    yield Listing(tuple(_told([claim.about for claim in claims], said) for said, claims in _runs(proof.claims)))
    yield Paragraph(
        (
            {True: "All of it is proved.", False: "Not all of it is true.", None: "Not all of it could be decided."}[
                proof.holds
            ],
        )
    )


def _runs(claims: tuple[Claim, ...]) -> Iterator[tuple[str, list[Claim]]]:
    for said, group in groupby(claims, key=lambda claim: claim.said):
        yield said, list(group)


def _told(names: list[str], said: str) -> Spans:
    """The layers for which the same is said, one after the other."""
    if len(names) <= FEW:
        first = tuple(span for name in names for span in (", ", Code(name)))[1:]
        return (*first, f": {said}")
    return Code(names[0]), " … ", Code(names[-1]), f" ({len(names)} of them): {said}"
