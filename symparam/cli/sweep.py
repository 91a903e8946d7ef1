"""symparam sweep: totals over a range or a grid of sizes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import ConditionError
from . import limits
from .command import Command
from .cost_options import TOTALS, Names, cost_options, costs_of
from .options import model_arguments, model_of, tell
from .output import ascii_option, echo, emit, format_of, format_options
from .words import tied


@click.command("sweep", cls=Command, example="symparam sweep examples/rgb_classifier.py H=32:256:32 W=H")
@model_arguments
@click.option(
    "--what", type=Names(TOTALS), default="params", show_default=True, help="Which totals, separated by commas."
)
@cost_options
@format_options
@ascii_option
@click.option("--plot", metavar="FILE", help="Draw it: .svg, .png or .pdf; - is a chart of characters.")
@click.option("--log", is_flag=True, help="With --plot: logarithmic axes.")
@click.option("--stack", is_flag=True, help="With --plot: the stages of the network, stacked below each total.")
@click.option(
    "--budget", "budgets", multiple=True, metavar="TOTAL=AMOUNT", help="With --plot: a line at it, such as params=10M."
)
def command(
    what: tuple[str, ...],
    form: str | None,
    file: Path | None,
    plot: str | None,
    log: bool,
    stack: bool,
    budgets: tuple[str, ...],
    ascii: bool,
    bindings: tuple[tuple[str, int | str], ...],
    **source: Any,
) -> None:
    """Totals of MODEL over sizes: H=32:512:16 with both ends, num_class=2,10,100; several names make a grid.

    W=H ties one size to another. Illegal sizes are gaps with the reason.
    """
    from .. import plugins
    from ..explore.ranges import is_range

    costs = costs_of(source)
    ranges = {name: value for name, value in bindings if is_range(value)}
    sizes = tuple((name, value) for name, value in bindings if name not in ranges)
    if not ranges:
        raise click.UsageError("no size has a range; give one such as H=32:512:16 or num_class=2,10,100")
    model = model_of(bindings=sizes, **source)
    report, ties = model.derive(), tied(sizes, model)
    swept = plugins.explorer("sweep")(report, {**ranges, **ties}, what, **costs)
    if plot not in (None, "-"):
        from ..explore.layered import layered

        limits.lift()  # matplotlib alone may take seconds
        swept.plot(
            plot, log=log, budgets=_amounts(budgets, what), stack=layered(report, swept, **costs) if stack else ()
        )
    if plot is None or file is not None or form is not None:
        form = format_of(form, file)
        emit(swept.to(form), file, form, ascii)
    if plot == "-":
        echo(swept.chart().rstrip("\n"), ascii=ascii)
    tell(report)
    if swept.points and not any(point.values for point in swept.points):
        raise ConditionError(f"no point of the sweep is legal: {swept.points[0].reason}")


def _amounts(budgets: tuple[str, ...], what: tuple[str, ...]) -> dict[str, int]:
    """Each budget as a number, by its total."""
    from ..costs import COSTS
    from ..explore.parse_amount import amount

    found = {}
    for text in budgets:
        name, equals, size = text.partition("=")
        if not equals or name.strip() not in what:
            raise click.BadParameter(
                f"{text!r} is not TOTAL=AMOUNT with one of {', '.join(what)}", param_hint="--budget"
            )
        found[name.strip()] = int(amount(size, COSTS[name.strip()].unit))
    return found
