"""Layers that several models share. Keras gives each a number, but writes it only from the second place on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ...layers.layer import Layer
from .fields import Place


class Shared:
    """The layers of a file that stand in more than one model."""

    def __init__(self) -> None:
        self._by_number: dict[int, Layer] = {}
        self._by_name: dict[tuple[str, str | None], list[Layer]] = defaultdict(list)

    def one(self, layer: Layer, number: Any, place: Place) -> Layer:
        """The layer itself, or the one that was there before where it is the same to Keras.

        Raises ReadError where several layers of that name were there.
        """
        name = (layer.type_name, layer.name)
        if not isinstance(number, int):
            self._by_name[name].append(layer)
            return layer
        if number not in self._by_number:
            before = self._by_name[name]
            if len(before) > 1:
                raise place.error(
                    f"several models have a layer of this name and share one of them; give the "
                    f"{len(before)} layers different names"
                )
            self._by_number[number] = before[0] if before else layer
        return self._by_number[number]
