"""A module that is called as another one is, and holds other weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import called as named
from ..fields import owner, sub
from ..layer import Layer, Output
from .base import TorchLayer


@dataclass(frozen=True)
class Wrapped(TorchLayer):
    """A module of torch.nn, of which all but the weights is as it was."""

    layer: Any = sub()

    inert: ClassVar = ()

    def __post_init__(self) -> None:
        if not isinstance(self.layer, TorchLayer):
            raise LayerError(f"{owner(self)} takes a module, not {named(self.layer)}")
        super().__post_init__()

    @property
    def type_name(self) -> str:
        plain: str = self.layer.type_name
        return plain

    @property
    def family(self) -> str:  # type: ignore[override]
        family: str = self.layer.family
        return family

    @property
    def call(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.call
        return names

    @property
    def forward(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.forward
        return names

    @property
    def call_options(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.call_options
        return names

    def called(self, **options: Any) -> Layer:
        inner = self.layer.called(**options)
        if inner is self.layer:
            return self
        other = replace(self, layer=inner)
        object.__setattr__(other, "_plain", self if self._plain is None else self._plain)
        return other

    def argument_needs(self) -> Iterator[Need]:
        yield from self.layer.argument_needs()

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.layer.input_needs(*xs)

    def accept(self, *xs: Shape) -> None:
        self.layer.accept(*xs)

    def output(self, *xs: Shape) -> Output:
        return self.layer.output(*xs)

    def arrange(self, outputs: Sequence[Any]) -> Any:
        return self.layer.arrange(outputs)

    def macs(self, *xs: Shape) -> Dim:
        return self.layer.macs(*xs)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return self.layer.axis_names(*xs)


def innermost(layer: Any) -> Any:
    """The module of torch.nn itself, without what is wrapped around it."""
    while isinstance(layer, Wrapped):
        layer = layer.layer
    return layer
