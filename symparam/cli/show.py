"""symparam show: the table."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import plugins
from ..errors import SymparamError
from .command import Command
from .cost_options import COLUMNS, Names, cost_options, costs_of
from .options import every_option, model_arguments, refuse, reports_of, tell
from .output import emit, format_of, joined, output_options, text_options
from .purpose import emit_for, purpose_options

if TYPE_CHECKING:
    from ..report import Report

DETAILS = ("input", "kernel", "stride", "padding", "share")
MANY = 60  # rows, more than which nobody reads on a terminal
FORMATS = (*plugins.PRINTERS, *plugins.PICTURES)
WITHOUT_WORDS = ("csv", "svg", "mermaid", "dot", "tikz")  # formats that have no room for what is assumed


@click.command(
    "show",
    cls=Command,
    example=(
        "symparam show examples/unet.py --details kernel,stride",
        "symparam show keras:ResNet50 --costs macs -o resnet50.svg",
    ),
)
@model_arguments
@partial(output_options, formats=FORMATS)
@click.option("--keras", is_flag=True, help="The very table that Keras prints, in numbers.")
@click.option("--brief", is_flag=True, help="Leave out layers without parameters.")
@click.option("--expand", is_flag=True, help="Show the layers of models inside the model.")
@click.option(
    "--depth",
    type=click.IntRange(1),
    metavar="N",
    help="The same, so many levels deep; PyTorch's modules no deeper.",
)
@click.option(
    "--details", type=Names(DETAILS), help=f"Further columns, separated by commas: {', '.join(DETAILS)} of params."
)
@click.option("--fold", "rows", flag_value="fold", help="One row for each run of equal blocks.")
@click.option(
    "--stages",
    "rows",
    flag_value="stages",
    help=f"One row for each stage; a terminal shows models of more than {MANY} layers so.",
)
@click.option("--unfold", "rows", flag_value="all", help="All layers, also on a terminal.")
@purpose_options
@click.option("--standalone", is_flag=True, help="With latex, tikz or html: a document by itself.")
@click.option(
    "--columns", type=click.IntRange(1, 2), metavar="N", help="With latex or pdf: columns of text. [default: 1]"
)
@click.option("--picture", is_flag=True, help="With html, latex or pdf: the network as a picture, above.")
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
    depth: int | None,
    details: tuple[str, ...] | None,
    rows: str | None,
    standalone: bool,
    columns: int | None,
    picture: bool,
    purpose: str | None,
    appendix: bool,
    heading: str | None,
    label: str | None,
    every: bool,
    costs: tuple[str, ...] | None,
    **source: Any,
) -> None:
    """The layers of MODEL: output shape and parameters as formulas and as values, the totals, and where they are valid.

    NAME=VALUE sets a size (H=224), or ties one to another (W=H).
    """
    given: dict[str, Any] = {
        "keras": keras,
        "brief": brief,
        "expand": depth or expand,
        "standalone": standalone,
        "columns": columns,
        "picture": picture,
    }
    given |= {"appendix": appendix, "heading": heading, "label": label}
    counted = costs_of(source)
    lost: dict[str, SymparamError] = {}
    reports = list(reports_of(source, every, costs, counted, rows == "fold", lost))
    if purpose:
        emit_for(purpose, "summary", reports, form, file, given)
        refuse(*reports, lost=lost)
        return
    form = format_of(form, file, FORMATS, pages=True)
    options = text_options(form, file, ascii, width)
    options.update({name: value for name, value in given.items() if value})
    by_itself = rows is None and form == "text" and file is None and not keras and sys.stdout.isatty()
    parts = []
    for report in reports:
        report = report.with_details(*details or ())
        report, opened = cut(report, depth, expand)
        staged = rows == "stages" or (by_itself and not depth and len(report.rows) > MANY)
        shown = report.fold(stages=True) if staged else report
        parts.append(shown.to(form, **{**options, **opened}))
        if staged and by_itself:
            parts.append(f"{len(shown.rows)} rows for {len(report.rows)} layers; --unfold shows all.")
    if parts:
        emit(joined(parts, form), file, form)
    if keras or form in WITHOUT_WORDS:
        tell(*reports)
    refuse(*reports, lost=lost)


def cut(report: Report, depth: int | None, expand: bool) -> tuple[Report, dict[str, Any]]:
    """The report to a depth, and how far its rows are opened: PyTorch's modules are a tree, and all rows are there."""
    if depth is None or report.library != "torch":
        return report, {}
    return report.at_depth(depth), {"expand": expand}
