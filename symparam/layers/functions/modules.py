"""Functions that do what a module of torch.nn does: they have its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ..binding import bound
from ..construct import signature
from ..layer import Layer, Output
from .function import Ask, Function
from .signature import is_tensor
from .table import Call


@dataclass(frozen=True)
class LikeModule(Function):
    """A function with the rule of a module on its first inputs."""

    module: Layer
    taken: int = 1  # so many of its inputs are the module's

    def rule(self, ask: Ask, *xs: Shape) -> Output:
        self.module.accept(*xs[: self.taken])
        made = self.module.output(*xs[: self.taken])
        ask.needs += self.module.needs(*xs[: self.taken])
        return made

    def macs(self, *xs: Shape) -> Dim:
        return self.module.macs(*xs[: self.taken])

    def bound_within(self, bindings: Mapping[str, Dim]) -> Function:
        module = bound(self.module, bindings)
        return self if module is self.module else replace(self, module=module)


def as_module(name: str, path: str, **values: Any) -> Call:
    """The call of a function that does what the module of that name does: tensors are its inputs, or settings."""
    from ..torch import lookup

    cls: Any = lookup(name)
    _, settings, _ = signature(cls)
    tensors = [(key, value) for key, value in values.items() if is_tensor(value) and key not in settings]
    given = {
        key: None if value == () else value
        for key, value in values.items()
        if key in settings and not (key in cls.call and is_tensor(value))
    }
    module = cls(**given, name=path)
    return Call(
        LikeModule(module, len(tensors), path=path, given=tuple(key for key, _ in tensors)),
        tuple(value for _, value in tensors),
    )


def module_like(name: str) -> Any:
    """What makes the calls of functions with the rule of a module: the operation ``nn.MaxPool2d`` of a row."""
    return partial(as_module, name)
