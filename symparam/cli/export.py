"""symparam export: the formulas as code, or as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .command import Command
from .cost_options import TOTALS, Names, cost_options, costs_of
from .options import model_arguments, report_of, tell
from .output import emit, emit_bytes

LANGUAGES = ("python", "numpy", "javascript", "c", "excel", "wolfram")


@click.command("export", cls=Command, example="symparam export examples/rgb_classifier.py --to c")
@model_arguments
@click.option("--to", "language", type=click.Choice(LANGUAGES), required=True, help="The language, or a spreadsheet.")
@click.option(
    "--what", type=Names(TOTALS), default="params", show_default=True, help="Which totals, separated by commas."
)
@click.option("--table", is_flag=True, help="Every layer's values too; a spreadsheet always has them.")
@cost_options
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def command(language: str, what: tuple[str, ...], table: bool, file: Path | None, **source: Any) -> None:
    """Functions that compute totals of MODEL from its sizes, exactly; illegal sizes are refused.

    A spreadsheet (--to excel -o model.xlsx) has live formulas: change a size, and every row follows.
    """
    from .. import plugins

    costs = costs_of(source)
    if language == "excel" and file is None:
        raise click.UsageError("a spreadsheet is no text; give a file: -o model.xlsx")
    report = report_of(**source)
    tell(report)
    written = plugins.explorer("export")(report, language, what, table=table, **costs)
    if isinstance(written, bytes):
        assert file is not None
        emit_bytes(written, file)
    else:
        emit(written, file, language)
