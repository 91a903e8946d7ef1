"""Sequential: a chain of layers, as Keras users write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..errors import LayerError
from ..facts import Facts
from ..layers.core import InputLayer
from ..layers.fields import called
from ..layers.layer import Layer
from ..uncollected import uncollected
from .model import Model
from .tensor import Input, Tensor

Block = Layer | Tensor | Callable[[Tensor], Tensor]
NOTHING = Facts()


@uncollected
def Sequential(
    layers: Iterable[Block],
    input: Iterable[Any] | None = None,
    *,
    name: str | None = None,
    trainable: bool = True,
    facts: Facts = NOTHING,
) -> Model:
    """A chain of layers on an input shape, which is given without the batch axis, or by an Input at the start.

    A plain function from tensor to tensor counts as a layer.

    >>> from symparam import Input, Sequential, layers, sizes
    >>> Sequential([layers.Dense(10)], input=sizes("d")).derive().params
    10*d + 10
    >>> Sequential([Input(sizes("d")), layers.Dense(10), lambda x: x + 1]).derive().params
    10*d + 10

    Raises LayerError without an input shape, and for what is no layer with one output.
    """
    if not isinstance(layers, Iterable):
        raise LayerError(
            f"Sequential takes a list of layers, such as Sequential([layers.Dense(10)], input=(4,)); not "
            f"{called(layers)}"
        )
    chain = list(layers)
    source = None if input is None else Input(input)
    first = chain[0] if chain else None
    if isinstance(first, (Tensor, InputLayer)):
        if source is not None:
            raise LayerError("Sequential is given its input twice: by input= and by its first layer")
        chain.pop(0)
        source = first if isinstance(first, Tensor) else Input(first.shape, first.name)
    if source is None:
        raise LayerError("Sequential needs the shape of its input, such as input=(H, W, 3)")
    x = source
    for block in chain:
        x = _applied(block, x)
    return Model((source,), (x,), name=name, trainable=trainable, sequential=True, facts=facts)


def _applied(block: Block, x: Tensor) -> Tensor:
    if isinstance(block, type):
        raise LayerError(f"Sequential takes layers, and {block.__name__} is a class; write {block.__name__}(…)")
    if not callable(block):
        raise LayerError(f"Sequential takes layers, not {block!r}")
    y = block(x)
    if isinstance(y, tuple):
        named = (block.name or block.type_name) if isinstance(block, Layer) else repr(block)
        raise LayerError(f"{named} has {len(y)} outputs; in a Sequential each layer has one")
    if not isinstance(y, Tensor):
        raise LayerError(f"Sequential takes layers, and functions from tensor to tensor; {block!r} returned {y!r}")
    return y
