"""symparam solve: what a budget buys."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from ..errors import SymparamError
from .command import Command
from .cost_options import cost_options, costs_of
from .options import model_arguments, model_of, tell
from .output import ANSWERS, ascii_option, emit, format_of
from .words import Word, Words, split, tied

FORMATS = (*ANSWERS, "value")


@click.command("solve", cls=Command, example="symparam solve examples/rgb_classifier.py 'params <= 10M' --for H W=H")
@partial(model_arguments, words=Word(), metavar="CONSTRAINT... [NAME=VALUE]...")
@click.option("--for", "name", required=True, metavar="NAME", help="The size to solve for.")
@cost_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print; value is the size alone. [default: text]",
)
@ascii_option
@click.option(
    "-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; its suffix picks the format."
)
def command(bindings: Words, name: str, form: str | None, file: Path | None, ascii: bool, **source: Any) -> None:
    """The largest legal size of NAME with which MODEL keeps every CONSTRAINT, such as 'params <= 10M' 'macs < 2G'.

    With >= the smallest, with == all of them. W=H ties one size to another; other sizes have their defaults.
    """
    from .. import plugins

    form = format_of(form, file, FORMATS)
    costs = costs_of(source)
    constraints, sizes = split(bindings)
    if not constraints:
        raise click.UsageError("there is no constraint; give one such as 'params <= 10M'")
    if name in dict(sizes):
        raise click.UsageError(f"{name} is what is looked for; leave out {name}={dict(sizes)[name]}")
    model = model_of(bindings=sizes, **source)
    report, ties = model.derive(), tied(sizes, model)
    tell(report)
    if name not in report.spelled({name: 0}).keys() & report.symbols.keys() and costs["batch"] == 1:
        costs["batch"] = name  # no size of the model: how many samples
    solution = plugins.explorer("solve")(report, constraints, name, ties, **costs)
    if solution.impossible:
        raise SymparamError(solution.impossible)
    if form == "value":
        emit(str(solution.best) if solution.best is not None else solution.sizes.text(name), file, ascii=ascii)
    else:
        emit(solution.to(form), file, form, ascii)
