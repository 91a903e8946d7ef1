"""Losses of vectors and of sequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import owner
from .broadcasting import joined, joint
from .losses import Loss, reduction


@dataclass(frozen=True)
class CosineEmbeddingLoss(Loss):
    """The cosine of two vectors near 1 or below a margin, as the target says.

    shape:   (N, d), (N, d), (N) -> ()
    params:  0
    source:  torch.nn.CosineEmbeddingLoss
    """

    arity: ClassVar = (3, 3)
    call: ClassVar = ("input1", "input2", "target")

    margin: Any = 0.0
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if tuple(map(len, xs)) not in ((2, 2, 1), (1, 1, 0)):
            self.refuse(*xs)

    def each(self, *xs: Shape) -> Shape:
        return joint(Shape(joint(*xs[:2])[:-1]), xs[2])

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from joined("both inputs must be equally large, or 1, along each axis", *xs[:2])
        yield from joined("target must fit the inputs", Shape(joint(*xs[:2])[:-1]), xs[2])


@dataclass(frozen=True)
class TripletMarginLoss(Loss):
    """How much nearer an anchor is to a positive than to a negative.

    shape:   (N, d), (N, d), (N, d) -> ()
    params:  0
    source:  torch.nn.TripletMarginLoss
    """

    arity: ClassVar = (3, 3)
    ranks: ClassVar = (1, None)
    call: ClassVar = ("anchor", "positive", "negative")

    margin: Any = 1.0
    p: Any = 2.0
    eps: Any = 1e-6
    swap: Any = False
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.margin > 0:
            raise LayerError(f"{owner(self)}: margin is above 0, not {self.margin}")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len({len(x) for x in xs}) > 1:
            self.refuse(*xs)

    def each(self, *xs: Shape) -> Shape:
        return Shape(joint(*xs)[:-1])

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        return joined("all three must be equally large, or 1, along each axis", *xs)


@dataclass(frozen=True)
class TripletMarginWithDistanceLoss(TripletMarginLoss):
    """How much nearer an anchor is to a positive than to a negative, by a distance of one's own.

    shape:   (N, d), (N, d), (N, d) -> ()
    params:  0
    source:  torch.nn.TripletMarginWithDistanceLoss
    """

    distance_function: Any = field(default=None, kw_only=True)
    margin: Any = field(default=1.0, kw_only=True)
    swap: Any = field(default=False, kw_only=True)
    reduction: str = reduction(kw_only=True)
    p: Any = field(default=2.0, init=False)
    eps: Any = field(default=1e-6, init=False)
    size_average: Any = field(default=None, init=False)
    reduce: Any = field(default=None, init=False)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.distance_function is not None and not self.reduces():
            raise LayerError(f"{owner(self)}: what a distance_function gives is not followed; reduce it by 'mean'")


@dataclass(frozen=True)
class CTCLoss(Loss):
    """How likely sequences of labels are, wherever their labels stand.

    shape:   (T, N, C), (N, S), (N), (N) -> ()
    params:  0
    source:  torch.nn.CTCLoss
    """

    arity: ClassVar = (4, 4)
    call: ClassVar = ("log_probs", "targets", "input_lengths", "target_lengths")

    blank: Any = 0
    reduction: str = reduction()
    zero_infinity: Any = False

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) not in (2, 3) or len(xs[1]) not in (1, 2):
            self.refuse(*xs)

    def each(self, *xs: Shape) -> Shape:
        return Shape(xs[0][1:2] if len(xs[0]) == 3 else ())

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if len(xs[0]) == 3:
            for lengths in xs[2:]:
                yield Need(lengths.volume, "==", xs[0][1], "there must be a length for each sample")
