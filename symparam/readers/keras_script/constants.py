"""Functions of constants: a constant has a whole shape, for which the rules on whole shapes stand."""

from __future__ import annotations

from typing import Any

from ...errors import SymparamError
from ...graph import Input
from ...graph.functions import call
from ...interpreter.faults import NotKnown
from .keras_state import Constant


def computed(path: str, *args: Any, **keywords: Any) -> Constant:
    """What a function on whole shapes makes of constants, or of lists of them.

    >>> computed("torch.cat", [Constant((3, 5)), Constant((4, 5))], 0).shape
    (7, 5)

    Raises NotKnown, with the reason, where it does not take them.
    """
    try:
        return Constant(call(path, [_entering(a) for a in args], keywords).shape.sizes)
    except SymparamError as error:
        raise NotKnown(str(error)) from None


def _entering(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_entering(part) for part in value]
    return Input(value.shape) if isinstance(value, Constant) else value
