"""Normalization over channels: of a batch, of an instance, of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact, product
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from .base import SPATIAL, TorchLayer

MANY = "a statistic of one value alone is none"


class OverChannels(TorchLayer):
    """What normalizations with statistics for each channel have in common; the channels stand at axis 1."""

    affine: bool  # fields of each subclass
    track_running_stats: bool
    bias: bool

    family: ClassVar = "normalization"

    def statistics(self, features: Dim) -> Iterator[Weight]:
        """Factor and summand of each channel, then the buffers."""
        if self.affine:
            yield Weight("weight", (features,))
            yield from optional(self.bias, Weight("bias", (features,)))
        yield from optional(
            self.track_running_stats,
            Weight("running_mean", (features,), trainable=False, role="buffer"),
            Weight("running_var", (features,), trainable=False, role="buffer"),
            Weight("num_batches_tracked", (), trainable=False, role="buffer"),
        )

    def place(self, x: Shape) -> int:
        """Where the channels stand."""
        return 1

    def sampled(self, x: Shape) -> Dim:
        """How many values a statistic is worked out from, where it is no running one."""
        return product((x[0], *x[2:]))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if not self.track_running_stats:
            yield Need(self.sampled(xs[0]), ">=", 2, MANY)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(_axes(x, self.place(x)) for x in xs)


def _axes(x: Shape, place: int) -> tuple[str, ...]:
    letters = ("N", "C_in") if place else ("C_in",)
    rest = len(x) - len(letters)
    return (*letters, *(SPATIAL.get(rest) or tuple(f"n_{i + 1}" for i in range(rest))))


class OverBatch(OverChannels):
    """Normalization of each channel over the batch and all positions."""

    phrase: ClassVar = "batch norm"
    dimensions: ClassVar[tuple[int, int | None]] = (2, 3)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.ranks = cls.dimensions


@dataclass(frozen=True)
class BatchNorm1d(OverBatch):
    """Each channel is normalized by its running mean and variance, then has a factor and a summand.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  C_in + C_in
    source:  torch.nn.BatchNorm1d
    """

    num_features: Dim = dim("C_in")
    eps: Any = 1e-5
    momentum: Any = 0.1
    affine: bool = flag(True)
    track_running_stats: bool = flag(True)
    bias: bool = flag(True, kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.statistics(self.num_features)

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if self.affine or self.track_running_stats:
            yield Need(xs[0][1], "==", self.num_features, "num_features must be the input's channels")
        yield from super().input_needs(*xs)


class BatchNorm2d(BatchNorm1d):
    dimensions = (4, 4)


class BatchNorm3d(BatchNorm1d):
    dimensions = (5, 5)


@dataclass(frozen=True)
class SyncBatchNorm(BatchNorm1d):
    """A batch normalization whose statistics in training are those of all processes.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  C_in + C_in
    source:  torch.nn.SyncBatchNorm
    """

    process_group: Any = None

    dimensions = (2, None)


@dataclass(frozen=True)
class LazyBatchNorm1d(OverBatch):
    """A batch normalization that takes ``num_features`` from its first input.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  C_in + C_in
    source:  torch.nn.LazyBatchNorm1d
    """

    eps: Any = 1e-5
    momentum: Any = 0.1
    affine: bool = flag(True)
    track_running_stats: bool = flag(True)
    bias: bool = flag(True, kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.statistics(xs[0][1])


class LazyBatchNorm2d(LazyBatchNorm1d):
    dimensions = (4, 4)


class LazyBatchNorm3d(LazyBatchNorm1d):
    dimensions = (5, 5)


class OverInstance(OverChannels):
    """Normalization of each channel of each sample over all positions."""

    phrase: ClassVar = "instance norm"
    rank: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.ranks = (cls.rank + 1, cls.rank + 2)

    def place(self, x: Shape) -> int:
        return len(x) - self.rank - 1

    def sampled(self, x: Shape) -> Dim:
        return product(x[self.place(x) + 1 :])


@dataclass(frozen=True)
class InstanceNorm1d(OverInstance):
    """Each channel of each sample is normalized over its positions.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  0
    source:  torch.nn.InstanceNorm1d
    """

    num_features: Dim = dim("C_in")
    eps: Any = 1e-5
    momentum: Any = 0.1
    affine: bool = flag()
    track_running_stats: bool = flag()
    bias: bool = flag(True, kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.statistics(self.num_features)

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if self.affine or self.track_running_stats:
            channels = xs[0][self.place(xs[0])]
            yield Need(channels, "==", self.num_features, "num_features must be the input's channels")
        yield from super().input_needs(*xs)


class InstanceNorm2d(InstanceNorm1d):
    rank = 2


class InstanceNorm3d(InstanceNorm1d):
    rank = 3


@dataclass(frozen=True)
class LazyInstanceNorm1d(OverInstance):
    """An instance normalization that takes ``num_features`` from its first input.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  C_in + C_in
    source:  torch.nn.LazyInstanceNorm1d
    """

    eps: Any = 1e-5
    momentum: Any = 0.1
    affine: bool = flag(True)
    track_running_stats: bool = flag(True)
    bias: bool = flag(True, kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.statistics(xs[0][1])

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if self.affine or self.track_running_stats:
            channels = xs[0][self.place(xs[0])]
            yield Need(
                channels,
                "==",
                xs[0][1],
                "PyTorch takes num_features from axis 1; an input without a batch fits by chance",
            )
        yield from super().input_needs(*xs)


class LazyInstanceNorm2d(LazyInstanceNorm1d):
    rank = 2


class LazyInstanceNorm3d(LazyInstanceNorm1d):
    rank = 3


@dataclass(frozen=True)
class GroupNorm(TorchLayer):
    """Each group of channels of each sample is normalized; each channel then has a factor and a summand.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  C_in + C_in
    source:  torch.nn.GroupNorm
    """

    family: ClassVar = "normalization"
    phrase: ClassVar = "group norm"
    ranks: ClassVar = (2, None)

    num_groups: Dim = dim("g")
    num_channels: Dim = dim("C_in")
    eps: Any = 1e-5
    affine: bool = flag(True)
    bias: bool = flag(True, kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        if self.affine:
            yield Weight("weight", (self.num_channels,))
            yield from optional(self.bias, Weight("bias", (self.num_channels,)))

    def argument_needs(self) -> Iterator[Need]:
        yield Need(self.num_groups, "divides", self.num_channels, "num_groups must divide num_channels")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        x = xs[0]
        if self.affine:
            yield Need(x[1], "==", self.num_channels, "num_channels must be the input's channels")
        else:
            yield Need(self.num_groups, "divides", x[1], "num_groups must divide the input's channels")
        yield Need(exact(product((x[0], x[1], *x[2:])), self.num_groups), ">=", 2, MANY)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(_axes(x, 1) for x in xs)


@dataclass(frozen=True)
class LocalResponseNorm(TorchLayer):
    """Each value is divided by a power of a sum over neighbouring channels.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  0
    source:  torch.nn.LocalResponseNorm
    """

    family: ClassVar = "normalization"
    phrase: ClassVar = "local response norm"
    ranks: ClassVar[tuple[int, int | None]] = (3, None)
    inert: ClassVar = ()

    size: Dim = dim("k")
    alpha: Any = 1e-4
    beta: Any = 0.75
    k: Any = 1.0

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(_axes(x, 1) for x in xs)


class CrossMapLRN2d(LocalResponseNorm):
    """Each value is divided by a power of a sum over neighbouring channels, of an image."""

    ranks: ClassVar = (4, 4)
