"""Fragments of lessons: layers called on an Input, and no Model made of it; what leads to a tensor is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...graph import Tensor
from ...layers.core import InputLayer
from .keras_state import ModelValue
from .models import sources

if TYPE_CHECKING:
    from .session import Machine


def fragments(m: Machine) -> dict[str, Tensor]:
    """The tensors that module variables hold and that come from an Input, by name; the one made last comes last."""
    found = {
        name: value
        for name, value in m.module.names.items()
        if isinstance(value, Tensor) and not isinstance(value.node.layer, InputLayer) and sources(value)
    }
    return dict(sorted(found.items(), key=lambda item: item[1].node.serial))


def model_to(m: Machine, name: str, end: Tensor) -> ModelValue:
    """The model that has a tensor as its output."""
    model = ModelValue("functional", name, inputs=sources(end), outputs=(end,), names=[name])
    m.keras.models.append(model)
    return model


__all__ = ["fragments", "model_to"]
