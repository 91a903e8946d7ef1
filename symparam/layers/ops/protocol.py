"""What all tensor operations have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import owner
from ..layer import Layer


@dataclass(frozen=True)
class Operation(Layer):
    """A function of tensors, as keras.ops has them. Its axes count the batch as axis 0, which it must leave alone."""

    call: ClassVar[tuple[str, ...]] = ("x",)  # the arguments of Keras's call; those that are fields are no tensors


def names(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


def named(name: str, base: type[Operation], home: str) -> type[Operation]:
    """The class of one name of a table in the module ``home``: the base under that name.

    The 175 names of the tables in `elementwise` and `reduce` differ from their base in their name alone, and a row of
    a report shows the class's name; written out they would be 1,100 lines, of which a process uses two or three. Who
    searches for ``Arctan2`` finds the table.
    """
    cls: type[Operation] = type(name, (base,), {"__module__": home, "__doc__": base.__doc__})
    return cls


def alike(layer: Any, *xs: Shape) -> None:
    """Raise LayerError where the inputs have different numbers of axes, so that their batches would not meet."""
    if len({len(x) for x in xs}) > 1:
        raise LayerError(
            f"{owner(layer)}: its inputs must have equally many axes, the batch included; they are "
            f"{', '.join(map(str, xs))}"
        )
