"""The shapes of arrays that are settings of layers, whatever holds them."""

from __future__ import annotations

from typing import Any

from ..algebra import Dim

IN_CONFIGS = ("__numpy__", "__tensor__")  # class_name of the dictionaries in which Keras's configs hold arrays


def extent(value: Any) -> tuple[Dim, ...]:
    """The shape of an array, of nested lists, or of an array in a config; () for a number.

    >>> extent([[1, 2, 3], [4, 5, 6]])
    (2, 3)
    """
    if isinstance(value, dict) and value.get("class_name") in IN_CONFIGS:
        value = value["config"].get("value")
    if isinstance(value, (list, tuple)):
        return (len(value), *(extent(value[0]) if value else ()))
    return tuple(getattr(value, "shape", ()))
