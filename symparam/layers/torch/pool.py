"""Pooling by a sliding window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import dims, flag, owner, real, whole
from ..layer import Output
from ..window import beyond, positions
from .base import WORDS, Channels


class Pool(Channels):
    """What all pools of a sliding window have in common; the stride is the window's own size unless given."""

    kernel_size: tuple[Dim, ...]  # fields of each subclass
    stride: tuple[Dim, ...] | None
    ceil_mode: bool

    family: ClassVar = "pooling"
    tight: ClassVar[bool] = False  # whether the window has to fit into the axis without its padding

    def steps(self) -> Iterator[tuple[Dim, Dim, Dim, Dim]]:
        """Kernel, stride, padding and dilation of each spatial axis."""
        none, one = (0,) * self.rank, (1,) * self.rank
        padding, dilation = getattr(self, "padding", none), getattr(self, "dilation", one)
        return zip(self.kernel_size, self.stride or self.kernel_size, padding, dilation, strict=True)

    def output(self, *xs: Shape) -> Output:
        windows = (
            positions(n, k, s, p, p, d, self.ceil_mode)
            for n, (k, s, p, d) in zip(self.spatial(xs[0]), self.steps(), strict=True)
        )
        return self.shape(xs[0], windows)

    def argument_needs(self) -> Iterator[Need]:
        for k, _, p, _ in self.steps():
            if p != 0:
                yield Need(k, ">=", 2 * p, f"padding {p} must be at most half of the kernel {k}")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for word, n, (k, s, p, d) in zip(WORDS[self.rank], self.spatial(xs[0]), self.steps(), strict=True):
            yield Need(n, ">=", 1, f"the {word} is empty")
            if self.tight:
                yield Need(n, ">=", k, f"window {k} does not fit into the {word}")
            yield Need(n + beyond(k, s, p, p, d, self.ceil_mode), ">=", s, f"window {k} does not fit into the {word}")


@dataclass(frozen=True)
class MaxPool(Pool):
    """The maximum of each window; the stride is the window's own size unless given.

    shape:   (N, C, *n) -> (N, C, *floor((n + 2*p - d*(k - 1) - 1)/s) + 1)
    params:  0
    source:  torch.nn.MaxPool1d, MaxPool2d, MaxPool3d
    """

    phrase: ClassVar = "{kernel_size} max pool"

    kernel_size: tuple[Dim, ...] = dims("k", single=True)
    stride: tuple[Dim, ...] | None = dims("s", None, optional=True, single=True)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0, single=True)
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1, single=True)
    return_indices: bool = flag()
    ceil_mode: bool = flag()

    inert: ClassVar = ()

    def output(self, *xs: Shape) -> Output:
        made = super().output(*xs)
        return (made, made) if self.return_indices and isinstance(made, Shape) else made


class MaxPool1d(MaxPool):
    rank = 1


class MaxPool2d(MaxPool):
    rank = 2


class MaxPool3d(MaxPool):
    rank = 3


@dataclass(frozen=True)
class AvgPool1d(Pool):
    """The mean of each window; the stride is the window's own size unless given.

    shape:   (N, C, *n) -> (N, C, *floor((n + 2*p - k)/s) + 1)
    params:  0
    source:  torch.nn.AvgPool1d
    """

    phrase: ClassVar = "{kernel_size} average pool"

    kernel_size: tuple[Dim, ...] = dims("k", single=True)
    stride: tuple[Dim, ...] | None = dims("s", None, optional=True, single=True)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0, single=True)
    ceil_mode: bool = flag()
    count_include_pad: bool = flag(True)

    inert: ClassVar = ()
    rank = 1


@dataclass(frozen=True)
class AvgPool2d(AvgPool1d):
    """The mean of each window; the stride is the window's own size unless given.

    shape:   (N, C, *n) -> (N, C, *floor((n + 2*p - k)/s) + 1)
    params:  0
    source:  torch.nn.AvgPool2d, AvgPool3d
    """

    divisor_override: Any = None

    rank = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.divisor_override is not None:
            if self.divisor_override == 0:
                raise LayerError(f"{owner(self)}: divisor_override is not 0")
            whole(self, "divisor_override", self.divisor_override, -(10**9))


class AvgPool3d(AvgPool2d):
    rank = 3
    tight = True


@dataclass(frozen=True)
class LPPool(Pool):
    """The p-norm of each window; the stride is the window's own size unless given.

    shape:   (N, C, *n) -> (N, C, *floor((n - k)/s) + 1)
    params:  0
    source:  torch.nn.LPPool1d, LPPool2d, LPPool3d
    """

    phrase: ClassVar = "{kernel_size} power-average pool"

    norm_type: Any = real()
    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] | None = dims("s", None, optional=True)
    ceil_mode: bool = flag()

    inert: ClassVar = ()


class LPPool1d(LPPool):
    rank = 1


class LPPool2d(LPPool):
    rank = 2


class LPPool3d(LPPool):
    rank = 3
    tight = True
