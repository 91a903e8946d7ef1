"""CSV: the table of layers, or the steps of the derivation; formulas as text that the formula parser reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..algebra.text import ASCII
from ..document import Block, Count, Equation, Section
from ..document.derivation import derivation as derivation_of
from ..document.refusal import refuses
from ..printable import formula_cell, name_cell
from ..report import Report
from .json_comparison import comparison_object
from .json_formulas import cost_key
from .json_growth import growth_object
from .json_report import report_object
from .text_spans import Style

if TYPE_CHECKING:
    from ..explore.compare import Comparison
    from ..explore.growth import Growth
    from ..explore.sweep import Sweep

LAYERS = (
    "layer",
    "type",
    "inputs",
    "output",
    "output_value",
    "params",
    "params_value",
    "trainable",
    "trainable_value",
    "non_trainable",
    "non_trainable_value",
)
STEPS = ("section", "quantity", "step", "formula", "value", "reason")


def summary(report: Report) -> str:
    """One line for each layer; totals are left out, so that a column can be summed.

    Where the sizes are illegal, one more column says so in the row that refuses them.
    """
    costs = [
        key for name in report.shown.names if name not in LAYERS for key in (cost_key(name), f"{cost_key(name)}_value")
    ]
    rows = []
    for row in report_object(report)["rows"]:
        cells = {
            **row,
            "layer": row["name"],
            "inputs": " ".join(row["inputs"]),
            "output": _shape(row["output"]),
            "output_value": "" if report.refusal else _shape(row["output_value"]),
        }
        rows.append([_cell(name, _listed(cells[name])) for name in (*LAYERS, *costs)])
    if report.refusal:
        costs.append("refusal")
        rows = [
            [*cells, report.refusal.message if refuses(report, row) else ""]
            for row, cells in zip(report.rows, rows, strict=True)
        ]
    return _table((*LAYERS, *costs), rows)


def derivation(report: Report, **options: Any) -> str:
    """One line for each step of each equation."""
    refused = [["", report.name, "refusal", "", "", report.refusal.message]] if report.refusal else []
    return _table(STEPS, [*refused, *_steps(derivation_of(report, **options).blocks, "")])


def comparison(compared: Comparison) -> str:
    """One line for each pair of layers; a side is empty where the other model has no such layer."""
    head = ("layer", "type", "params", "other_layer", "other_type", "other_params")
    pairs = comparison_object(compared)["rows"]
    return _table(head, [[*_side(pair["first"]), *_side(pair["second"])] for pair in pairs])


def sweep(found: Sweep) -> str:
    """One line for each point; the reason why one has no totals stands in the last column."""
    gap = [""] * len(found.what)
    return _table(
        [*found.names, *(m.name for m in found.what), "reason"],
        [[*p.sizes, *(p.values or gap), name_cell(p.reason)] for p in found.points],
    )


def growth(found: Iterable[Growth]) -> str:
    """One line for each layer along each size; shares as decimals."""
    head = ("total", "symbol", "degree", "coefficient", "layer", "share", "limit")
    return _table(
        head,
        [
            [
                total["name"],
                along["symbol"],
                along["degree"],
                _cell("coefficient", along["coefficient"]),
                name_cell(share["layer"]),
                _decimal(share["share"]),
                _decimal(share["limit"]),
            ]
            for total in growth_object(found)["totals"]
            for along in total["along"]
            for share in along["shares"]
        ],
    )


def _decimal(fraction: str | None) -> str:
    """A share between 0 and 1, rounded half up to nine places."""
    if fraction is None:
        return ""
    digits = f"{int(Fraction(fraction) * 10**9 + Fraction(1, 2)):010d}"
    return f"{digits[:-9]}.{digits[-9:]}"


def _side(row: Mapping[str, Any] | None) -> list[Any]:
    return [name_cell(row["name"]), name_cell(row["type"]), formula_cell(row["params"])] if row else ["", "", ""]


def _steps(blocks: Sequence[Block], section: str) -> Iterator[list[Any]]:
    style = Style(ASCII)
    for block in blocks:
        if isinstance(block, Section):
            yield from _steps(block.blocks, style.spans(block.title))
        elif isinstance(block, Equation):
            for line in block.lines:
                value = line.right.value if isinstance(line.right, Count) else ""
                formula = value if isinstance(line.right, Count) else formula_cell(style.span(line.right))
                words = [name_cell(section), name_cell(style.span(block.left)), line.kind]
                yield [*words, formula, value, name_cell(style.spans(line.reason))]


def _cell(name: str, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return name_cell(cell) if name in ("layer", "type", "inputs") else formula_cell(cell)


def _listed(cell: Any) -> Any:
    return " x ".join("all" if n is None else str(n) for n in cell) if isinstance(cell, list) else cell


def _shape(sizes: list[Any] | None) -> str:
    """(H, W, 3); several shapes one after the other; nothing where there is none, ? for a size that is not known."""
    if sizes is None:
        return ""
    if sizes and isinstance(sizes[0], list):
        return " ".join(map(_shape, sizes))
    return f"({', '.join('?' if n is None else str(n) for n in sizes)})"


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()
