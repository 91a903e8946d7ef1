"""Modules as PyTorch makes and calls them: arguments in its order, and refused where it refuses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...errors import LayerError
from ..construct import signature
from ..fields import owner
from .base import TorchLayer
from .registry import lookup


def make(name: str, args: Sequence[Any] = (), keywords: Mapping[str, Any] | None = None) -> TorchLayer:
    """The module that ``torch.nn.NAME(*args, **keywords)`` makes.

    >>> make("Linear", (784, 10), {"bias": False})
    Linear(in_features=784, out_features=10, bias=False)

    Raises UnknownLayer for a name that is none, LayerError for arguments that PyTorch does not take.
    """
    cls = lookup(name)
    for key in keywords or {}:
        if key in cls.own and not cls.swallows:
            takes = ", ".join(k for k in signature(cls)[1] if k not in cls.own)
            raise LayerError(f"{name} has no argument {key!r}; it takes {takes}")
    given = {} if cls.swallows else dict(keywords or {})
    layer: TorchLayer = cls(*args, **given)
    return layer


def bind_forward(
    layer: TorchLayer, args: Sequence[Any], keywords: Mapping[str, Any]
) -> tuple[TorchLayer, tuple[Any, ...]]:
    """The module as a call with these arguments sees it, and the tensors that its rule takes, in their order.

    What it returns is arranged by ``layer.arrange``. Raises LayerError where ``forward`` does not take the arguments.

    >>> lstm = make("LSTM", (3, 8))
    >>> bind_forward(lstm, ("x",), {"hx": ("h", "c")})[1]
    ('x', 'h', 'c')
    """
    names = layer.forward or layer.call
    if len(args) > len(names):
        raise LayerError(f"{owner(layer)} is called with {len(args)} arguments; it takes {', '.join(names)}")
    given = dict(zip(names, args, strict=False))
    for key, value in keywords.items():
        if key in given:
            raise LayerError(f"{owner(layer)} is called with {key} twice")
        if key not in names:
            raise LayerError(f"{owner(layer)} is not called with {key!r}; it takes {', '.join(names)}")
        given[key] = value
    options = {key: given[key] for key in layer.call_options if key in given}
    tensors = tuple(leaf for key in layer.call for leaf in _leaves(given.get(key)))
    made: Any = layer.called(**options)
    return made, tensors


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)
    elif value is not None:
        yield value
