"""Modules that keep the shape and have no weights: a table of names and of PyTorch's arguments in their order."""

from __future__ import annotations

import ast
from dataclasses import field, make_dataclass
from typing import Any, ClassVar

from ...errors import LayerError
from ...frozen import dataclass
from ..fields import owner, real
from .base import TorchLayer


@dataclass(frozen=True)
class Elementwise(TorchLayer):
    """A function of each element.

    shape:   (*n) -> (*n)
    params:  0
    """

    family: ClassVar = "activation"
    inert: ClassVar = ()


@dataclass(frozen=True)
class Row:
    """One module: what it does, its arguments as Python writes them, and how many axes its input has."""

    does: str
    arguments: str = ""
    ranks: tuple[int, int | None] = (0, None)


DROPS = "Sets a share of the elements to zero in training."
DROPS_CHANNELS = "Sets a share of the channels to zero in training."

TABLE: dict[str, Row] = {
    # activations
    "CELU": Row("An exponential below zero, smooth at it.", "alpha=1.0, inplace=False"),
    "ELU": Row("An exponential below zero.", "alpha=1.0, inplace=False"),
    "GELU": Row("Each element times the normal distribution function of it.", "approximate='none'"),
    "Hardshrink": Row("Zero near zero.", "lambd=0.5"),
    "Hardsigmoid": Row("A sigmoid of straight lines.", "inplace=False"),
    "Hardswish": Row("Each element times a sigmoid of straight lines.", "inplace=False"),
    "Hardtanh": Row(
        "Cut off at a smallest and a largest value.",
        "min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None",
    ),
    "LeakyReLU": Row("A small slope below zero.", "negative_slope=0.01, inplace=False"),
    "LogSigmoid": Row("The logarithm of a sigmoid."),
    "Mish": Row("Each element times tanh of its softplus.", "inplace=False"),
    "RReLU": Row("A slope below zero that is random in training.", "lower=1/8, upper=1/3, inplace=False"),
    "ReLU": Row("Zero below zero.", "inplace=False"),
    "ReLU6": Row("Zero below zero, and no more than 6.", "inplace=False"),
    "SELU": Row("An exponential below zero, scaled to keep mean and variance.", "inplace=False"),
    "SiLU": Row("Each element times its sigmoid.", "inplace=False"),
    "Sigmoid": Row("From 0 to 1."),
    "Softplus": Row("A smooth maximum of each element and zero.", "beta=1.0, threshold=20.0"),
    "Softshrink": Row("Moved towards zero, and zero near it.", "lambd=0.5"),
    "Softsign": Row("Each element over 1 and its absolute value."),
    "Tanh": Row("From -1 to 1."),
    "Tanhshrink": Row("Each element without its tanh."),
    "Threshold": Row("A value of its own for all up to a threshold.", "threshold, value, inplace=False"),
    # dropout
    "AlphaDropout": Row("Drops elements and keeps mean and variance.", "p=0.5, inplace=False"),
    "Dropout": Row(DROPS, "p=0.5, inplace=False"),
    "Dropout1d": Row(DROPS_CHANNELS, "p=0.5, inplace=False", (2, 3)),
    "Dropout2d": Row(DROPS_CHANNELS, "p=0.5, inplace=False"),
    "Dropout3d": Row(DROPS_CHANNELS, "p=0.5, inplace=False"),
    "FeatureAlphaDropout": Row("Drops channels and keeps mean and variance.", "p=0.5, inplace=False"),
    # along an axis
    "Softmax2d": Row("Shares of each position's channels.", "", (3, 4)),
}


def build(name: str) -> type[Elementwise]:
    """The class of one row, made when it is asked for: of the 29 a model uses two or three."""
    if name not in TABLE:
        raise AttributeError(name)
    entry = TABLE[name]
    doc = f"{entry.does}\n\n    shape:   (*n) -> (*n)\n    params:  0\n    source:  torch.nn.{name}\n    "
    namespace: dict[str, Any] = {"ranks": entry.ranks, "__module__": __name__, "__doc__": doc}
    if name == "Hardtanh":
        namespace["__post_init__"] = _ordered
    given = [(key, Any, _field(name, key, default)) for key, default in _arguments(entry.arguments)]
    cls: Any = make_dataclass(name, given, bases=(Elementwise,), namespace=namespace, frozen=True)
    return cls


def _arguments(text: str) -> list[tuple[str, Any]]:
    """Names and defaults of a signature; ... where there is none."""
    spec = ast.parse(f"lambda {text}: 0", mode="eval").body.args  # type: ignore[attr-defined]
    defaults = [..., *(eval(ast.unparse(d), {"__builtins__": {}}) for d in spec.defaults)]
    first = len(spec.args) - len(spec.defaults)
    return [(a.arg, ... if i < first else defaults[i - first + 1]) for i, a in enumerate(spec.args)]


def _field(name: str, key: str, default: Any) -> Any:
    if key == "p":
        return real(default, 0, 1)
    return field() if default is ... else field(default=default)


def _ordered(self: Any) -> None:
    """The limits of Hardtanh, under their old names too."""
    Elementwise.__post_init__(self)
    low = self.min_val if self.min_value is None else self.min_value
    high = self.max_val if self.max_value is None else self.max_value
    if not high > low:
        raise LayerError(f"{owner(self)}: max_val must be above min_val; they are {high} and {low}")


def __getattr__(name: str) -> type[Elementwise]:
    return globals().setdefault(name, build(name))
