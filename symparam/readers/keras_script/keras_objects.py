"""Objects of classes of the script that are layers or models to Keras."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...interpreter.values import Instance, Module
from ...layers.registry import ALIASES
from .custom import CustomValue
from .paths import canonical, is_keras

if TYPE_CHECKING:
    from ...interpreter.machine import Machine

MODELS = ("Model", "Sequential", "Functional")


def adopt(m: Machine, instance: Instance) -> None:
    """Make an object of a subclass of Layer or Model known to Keras."""
    for base in instance.cls.foreign:
        if isinstance(base, Module):
            path = canonical(base.path)
            last = path.rpartition(".")[2]
            if (is_keras(path) or path.startswith("tf.")) and (
                last in MODELS or "layers" in path or last == "Layer" or path.startswith("tf.Module")
            ):
                if "callbacks" in path or "utils" in path:
                    return
                instance.keras = CustomValue(instance, is_model=last in MODELS, base_name=ALIASES.get(last, last))
