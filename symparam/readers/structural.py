"""Sizes of a config that decide the structure, and so stay numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ..algebra import Need, names_in
from ..errors import SymparamError
from ..graph import Model

Fixed = Mapping[str, tuple[int, str]]  # symbol -> (its only value, why)


def settled(build: Callable[[Fixed], Model]) -> Model:
    """The model with symbols for its sizes, but for those whose value in the config another formula would forbid.

    A one-hot encoding replaces a last axis of 1 and follows any other: where the config says 1, the axis stays 1.
    """
    model = build({})
    fixed = {
        name: (model.facts.defaults[name], f"{layer}: {need.why}")
        for layer, need in _broken(model)
        for name in sorted(names_in(need.left) | names_in(need.right))
    }
    if not fixed:
        return model
    try:
        other = build(fixed)
    except SymparamError:
        return model
    return model if any(_broken(other)) else other  # illegal in numbers too: the model's conditions say so


def _broken(model: Model) -> Iterator[tuple[str, Need]]:
    """The conditions of a model that its own sizes break."""
    defaults = model.facts.defaults

    @cache  # the same few conditions are asked by many layers
    def breaks(need: Need) -> bool:
        known = names_in(need.left) | names_in(need.right) <= defaults.keys()
        return known and not need.holds_at(defaults)

    return ((layer, need) for layer, need in model.conditions(*model.xs) if breaks(need))
