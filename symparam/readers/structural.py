"""Sizes of a config that decide the structure, and so stay numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..algebra import names_in
from ..errors import SymparamError
from ..graph import Model

Fixed = Mapping[str, tuple[int, str]]  # symbol -> (its only value, why)


def settled(build: Callable[[Fixed], Model]) -> Model:
    """The model with symbols for its sizes, but for those whose value in the config another formula would forbid.

    A one-hot encoding replaces a last axis of 1 and follows any other: where the config says 1, the axis stays 1.
    """
    model = build({})
    fixed = _refused(model)
    if not fixed:
        return model
    try:
        return build(fixed)
    except SymparamError:  # the sizes are not legal in numbers either; the model's conditions say so
        return model


def _refused(model: Model) -> Fixed:
    """The symbols whose defaults break a condition of the model."""
    defaults = model.facts.defaults
    fixed: dict[str, tuple[int, str]] = {}
    for layer, need in model.conditions(*model.xs):
        names = sorted(names_in(need.left) | names_in(need.right))
        if all(name in defaults for name in names) and not need.bind(defaults).holds():
            fixed.update((name, (defaults[name], f"{layer}: {need.why}")) for name in names)
    return fixed
