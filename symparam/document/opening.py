"""How a derivation begins: the model, its symbols, and the notation that is used."""

from __future__ import annotations

from ..algebra import total
from ..algebra.display import display
from ..algebra.nodes import Ceiling, Floor, Name
from ..algebra.number_format import counted
from ..report import Report
from ..steps import Letter
from .lines import Writer
from .tree import Axes, Block, Bound, Column, Count, Listing, Math, Paragraph, Params, Section, Spans, Table
from .tree import Row as Cells
from .words import join

MEANINGS = {  # of symbols that the source says nothing about, where they are axes of an input
    "H": "input height",
    "W": "input width",
    "C": "input channels",
    "D": "input depth",
    "T": "time steps",
    "d": "input features",
}


def opening(writer: Writer) -> list[Block]:
    """What the model is, and what its symbols mean."""
    report = writer.report
    inputs = [(Axes(tuple(writer.node(n) for n in x)),) for x in report.inputs]
    of = "on an input of shape " if len(inputs) == 1 else "on inputs of shapes "
    blocks: list[Block] = [
        Paragraph(
            (
                *_extent(report),
                of,
                *join(inputs),
                ". Shapes are written without the batch axis.",
            )
        )
    ]
    if report.symbols:
        blocks.append(Section(("Symbols",), (symbols_table(report),)))
    if report.facts.pinned:
        blocks.append(Section(("Fixed by the source",), (pinned_list(report),)))
    return blocks


def _extent(report: Report) -> Spans:
    """How many layers there are; of repeated blocks how many blocks, and how many layers besides."""
    repeated = [row for row in report.rows if row.parts and row.repeat != 1]
    others = sum(len(row.rows) if row.folded else 1 for row in report.rows if row not in repeated)
    if not repeated:
        return (f"A model of {counted(others, 'layer')} ",)
    blocks = total(row.repeat for row in repeated)
    besides = f" and {counted(others, 'other layer')} " if others else " "
    return ("A model of ", Math(display(blocks)), f" block{'' if blocks == 1 else 's'}{besides}")


def symbols_table(report: Report) -> Table:
    """Every symbol with its meaning and default."""
    rows = []
    told = meanings(report)
    for name, size in report.symbols.items():
        default: Spans = ("none",) if size is None else (Count(size),)
        rows.append(Cells(((Math(Name(name)),), (told[name],), default)))
    columns = [Column("Symbol"), Column("Meaning"), Column("Default", "right")]
    if not any(told.values()):
        return Table((columns[0], columns[2]), tuple(Cells((row.cells[0], row.cells[2])) for row in rows))
    return Table(tuple(columns), tuple(rows))


def meanings(report: Report) -> dict[str, str]:
    """What each symbol is, in words: as the source says, by its place in an input, or in the first layer that has it.

    Empty for a symbol that stands in none of these by itself, as n does in Dense(2*n).
    """
    told = dict(report.facts.meanings)
    for name in (str(n) for x in report.inputs for n in x):
        if name in MEANINGS:
            told.setdefault(name, MEANINGS[name])
    rows = (r for row in report.rows for r in row.walk())
    while any(name not in told for name in report.symbols) and (row := next(rows, None)):
        if str(row.repeat) in report.symbols:
            told.setdefault(str(row.repeat), f"number of blocks of {row.title}")
        for letter in () if row.unknown or row.rows else row.steps().letters:
            if str(letter.value) in report.symbols:
                told.setdefault(str(letter.value), f"{letter.meaning} of {row.title}")
    return {name: told.get(name, "") for name in report.symbols}


def pinned_list(report: Report) -> Listing:
    """The names that have one value only, each with the reason."""
    return Listing(tuple((Bound(name, value), f": {why}") for name, (value, why) in report.facts.pinned.items()))


def notation(letters: list[Letter], floors: bool, ceilings: bool, params: bool) -> Section | None:
    """The letters of the rules, the brackets, and the name of a count, that are used."""
    rows = [Cells(((Params("layer"),), ("number of parameters of a layer",)))] if params else []
    rows += [Cells(((Math(Name(letter.name)),), (letter.meaning,))) for letter in letters if letter.meaning]
    a, b = Name("a"), Name("b")
    if floors:
        rows.append(Cells(((Math(Floor(a, b)),), ("a/b rounded down to a whole number",))))
    if ceilings:
        rows.append(Cells(((Math(Ceiling(a, b)),), ("a/b rounded up to a whole number",))))
    if not rows:
        return None
    return Section(("Notation",), (Table((Column("Letter"), Column("Meaning")), tuple(rows)),))
