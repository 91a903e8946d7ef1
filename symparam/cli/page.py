"""symparam page: a page of HTML to play with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .command import Command
from .options import model_arguments, refuse, report_of, tell
from .output import emit


@click.command("page", cls=Command, example="symparam page examples/unet.py -o unet.html")
@model_arguments
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="The file, such as model.html.")
def command(file: Path | None, **source: Any) -> None:
    """One file of HTML for MODEL: sliders over the legal sizes, the network, every derivation, how totals grow.

    It needs no network, and without script it is a document.
    """
    report = report_of(**source)
    emit(report.page(), file, "page")
    tell(report)
    refuse(report)
