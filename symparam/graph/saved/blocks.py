"""A symbolic number of equal blocks on a tape."""

from __future__ import annotations

from ...algebra import Shape
from ...costs.eager.play import play
from ...costs.eager.tape import Value
from ..repeat import Repeat
from .call import Call
from .common import RULES


@RULES.of(Repeat)
def _blocks(c: Call) -> Value:
    """One block is recorded on its input, and one on what that gives."""
    from ..trace import work_of

    layer: Repeat = c.layer
    shapes = [c.shapes[0]]

    def block(x: Value) -> Value:
        model = layer.model(shapes[-1])
        calls = work_of(model)
        first = next(call for call in calls if call.inputs)
        start = first.inputs[0].key
        values = play(c.tape, calls, {start: x})
        shape = model.output(shapes[-1])
        assert isinstance(shape, Shape)
        shapes.append(shape)
        return next(values[key] for call in calls for key in call.kept)

    return c.tape.repeat(layer.times, c.x, block, layer.shared)
