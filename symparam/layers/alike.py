"""Layers that differ in their names alone share what is worked out of them: networks repeat a few layers many times.

ResNet50 has 177 layers, of which 25 differ in more than the name. Each of these is checked once, and asked once for its
outputs, conditions and weights on the same shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ..algebra import Shape
from ..frozen import replace_unchecked

if TYPE_CHECKING:
    from .layer import Layer

T = TypeVar("T")
MOST = 256  # answers of one layer; a proof asks for thousands of shapes, none of them twice


class Answers(dict[Any, Any]):
    """What layers that are alike gave, by the question and the shapes; a copy of a layer begins with none."""

    def __reduce__(self) -> tuple[type[Answers], tuple[()]]:
        return Answers, ()


class Alike:
    """The layers of one source by their settings, which anything may be that has these settings alone."""

    def __init__(self) -> None:
        self._first: dict[Any, Layer] = {}

    def named(self, name: str | None, settings: Any, make: Callable[[], Layer]) -> Layer:
        """The layer that ``make`` gives, or one like that of the same settings before, under its own name.

        What holds layers has no like: their weights are theirs, whatever they are equal to.
        """
        first = self._first.get(settings)
        if first is None:
            made = make()
            if _holds_layers(type(made)):
                return made
            first = replace_unchecked(made, _answers=Answers())  # as it was made: others may keep things in a layer
            self._first[settings] = first
        return replace_unchecked(first, name=name)


@cache
def _holds_layers(kind: type[Layer]) -> bool:
    return any(f.metadata.get("layer") for f in fields(kind))


def asked(layer: Layer, question: str, xs: tuple[Shape, ...], work: Callable[[], T]) -> T:
    """What ``work`` gives for a layer on input shapes, worked out once for all layers that are alike."""
    answers: Answers | None = layer.__dict__.get("_answers")
    if answers is None:
        return work()
    found: T | Answers = answers.get((question, xs), answers)
    if found is answers:  # no answer yet
        found = work()
        if len(answers) >= MOST:
            answers.clear()
        answers[question, xs] = found
    return found  # type: ignore[return-value]
