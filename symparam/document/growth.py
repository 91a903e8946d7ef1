"""How totals grow, as a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..algebra import number, size
from ..algebra.display import display
from ..algebra.number_format import decimal, percent
from .rounded import rounded, rounded_power
from .tree import Block, Code, Column, Document, Math, Outline, Section, Spans, Table
from .tree import Row as Cells
from .words import held, join

if TYPE_CHECKING:
    from ..explore.growth import Along, Growth
    from ..explore.shares import Owner

ROWS = 5  # shares that are shown where there is little room


def growth(found: Iterable[Growth]) -> Document:
    """A section for each total, and in it one for each size; leading terms are exact, and rounded on a terminal."""
    growths = list(found)
    return Document(growths[0].model, (), tuple(map(_total, growths)), answer=True)


def _total(g: Growth) -> Section:
    m = g.measure
    title: Spans = (m.heading,)
    if g.joint is not None:
        names = join([(a.name,) for a in g.along])
        together: Spans = (", as ", *names, " grow together") if len(g.along) > 1 else ()
        title = (f"{m.heading} ∼ ", Math(display(g.joint), rounded(g.joint)), *together)
    notes: list[tuple[int, Spans]] = [(0, (f"{m.name}: {m.counts}",))]
    if g.fixed:
        notes.append((0, held(g.fixed)))
    return Section(title, (Outline(tuple(notes)), *map(_along, g.along)))


def _along(a: Along) -> Section:
    blocks: list[Block] = [Outline(tuple((0, line) for line in lines))] if (lines := _facts(a)) else []
    for kind, shares in (("layer", a.shares), *a.groups.items()):
        if shares:
            here = f"at {a.name}={a.at}" if a.at is not None else "here"
            columns = (Column(kind), Column(here), Column(f"{a.name} → ∞"))
            rows = tuple(Cells(((Code(s.layer),), (percent(s.here),), (percent(s.far),))) for s in shares)
            blocks.append(Table(columns, rows, loose=True, most=ROWS))
    return Section(_leading(a), tuple(blocks))


def _leading(a: Along) -> Spans:
    lead = a.leading
    if lead.degree is None:
        return Math(display(size(a.name))), ": faster than any power"
    exact = display(number(lead.coefficient * size(a.name) ** lead.degree))
    name = Math(display(size(a.name)))
    return name, f": degree {lead.degree}, ∼ ", Math(exact, rounded_power(lead.coefficient, a.name, lead.degree))


def _facts(a: Along) -> list[Spans]:
    lines: list[Spans] = []
    if a.doubling is not None and a.at is not None:
        limit = "" if (ratio := a.leading.ratio()) is None else f", in the limit {ratio}"
        lines.append((f"{a.name}={a.at} → {2 * a.at}: times {decimal(a.doubling, 3)}{limit}",))
    if a.owners:
        parted = [span for owner in a.owners for span in ("; ", *_owner(a.name, owner))]
        lines.append(("largest share: ", *parted[1:]))
    elif a.owners is None and a.shares:
        lines.append(("where the shares cross is not decided here",))
    return lines


def _owner(name: str, owner: Owner) -> Spans:
    first, last = owner.first, owner.last
    if last is None:
        return Code(owner.layer), f" for {name} ≥ {first}"
    return Code(owner.layer), f" for {name} = {first}" if first == last else f" for {name} in {first}…{last}"
