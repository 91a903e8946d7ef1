"""symparam eval: just the value."""

from __future__ import annotations

from typing import Any

import click

from ..errors import SymparamError
from .command import Command
from .cost_options import TOTALS, cost_options, costs_of
from .options import each, every_option, model_arguments, refuse, report_of, tell
from .output import echo


@click.command(
    "eval",
    cls=Command,
    example=("symparam eval examples/rgb_classifier.py H=128 W=128", "symparam eval keras:VGG16 --what macs"),
)
@model_arguments
@click.option("--what", type=click.Choice(TOTALS), default="params", show_default=True, help="Which total.")
@cost_options
@every_option
def command(what: str, every: bool, **source: Any) -> None:
    """The total of MODEL at its default sizes and those given as NAME=VALUE: one number, for scripts.

    A symbol without a default needs a size only where the total depends on it.

    Memory is in bytes; macs and flops are for one sample, unless --batch says otherwise.
    """
    costs = costs_of(source)
    lost: dict[str, SymparamError] = {}
    shown = []
    for one in each(source, every):
        try:
            report = report_of(**one)
            value = report.value(what, **costs)
        except SymparamError as error:
            if not every:
                raise
            lost[one["which"]] = error
            continue
        echo(f"{one['which']} {value}" if every else str(value))
        tell(report)
        shown.append(report)
    if lost:
        refuse(*shown, lost=lost)
