"""symparam derive: step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import SymparamError
from .command import Command
from .cost_options import COLUMNS, Names, cost_options, costs_of
from .options import every_option, model_arguments, refuse, reports_of, tell
from .output import emit, format_of, joined, output_options, text_options
from .purpose import emit_for, purpose_options


@click.command(
    "derive",
    cls=Command,
    example=(
        "symparam derive examples/rgb_classifier.py --layer dense",
        "symparam derive examples/unet.py -o unet.pdf",
    ),
)
@model_arguments
@output_options
@click.option("--layer", metavar="NAME", help="Only this layer, or all that match a pattern such as 'conv2d*'.")
@click.option(
    "--only",
    type=click.Choice(["shapes", "params", "costs"]),
    help="Only shapes, parameters, or costs: those of --costs, or else MACs and memory.",
)
@click.option("--level", type=click.Choice(["brief", "normal", "full"]), default="normal", help="How much to say.")
@click.option("--full", is_flag=True, help="Every layer in full, also where a rule repeats; the same as --level full.")
@click.option("--title", help="The title of the document.")
@click.option("--symbols", metavar="H=h,…", help="Other names for symbols.")
@click.option("--worksheet", is_flag=True, help="Leave the values blank, with an answer key at the end.")
@click.option(
    "--blank",
    type=Names(("values", "substitutions", "rules")),
    help="With --worksheet: what is blank, separated by commas: values, substitutions, rules.",
)
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --worksheet: the answers, in a file of their own.",
)
@click.option("--variant", type=int, metavar="N", help="Other sizes, for another worksheet: 1, 2, 3, …")
@click.option("--fold", is_flag=True, help="One block for each run of equal blocks.")
@click.option("--prove", is_flag=True, help="Say why: the rule that joins each step, and an independent check.")
@purpose_options
@click.option("--standalone", is_flag=True, help="With latex or html: a document by itself.")
@click.option(
    "--columns", type=click.IntRange(1, 2), metavar="N", help="With latex or pdf: columns of text. [default: 1]"
)
@click.option(
    "--math", type=click.Choice(["github", "dollar"]), help="With --format markdown: how formulas are marked."
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
    layer: str | None,
    only: str | None,
    level: str,
    full: bool,
    title: str | None,
    symbols: str | None,
    worksheet: bool,
    blank: tuple[str, ...] | None,
    key: Path | None,
    variant: int | None,
    prove: bool,
    fold: bool,
    standalone: bool,
    columns: int | None,
    picture: bool,
    math: str | None,
    purpose: str | None,
    appendix: bool,
    heading: str | None,
    label: str | None,
    every: bool,
    costs: tuple[str, ...] | None,
    **source: Any,
) -> None:
    """How the formulas of MODEL come about, layer by layer: rule, substituted, simplified, value; then the sum."""
    given = {
        "layer": layer,
        "only": only,
        "level": "full" if full else level,
        "title": title,
        "symbols": _renames(symbols),
        "worksheet": worksheet,
        "blank": ",".join(blank or ()),
        "key": "none" if key else "",
        "variant": variant,
        "prove": prove,
        "standalone": standalone,
        "columns": columns,
        "picture": picture,
        "math": math,
        "appendix": appendix,
        "heading": heading,
        "label": label,
    }
    counted = costs_of(source)
    lost: dict[str, SymparamError] = {}
    reports = list(reports_of(source, every, costs, counted, fold, lost))
    if purpose:
        emit_for(purpose, "derivation", reports, form, file, {**given, "level": "full" if full else None})
        refuse(*reports, lost=lost)
        return
    form = format_of(form, file)
    options = text_options(form, file, ascii, width)
    options.update({name: value for name, value in given.items() if value not in (None, False, "", {})})
    if (blank or key) and not worksheet:
        raise click.UsageError("--blank and --key belong to --worksheet")
    if reports and key:
        answers = {**options, "key": "only"}
        emit(joined([report.derivation(form, **answers) for report in reports], form), key, form)
    if reports:
        emit(joined([report.derivation(form, **options) for report in reports], form), file, form)
    if form == "csv":
        tell(*reports)
    refuse(*reports, lost=lost)


def _renames(text: str | None) -> dict[str, str]:
    pairs = [part.split("=") for part in (text or "").split(",") if part.strip()]
    if not all(len(pair) == 2 and pair[0].strip().isidentifier() and pair[1].strip().isidentifier() for pair in pairs):
        raise click.BadParameter(f"{text!r} is not OLD=NEW,OLD=NEW", param_hint="--symbols")
    return {old.strip(): new.strip() for old, new in pairs}
