"""What a symbolic number of equal blocks keeps in memory."""

from __future__ import annotations

from ..algebra import Dim, Shape, total
from ..costs import Inside
from ..costs.memory import live, stored
from .model import Model
from .repeat import Repeat
from .trace import work_of


def inside(layer: Repeat, x: Shape) -> Inside:
    """The outputs of all layers of all blocks, and the most alive at once where the blocks keep their shape."""

    def outputs(model: Model, x: Shape) -> Dim:
        return total([stored(work_of(model.at(x)))])

    y = layer.model(x).output(x)
    assert isinstance(y, Shape)
    shapes = (x,) if y == x else (x, y)  # where the first block sets a size, the second one keeps it
    kept = layer.model(y).output(y) == y
    alive = tuple(total([n]) for shape in shapes for _, n in live(work_of(layer.model(shape))))
    return Inside(layer.over_blocks(x, outputs), alive if kept else None)
