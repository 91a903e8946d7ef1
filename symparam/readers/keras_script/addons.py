"""Layers that scripts take from TensorFlow Addons and keras-contrib: which have a rule, and what is their own in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.faults import ScriptError
from ...interpreter.values import Value
from ...layers import lookup
from ...layers.addons import CRF, ContribInstanceNormalization, InstanceNormalization, WeightNormalization
from ...layers.layer import Layer
from .layers import make_layer

if TYPE_CHECKING:
    from .session import Machine

# what Keras 3 has under the same name, with the same weights; and what it has not
AS_KERAS = {
    "tensorflow_addons": (
        "GroupNormalization",
        "SpectralNormalization",
        "AdaptiveAveragePooling1D",
        "AdaptiveAveragePooling2D",
        "AdaptiveAveragePooling3D",
        "AdaptiveMaxPooling1D",
        "AdaptiveMaxPooling2D",
        "AdaptiveMaxPooling3D",
    ),
    "keras_contrib": ("GroupNormalization",),
}
OWN: dict[str, dict[str, type[Layer]]] = {
    "tensorflow_addons": {"InstanceNormalization": InstanceNormalization, "WeightNormalization": WeightNormalization},
    "keras_contrib": {"InstanceNormalization": ContribInstanceNormalization, "CRF": CRF},
}
BY_NAME = ("tensorflow_addons", "InstanceNormalization")  # its arguments are keywords alone


def is_addon(path: str) -> bool:
    """Whether a dotted path is of a layer with a rule, or of the modules where such layers are.

    >>> is_addon("tensorflow_addons.layers.InstanceNormalization"), is_addon("tensorflow_addons.optimizers.AdamW")
    (True, False)
    """
    package, *inside = path.split(".")
    if package not in OWN or inside[:1] not in ([], ["layers"]):
        return False
    return not inside[1:] or inside[-1].islower() or inside[-1] in OWN[package] or inside[-1] in AS_KERAS[package]


def make_addon(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A layer of such a package, named as Keras names it."""
    package, name = path.partition(".")[0], path.rpartition(".")[2]
    if (package, name) == BY_NAME and args:
        line = getattr(node, "lineno", m.line)
        raise ScriptError("TypeError", f"{name} of {package} takes its arguments by name", line)
    return make_layer(m, name, args, keywords, node, recent=True, cls=OWN[package].get(name) or lookup(name))
