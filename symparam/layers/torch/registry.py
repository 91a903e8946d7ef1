"""Where each class of torch.nn is implemented; a module is imported when the name is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from ...errors import UnknownLayer
from .base import TorchLayer

MODULES: dict[str, tuple[str, ...]] = {
    "linear": ("Linear",),
}
HOME = {name: module for module, names in MODULES.items() for name in names}


def lookup(name: str) -> type[TorchLayer]:
    """The class of a name of torch.nn: ``Conv2d``.

    Raises UnknownLayer, with the nearest name, where there is none.
    """
    if name not in HOME:
        near = get_close_matches(name, HOME, 1)
        cure = f"; did you mean {near[0]}?" if near else ""
        raise UnknownLayer(f"torch.nn.{name} is no module that symparam knows{cure}")
    cls: type[TorchLayer] = getattr(import_module(f".{HOME[name]}", __package__), name)
    return cls
