"""The derivation as a document: from the symbols, layer by layer, to the sum and where it is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from ..algebra.nodes import Ceiling, Floor, Node
from ..algebra.walk import children, names_of
from ..errors import RequestError, SymparamError, nearest
from ..report import Report
from ..row import Row
from ..steps import Letter
from .chain import chain_section
from .closing import conventions, sum_section, validity_section
from .layers import Level, Only, layer_sections
from .lines import Writer
from .opening import notation, opening
from .proof import proof_section
from .refusal import refusal, values_at
from .rename import renamed
from .summary import layers_table
from .tokens import token_lines
from .tree import Block, Document, Equation, Math, Section, Table
from .variant import variant as varied
from .worksheet import worksheet as as_worksheet

LEVELS = ("brief", "normal", "full")
ONLY = (None, "shapes", "params", "costs")
USUAL = ("macs", "weights", "activations", "peak")  # the costs of a report that was not asked for any
OPTIONS = "level, layer, only, title, symbols, worksheet, blank, key, variant, prove, and those of the format"


def derivation(
    report: Report,
    *,
    level: Level = "normal",
    layer: str | None = None,
    only: Only = None,
    title: str | None = None,
    symbols: Mapping[str, str] | None = None,
    worksheet: bool = False,
    blank: str = "values",
    key: str = "end",
    variant: int | None = None,
    prove: bool = False,
    **unknown: object,
) -> Document:
    """How the formulas of a report come about.

    ``layer`` is a name or a pattern such as ``conv2d*``; ``symbols`` gives other names to symbols; ``worksheet``
    leaves what ``blank`` names (values, substitutions, rules) blank, with the ``key`` at its ``end``, or ``none``, or
    ``only`` that; ``variant`` is a number, for other sizes; ``prove`` adds the chain of every axis with its rules, and
    what the independent check says.
    ``only="costs"`` shows those of ``report.with_costs``, or else MACs and memory.
    Raises SymparamError where no layer has that name, or for an option that does not exist.
    """
    if unknown:
        raise SymparamError(f"this derivation has no option {next(iter(unknown))!r}; its options are: {OPTIONS}")
    if level not in LEVELS or only not in ONLY:
        raise SymparamError(
            f"a derivation has the levels {', '.join(LEVELS)}, and shows all, or only shapes, "
            f"params or costs; not level={level!r}, only={only!r}"
        )
    report = renamed(report if variant is None else varied(report, variant), symbols or {})
    bound = values_at(report)
    if only == "costs":
        costs = Document(title or report.name, bound, (*refusal(report), *_costs_only(report, layer)))
        return as_worksheet(costs, blank, key) if worksheet else costs
    writer = Writer(report)
    rows = _chosen(report, layer) if layer else report.rows
    sections: list[Block] = list(layer_sections(writer, rows, "full" if layer else level, only))
    if not layer:
        sections = _whole(writer, sections, level, only, prove)
    if prove:
        sections.append(proof_section(writer))
    document = Document(title or report.name, bound, (*refusal(report), *sections))
    return as_worksheet(document, blank, key) if worksheet else document


def _whole(writer: Writer, layers: list[Block], level: Level, only: Only, prove: bool) -> list[Block]:
    report = writer.report
    blocks = opening(writer)
    if level != "brief":
        blocks += _or_nothing(
            notation(
                _letters(report.rows, layers),
                _uses(layers, Floor),
                _uses(layers, Ceiling),
                params=only != "shapes" and any(row.weights for row in report.rows),
            )
        )
    blocks.append(Section(("Layer by layer",), tuple(layers)))
    if only != "params" and level != "brief" and not prove:  # the proof has the same chains, with reasons
        blocks += _or_nothing(chain_section(writer))
    if level != "brief":
        blocks.append(Section(("All layers",), (layers_table(report, short=True, connected=False),)))
    if only != "shapes":
        blocks.append(sum_section(writer))
    if only is None and (costs := token_lines(report)):
        blocks.append(Section(("What a token costs",), tuple(costs)))
    if report.shown.names:
        from .costs import cost_section

        blocks += cost_section(report)
    blocks.append(validity_section(report))
    if level != "brief":
        blocks.append(conventions(report))
    return blocks


def _costs_only(report: Report, layer: str | None) -> list[Block]:
    from .costs import cost_section

    if layer:
        raise RequestError(f"the costs are those of the whole model; leave out layer={layer!r}")
    report = report if report.shown.names else report.with_costs(*USUAL)
    return [*opening(Writer(report)), *cost_section(report), validity_section(report)]


def _or_nothing(section: Section | None) -> list[Block]:
    return [] if section is None else [section]


def _chosen(report: Report, pattern: str) -> tuple[Row, ...]:
    walked = [row for each in report.rows for row in each.walk()]
    rows = tuple(row for each in walked for row in _matching(each, pattern))
    if not rows:
        known = [row.name for each in walked for row in (each, *each.parts)]
        raise RequestError(f"{report.name} has no layer {pattern!r}; {nearest(pattern, known)}")
    return rows


def _matching(row: Row, pattern: str) -> tuple[Row, ...]:
    """The row, which brings its parts along, or those of its parts that are meant."""
    if fnmatchcase(row.name, pattern):
        return (row,)
    return tuple(part for part in row.parts if fnmatchcase(part.name, pattern))


def _letters(rows: tuple[Row, ...], sections: list[Block]) -> list[Letter]:
    """The letters of the rules that are shown, each once under its meaning."""
    shown = frozenset().union(*(names_of(span.node) for span in _formulas(sections, "rule")))
    found: dict[str, Letter] = {}
    for row in (inner for outer in rows for inner in (outer.walk() if outer.folded else (outer,))):
        for letter in () if row.unknown or row.rows else row.steps().letters:
            if letter.name in shown:
                found.setdefault(letter.name, letter)
    return list(found.values())


def _uses(blocks: list[Block], kind: type[Node]) -> bool:
    return any(_holds(span.node, kind) for span in _formulas(blocks))


def _formulas(blocks: Sequence[Block], kind: str | None = None) -> list[Math]:
    """The formulas in the equations, or those of one kind; without a kind those in tables too."""
    found: list[Math] = []
    for block in blocks:
        if isinstance(block, Section):
            found += _formulas(block.blocks, kind)
        elif isinstance(block, Equation):
            found += [line.right for line in block.lines if isinstance(line.right, Math) and kind in (None, line.kind)]
        elif isinstance(block, Table) and kind is None:
            found += [s for row in block.rows for cell in row.cells for s in cell if isinstance(s, Math)]
    return found


def _holds(node: Node, kind: type[Node]) -> bool:
    return isinstance(node, kind) or any(_holds(child, kind) for child in children(node))
