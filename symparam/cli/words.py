"""Arguments that are relations between totals and amounts, beside NAME=VALUE."""

from __future__ import annotations

from typing import Any

import click

from .cost_options import TOTALS
from .options import Binding

SIGNS = ("<", ">", "≤", "≥", "≠", "==", "!=")
Words = tuple[tuple[str, int | str], ...]


class Word(click.ParamType):
    """A relation such as 'params <= 10M' or 'params = 6029097', under the name "", or NAME=VALUE."""

    name = "RELATION"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int | str]:
        left = value.partition("=")[0].strip()
        if any(sign in value for sign in SIGNS) or left in TOTALS:
            return "", value
        if "=" not in value:
            self.fail(f"{value!r} is neither a relation such as 'params <= 10M' nor NAME=VALUE", param, ctx)
        return Binding().convert(value, param, ctx)


def numbers_and_ties(words: Words) -> tuple[Words, dict[str, int | str]]:
    """Sizes that are numbers, which the reader may need, and those that are tied to others."""
    return (
        tuple((name, value) for name, value in words if isinstance(value, int)),
        {name: value for name, value in words if isinstance(value, str)},
    )


def split(words: Words) -> tuple[list[str], Words]:
    """The relations, and the sizes."""
    return [str(text) for name, text in words if not name], tuple((name, value) for name, value in words if name)
