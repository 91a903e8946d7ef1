"""symparam audit: a claimed number, confirmed or explained."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..errors import guess
from .command import Command
from .cost_options import TOTALS, cost_options, costs_of
from .options import model_arguments, model_of, tell
from .output import ANSWERS, ascii_option, emit, format_of
from .words import Word, Words, split, tied


@click.command("audit", cls=Command, example="symparam audit examples/rgb_classifier.py 'params = 6029097'")
@partial(model_arguments, words=Word(numbers=True), metavar="CLAIM [NAME=VALUE]...")
@click.option(
    "--table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of claims, as CSV, Markdown or LaTeX, checked line by line.",
)
@cost_options
@click.option("--format", "form", type=click.Choice(ANSWERS), help="How to print. [default: text]")
@ascii_option
@click.option(
    "-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; its suffix picks the format."
)
def command(
    bindings: Words, table: Path | None, form: str | None, ascii: bool, file: Path | None, **source: Any
) -> None:
    """Whether a CLAIM about MODEL is right, such as 'params = 6029097' or 'macs = 1.8G'; a number alone is of params.

    With --table the lines of a table from a paper or a post, each a layer with its params, macs, flops or output: which
    of them differ, and why.

    If not, which convention or mistake gives that number: no biases, another size, ⌈⌉ for ⌊⌋, …; the exit code is 1.
    """
    from .. import plugins

    form = format_of(form, file, ANSWERS)
    costs = costs_of(source)
    claims, sizes = split(bindings)
    if not claims and table is None:
        for name, _ in sizes:
            if hint := guess(name, TOTALS):
                raise click.UsageError(f"{name} is no total to claim something about; {hint}")
    if len(claims) != (table is None):
        known = "" if claims or table else f"; a claim is about one of {', '.join(TOTALS)}"
        raise click.UsageError(
            f"give one claim, such as 'params = 6029097', or a table of them with --table FILE{known}"
        )
    model = model_of(bindings=sizes, **source)
    report, ties = model.derive(), tied(sizes, model)
    tell(report)
    if table is None:
        audited = plugins.explorer("audit")(report, claims[0], ties, model=model, **costs)
    else:
        from ..readers import text_of

        audited = plugins.explorer("audit_table")(report, text_of(table)[0], ties, model=model, **costs)
    emit(audited.to(form), file, form, ascii)
    sys.exit(0 if audited.confirmed else 1)
