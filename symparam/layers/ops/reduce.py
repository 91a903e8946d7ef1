"""Operations that run over axes and drop them, or keep them as 1: a table of names."""

from __future__ import annotations

from ...algebra import Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..axis import places
from ..fields import integers, owner
from ..layer import Layer
from .protocol import Operation, named, names

NAMES = names("""
    All Amax Amin Any Argmax Argmin Average CountNonzero Logsumexp Max Mean Median Min Nanargmax Nanargmin Nanmax
    Nanmean Nanmedian Nanmin Nanprod Nanstd Nansum Nanvar Norm Prod Ptp Std Sum Var
""")


@dataclass(frozen=True)
class Reduction(Operation):
    """One value for all positions along the given axes, which go, or stay as 1.

    params:  0
    """

    axis: int | tuple[int, ...] | None = integers(None, optional=True)
    keepdims: bool = False

    def _places(self, x: Shape) -> set[int]:
        if self.axis is None:
            raise LayerError(f"{owner(self)}: axis=None runs over all axes, the batch included; give the axes")
        return places(self, x, self.axis)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._places(xs[0])

    def output(self, *xs: Shape) -> Shape:
        gone = self._places(xs[0])
        kept = [1 if i in gone else n for i, n in enumerate(xs[0]) if self.keepdims or i not in gone]
        return Shape(kept)


def build(name: str) -> type[Layer]:
    """The class of one name in the table."""
    if name not in NAMES:
        raise AttributeError(name)
    return named(name, Reduction, __name__)


def __getattr__(name: str) -> type[Layer]:
    return globals().setdefault(name, build(name))
