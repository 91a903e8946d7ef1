"""Axes of an input that a layer settles, which takes one size of them alone; and what takes an input first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ...algebra import Need, names_in
from ...graph import Tensor
from ...graph.tensor import Node
from ...layers.torch.base import TorchLayer

if TYPE_CHECKING:
    from .session import Machine


class Settled(Exception):
    """A layer leaves an axis of an input only one size."""

    def __init__(self, name: str, size: Any) -> None:
        super().__init__()
        self.name, self.size = name, size


class First(dict[str, TorchLayer]):
    """The layer that takes an input first, by the name of the input."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[Node] = set()  # what came before these is noted

    def copy(self) -> First:
        """The same, to go on from here again."""
        other = First()
        other.update(self)
        other._seen |= self._seen
        return other

    def note(self, layer: TorchLayer, inputs: Sequence[Tensor]) -> None:
        """A layer takes an input, as far as nothing but functions of one tensor are between."""
        for tensor in inputs:
            node = tensor.node
            while node not in self._seen and len(node.inputs) == 1 and node.inputs[0].shape == node.shapes[0]:
                self._seen.add(node)
                node = node.inputs[0].node
            if not node.inputs and node.layer.name:
                self.setdefault(node.layer.name, layer)


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
