"""The shape of one sample, from data or from a shape that counts the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...interpreter.arrays import as_array
from ...interpreter.values import Array, Grid, Value
from .keras_state import Constant
from .streams import features

if TYPE_CHECKING:
    from .session import Machine


def sample(m: Machine, value: Value) -> Value:
    """The shape of one sample of data; a list or a dict of shapes for one of data; None for anything else."""
    value = features(value)
    value = as_array(value) if isinstance(value, Grid) else value
    if isinstance(value, dict) and value:
        named = {key: sample(m, part) for key, part in value.items()}
        return None if None in named.values() else named
    if isinstance(value, (list, tuple)) and value:
        shapes = [sample(m, v) for v in value]
        return None if None in shapes else shapes
    if not isinstance(value, (Array, Constant)) or len(value.shape) < 2:
        return None
    return tuple(value.shape[1:]) if isinstance(value, Array) else tuple(map(m.symbols.number, value.shape[1:]))


def unbatched(shape: Value) -> Value:
    """A shape without its batch; a list or a dict for one of shapes."""
    if isinstance(shape, dict):
        return {key: unbatched(part) for key, part in shape.items()}
    if shape and all(isinstance(part, (tuple, list)) for part in shape):
        return [unbatched(part) for part in shape]
    return tuple(shape[1:])
