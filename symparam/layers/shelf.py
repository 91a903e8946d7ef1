"""The libraries whose layers the catalogue shows, and what it needs to know of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from ..frozen import dataclass
from . import registry, specimens
from .layer import Layer
from .torch import registry as torch_registry
from .torch import specimens as torch_specimens


@dataclass(frozen=True, eq=False)
class Shelf:
    """The layers of one library: where they are, and examples of what their arguments and inputs may be."""

    prefix: str  # of a name
    modules: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]
    lookup: Callable[[str], type[Layer]]
    arguments: Mapping[str, Mapping[str, Any]]
    inputs: Mapping[str, tuple[str, ...]]
    required: Mapping[str, Any]
    axes: Callable[[Layer, str], int]
    aliases: Mapping[str, str] = field(default_factory=dict)
    two: tuple[str, ...] = ()  # families of layers that take two inputs or more
    unlisted: tuple[str, ...] = ()


def _axes(layer: Layer, name: str) -> int:
    least, most = layer.ranks
    usual = 3 if registry.HOME[name] in specimens.THREE and most is None else max(least, 1)
    return specimens.AXES.get(name, usual)


def _whole_axes(layer: Layer, name: str) -> int:
    rank = getattr(layer, "rank", None)
    most = layer.ranks[1] if rank is None or name in torch_specimens.AXES else rank + 2
    return torch_specimens.AXES.get(name, max(layer.ranks[0], 2) if most is None else most)


KERAS = Shelf(
    "",
    registry.MODULES,
    registry.HOME,
    registry.lookup,
    specimens.ARGUMENTS,
    specimens.INPUTS,
    specimens.REQUIRED,
    _axes,
    registry.ALIASES,
    specimens.TWO,
    ("InputLayer", "Wrapper", "Unknown"),
)
TORCH = Shelf(
    "torch.nn.",
    torch_registry.MODULES,
    torch_registry.HOME,
    torch_registry.lookup,
    torch_specimens.ARGUMENTS,
    torch_specimens.INPUTS,
    torch_specimens.REQUIRED,
    _whole_axes,
)


def shelf_of(name: str) -> tuple[Shelf, str]:
    """The library of a layer, and its name there. What Keras does not have by that name may be a module of PyTorch.

    >>> shelf_of("torch.nn.Conv2d")[1], shelf_of("Linear")[0].prefix, shelf_of("LSTM")[0].prefix
    ('Conv2d', 'torch.nn.', '')
    """
    for prefix in (TORCH.prefix, "nn."):
        if name.startswith(prefix):
            return TORCH, name.removeprefix(prefix)
    ours = name in KERAS.home or name in KERAS.aliases or name in registry.FOREIGN
    return (TORCH if name in TORCH.home and not ours else KERAS), name.removeprefix("keras.layers.")
