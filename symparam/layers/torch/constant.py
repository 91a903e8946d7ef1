"""Tensors that are there before the input comes: parameters that a module holds itself, and what is made of sizes."""

from __future__ import annotations

from typing import ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ..fields import extents
from .base import TorchLayer


@dataclass(frozen=True)
class Constant(TorchLayer):
    """A tensor of a given shape that depends on no input: an nn.Parameter, torch.zeros(3, 4), torch.arange(T).

    It is no row; where it is a parameter, the module that holds it says so.
    """

    shape: tuple[Dim, ...] = extents("n_")

    arity: ClassVar = (0, 0)
    call: ClassVar = ()
    listed: ClassVar = False
    held: ClassVar = True

    def output(self, *xs: Shape) -> Shape:
        return Shape(self.shape)
