"""symparam growth: how the totals grow with each size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import limits
from .command import Command
from .cost_options import TOTALS, Names, cost_options, costs_of
from .options import model_arguments, model_of, tell
from .output import echo, emit, format_of, output_options, text_options
from .words import Words, tied


@click.command("growth", cls=Command, example="symparam growth examples/rgb_classifier.py --what params,macs")
@model_arguments
@click.option(
    "--what", type=Names(TOTALS), default="params", show_default=True, help="Which totals, separated by commas."
)
@cost_options
@click.option(
    "--plot",
    metavar="FILE",
    help="Draw the totals and their leading terms over a range, such as H=32:512:16: .svg, .png or .pdf; "
    "- is a chart of characters.",
)
@output_options
def command(
    what: tuple[str, ...],
    plot: str | None,
    form: str | None,
    file: Path | None,
    ascii: bool,
    width: int | None,
    bindings: Words,
    **source: Any,
) -> None:
    """How totals of MODEL grow with each size: degree, leading term, doubling, and which layer owns which share.

    W=H ties one size to another.
    """
    from .. import plugins
    from ..explore.ranges import is_range

    form = format_of(form, file)
    costs = costs_of(source)
    ranges = {name: value for name, value in bindings if is_range(value)}
    if bool(ranges) != (plot is not None):
        raise click.UsageError("a plot needs a range such as H=32:512:16, and a range needs --plot FILE")
    sizes = tuple((name, value) for name, value in bindings if name not in ranges)
    model = model_of(bindings=sizes, **source)
    report, ties = model.derive(), tied(sizes, model)
    found = plugins.explorer("growth")(report, what, ties, **costs)
    if plot is not None:
        swept = plugins.explorer("growth over a range")(report, what, ranges, ties, **costs)
        if plot == "-":
            echo("\n\n".join(f"{name}: {one.chart().rstrip()}" for name, one in swept.items()) + "\n")
        else:
            limits.lift()  # matplotlib alone may take seconds
            plugins.explorer("plot together")(swept, plot)
    emit(plugins.printed(form, "growth", found, text_options(form, file, ascii, width)), file, form)
    tell(report)
