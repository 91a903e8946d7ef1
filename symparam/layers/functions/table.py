"""The table of functions: for each path its signatures, and what is made of a call.

``rows/`` has a file for each family, the module of the same name; a line is a row: where, names, signature, operation.
``torch Tensor | abs sqrt | Tensor input | Unary`` are four functions. An operation is a class of functions of the
module, or a function of it that is called with the path and the arguments, or a module of torch.nn that has the same
rule, ``nn.MaxPool2d``. Several rows of one path are tried in their order. A family is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from ...frozen import dataclass
from .function import Function
from .signature import Signature, is_tensor, signature

PLACES = {"torch": "torch.", "Tensor": "Tensor.", "F": "torch.nn.functional."}


@dataclass(frozen=True)
class Call:
    """A function with its settings, and the tensors that it is called on."""

    layer: Function
    tensors: tuple[Any, ...]


class Row(NamedTuple):
    """One way to call a function."""

    path: str
    home: str
    arguments: str
    name: str

    @property
    def signature(self) -> Signature:
        """Its arguments."""
        return signature(self.arguments)

    @property
    def operation(self) -> Callable[..., Any]:
        """A class or a function of the family; ``nn.MaxPool2d`` is the rule of that module of torch.nn."""
        if self.name.startswith("nn."):
            made: Callable[..., Any] = import_module(".modules", __package__).module_like(self.name[3:])
            return made
        found: Callable[..., Any] = getattr(import_module(f".{self.home}", __package__), self.name)
        return found

    def made(self, path: str, values: dict[str, Any]) -> Any:
        """What a call with these arguments makes: a Call, or a value that is known at once."""
        operation = self.operation
        if isinstance(operation, type):
            return applied(operation, path, values)
        return operation(path, **values)


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


@cache
def table() -> dict[str, tuple[Row, ...]]:
    """All rows by their paths."""
    found: dict[str, list[Row]] = {}
    for file in sorted((Path(__file__).parent / "rows").glob("*.txt")):
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            for row in rows_of(line, file.stem):
                found.setdefault(row.path, []).append(row)
    return {path: tuple(rows) for path, rows in found.items()}


def rows_of(line: str, home: str) -> Iterator[Row]:
    """The functions of one line of a family.

    >>> [row.path for row in rows_of("torch Tensor | sum | Tensor input | Reduce", "reduce")]
    ['torch.sum', 'Tensor.sum']
    """
    places, names, arguments, operation = (part.strip() for part in line.split("|"))
    for place in places.split():
        before = PLACES.get(place) or f"torch.{place}."
        for name in names.split():
            yield Row(before + name, home, arguments, operation)
