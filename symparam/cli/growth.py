"""symparam growth: how the totals grow with each size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .cost_options import TOTALS, Names, cost_options, costs_of
from .options import model_arguments, report_of
from .output import emit
from .words import Words, numbers_and_ties


@click.command("growth")
@model_arguments
@click.option(
    "--what", type=Names(TOTALS), default="params", show_default=True, help="Which totals, separated by commas."
)
@cost_options
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def command(what: tuple[str, ...], file: Path | None, bindings: Words, **source: Any) -> None:
    """How totals of MODEL grow with each size: degree, leading term, doubling, and which layer owns which share.

    W=H ties one size to another.
    """
    from .. import plugins

    costs = costs_of(source)
    numbers, ties = numbers_and_ties(bindings)
    found = plugins.explorer("growth")(report_of(bindings=numbers, **source), what, ties, **costs)
    emit("\n".join(g.to_text() for g in found), file)
