"""Losses: one number, or with ``reduction="none"`` one for each element or sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight
from ..fields import array, owner
from .base import TorchLayer
from .broadcasting import equal, joined, joint

REDUCTIONS = ("mean", "sum", "none")
BOTH = "input and target must be equally large, or 1, along each axis"
SAME = "input and target must have equal sizes"


def reduction(*, kw_only: bool = False) -> Any:
    """The field of what becomes of the single losses."""

    return field(default="mean", kw_only=kw_only)


def factors(kw_only: bool = False) -> Any:
    """The field of a tensor of factors, which is a buffer; its shape is kept."""
    return array(kw_only)


class Loss(TorchLayer):
    """What all losses have in common."""

    reduction: str  # a field of each subclass
    size_average: Any = None
    reduce: Any = None

    family: ClassVar = "loss"
    reductions: ClassVar[tuple[str, ...]] = REDUCTIONS
    inert: ClassVar = ()
    arity: ClassVar = (2, 2)
    call: ClassVar[tuple[str, ...]] = ("input", "target")

    def reduces(self) -> bool:
        """Whether one number is made of all; PyTorch's old arguments decide where they are given."""
        if self.size_average is None and self.reduce is None:
            if self.reduction not in self.reductions:
                known = ", ".join(map(repr, self.reductions))
                raise LayerError(f"{owner(self)}: reduction is one of {known}, not {self.reduction!r}")
            return self.reduction != "none"
        return self.reduce is None or bool(self.reduce)

    def each(self, *xs: Shape) -> Shape:
        """The shape of the single losses."""
        return joint(*xs)

    def output(self, *xs: Shape) -> Shape:
        return Shape(()) if self.reduces() else self.each(*xs)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for name in ("weight", "pos_weight"):
            given = getattr(self, name, None)
            if isinstance(given, Shape):
                yield Weight(name, given, trainable=False, role="buffer")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        return joined(BOTH, *xs)

    def refuse(self, *xs: Shape) -> None:
        """Raise LayerError for the axes that came."""
        came = " and ".join(map(str, xs))
        raise LayerError(f"{owner(self)} does not take tensors of these axes: {came}")


class OfEqual(Loss):
    """A loss of two tensors of equal sizes."""

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) != len(xs[1]):
            self.refuse(*xs)

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from equal(SAME, *xs)
        for name in ("weight", "pos_weight"):
            given = getattr(self, name, None)
            if isinstance(given, Shape):
                yield from joined(f"{name} must fit the input", given, xs[0])


@dataclass(frozen=True)
class L1Loss(Loss):
    """The mean of the absolute differences.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.L1Loss
    """

    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()


@dataclass(frozen=True)
class MSELoss(L1Loss):
    """The mean of the squared differences.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.MSELoss
    """


@dataclass(frozen=True)
class SmoothL1Loss(L1Loss):
    """Squared near zero, absolute beyond.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.SmoothL1Loss
    """

    beta: Any = 1.0


@dataclass(frozen=True)
class HuberLoss(Loss):
    """Squared near zero, absolute beyond.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.HuberLoss
    """

    reduction: str = reduction()
    delta: Any = 1.0


@dataclass(frozen=True)
class SoftMarginLoss(L1Loss):
    """A logistic loss of targets of 1 and -1.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.SoftMarginLoss
    """

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().input_needs(*xs)
        yield from equal("the target is repeated to the input, not the input", joint(*xs), xs[0])

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[1]) > len(xs[0]):
            self.refuse(*xs)


@dataclass(frozen=True)
class KLDivLoss(Loss):
    """How far one distribution is from another.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.KLDivLoss
    """

    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()
    log_target: Any = False

    reductions: ClassVar = (*REDUCTIONS, "batchmean")


@dataclass(frozen=True)
class PoissonNLLLoss(Loss):
    """The negative logarithm of a Poisson distribution.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.PoissonNLLLoss
    """

    call: ClassVar = ("log_input", "target")

    log_input: Any = True
    full: Any = False
    size_average: Any = None
    eps: Any = 1e-8
    reduce: Any = None
    reduction: str = reduction()


@dataclass(frozen=True)
class HingeEmbeddingLoss(Loss):
    """A distance that is small for targets of 1, and above a margin for those of -1.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.HingeEmbeddingLoss
    """

    margin: Any = 1.0
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()


@dataclass(frozen=True)
class BCELoss(OfEqual):
    """Cross entropy of two classes, from probabilities.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.BCELoss
    """

    weight: Shape | None = factors()
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()


@dataclass(frozen=True)
class BCEWithLogitsLoss(BCELoss):
    """Cross entropy of two classes, from scores.

    shape:   (*n), (*n) -> ()
    params:  0
    source:  torch.nn.BCEWithLogitsLoss
    """

    pos_weight: Shape | None = factors()


@dataclass(frozen=True)
class GaussianNLLLoss(Loss):
    """The negative logarithm of normal distributions.

    shape:   (*n), (*n), (*n) -> ()
    params:  0
    source:  torch.nn.GaussianNLLLoss
    """

    arity: ClassVar = (3, 3)
    call: ClassVar = ("input", "target", "var")

    full: Any = field(default=False, kw_only=True)
    eps: Any = field(default=1e-6, kw_only=True)
    reduction: str = reduction(kw_only=True)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        other = [n for n, m in zip(xs[2], xs[0], strict=False) if n == 1 and m not in (1, n)]
        if len(xs[0]) - len(xs[2]) not in (0, 1) or (len(xs[0]) == len(xs[2]) and len(other) > 1):
            self.refuse(*xs)

    def _spread(self, xs: tuple[Shape, ...]) -> Shape:
        return xs[2] if len(xs[2]) == len(xs[0]) else Shape((*xs[2], 1))

    def each(self, *xs: Shape) -> Shape:
        return joint(xs[0], xs[1], self._spread(xs))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from joined(BOTH, *xs[:2])
        yield from joined("var must fit the input", xs[0], self._spread(xs))
        yield from equal("var must fit the input", joint(xs[0], self._spread(xs)), xs[0])
        if len(xs[2]) < len(xs[0]):
            yield from equal("var must fit the input", Shape(xs[0][:-1]), xs[2])


@dataclass(frozen=True)
class MarginRankingLoss(Loss):
    """Whether the first of two is ranked above the second, as the target says.

    shape:   (*n), (*n), (*n) -> ()
    params:  0
    source:  torch.nn.MarginRankingLoss
    """

    arity: ClassVar = (3, 3)
    call: ClassVar = ("input1", "input2", "target")

    margin: Any = 0.0
    size_average: Any = None
    reduce: Any = None
    reduction: str = reduction()

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len({len(x) for x in xs}) > 1:
            self.refuse(*xs)
