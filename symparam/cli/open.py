"""symparam open: the page of a model, in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import click

from .command import Command
from .options import model_arguments, refuse, report_of, tell
from .output import echo


@click.command("open", cls=Command, example="symparam open keras:MobileNetV2")
@model_arguments
def command(**source: Any) -> None:
    """Write the page of MODEL to a temporary file and open it in the browser."""
    report = report_of(**source)
    with tempfile.NamedTemporaryFile("w", suffix=".html", prefix="symparam-", delete=False, encoding="utf-8") as file:
        file.write(report.page())
    if not webbrowser.open(Path(file.name).as_uri()):
        echo("no browser was found; the page is", err=True)
    echo(file.name)
    tell(report)
    refuse(report)
