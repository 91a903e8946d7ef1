"""Products summed over axes of a tensor and an array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import array, owner
from .protocol import Operation


@dataclass(frozen=True)
class Tensordot(Operation):
    """Sums over pairs of axes, one of the tensor and one of an array that is the same for every sample.

    params:  0
    source:  keras.ops.tensordot
    """

    axes: Any = 2
    x2: Shape | None = array()

    call: ClassVar = ("x1", "x2")

    def _pairs(self, x: Shape) -> tuple[list[int], list[int]]:
        """The places of the summed axes in the input, its batch counted, and in the array."""
        rank, many = len(x) + 1, len(self._array())
        if isinstance(self.axes, int):
            return list(range(rank - self.axes, rank)), list(range(self.axes))
        first, second = ([i] if isinstance(i, int) else list(i) for i in self.axes)
        return [i + rank if i < 0 else i for i in first], [i + many if i < 0 else i for i in second]

    def _array(self) -> Shape:
        if self.x2 is None:
            raise LayerError(
                f"{owner(self)} sums over axes of a tensor and an array, in this order; "
                "for two tensors einsum says which axes meet"
            )
        return self.x2

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        ranks = len(xs[0]) + 1, len(self._array())
        fits = (
            self.axes >= 0
            if isinstance(self.axes, int)
            else len(self.axes) == 2
            and all(
                -rank <= i < rank
                for given, rank in zip(self.axes, ranks, strict=True)
                for i in ([given] if isinstance(given, int) else given)
            )
        )
        pairs = self._pairs(xs[0]) if fits else ([], [])
        if (
            not fits
            or len(pairs[0]) != len(pairs[1])
            or any(
                len(set(p)) != len(p) or any(not 0 <= i < rank for i in p) for p, rank in zip(pairs, ranks, strict=True)
            )
        ):
            raise LayerError(
                f"{owner(self)}: axes={self.axes} are not as many axes of the input {xs[0]}, its batch "
                f"counted, as of the array {self.x2}"
            )
        if 0 in pairs[0]:
            raise LayerError(f"{owner(self)}: axes={self.axes} sums over the batch")

    def output(self, *xs: Shape) -> Shape:
        first, second = self._pairs(xs[0])
        return Shape(
            (
                *(n for i, n in enumerate(xs[0], 1) if i not in first),
                *(n for i, n in enumerate(self._array()) if i not in second),
            )
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for i, j in zip(*self._pairs(xs[0]), strict=True):
            yield Need(
                xs[0][i - 1], "==", self._array()[j], f"axis {i} of the input is summed with axis {j} of the array"
            )

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), *(xs[0][i - 1] for i in self._pairs(xs[0])[0])))
