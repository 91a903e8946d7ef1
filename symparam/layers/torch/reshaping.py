"""Modules that only rearrange their input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact, product
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import dim, dims, integers, owner, whole
from ..window import positions
from .axis import place
from .base import Channels, TorchLayer


@dataclass(frozen=True)
class Flatten(TorchLayer):
    """The axes from one to another as one; the batch stays by itself unless ``start_dim`` is 0.

    shape:   (N, *n) -> (N, prod(n))
    params:  0
    source:  torch.nn.Flatten
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "flatten"
    inert: ClassVar = ()

    start_dim: int = integers(1, many=False)
    end_dim: int = integers(-1, many=False)

    def _span(self, x: Shape) -> tuple[int, int]:
        first, last = place(self, x, self.start_dim, "start_dim"), place(self, x, self.end_dim, "end_dim")
        if first > last:
            raise LayerError(f"{owner(self)}: start_dim={self.start_dim} stands behind end_dim={self.end_dim} in {x}")
        return first, last + 1

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._span(xs[0])

    def output(self, *xs: Shape) -> Shape:
        first, last = self._span(xs[0])
        return Shape((*xs[0][:first], product(xs[0][first:last]), *xs[0][last:]))


def parts() -> Any:
    """The field of the sizes that an axis is taken apart into, of which one may be -1: whatever remains."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if not isinstance(value, (list, tuple, Shape)):
            raise LayerError(f"{owner(layer)}: {name} is a tuple of sizes, such as (2, 5), not {value!r}")
        if value and all(isinstance(v, (list, tuple)) and len(v) == 2 for v in value):
            raise LayerError(f"{owner(layer)}: named axes are not followed; {name} is a tuple of sizes")
        found = tuple(whole(layer, name, v, -1) for v in value)
        if not found or found.count(-1) > 1:
            raise LayerError(f"{owner(layer)}: {name} holds a size at least, and at most one -1; it is {found}")
        return found

    return field(metadata={"check": check, "letter": "t_", "neutral": -1})


@dataclass(frozen=True)
class Unflatten(TorchLayer):
    """One axis as several; one size may be -1, which is whatever remains.

    shape:   (*n, d_in) -> (*n, *unflattened_size) where dim == -1
    params:  0
    source:  torch.nn.Unflatten
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "unflatten"
    inert: ClassVar = ()
    ranks: ClassVar = (1, None)

    dim: int = integers(many=False)
    unflattened_size: tuple[Dim, ...] = parts()

    def _known(self) -> Dim:
        return product(t for t in self.unflattened_size if t != -1)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        place(self, xs[0], self.dim)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.dim)
        sizes = (exact(xs[0][i], self._known()) if t == -1 else t for t in self.unflattened_size)
        return Shape((*xs[0][:i], *sizes, *xs[0][i + 1 :]))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        n = xs[0][place(self, xs[0], self.dim)]
        if -1 in self.unflattened_size:
            yield Need(self._known(), "divides", n, "the known sizes of unflattened_size must divide the axis")
        else:
            yield Need(n, "==", self._known(), "unflattened_size must hold as many elements as the axis")


@dataclass(frozen=True)
class PixelShuffle(TorchLayer):
    """Channels become positions: each of the f² parts of the channels is one of f·f neighbours.

    shape:   (*n, C_in, H_in, W_in) -> (*n, C_in/(f*f), H_in*f, W_in*f)
    params:  0
    source:  torch.nn.PixelShuffle
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "pixel shuffle ×{upscale_factor}"
    inert: ClassVar = ()
    ranks: ClassVar = (3, None)

    upscale_factor: Dim = dim("f")

    def output(self, *xs: Shape) -> Shape:
        *before, c, h, w = xs[0]
        r = self.upscale_factor
        return Shape((*before, exact(c, r * r), h * r, w * r))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        r = self.upscale_factor
        yield Need(r * r, "divides", xs[0][-3], "the square of upscale_factor must divide the channels")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(_image(x) for x in xs)


@dataclass(frozen=True)
class PixelUnshuffle(TorchLayer):
    """Positions become channels: f·f neighbours are parts of the channels.

    shape:   (*n, C_in, H_in, W_in) -> (*n, C_in*f*f, H_in/f, W_in/f)
    params:  0
    source:  torch.nn.PixelUnshuffle
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "pixel unshuffle ×{downscale_factor}"
    inert: ClassVar = ()
    ranks: ClassVar = (3, None)

    downscale_factor: Dim = dim("f")

    def output(self, *xs: Shape) -> Shape:
        *before, c, h, w = xs[0]
        r = self.downscale_factor
        return Shape((*before, c * r * r, exact(h, r), exact(w, r)))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for word, n in zip(("height", "width"), xs[0][-2:], strict=True):
            yield Need(self.downscale_factor, "divides", n, f"downscale_factor must divide the {word}")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(_image(x) for x in xs)


def _image(x: Shape) -> tuple[str, ...]:
    before = ("N",) if len(x) == 4 else tuple(f"n_{i + 1}" for i in range(len(x) - 3))
    return (*before, "C_in", "H_in", "W_in")


@dataclass(frozen=True)
class ChannelShuffle(TorchLayer):
    """The channels in another order: one of each group in turn.

    shape:   (N, C_in, *n) -> (N, C_in, *n)
    params:  0
    source:  torch.nn.ChannelShuffle
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "channel shuffle"
    inert: ClassVar = ()
    ranks: ClassVar = (3, None)

    groups: Dim = dim("g")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.groups, "divides", xs[0][1], "groups must divide the channels")


class Columns(Channels):
    """What Unfold and Fold have in common: windows of an image, each as a column."""

    kernel_size: tuple[Dim, ...]  # fields of each subclass
    dilation: tuple[Dim, ...]
    padding: tuple[Dim, ...]
    stride: tuple[Dim, ...]

    family: ClassVar = "reshape"
    inert: ClassVar = ()

    def windows(self, sizes: tuple[Dim, ...]) -> tuple[Dim, ...]:
        """How many windows there are along each axis."""
        axes = zip(sizes, self.kernel_size, self.stride, self.padding, self.dilation, strict=True)
        return tuple(positions(n, k, s, p, p, d) for n, k, s, p, d in axes)

    def fitting(self, sizes: tuple[Dim, ...]) -> Iterator[Need]:
        """There is a window along each axis at least."""
        for word, n in zip(("height", "width"), self.windows(sizes), strict=True):
            yield Need(n, ">=", 1, f"the kernel does not fit into the padded {word}")


@dataclass(frozen=True)
class Unfold(Columns):
    """Each window of an image as a column.

    shape:   (N, C_in, *n) -> (N, C_in*prod(k), prod(floor((n + 2*p - d*(k - 1) - 1)/s) + 1))
    params:  0
    source:  torch.nn.Unfold
    """

    phrase: ClassVar = "{kernel_size} windows"
    rank = 2

    kernel_size: tuple[Dim, ...] = dims("k", single=True)
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1, single=True)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0, single=True)
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1, single=True)

    def output(self, *xs: Shape) -> Shape:
        x = xs[0]
        features = product((self.channels(x), *self.kernel_size))
        return Shape((*x[: len(x) - 3], features, product(self.windows(self.spatial(x)))))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        return self.fitting(self.spatial(xs[0]))


@dataclass(frozen=True)
class Fold(Columns):
    """An image from its windows, each of which is a column; where they overlap they are added.

    shape:   (N, d_in, T) -> (N, d_in/prod(k), *o)
    params:  0
    source:  torch.nn.Fold
    """

    phrase: ClassVar = "fold to {output_size}"
    rank = 2
    ranks: ClassVar = (2, 3)

    output_size: tuple[Dim, ...] = dims("o", single=True)
    kernel_size: tuple[Dim, ...] = dims("k", single=True)
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1, single=True)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0, single=True)
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1, single=True)

    def output(self, *xs: Shape) -> Shape:
        *before, features, _ = xs[0]
        return Shape((*before, exact(features, product(self.kernel_size)), *self.output_size))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(product(self.kernel_size), "divides", xs[0][-2], "the kernel's size must divide the features")
        yield from self.fitting(self.output_size)
        yield Need(xs[0][-1], "==", product(self.windows(self.output_size)), "there must be a column for each window")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(("N", "d_in", "T")[-len(x) :] for x in xs)
