"""symparam eval: just the value."""

from __future__ import annotations

from typing import Any

import click

from .options import model_arguments, report_of


@click.command("eval")
@model_arguments
@click.option("--what", type=click.Choice(["params", "trainable", "non_trainable"]), default="params",
              show_default=True, help="Which total.")
def command(what: str, **source: Any) -> None:
    """The total of MODEL at its default sizes and those given as NAME=VALUE: one number, for scripts."""
    click.echo(getattr(report_of(**source).at(), what))
