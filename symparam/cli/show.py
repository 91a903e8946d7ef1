"""symparam show: the table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from .. import plugins
from .cost_options import COLUMNS, Names, cost_options, costs_of
from .options import every_option, model_arguments, refuse, reports_of, tell
from .output import emit, format_of, joined, output_options, text_options

FORMATS = (*plugins.PRINTERS, *plugins.PICTURES)


@click.command("show")
@model_arguments
@partial(output_options, formats=FORMATS)
@click.option("--keras", is_flag=True, help="The very table that Keras prints, in numbers.")
@click.option("--brief", is_flag=True, help="Leave out layers without parameters.")
@click.option("--expand", is_flag=True, help="Show the layers of models inside the model.")
@click.option("--fold", is_flag=True, help="One row for each run of equal blocks.")
@click.option("--standalone", is_flag=True, help="With latex, tikz or html: a document by itself.")
@click.option("--columns", type=click.IntRange(1, 2), help="With latex or pdf: columns of text. [default: 1]")
@click.option("--costs", type=Names(COLUMNS), help=f"Further columns, separated by commas: {', '.join(COLUMNS[3:])}.")
@cost_options
@every_option
def command(
    form: str | None,
    file: Path | None,
    ascii: bool,
    width: int | None,
    keras: bool,
    brief: bool,
    expand: bool,
    fold: bool,
    standalone: bool,
    columns: int | None,
    every: bool,
    costs: tuple[str, ...] | None,
    **source: Any,
) -> None:
    """The layers of MODEL: output shape and parameters as formulas and as values, the totals, and where they are valid.

    NAME=VALUE sets a size (H=224), or ties one to another (W=H).
    """
    form = format_of(form, file, FORMATS)
    options = text_options(form, file, ascii, width)
    given = {"keras": keras, "brief": brief, "expand": expand, "standalone": standalone, "columns": columns}
    options.update({name: value for name, value in given.items() if value})
    counted = costs_of(source)
    reports = list(reports_of(source, every, costs, counted, fold))
    emit(joined([report.to(form, **options) for report in reports], form), file, form)
    if keras or form == "csv":
        tell(*reports)
    refuse(*reports)
