"""Where each Keras layer name is implemented; a layer's module is imported when the name is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from ..errors import UnknownLayer
from .layer import Layer

MODULES: dict[str, tuple[str, ...]] = {
    "core": ("Dense", "Flatten", "InputLayer"),
    "conv": ("Conv1D", "Conv2D", "Conv3D"),
    "pool": ("MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D",
             "AveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
             "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D"),
    "norm": ("BatchNormalization",),
    "elementwise": ("Activation", "Dropout"),
}
ALIASES: dict[str, str] = {
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
}
HOME = {name: module for module, names in MODULES.items() for name in names}


def lookup(name: str) -> type[Layer]:
    """The class of a Keras layer name or alias.

    Raises UnknownLayer, with the nearest name, where there is none.
    """
    name = ALIASES.get(name, name)
    if name not in HOME:
        near = get_close_matches(name, [*HOME, *ALIASES], 1)
        raise UnknownLayer(f"{name} is no layer that symparam knows" + (f"; did you mean {near[0]}?" if near else ""))
    return getattr(import_module(f".{HOME[name]}", __package__), name)
