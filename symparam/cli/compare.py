"""symparam compare: two models side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from .. import plugins
from .command import Command
from .complete import Source
from .cost_options import TOTALS, cost_options, costs_of
from .options import Binding, context_option, input_option, refuse, report_of, strict_option, tell, timeout_option
from .output import emit, format_of, output_options, text_options

FORMATS = (*plugins.PRINTERS, "page")


@click.command("compare", cls=Command, example="symparam compare keras:ResNet50 keras:ResNet101 --what macs")
@click.argument("first", metavar="A", type=Source())
@click.argument("second", metavar="B", type=Source())
@click.argument("bindings", nargs=-1, type=Binding(), metavar="[NAME=VALUE]...")
@click.option("--what", type=click.Choice(TOTALS), default="params", show_default=True, help="Which total.")
@click.option(
    "--model",
    "which",
    metavar="NAME",
    multiple=True,
    help="Which model, where a source has several; given twice, the one of A and the one of B.",
)
@partial(input_option, whose="The input shape of both,")
@context_option
@strict_option
@timeout_option
@cost_options
@click.option("--plot", metavar="FILE", help="Draw both totals over a range, such as H=32:512:16: .svg, .png or .pdf.")
@partial(output_options, formats=FORMATS)
def command(
    first: str,
    second: str,
    bindings: tuple[tuple[str, int | str], ...],
    what: str,
    which: tuple[str, ...],
    shape: tuple[Any, ...] | None,
    context: int | None,
    strict: bool,
    plot: str | None,
    form: str | None,
    file: Path | None,
    ascii: bool,
    width: int | None,
    **source: Any,
) -> None:
    """Models A and B: their layers in pairs, the difference of their totals, and for which sizes the one is larger."""
    from ..explore.ranges import is_range

    costs = costs_of(source)
    ranges = {name: value for name, value in bindings if is_range(value)}
    bindings = tuple((name, value) for name, value in bindings if name not in ranges)
    if bool(ranges) != (plot is not None):
        raise click.UsageError("a plot needs a range such as H=32:512:16, and a range needs --plot FILE")

    form = format_of(form, file, FORMATS, pages=True)
    sides = tuple(zip((first, second), _sides(which), strict=True))
    read = partial(report_of, bindings=bindings, shape=shape, strict=strict, context=context)
    reports = [read(model, which=name) for model, name in sides]
    chosen = _sides(which)
    if chosen[0] != chosen[1]:  # the names by which they are chosen tell them apart
        names: tuple[str, ...] = tuple(map(str, chosen))
    else:
        names = tuple(_name(model, report.name) for model, report in zip((first, second), reports, strict=True))
    compared = plugins.explorer("compare")(*reports, names if names[0] != names[1] else None, what=what, **costs)
    if plot is not None:
        swept = {
            name: plugins.explorer("sweep")(report, ranges, (what,), **costs)
            for name, report in zip(compared.names, reports, strict=True)
        }
        plugins.explorer("plot together")(swept, plot)
    emit(plugins.printed(form, "comparison", compared, text_options(form, file, ascii, width)), file, form)
    tell(*reports)
    refuse(*reports)


def _sides(given: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The names for A and for B: one is for both."""
    if len(given) > 2:
        raise click.UsageError(f"--model is given {len(given)} times; give it once for both models, or twice")
    return (given[0], given[-1]) if given else (None, None)


def _name(model: str, own: str) -> str:
    """What a model is called: by its own name, or where it has none by that of its file."""
    return Path(model).stem if own in ("sequential", "functional") else own
