"""symparam check: whether a model is legal at some sizes, and what to change where it is not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command import Command
from .options import model_arguments, report_of, tell
from .output import ANSWERS, ascii_option, emit, format_of

if TYPE_CHECKING:
    from ..explore.check import Check


@click.command("check", cls=Command, example="symparam check examples/rgb_classifier.py H=64 W=64")
@model_arguments
@click.option("--format", "form", type=click.Choice(ANSWERS), help="How to print. [default: text]")
@ascii_option
@click.option(
    "-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; its suffix picks the format."
)
def command(form: str | None, ascii: bool, file: Path | None, **source: Any) -> None:
    """Whether MODEL is legal at its sizes, or at those that are given: H=64 W=64.

    If not, which layer refuses, what its in_features, its channels or its fixed shape must be, in which line it stands,
    and which legal sizes are nearest; the exit code is 1.
    """
    form = format_of(form, file, ANSWERS)
    found = _checked(source)
    emit(found.to(form), file, form, ascii)
    sys.exit(0 if found.legal else 1)


def _checked(source: dict[str, Any]) -> Check:
    """The check of the model as it is read with the sizes; where it cannot be, of the model at these sizes."""
    from ..errors import ConditionError, SymparamError
    from ..explore.check import check, from_error

    try:
        report = report_of(**source)
    except ConditionError as error:
        if error.need is None:
            raise
        failed = error
    else:
        tell(report)
        return check(report)
    sizes = {name: n for name, n in source["bindings"] if isinstance(n, int)}
    others = tuple((name, n) for name, n in source["bindings"] if not isinstance(n, int))
    try:
        return check(report_of(**{**source, "bindings": others}), sizes)
    except SymparamError:
        return from_error(source["model"], failed)
