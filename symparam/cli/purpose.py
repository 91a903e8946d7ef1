"""--for paper and --for slide: what stands in a paper, and frames for a talk, in LaTeX or as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import plugins
from .output import emit, joined

if TYPE_CHECKING:
    from ..report import Report

Function = TypeVar("Function", bound=Callable[..., Any])
PURPOSES = {"paper": "latex-paper", "slide": "latex-slides"}
OF_PAPER = ("appendix", "heading", "label", "columns")
HEADINGS = ("chapter", "section", "subsection", "subsubsection", "paragraph")


def purpose_options(function: Function) -> Function:
    """--for, --appendix, --heading and --label."""
    for decorate in reversed(
        (
            click.option(
                "--for",
                "purpose",
                type=click.Choice(tuple(PURPOSES)),
                help="In LaTeX or PDF: at most one column for a paper, or beamer frames that fit.",
            ),
            click.option("--appendix", is_flag=True, help="With --for paper: the whole derivation as an appendix."),
            click.option(
                "--heading", type=click.Choice(HEADINGS), help="With latex: the level of the title, with a label."
            ),
            click.option("--label", metavar="NAME", help="With latex: what labels are called. [default: the model]"),
        )
    ):
        function = decorate(function)
    return function


def emit_for(
    purpose: str,
    what: str,
    reports: Sequence[Report],
    form: str | None,
    file: Path | None,
    options: Mapping[str, Any],
) -> None:
    """Print the ``summary`` or the ``derivation`` of reports for a purpose; options that are None are not given."""
    given = {name: value for name, value in options.items() if value}
    known = ("standalone", *(OF_PAPER if purpose == "paper" else ()))
    strange = next((name for name in given if name not in known), None)
    if strange is not None:
        has = ", ".join(f"--{name}" for name in known)
        raise click.UsageError(f"--for {purpose} has no --{strange.replace('_', '-')}; it has {has}")
    form = form or (plugins.SUFFIXES.get(file.suffix.lower()) if file else None) or "latex"
    if form not in ("latex", "pdf"):
        raise click.UsageError(f"--for {purpose} is LaTeX, or PDF; leave out {form}")
    if form == "pdf":
        given["standalone"] = True
    parts = [plugins.printed(PURPOSES[purpose], what, report, given) for report in reports]
    if not parts:
        return
    if form == "pdf":
        from ..printers.pdf import compiled

        emit(joined([compiled(part) for part in parts], form), file, form)
    else:
        emit(joined(parts, form), file, form)
