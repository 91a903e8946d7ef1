"""Axes of an input that a layer settles, which takes one size of them alone; and what takes an input first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ...algebra import Need, names_in
from ...graph import Tensor
from ...layers.torch.base import TorchLayer

if TYPE_CHECKING:
    from .session import Machine


class Settled(Exception):
    """A layer leaves an axis of an input only one size."""

    def __init__(self, name: str, size: Any) -> None:
        super().__init__()
        self.name, self.size = name, size


def note_first(first: dict[str, TorchLayer], layer: TorchLayer, inputs: Sequence[Tensor]) -> None:
    """Which layer takes an input first, as far as nothing but a function of one tensor is between."""
    for tensor in inputs:
        node = tensor.node
        while len(node.inputs) == 1 and node.inputs[0].shape == node.shapes[0]:
            node = node.inputs[0].node
        if not node.inputs and node.layer.name:
            first.setdefault(node.layer.name, layer)


def settle(m: Machine, needs: Iterable[Need]) -> None:
    """Where only one size of an axis of the input is taken, the axis has that size. Raises Settled."""
    for need in needs if m.torch.open else ():
        if need.op == "==":
            for name, size in _equated(need):
                if name in m.torch.open and name not in names_in(size):
                    raise Settled(name, size)


def _equated(need: Need) -> Any:
    for one, other in ((need.left, need.right), (need.right, need.left)):
        if not isinstance(one, int) and one.is_Symbol:
            yield one.name, other
