"""Layers that keep the shape and have no weights: a table of names and of Keras's arguments in their order."""

from __future__ import annotations

from dataclasses import dataclass

from .layer import Layer


@dataclass(frozen=True)
class Elementwise(Layer):
    """A function of each element.

    shape:   (*n) -> (*n)
    params:  0
    """


ARGUMENTS: dict[str, tuple[str, ...]] = {
    "Activation": ("activation",),
    "Dropout": ("rate", "noise_shape", "seed"),
}


def __getattr__(name: str) -> type[Elementwise]:
    if name not in ARGUMENTS:
        raise AttributeError(name)
    cls = type(name, (Elementwise,), {"inert": ARGUMENTS[name], "__module__": __name__, "__doc__": Elementwise.__doc__})
    globals()[name] = cls
    return cls
