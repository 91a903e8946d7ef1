"""What a symbolic number of equal blocks keeps in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..algebra import Dim, Shape, minimum, product, total
from ..costs import Inside, Work
from ..costs.memory import live, stored
from .network import Network
from .repeat import Repeat

if TYPE_CHECKING:
    from ..costs.eager.tape import Tape, Value

WorkOf = Callable[[Network], tuple[Work, ...]]  # the calls of the layers of a network, in order


def inside(layer: Repeat, x: Shape, work_of: WorkOf) -> Inside:
    """The outputs of all layers of all blocks, and the most alive at once where the blocks keep their shape."""

    def outputs(model: Network, x: Shape) -> Dim:
        return total([stored(work_of(model.at(x)))])

    y = layer.model(x).output(x)
    assert isinstance(y, Shape)
    kept = layer.model(y).output(y) == y  # where the first block sets a size, the second one keeps it
    alive = [total([n]) for _, n in live(work_of(layer.model(x)))]
    if y != x:  # the second block, which is there from two blocks on
        more = minimum(1, layer.times - 1)
        alive += [product((more, total([n]))) for _, n in live(work_of(layer.model(y)))]
    return Inside(layer.over_blocks(x, outputs), tuple(alive) if kept else None)


def record(layer: Repeat, x: Shape, work_of: WorkOf, tape: Tape, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The operations of the blocks on a tape: one block is recorded on its input, and one on what that gives."""
    from ..costs.eager.play import play

    shapes = [x]

    def block(x: Value) -> Value:
        model = layer.model(shapes[-1])
        calls = work_of(model)
        start = next(call.inputs[0].key for call in calls if call.inputs)
        made = play(tape, calls, {start: x})
        shape = model.output(shapes[-1])
        assert isinstance(shape, Shape)
        shapes.append(shape)
        return next(made[key] for call in calls for key in call.kept)

    return (tape.repeat(layer.times, values[0], block, layer.shared),)
