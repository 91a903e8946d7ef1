"""What the call of a layer of the script gives: tensors, alone or nested, and what may stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import Tensor
from ...interpreter.values import Number, Value
from .keras_state import flat

NO_TENSORS = (type(None), bool, int, float, str, Number)


def ends_of(result: Value) -> list[Value]:
    """What a call gives without what stands beside its tensors."""
    return [x for x in flat(result) if not isinstance(x, NO_TENSORS)]


def placed_in(form: Value, outputs: Iterator[Tensor], number: Value) -> Value:
    """What a call gives, with these tensors in place of those within, in the order of ``flat``.

    ``number`` stands in place of numbers, unless it is None.
    """
    if isinstance(form, dict):
        made = {key: placed_in(form[key], outputs, number) for key in sorted(form, key=str)}
        return {key: made[key] for key in form}
    if isinstance(form, (list, tuple)):
        parts = [placed_in(part, outputs, number) for part in form]
        return parts if isinstance(form, list) else tuple(parts)
    if not isinstance(form, NO_TENSORS):
        return next(outputs)
    return form if number is None or form is None or isinstance(form, (bool, str)) else number
