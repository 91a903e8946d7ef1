"""Arguments that are relations between totals and amounts, beside NAME=VALUE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from ..errors import guess
from .cost_options import TOTALS
from .options import Binding

NUMBER = re.compile(r"\s*[\d.][\d.,_]*\s*[A-Za-z]?\s*")
SIGNS = ("<", ">", "≤", "≥", "≠", "==", "!=")
if TYPE_CHECKING:
    from ..graph import Model

Words = tuple[tuple[str, int | str], ...]


class Word(click.ParamType):
    """A relation such as 'params <= 10M' or 'params = 6029097', under the name "", or NAME=VALUE."""

    name = "RELATION"

    def __init__(self, numbers: bool = False) -> None:
        self.numbers = numbers  # whether a number alone is one, about the parameters

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int | str]:
        left = value.partition("=")[0].strip()
        if any(sign in value for sign in SIGNS) or left in TOTALS:
            return "", value
        if self.numbers and NUMBER.fullmatch(value):
            return "", value
        if "=" not in value:
            self.fail(f"{value!r} is neither a relation in quotes, such as 'params <= 10M', nor NAME=VALUE", param, ctx)
        if not left.isidentifier() or re.fullmatch(r"[0-9.]+\s*[A-Za-z]+", value.partition("=")[2].strip()):
            cure = guess(left, TOTALS, f"the totals are {', '.join(TOTALS)}")
            self.fail(f"{value!r}: {left!r} is neither a total nor a size; {cure}", param, ctx)
        return Binding().convert(value, param, ctx)


def tied(words: Words, model: Model) -> dict[str, int | str]:
    """The sizes of a model that are tied to others; numbers, texts and lists are known to it."""
    return {name: value for name, value in words if isinstance(value, str) and name not in model.facts.texts}


def split(words: Words) -> tuple[list[str], Words]:
    """The relations, and the sizes."""
    return [str(text) for name, text in words if not name], tuple((name, value) for name, value in words if name)
