"""Formulas as code, and as a spreadsheet with live formulas; one file for each language.

    Report -> program: totals as quotients of whole numbers, and where they are legal
        -> c, javascript, excel, … -> text

Each language lowers the same program, and refuses sizes that the model refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from ...errors import SymparamError
from ...report import Report
from .program import program

# language -> (its module, which exposes write(program) -> str; the suffix of its files)
LANGUAGES = {
    "python": ("python", ".py"), "numpy": ("numpy", ".py"), "javascript": ("javascript", ".js"), "c": ("c", ".c"),
    "wolfram": ("wolfram", ".wl"), "excel": ("excel", ".xlsx"),
}  # fmt: skip


def export(
    report: Report, language: str, what: str | Iterable[str] = "params", *, table: bool = False, **options: Any
) -> str | bytes:
    """The totals of a report as functions, with ``table`` one value for each layer too; for excel the file's bytes.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Dense(10)], input=sizes("d")).derive()
    >>> print(export(report, "wolfram").splitlines()[-1])
    params[d_Integer] := If[d >= 1, 10*d + 10, $Failed]

    Raises SymparamError for a language that is not in the table, MissingExtra where excel needs openpyxl.
    """
    if language not in LANGUAGES:
        raise SymparamError(f"there is no export to {language!r}; choose one of {', '.join(LANGUAGES)}")
    module = import_module(f".{LANGUAGES[language][0]}", __name__)
    return module.write(program(report, what, table=table or language == "excel", **options))
