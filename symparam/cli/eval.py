"""symparam eval: just the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import SymparamError
from .command import Command
from .cost_options import TOTALS, Names, cost_options, costs_of
from .options import each, every_option, model_arguments, refuse, report_of, tell
from .output import echo

if TYPE_CHECKING:
    from ..report import Report

FORMATS = ("text", "json")


@click.command(
    "eval",
    cls=Command,
    example=("symparam eval examples/rgb_classifier.py H=128 W=128", "symparam eval keras:VGG16 --what macs"),
)
@model_arguments
@click.option(
    "--what", type=Names(TOTALS), default="params", show_default=True, help="Which totals, separated by commas."
)
@click.option("--human", is_flag=True, help="Units that people read: 6.03 M, 24.1 MB; rounded.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to print. [default: text]")
@cost_options
@every_option
def command(what: tuple[str, ...], human: bool, form: str | None, every: bool, **source: Any) -> None:
    """The total of MODEL at its default sizes and those given as NAME=VALUE: one number, for scripts.

    Several totals are a line each, behind their names; with --format json an object, or with --all one for each model.
    A symbol without a default needs a size only where a total depends on it.

    Memory is in bytes; macs and flops are for one sample, unless --batch says otherwise.
    """
    if human and form == "json":
        raise click.UsageError("--human is for people and --format json for programs; give one of them")
    costs = costs_of(source)
    lost: dict[str, SymparamError] = {}
    shown: dict[str, Report] = {}
    values: dict[str, dict[str, int]] = {}
    for one in each(source, every):
        try:
            report = report_of(**one)
            values[one["which"]] = {name: report.value(name, **costs) for name in what}
        except SymparamError as error:
            if not every:
                raise
            lost[one["which"]] = error
            continue
        shown[one["which"]] = report
    _print(values, human, form == "json", every)
    tell(*shown.values())
    if lost:
        refuse(*shown.values(), lost=lost)


def _print(values: dict[str, dict[str, int]], human: bool, as_json: bool, every: bool) -> None:
    """What is asked, a line for each number, or one object."""
    if as_json:
        import json

        echo(json.dumps(values if every else next(iter(values.values()))))
        return
    for model, totals in values.items():
        for name, value in totals.items():
            words = [model] if every else []
            words += [name] if len(totals) > 1 else []
            echo(" ".join([*words, _written(name, value) if human else str(value)]))


def _written(name: str, value: int) -> str:
    from ..algebra.number_format import abbreviated, decimal_bytes
    from ..costs.table import COSTS

    return decimal_bytes(value) if COSTS[name].unit == "bytes" else abbreviated(value)
