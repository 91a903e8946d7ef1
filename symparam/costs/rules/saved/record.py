"""The rule of a layer, found and run."""

from __future__ import annotations

from functools import cache

from ....algebra import Dim, Shape
from ....errors import SizeError
from ....layers.fields import owner
from ....layers.layer import Layer
from ....several import several
from ...eager.tape import Tape, Value
from .call import Call, Rules


def record(
    layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...], times: Dim, tape: Tape, values: tuple[Value, ...]
) -> tuple[Value, ...]:
    """Record the operations of a call. Raises SizeError for a layer without a rule."""
    rule = _table(tape.given.runtime).find(type(layer))
    if rule is None:
        raise SizeError(
            f"{owner(layer)}: what {layer.type_name} keeps for its gradient is not described for this runtime; "
            "leave out --runtime for the figure that has no runtime in it"
        )
    made = rule(Call(layer, xs, ys, times, tape, values))
    return several(made)


@cache
def _table(runtime: str) -> Rules:
    if runtime == "keras":
        from .keras import RULES

        return RULES
    from .table import RULES as torch

    return torch
