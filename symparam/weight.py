"""One array of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from .algebra import Dim, Shape
from .frozen import dataclass

Role = Literal["parameter", "buffer"]


@dataclass(frozen=True, slots=True)
class Weight:
    """An array of parameters: its name, symbolic shape, and whether training changes it.

    Its ``role`` is "parameter", or "buffer" for what a module keeps beside them (PyTorch's running means), which
    totals leave out.

    >>> Weight("kernel", (3, 3, 3, 32)).size
    864
    """

    name: str
    shape: Shape
    trainable: bool = True
    role: Role = "parameter"

    def __init__(
        self, name: str, shape: tuple[Dim, ...] | Shape, trainable: bool = True, role: Role = "parameter"
    ) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "shape", shape if isinstance(shape, Shape) else Shape(shape))
        object.__setattr__(self, "trainable", trainable)
        object.__setattr__(self, "role", role)

    @property
    def is_parameter(self) -> bool:
        """Whether totals count it: a buffer they leave out."""
        return self.role == "parameter"

    def _latex(self, printer: Any) -> str:
        return str(printer._print(self.shape))

    def _pretty(self, printer: Any) -> Any:
        return printer._print(self.shape)

    @property
    def size(self) -> Dim:
        """The number of parameters."""
        return self.shape.volume

    def bind(self, bindings: Mapping[str, Dim]) -> Weight:
        """The weight with symbols replaced by name."""
        shape = self.shape.bind(bindings)
        return self if shape is self.shape else replace(self, shape=shape)


def optional(there: object, *weights: Weight) -> tuple[Weight, ...]:
    """The weights that are there where a setting of a layer says so, such as a bias.

    >>> optional(False, Weight("bias", (32,)))
    ()
    """
    return weights if there else ()
