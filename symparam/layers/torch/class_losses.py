"""Losses of classes: cross entropies and margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...frozen import dataclass
from ..fields import real
from .broadcasting import equal, joint
from .losses import SAME, Loss, OfEqual, factors, reduction


class OfClasses(Loss):
    """A loss of scores of classes: (C,) and (), or (N, C, …) and (N, …)."""

    def each(self, *xs: Shape) -> Shape:
        return xs[1]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) < 1 or len(xs[1]) != len(xs[0]) - 1:
            self.refuse(*xs)

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        scores, target = xs
        yield from equal("target must have the axes of the scores without that of the classes", *_rests(scores, target))
        given = getattr(self, "weight", None)
        if isinstance(given, Shape):
            yield Need(given.volume, "==", _classes(scores), "weight must have a factor for each class")


def _classes(scores: Shape) -> Dim:
    return scores[0] if len(scores) == 1 else scores[1]


def _rests(scores: Shape, target: Shape) -> tuple[Shape, Shape]:
    return Shape((*scores[:1], *scores[2:]) if len(scores) > 1 else ()), target


@dataclass(frozen=True)
class NLLLoss(OfClasses):
    """The negative logarithm of the probability of the right class.

    shape:   (N, C, *n), (N, *n) -> ()
    params:  0
    source:  torch.nn.NLLLoss, NLLLoss2d
    """

    weight: Shape | None = factors()
    size_average: Any = None
    ignore_index: Any = -100
    reduce: Any = None
    reduction: str = reduction()


class NLLLoss2d(NLLLoss):
    """The negative logarithm of the probability of the right class, for each position."""


@dataclass(frozen=True)
class CrossEntropyLoss(NLLLoss):
    """The negative logarithm of the probability of the right class, from scores; a target may be probabilities.

    shape:   (N, C, *n), (N, *n) -> ()
    params:  0
    source:  torch.nn.CrossEntropyLoss
    """

    label_smoothing: Any = real(0.0, 0, 1)

    def _soft(self, xs: tuple[Shape, ...]) -> bool:
        """Whether the target holds probabilities."""
        return len(xs[0]) == len(xs[1]) and len(xs[0]) > 0

    def accept(self, *xs: Shape) -> None:
        if not self._soft(xs):
            super().accept(*xs)

    def each(self, *xs: Shape) -> Shape:
        return _rests(xs[0], xs[1])[0] if self._soft(xs) else xs[1]

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from equal(SAME, *xs) if self._soft(xs) else super().input_needs(*xs)


@dataclass(frozen=True)
class MultiMarginLoss(OfClasses):
    """How far the right class is above the others.

    shape:   (N, C), (N) -> ()
    params:  0
    source:  torch.nn.MultiMarginLoss
    """

    p: Any = 1
    margin: Any = 1.0
    weight: Shape | None = factors()
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    ranks: ClassVar = (0, 2)


@dataclass(frozen=True)
class MultiLabelMarginLoss(OfEqual):
    """How far all right classes are above the others.

    shape:   (N, C), (N, C) -> ()
    params:  0
    source:  torch.nn.MultiLabelMarginLoss
    """

    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    ranks: ClassVar = (0, 2)

    def each(self, *xs: Shape) -> Shape:
        return Shape(xs[0][:1] if len(xs[0]) > 1 else ())


@dataclass(frozen=True)
class MultiLabelSoftMarginLoss(Loss):
    """Cross entropy of each class by itself, from scores; the mean over the classes.

    shape:   (*n, C), (*n, C) -> ()
    params:  0
    source:  torch.nn.MultiLabelSoftMarginLoss
    """

    weight: Shape | None = factors()
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    ranks: ClassVar = (1, None)

    def each(self, *xs: Shape) -> Shape:
        return Shape(joint(*xs)[:-1])
