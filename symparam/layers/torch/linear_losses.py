"""Losses with a linear map to the classes in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, div, product
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight
from ..fields import dim, extents, flag, owner, real
from .base import TorchLayer
from .broadcasting import equal
from .linear import Linear
from .losses import SAME, Loss, factors, reduction


@dataclass(frozen=True)
class AdaptiveLogSoftmaxWithLoss(TorchLayer):
    """Logarithms of shares for many classes: frequent ones in a head, rare ones in clusters of fewer features.

    shape:   (N, d_in), (N) -> (N), ()
    source:  torch.nn.AdaptiveLogSoftmaxWithLoss
    """

    family: ClassVar = "loss"
    arity: ClassVar = (2, 2)
    call: ClassVar = ("input_", "target_")

    in_features: Dim = dim("d_in")
    n_classes: Dim = dim("V")
    cutoffs: tuple[Dim, ...] = extents("n_cut_")
    div_value: Any = 4.0
    head_bias: bool = flag()

    def _linears(self) -> Iterator[tuple[str, Linear]]:
        ends = (*self.cutoffs, self.n_classes)
        clusters = len(self.cutoffs)
        yield "head", Linear(self.in_features, ends[0] + clusters, self.head_bias)
        for i in range(clusters):
            narrow = self._narrow(i + 1)
            yield f"tail.{i}.0", Linear(self.in_features, narrow, bias=False)
            yield f"tail.{i}.1", Linear(narrow, ends[i + 1] - ends[i], bias=False)

    def _narrow(self, i: int) -> Dim:
        if isinstance(self.in_features, int):
            return int(divmod(self.in_features, self.div_value**i)[0])
        if self.div_value != int(self.div_value):
            raise LayerError(f"{owner(self)}: div_value={self.div_value} is a whole number where in_features is a size")
        return div(self.in_features, int(self.div_value) ** i)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for path, linear in self._linears():
            for weight in linear.weights():
                yield Weight(f"{path}.{weight.name}", weight.shape)

    def argument_needs(self) -> Iterator[Need]:
        before: Dim = 0
        for cut in (*self.cutoffs, self.n_classes):
            yield Need(cut, ">=", before + 1, "cutoffs must rise, and stay below n_classes")
            before = cut

    def output(self, *xs: Shape) -> tuple[Shape, Shape]:
        return xs[1], Shape(())

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if (len(xs[0]), len(xs[1])) not in ((2, 1), (1, 0)):
            raise LayerError(f"{owner(self)} takes (N, in_features) and (N,), not {xs[0]} and {xs[1]}")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], "==", self.in_features, "in_features must be the size of the input's last axis")
        yield from equal("input and target must agree on the batch", Shape(xs[0][:-1]), xs[1])

    def macs(self, *xs: Shape) -> Dim:
        return next(linear for _, linear in self._linears()).macs(xs[0])


@dataclass(frozen=True)
class LinearCrossEntropyLoss(Loss):
    """A linear map to scores of classes, and their cross entropy.

    shape:   (N, d_in), (N) -> ()
    params:  n_cat*d_in
    macs:    N*d_in*n_cat
    source:  torch.nn.LinearCrossEntropyLoss
    """

    in_features: Dim = dim("d_in")
    num_classes: Dim = dim("n_cat")
    out_features: tuple[Dim, ...] = extents("o_", (), kw_only=True)
    bias: bool = flag(kw_only=True)
    reduction: str = reduction(kw_only=True)
    weight: Shape | None = factors(kw_only=True)
    ignore_index: Any = field(default=None, kw_only=True)
    label_smoothing: Any = real(0.0, 0, 1, kw_only=True)
    options: Any = field(default=None, kw_only=True)

    ranks: ClassVar = (0, None)
    inert: ClassVar = ()
    also: ClassVar = ("device", "dtype")

    def _linear(self) -> Linear:
        return Linear(self.in_features, product((self.num_classes, *self.out_features)), self.bias)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for weight in self._linear().weights():
            yield Weight(f"linear.{weight.name}", weight.shape)
        yield from super().weights(*xs)

    def argument_needs(self) -> Iterator[Need]:
        if self.weight is not None:
            yield Need(self.weight.volume, "==", self.num_classes, "weight must have a factor for each class")

    def _scores(self, x: Shape) -> Shape:
        return Shape((*x[:-1], self.num_classes, *self.out_features))

    def accept(self, *xs: Shape) -> None:
        TorchLayer.accept(self, *xs)
        scores = len(self._scores(xs[0])) if len(xs[0]) in (1, 2) else 0
        if not scores or len(xs[1]) not in (scores, scores - 1):
            self.refuse(*xs)

    def each(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], *self.out_features))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], "==", self.in_features, "in_features must be the size of the input's last axis")
        scores = self._scores(xs[0])
        yield from equal(SAME, scores if len(scores) == len(xs[1]) else self.each(*xs), xs[1])

    def macs(self, *xs: Shape) -> Dim:
        return self._linear().macs(xs[0])
