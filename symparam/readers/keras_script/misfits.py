"""Calls of functions of keras.ops that Keras refuses: by their operands, a word or their axis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...graph import Tensor
from ...interpreter.values import Value
from ...layers.layer import Layer
from ...layers.ops.elementwise import AlongAxis, Binary, Unary

DTYPE = re.compile(r"(bool|string|u?int\d+|b?float\d+(_\w+)?|complex\d+)\Z")
OPTIONS = {"einsum": ("optimize",)}  # what Keras takes among **kwargs, where it looks at them
OPERANDS = ("x", "x1", "x2", "y")


def misfit(name: str, cls: type[Layer], given: dict[str, Value], keywords: dict[str, Value]) -> str:
    """Why Keras does not take arguments that fit a signature; nothing where it does, or where it is not keras.ops.

    ``cls`` is the operation that the function is.
    """
    if not name.startswith("keras.ops.") or not given:
        return ""
    last = name.rpartition(".")[2]
    strange = [key for key in keywords if key not in given and key not in OPTIONS.get(last, ())]
    if strange and last in OPTIONS:
        return f"{last} has no argument {strange[0]!r}"
    if issubclass(cls, (Unary, Binary)):
        wrong = [v for k, v in given.items() if k in OPERANDS and (v is None or isinstance(v, str))]
        if wrong and last != "where":
            return f"{last} takes tensors and numbers, not {wrong[0]!r}"
    if word := _word(last, given):
        return word
    first = next(iter(given.values()))
    if (issubclass(cls, AlongAxis) or last == "batch_normalization") and isinstance(first, Tensor):
        rank = len(first.shape) + 1
        for axis in _axes(given.get("axis")):
            if isinstance(axis, (str, float, Tensor)) or (isinstance(axis, int) and not -rank <= axis < rank):
                return f"{last}: axis={axis!r} is no axis of a tensor with {rank} axes, the batch included"
    return ""


def _word(last: str, given: dict[str, Any]) -> str:
    """Why a dtype or a data format is none."""
    dtype, layout = given.get("dtype"), given.get("data_format")
    if isinstance(dtype, (int, float, list, tuple, Tensor)) or (isinstance(dtype, str) and not DTYPE.match(dtype)):
        return f"{last}: dtype={dtype!r} is no dtype"
    if isinstance(layout, str) and layout not in ("channels_last", "channels_first"):
        return f"{last}: data_format is 'channels_last' or 'channels_first', not {layout!r}"
    return ""


def _axes(axis: Any) -> Iterator[Any]:
    if isinstance(axis, (list, tuple)):
        yield from axis
    else:
        yield axis
