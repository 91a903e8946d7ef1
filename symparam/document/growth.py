"""How totals grow, as a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..algebra import Dim, number, size
from ..algebra.display import display
from ..algebra.domain import Progressions
from ..algebra.figures import decimal, percent
from .tree import Block, Bound, Code, Column, Document, Listing, Math, Paragraph, Section, Spans, Table
from .tree import Row as Cells

if TYPE_CHECKING:
    from ..explore.growth import Along, Growth
    from ..explore.shares import Owner


def growth(found: Iterable[Growth]) -> Document:
    """A section for each total, and in it one for each size; leading terms are exact."""
    growths = list(found)
    first = growths[0]
    sizes = tuple(Bound(name, n) for name, n in first.fixed.items() if isinstance(n, int))
    return Document(first.model, sizes, tuple(Section((f"Growth of {g.measure.name}",), _total(g)) for g in growths))


def _total(g: Growth) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if g.joint is not None:
        together = f", as {_and(a.name for a in g.along)} grow together" if len(g.along) > 1 else ""
        blocks.append(Paragraph((f"{g.measure.heading} grows as ", _formula(g.joint), f"{together}.")))
    tied = [(Math(display(size(n))), " = ", _formula(v)) for n, v in g.fixed.items() if not isinstance(v, int)]
    blocks.append(Listing(((f"{g.measure.name}: {g.measure.counts}",), *tied)))
    return (*blocks, *(Section(("along ", Math(display(size(a.name)))), _along(a)) for a in g.along))


def _along(a: Along) -> tuple[Block, ...]:
    items: list[Spans] = [_leading(a)]
    if a.doubling is not None and a.at is not None:
        limit = "" if (ratio := a.leading.ratio()) is None else f", in the limit by {ratio}"
        items.append((f"from {a.at} to {2 * a.at} it is multiplied by {decimal(a.doubling, 3)}{limit}",))
    items += [_owner(a.name, owner) for owner in a.owners or ()]
    if a.owners is None and a.shares:
        items.append(("where the shares cross is not decided here",))
    blocks: list[Block] = [Listing(tuple(items))]
    for kind, shares in (("Layer", a.shares), *((k.capitalize(), g) for k, g in a.groups.items())):
        if shares:
            here = f"share at {a.name} = {a.at}" if a.at is not None else "share here"
            columns = (Column(kind), Column(here, "right"), Column("in the limit", "right"))
            rows = tuple(Cells(((Code(s.layer),), (percent(s.here),), (percent(s.far),))) for s in shares)
            blocks.append(Table(columns, rows))
    return tuple(blocks)


def _leading(a: Along) -> Spans:
    if a.leading.degree is None:
        return ("faster than any power",)
    term = number(a.leading.coefficient * size(a.name) ** a.leading.degree)
    return f"degree {a.leading.degree}, as ", _formula(term)


def _owner(name: str, owner: Owner) -> Spans:
    sizes = Progressions.at_least(owner.first) if owner.last is None else Progressions.between(owner.first, owner.last)
    return Code(owner.layer), f" has the largest share for {sizes.text(name)}"


def _formula(value: Dim) -> Math:
    return Math(display(value))


def _and(names: Iterable[str]) -> str:
    return " and ".join(names)
