"""What all modules of PyTorch have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..layer import Layer


@dataclass(frozen=True)
class TorchLayer(Layer):
    """A module of torch.nn, as a rule on whole shapes; its arguments are those of the class in PyTorch, in their order.

    ``call`` names the arguments of ``forward`` that hold tensors.
    """

    inert: ClassVar = ("device", "dtype")  # arguments without effect on shapes and counts
    call: ClassVar[tuple[str, ...]] = ("input",)
