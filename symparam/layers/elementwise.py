"""Layers that keep the shape and have no weights: a table of names and of Keras's arguments in their order."""

from __future__ import annotations

from dataclasses import field, make_dataclass, replace
from typing import Any, ClassVar

from ..frozen import dataclass
from .fields import choice, real
from .layer import Layer


@dataclass(frozen=True)
class Elementwise(Layer):
    """A function of each element.

    shape:   (*n) -> (*n)
    params:  0
    """

    family: ClassVar = "activation"


@dataclass(frozen=True)
class Row:
    """One layer: what it does, its checked arguments, and those without effect, which follow in position."""

    does: str
    fields: dict[str, Any]
    inert: tuple[str, ...] = ()
    ranks: tuple[int, int | None] = (0, None)
    beside: tuple[str, ...] = ()


def row(does: str, inert: str = "", axes: int | None = None, /, **fields: Any) -> Row:
    """A row of the table; ``axes`` is the number of axes besides the batch, where it is fixed."""
    return Row(does, fields, tuple(inert.split()), (0, None) if axes is None else (axes, axes))


def noise(does: str, inert: str = "", axes: int | None = None, /, **fields: Any) -> Row:
    """A row for a layer whose call is told whether it trains."""
    return replace(row(does, inert, axes, **fields), beside=("training",))


def rate() -> Any:
    """A field that is a share from 0 to 1."""
    return real(least=0, most=1)


FORMAT = (None, None, "channels_last", "channels_first")

TABLE: dict[str, Row] = {
    # activations
    "Activation": row("A function of each element.", activation=field()),
    "ReLU": row(
        "Zero below zero.", max_value=real(None, 0, optional=True), negative_slope=real(0.0, 0), threshold=real(0.0, 0)
    ),
    "LeakyReLU": row("A small slope below zero.", negative_slope=real(0.3, 0)),
    "ELU": row("An exponential below zero.", "alpha"),
    # regularization
    "Dropout": noise("Sets a share of the elements to zero in training.", "noise_shape seed", rate=rate()),
    "SpatialDropout1D": noise("Sets a share of the channels to zero in training.", "seed", 2, rate=rate()),
    "SpatialDropout2D": noise(
        "Sets a share of the channels to zero in training.", "seed", 3, rate=rate(), data_format=choice(*FORMAT)
    ),
    "SpatialDropout3D": noise(
        "Sets a share of the channels to zero in training.", "seed", 4, rate=rate(), data_format=choice(*FORMAT)
    ),
    "AlphaDropout": noise("Drops elements and keeps mean and variance.", "noise_shape seed", rate=rate()),
    "GaussianDropout": noise("Multiplies by noise around 1 in training.", "seed", rate=rate()),
    "GaussianNoise": noise("Adds noise in training.", "seed", stddev=rate()),
    "ActivityRegularization": row("Adds a penalty to the loss.", l1=real(0.0, 0), l2=real(0.0, 0)),
    # core
    "Identity": row("The input itself."),
    "Rescaling": row("A scale and an offset.", "offset", scale=field()),
    "Masking": row("Marks the time steps to skip.", "mask_value"),
}


def build(name: str, table: dict[str, Row], module: str) -> type[Elementwise]:
    """The class of one row, in the module that has the table.

    It is made when it is asked for: of the 42 rows here and in `augmentation` a model uses two or three. Who searches
    for a class by its name finds the row.
    """
    if name not in table:
        raise AttributeError(name)
    entry = table[name]
    doc = f"{entry.does}\n\n    shape:   (*n) -> (*n)\n    params:  0\n    source:  keras.layers.{name}\n    "
    namespace: dict[str, Any] = {"inert": entry.inert, "ranks": entry.ranks, "beside": entry.beside}
    namespace |= {"__module__": module, "__doc__": doc}
    cls: Any = make_dataclass(
        name,
        [(key, Any, value) for key, value in entry.fields.items()],
        bases=(Elementwise,),
        namespace=namespace,
        frozen=True,
    )
    return cls


def __getattr__(name: str) -> type[Elementwise]:
    return globals().setdefault(name, build(name, TABLE, __name__))
