"""A spreadsheet with live formulas: change a size, and every row and total follows."""

from __future__ import annotations

import io
import re
from typing import Any

from ...algebra.code import Dialect
from ...algebra.nodes import Number
from ...errors import MissingExtra
from ...printable import printable
from .lowered import Called
from .magnitude import bounds, magnitude
from .program import Layer, Program, Relation, Result

EXACT = 10**15  # a cell is a double and shows 15 digits; INT is exact as far as that
FIRST = 6  # the row of the first size
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # begins a character by its code (ECMA-376, 22.4.2.4)
FONT, FAINT, INPUT, HEAD = "Calibri", "808080", "FFF2CC", "DDEBF7"


class Formula(Called):
    """Cells hold doubles; INT rounds down, and is exact for quotients of whole numbers below 10¹⁵."""

    remainder = "MOD({}, {})"
    equal = "="

    def __init__(self, cells: dict[str, str]) -> None:
        super().__init__(Dialect("INT(({})/({}))", "({})^({})", "MAX({})", "MIN({})"), cells)

    def floor(self, top: str, bottom: str) -> str:
        simple = bottom.replace("$", "").isalnum()
        return f"INT(({top})/{bottom})" if simple else f"INT(({top})/({bottom}))"

    quotient = floor

    def all_of(self, parts: Any) -> str:
        return parts[0] if len(parts) == 1 else f"AND({', '.join(parts)})" if parts else "TRUE"

    def any_of(self, parts: Any) -> str:
        return parts[0] if len(parts) == 1 else f"OR({', '.join(parts)})"

    def relation(self, r: Relation) -> str:
        if r.op == "divides":  # AND computes all its parts, also a division by 0
            a, b = self.value(r.left), self.value(r.right)
            return f"AND({a} >= 1, MOD({b}, MAX({a}, 1)) = 0)"
        return super().relation(r)

    def false(self) -> str:
        return "FALSE"


def write(program: Program) -> bytes:
    """The bytes of an .xlsx file. Raises MissingExtra where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtra("a spreadsheet needs openpyxl: pip install 'symparam[excel]'") from None
    book = Workbook()
    sheet = book.active
    sheet.title = "Model"
    _fill(sheet, program)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, program: Program) -> None:
    lower = Formula({name: f"$B${FIRST + i}" for i, name in enumerate(program.names)})
    below = FIRST + len(program.arguments)
    status = f"$B${below}"
    _opening(sheet, program)
    _sizes(sheet, program, lower, status)
    _rows(sheet, program, lower, below + 2, status)
    _look(sheet, program)


def _opening(sheet: Any, program: Program) -> None:
    from openpyxl.styles import Font

    _text(sheet, 1, 1, program.model)
    sheet["A1"].font = Font(name=FONT, bold=True, size=14)
    sheet["A2"] = f"Change the sizes in the yellow cells. Exact for all legal sizes: {program.legal}."
    sheet["A3"] = "A cell holds 15 digits; larger values are refused, not rounded."
    for cell in ("A2", "A3"):
        sheet[cell].font = Font(name=FONT, color=FAINT)
    sheet.cell(FIRST - 1, 1, "Size")
    sheet.cell(FIRST - 1, 2, "Value")


def _sizes(sheet: Any, program: Program, lower: Formula, status: str) -> None:
    """The input cells, and below them whether the sizes are legal and small enough."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    whole = DataValidation(
        type="whole",
        operator="between",
        formula1="0",
        formula2=str(EXACT),
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="size",
        error="a size is a whole number",
    )
    sheet.add_data_validation(whole)
    for i, (name, default) in enumerate(program.arguments):
        _text(sheet, FIRST + i, 1, name)
        cell = sheet.cell(FIRST + i, 2, default if default is not None else 1)
        cell.fill = PatternFill("solid", fgColor=INPUT)
        cell.number_format = "0"
        whole.add(cell)
    numbers = [f"ISNUMBER({c}), {c}=INT({c})" for c in lower.spelled.values()]
    limits = [f"{lower(m)}<1E15" for m in bounds(program)]
    legal = lower.legal(program) or "TRUE"
    row = FIRST + len(program.arguments)
    sheet.cell(row, 1, "Status")
    wholes = f"AND({', '.join(numbers)})" if numbers else "TRUE"
    limit = f"AND({', '.join(_few(limits))})" if limits else "TRUE"
    small = f'IF({limit}, "exact", "too large")'
    sheet.cell(row, 2, f'=IF(NOT({wholes}), "not whole", IF(NOT({legal}), "illegal", {small}))')
    sheet.cell(row, 2).font = Font(name=FONT, bold=True)
    sheet.cell(row, 2).alignment = Alignment(horizontal="right")


def _few(limits: list[str]) -> list[str]:
    """A formula has at most 8192 characters: where the limits are many, each row checks itself instead."""
    return limits if sum(map(len, limits)) < 6000 else ["TRUE"]


def _rows(sheet: Any, program: Program, lower: Formula, top: int, status: str) -> None:
    header = ["Layer", "Type", "Output shape", *(m.heading for m, _ in program.totals)]
    for j, text in enumerate(header, 1):
        sheet.cell(top, j, text)
    for i, layer in enumerate(program.layers, top + 1):
        _text(sheet, i, 1, layer.name)
        _text(sheet, i, 2, layer.type)
        sheet.cell(i, 3, f'=IF({status}="exact", {_shape(layer, lower)}, "–")')
        for j, r in enumerate(layer.results, 4):
            _number(sheet, i, j, f'=IF({status}="exact", {_checked(lower, r)}, "–")')
    last = top + len(program.layers) + 1
    sheet.cell(last, 1, "Total")
    for j, (m, r) in enumerate(program.totals, 4):
        _number(sheet, last, j, f'=IF({status}="exact", {_total(program, m.name, r, lower, top, last, j)}, "–")')


def _total(program: Program, name: str, r: Result, lower: Formula, top: int, last: int, j: int) -> str:
    """The sum of the rows for what is a sum, less what shared layers count twice; the total's own formula else."""
    column = chr(ord("A") + j - 1)
    if name not in ("params", "trainable", "non_trainable", "macs", "flops", "activations", "weights"):
        return _checked(lower, r)
    shared = any(layer.shared for layer in program.layers)
    if shared and name not in ("macs", "flops", "activations"):
        return _checked(lower, r)
    return f"SUM({column}{top + 1}:{column}{last - 1})" if program.layers else "0"


def _checked(lower: Formula, r: Result) -> str:
    """A value, or words where it would be rounded."""
    if isinstance(r.top, Number) and r.bottom == Number(1):
        return lower(r.top)
    return f'IF({lower(magnitude(r.top))}<1E15, {lower.value(r)}, "too large")'


def _shape(layer: Layer, lower: Formula) -> str:
    """``254 × 254 × 32``, as text made of live numbers."""
    shapes = []
    for sizes in layer.outputs:
        parts = [
            f'"{r.top.value}"' if isinstance(r.top, Number) and r.bottom == Number(1) else _figure(lower, r)
            for r in sizes
        ]
        shapes.append('&" × "&'.join(parts) if parts else '"1"')
    return '&", "&'.join(shapes) if shapes else '""'


def _figure(lower: Formula, r: Result) -> str:
    return f'TEXT({lower.value(r)}, "0")'


def _text(sheet: Any, i: int, j: int, text: str) -> None:
    """A cell that stays text, whatever it begins with, also where it is edited."""
    cell = sheet.cell(i, j)
    cell.value = _CODE.sub("_x005F_", printable(text))
    cell.data_type = "s"
    cell.quotePrefix = True


def _number(sheet: Any, i: int, j: int, formula: str) -> None:
    from openpyxl.styles import Alignment

    cell = sheet.cell(i, j, formula)
    cell.number_format = "#,##0"
    cell.alignment = Alignment(horizontal="right")


def _look(sheet: Any, program: Program) -> None:
    """Widths, bold headers and totals, frozen panes."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    top = FIRST + len(program.arguments) + 2
    columns = 3 + len(program.totals)
    for row in (FIRST - 1, top):
        for j in range(1, (2 if row < top else columns) + 1):
            cell = sheet.cell(row, j)
            cell.font, cell.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor=HEAD)
            cell.alignment = Alignment(horizontal="right" if j > 3 or (row < top and j == 2) else "left")
    last = top + len(program.layers) + 1
    for j in range(1, columns + 1):
        cell = sheet.cell(last, j)
        cell.font, cell.border = Font(name=FONT, bold=True), Border(top=Side(style="thin"))
    for j, (m, _) in enumerate(program.totals, 4):
        sheet.cell(last + 1 + j - 3, 1, f"{m.name}: {m.counts}").font = Font(name=FONT, color=FAINT)
        sheet.column_dimensions[chr(ord("A") + j - 1)].width = 20
    longest = max((len(layer.name) for layer in program.layers), default=10)
    sheet.column_dimensions["A"].width = max(14, min(40, longest + 2))
    sheet.column_dimensions["B"].width = max(14, *(len(layer.type) + 2 for layer in program.layers), 14)
    sheet.column_dimensions["C"].width = 26
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
