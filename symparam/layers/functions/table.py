"""The table of functions: for each path its signatures, and what is made of a call.

A family is a module with ``ROWS``, one row a line: where, names, signature, operation. ``torch Tensor | abs sqrt |
Tensor input | Unary`` are four functions. An operation is a class of functions of the module, or a function of it that
is called with the path and the arguments; several rows of one path are tried in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from .function import Function
from .signature import Signature, is_tensor, signature

HOMES = (
    "elementwise",
    "reduce",
    "rearrange",
    "attributes",
    "joining",
    "indexing",
    "products",
    "factories",
    "windows",
    "neural",
    "decompositions",
)
PLACES = {"torch": "torch.", "Tensor": "Tensor.", "F": "torch.nn.functional."}


@dataclass(frozen=True)
class Call:
    """A function with its settings, and the tensors that it is called on."""

    layer: Function
    tensors: tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """One way to call a function."""

    path: str
    signature: Signature
    operation: Callable[..., Any]

    def made(self, path: str, values: dict[str, Any]) -> Any:
        """What a call with these arguments makes: a Call, or a value that is known at once."""
        if isinstance(self.operation, type):
            return applied(self.operation, path, values)
        return self.operation(path, **values)


def applied(cls: type[Function], path: str, values: dict[str, Any], **settings: Any) -> Call:
    """A function of a class: tensors are its inputs, other arguments settings where the class has such a field."""
    given: list[str] = []
    tensors: list[Any] = []
    own = {f.name for f in fields(cls)}
    for name, value in values.items():
        if is_tensor(value):
            given.append(name)
            tensors.append(value)
        elif isinstance(value, tuple) and value and all(map(is_tensor, value)):
            given += [name] * len(value)
            tensors += value
        elif name in own:
            settings.setdefault(name, value)
    return Call(cls(path=path, given=tuple(given), **settings), tuple(tensors))


def _operation(home: ModuleType, name: str) -> Callable[..., Any]:
    """A class or a function of a family; ``nn.MaxPool2d`` is the rule of that module of torch.nn."""
    if name.startswith("nn."):
        made: Callable[..., Any] = import_module(".modules", __package__).module_like(name[3:])
        return made
    found: Callable[..., Any] = getattr(home, name)
    return found


@cache
def table() -> dict[str, tuple[Row, ...]]:
    """All rows by their paths."""
    found: dict[str, list[Row]] = {}
    for home in HOMES:
        module = import_module(f".{home}", __package__)
        for line in module.ROWS.strip().splitlines():
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            places, names, text, operation = (part.strip() for part in line.split("|"))
            for place in places.split():
                for name in names.split():
                    path = PLACES.get(place, f"torch.{place}.") + name
                    found.setdefault(path, []).append(Row(path, signature(text), _operation(module, operation)))
    return {path: tuple(rows) for path, rows in found.items()}
