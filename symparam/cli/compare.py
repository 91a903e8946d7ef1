"""symparam compare: two models side by side."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Binding, report_of
from .output import emit, format_of, output_options, text_options


@click.command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("bindings", nargs=-1, type=Binding(), metavar="[NAME=VALUE]...")
@output_options
def command(first: str, second: str, bindings: tuple[tuple[str, int | str], ...], form: str | None, file: Path | None,
            ascii: bool, width: int | None) -> None:
    """Models A and B: their layers in pairs, the difference of their totals, and for which sizes the one is larger."""
    from .. import plugins

    form = format_of(form, file)
    reports = [report_of(model, bindings) for model in (first, second)]
    names = tuple(_name(model, report.name) for model, report in zip((first, second), reports, strict=True))
    compared = plugins.explorer("compare")(*reports, names if names[0] != names[1] else None)
    emit(plugins.printed(form, "comparison", compared, text_options(form, file, ascii, width)), file)


def _name(model: str, own: str) -> str:
    """What a model is called: by its own name, or where it has none by that of its file."""
    return Path(model).stem if own in ("sequential", "functional") else own
