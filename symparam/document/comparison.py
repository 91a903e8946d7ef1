"""Two models side by side, as a document."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ..algebra import Dim, names_in
from ..algebra.display import display
from ..algebra.domain import Domain, Progressions
from ..algebra.number_format import counted, decimal
from ..costs import COSTS
from ..report import Report
from ..row import Row as ReportRow
from .lines import Writer
from .refusal import reason
from .short import ShortNames
from .tree import (
    Block,
    Bound,
    Code,
    Column,
    Count,
    Document,
    Equation,
    Line,
    Listing,
    Math,
    Paragraph,
    Section,
    Spans,
    Table,
)
from .tree import Row as Cells
from .words import listed

if TYPE_CHECKING:
    from ..explore.compare import Comparison
    from ..explore.crossing import Crossing, Run

FEW = 6  # changes of the larger total that are told one by one


def comparison(compared: Comparison) -> Document:
    """Rows in pairs, the totals and their difference, whether they are equal, and where the one is larger."""
    first, second = compared.first, compared.second
    names = compared.names
    heading = "Param #" if compared.what == "params" else compared.what
    columns = (Column(names[0]), Column(heading, "right"), Column(names[1]), Column(heading, "right"))
    shorten = ShortNames(Writer(first))
    pairs = list(zip(compared.rows, compared.values, strict=True))
    differing = [pair for pair in pairs if None in pair[0] or pair[1][0] != pair[1][1]]
    rows = tuple(Cells((*_side(shorten, a, x), *_side(shorten, b, y))) for (a, b), (x, y) in differing)
    alike = len(pairs) - len(differing)
    notes: tuple[Spans, ...] = ((f"{counted(alike, 'other row')} alike",),) if alike and rows else ()
    sizes = _common_sizes(first, second)
    blocks: list[Block] = [Paragraph(_answer(compared, sizes))]
    for name, report, total in zip(names, (first, second), compared.totals, strict=True):
        blocks.append(_total(f"{compared.what} of {name}", report, total, sizes))
    blocks.append(Equation("difference", (Line("simplified", Math(display(compared.difference))),)))
    for name, report in zip(names, (first, second), strict=True):
        blocks += [Paragraph((f"{name}: ", *reason(report.refusal)))] if report.refusal else []
    blocks.append(Paragraph(_equality(compared)))
    crossings = [_crossing(names, crossing) for crossing in compared.crossings]
    crossings += [(why,) for why in compared.undecided]
    if crossings:
        own = first.defaults != second.defaults and first.defaults.keys() & second.defaults.keys()
        title = "Which is larger, at the same sizes of both" if own else "Which is larger"
        blocks.append(Section((title,), (Listing(tuple(crossings)),)))
    if rows:
        blocks.append(Section(("The rows that differ",), (Table(columns, rows, (*shorten.legend(), *notes)),)))
    return Document(f"{names[0]} and {names[1]}", tuple(Bound(n, size) for n, size in sizes.items()), tuple(blocks))


def _side(shorten: ShortNames, row: ReportRow | None, value: Dim | None) -> tuple[Spans, Spans]:
    if row is None:
        return ("–",), ("",)
    return (Code(row.title),), () if value is None else (Math(shorten(display(value))),)


def _common_sizes(first: Report, second: Report) -> dict[str, int]:
    """The default sizes that hold for both sides; where they differ, or one refuses its own, each side says its own."""
    own = [{} if report.refusal else report.defaults for report in (first, second)]
    both = {**own[1], **own[0]}
    return {name: n for name, n in both.items() if all(side.get(name, n) == n for side in own)}


def _total(name: str, report: Report, total: Dim, sizes: Mapping[str, int]) -> Equation:
    writer = Writer(report)
    lines = [Line("simplified", Math(display(total)))]
    value = writer.value(total)
    if value is not None and names_in(total):
        lines.append(Line("value", Count(value), () if names_in(total) <= sizes.keys() else writer.at(names_in(total))))
    return Equation(name, tuple(lines))


def _answer(compared: Comparison, sizes: Mapping[str, int]) -> Spans:
    """Who has more, and how much, in a sentence: at the sizes of both where they are known, else for all sizes."""
    values = [
        Writer(report).value(total)
        for report, total in zip((compared.first, compared.second), compared.totals, strict=True)
    ]
    a, b = values
    if a is None or b is None:
        return _equality(compared)
    unit = COSTS[compared.what].unit
    kind = compared.what if unit in ("MACs", "FLOPs", "positions") else unit
    told = f" of {compared.what}" if unit == "bytes" else ""
    used = [Bound(n, size) for n, size in sizes.items() if any(n in names_in(total) for total in compared.totals)]
    at: Spans = (" at ", *listed([(size,) for size in used])) if used else ()
    if a == b:
        return "Both have ", Count(a), f" {kind}{told}", *at, "."
    more, less = compared.names if a > b else compared.names[::-1]
    times = f", {decimal(Fraction(max(a, b), min(a, b)), 2)} times as many" if min(a, b) > 0 else ""
    return f"{more} has ", Count(abs(a - b)), f" more {kind}{told} than {less}{times}", *at, "."


def _equality(compared: Comparison) -> Spans:
    verdict, n = compared.equal, compared.difference
    if Domain.of(dict.fromkeys((*compared.first.conditions, *compared.second.conditions))).is_empty:
        return ("No size is legal in both.",)
    if isinstance(n, int) or n.is_Integer:
        larger = compared.names[0] if n > 0 else compared.names[1]
        return (
            ("The totals are equal for all sizes.",)
            if n == 0
            else (f"{larger} is larger by ", Count(abs(int(n))), " for all sizes.")
        )
    word = {
        "yes": "The totals are equal for all sizes",
        "no": "The totals differ",
        "undecided": "Whether the totals are equal is undecided",
    }[verdict.answer]
    return (f"{word}: {verdict.how}.",)


def _crossing(names: tuple[str, str], crossing: Crossing) -> Spans:
    at = f" at {', '.join(f'{name}={n}' for name, n in crossing.at.items())}" if crossing.at else ""
    runs = crossing.runs
    if runs is None:
        sets = {
            f"{names[0]} is larger": crossing.first_larger,
            "both are equal": crossing.equal,
            f"{names[1]} is larger": crossing.second_larger,
        }
        said = [f"{what} for {where.text(crossing.symbol)}" for what, where in sets.items() if not where.is_empty]
    else:
        said = [_run(names, crossing.symbol, run) for run in (runs if len(runs) <= FEW else (runs[0], runs[-1]))]
        if len(runs) > FEW:
            said.append(f"between them the larger one changes {len(runs) - 1} times")
    return (f"along {crossing.symbol}{at}: {'; '.join(said)}",)


def _run(names: tuple[str, str], symbol: str, run: Run) -> str:
    who = {"first": f"{names[0]} is larger", "equal": "both are equal", "second": f"{names[1]} is larger"}[run.who]
    sizes = Progressions.at_least(run.first) if run.last is None else Progressions.between(run.first, run.last)
    return f"{who} for {sizes.text(symbol)}"
