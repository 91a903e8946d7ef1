"""Why the closed forms are true: the chain of every axis with the rule that joins each step, and the check that uses none."""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra import Dim, names_in
from ..algebra.nodes import Ceiling, Floor, Node, Number, Product, Sum
from ..algebra.walk import children, nesting
from ..report import Report
from ..steps import Lines
from .lines import SPATIAL, Writer
from .tree import Block, Code, Column, Listing, Math, Paragraph, Section, Table
from .tree import Row as Cells

RULES = {
    "nest": "a floor of a floor is one floor: ⌊(⌊x/a⌋ + c)/b⌋ = ⌊(x + a·c)/(a·b)⌋",
    "window": "a window along a size without a floor",
    "offset": "a whole number goes into the floor: ⌊x/b⌋ + c = ⌊(x + b·c)/b⌋",
    "gcd": "a common factor is cancelled: ⌊(g·x + c)/(g·b)⌋ = ⌊(x + ⌊c/g⌋)/b⌋",
    "ceiling": "a floor that rounds up is a ceiling: ⌊(x + b − 1)/b⌋ = ⌈x/b⌉",
    "kept": "the size stays as it is",
}


def proof_section(writer: Writer) -> Section:
    """The chains of all axes, the rules used in them, and what the independent check says."""
    blocks: list[Block] = []
    used: dict[str, None] = {}
    for axis in SPATIAL:
        rows = list(_chain(writer, axis))
        if rows:
            used.update((rule, None) for _, _, rules in rows for rule in rules)
            blocks.append(Table((Column("Layer"), Column(f"{axis}, from the layer before"), Column("Joined"), Column("By")),
                                tuple(Cells(((Code(layer),), (Math(lines.substituted),),
                                             (Math(writer.node(lines.simplified)),), (", ".join(rules),)))
                                      for layer, lines, rules in rows)))
    if used:
        blocks.append(Listing(tuple((f"{rule}: {RULES[rule]}",) for rule in RULES if rule in used)))
    return Section(("Proof",), (*blocks, *_checked(writer.report)))


def _checked(report: Report) -> Iterator[Block]:
    yield Paragraph((
        "An independent check uses none of these rules: every layer is run in whole numbers, on as many consecutive legal "
        "sizes as decide the equality of two formulas with this period and degree.",))
    yield Listing(tuple((str(claim),) for claim in report.proof().claims))


def _chain(writer: Writer, axis: str) -> Iterator[tuple[str, Lines, list[str]]]:
    """The layers that make a new size along an axis, and the rules that join each."""
    seen: set[Dim] = set()
    for row in writer.report.rows:
        if row.unknown or row.rows:
            continue
        for lines in row.steps().shape:
            if lines.left == axis and names_in(lines.simplified) and lines.simplified not in seen:
                seen.add(lines.simplified)
                yield row.name, lines, _rules(lines.substituted, writer.node(lines.simplified))


def _rules(before: Node, after: Node) -> list[str]:
    """The rules that lead from the substituted line to the closed form."""
    if before == after:
        return ["kept"]
    rules = []
    if nesting(before) > nesting(after):
        rules.append("nest")
    elif nesting(before):
        rules.append("window")
    if isinstance(before, Sum) and nesting(before):
        rules.append("offset")
    if any(_has_factor(floor.top) for floor in _floors(before)) and not any(_has_factor(f.top) for f in _floors(after)):
        rules.append("gcd")
    if isinstance(after, Ceiling):
        rules.append("ceiling")
    return rules or ["offset"]


def _floors(node: Node) -> Iterator[Floor | Ceiling]:
    if isinstance(node, (Floor, Ceiling)):
        yield node
    for child in children(node):
        yield from _floors(child)


def _has_factor(node: Node) -> bool:
    terms = node.terms if isinstance(node, Sum) else (node,)
    return any(isinstance(term, Product) and any(isinstance(f, Number) for f in term.factors) for term in terms)
