"""Where each Keras layer name is implemented; a layer's module is imported when the name is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from ..errors import UnknownLayer
from .layer import Layer

MODULES: dict[str, tuple[str, ...]] = {
    "core": ("Dense", "InputLayer"),
    "conv": ("Conv1D", "Conv2D", "Conv3D"),
    "pool": ("MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D",
             "AveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
             "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D"),
    "norm": ("BatchNormalization",),
    "merging": ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"),
    "reshaping": ("Flatten", "Reshape", "Permute", "RepeatVector"),
    "borders": ("Cropping1D", "Cropping2D", "Cropping3D", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D",
                "UpSampling1D", "UpSampling2D", "UpSampling3D"),
    "activations": ("PReLU", "Softmax"),
    "elementwise": ("Activation", "ReLU", "LeakyReLU", "ELU", "Dropout", "SpatialDropout1D", "SpatialDropout2D",
                    "SpatialDropout3D", "AlphaDropout", "GaussianDropout", "GaussianNoise", "ActivityRegularization",
                    "Identity", "Masking"),
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
