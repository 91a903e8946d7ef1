"""Functions of torch.nn.functional beside windows: normalizations, embeddings, borders, images, losses."""

from __future__ import annotations

from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Shape, product
from ...algebra.batch import has_batch
from ...errors import UnknownLayer
from ...frozen import dataclass
from .function import Ask, Function, ratio
from .modules import as_module
from .table import Call, applied


@dataclass(frozen=True)
class BatchNorm(Function):
    """Each channel normalized by a mean and a variance, then with a factor and a summand that are given."""

    training: bool = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x = xs[0]
        if len(x) < 2:
            raise self.refuse(f"input has at least 2 axes, not {len(x)}: {tuple(x)}")
        for name, vector in list(self.named(xs).items())[1:]:
            self.ranked(vector, 1, name=name)
            ask.equal(vector[0], x[1], f"{name} must have one number for each channel")
        if not self.training and not {"running_mean", "running_var"} <= set(self.given):
            raise self.refuse("running_mean and running_var are needed where training is False")
        if self.training:
            several(ask, product((x[0], *x[2:])))
        return x


def several(ask: Ask, values: Dim) -> None:
    """A statistic is worked out of more than one value; of the batch nothing is asked."""
    if not has_batch(values):
        ask.at_least(values, 2, "there must be more than one value for each channel")


@dataclass(frozen=True)
class InstanceNorm(Function):
    """Each channel of each sample normalized, then with a factor and a summand that are given."""

    use_input_stats: bool = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x = xs[0]
        if len(x) < 3:
            raise self.refuse(f"input has at least 3 axes, not {len(x)}: {tuple(x)}")
        for name, vector in list(self.named(xs).items())[1:]:
            self.ranked(vector, 1, name=name)
            ask.equal(vector[0], x[1], f"{name} must have one number for each channel")
        if self.use_input_stats:
            several(ask, product(x[2:]))
        elif not {"running_mean", "running_var"} <= set(self.given):
            raise self.refuse("running_mean and running_var are needed where use_input_stats is False")
        return x


@dataclass(frozen=True)
class GroupNorm(Function):
    """Groups of channels normalized, then with a factor and a summand that are given."""

    num_groups: Dim

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x = xs[0]
        if len(x) < 2:
            raise self.refuse(f"input has at least 2 axes, not {len(x)}: {tuple(x)}")
        ask.at_least(self.num_groups, 1, "num_groups is at least 1")
        ask.divides(self.num_groups, x[1], "num_groups must divide the channels")
        for name, vector in list(self.named(xs).items())[1:]:
            self.ranked(vector, 1, name=name)
            ask.equal(vector[0], x[1], f"{name} must have one number for each channel")
        if self.path.startswith("torch.nn") and self.num_groups != 0:
            several(ask, product((x[0], ratio(x[1], self.num_groups), *x[2:])))
        return x


@dataclass(frozen=True)
class LayerNorm(Function):
    """Each position normalized over its last axes, then with a factor and a summand that are given."""

    normalized_shape: tuple[Dim, ...]

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, sizes = xs[0], self.normalized_shape
        if not sizes or len(sizes) > len(x):
            raise self.refuse(f"normalized_shape={sizes} is the sizes of the last axes of {tuple(x)}")
        for a, b in zip(reversed(sizes), reversed(tuple(x)), strict=False):
            ask.equal(a, b, "normalized_shape must be the sizes of the input's last axes")
        for name, given in list(self.named(xs).items())[1:]:
            self.ranked(given, len(sizes), name=name)
            for a, b in zip(given, sizes, strict=True):
                ask.equal(a, b, f"{name} must be of the shape normalized_shape")
        return x


@dataclass(frozen=True)
class Embedding(Function):
    """A row of a table for each index."""

    padding_idx: int | None = None
    below: Dim | None = field(default=None, kw_only=True)  # what all indices are known to be below

    looks_up: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        given = self.named(xs)
        table = given["weight"]
        self.ranked(table, 2, name="weight")
        if self.below is not None:
            ask.at_least(table[0], self.below, "each index must have a row of the table")
        if self.padding_idx is not None:
            i = self.padding_idx
            ask.at_least(table[0], i + 1 if i >= 0 else -i, "padding_idx must be a row of the table")
        return Shape((*given["input"], table[1]))


@dataclass(frozen=True)
class OneHot(Function):
    """A vector with one 1 for each index."""

    num_classes: Dim = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if self.num_classes == -1:
            raise self.refuse("without num_classes the size of the new axis depends on data")
        ask.at_least(self.num_classes, 1, "num_classes is at least 1")
        return Shape((*xs[0], self.num_classes))


@dataclass(frozen=True)
class Pad(Function):
    """A border of one value around the last axes, pairs from the last axis back; a negative size cuts."""

    pad: tuple[Dim, ...]

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        many = len(range(0, len(self.pad), 2))
        if len(self.pad) & 1 or many > len(x):
            raise self.refuse(f"pad={self.pad} is a pair of sizes for each of the last axes of {tuple(x)}")
        sizes = list(x)
        for k in range(many):
            a, b = self.pad[2 * k : 2 * k + 2]
            i = len(x) - 1 - k
            for cut in (a, b):
                if not (isinstance(cut, int) and cut >= 0):
                    ask.at_least(x[i] + cut, 0, f"padding {cut} cuts more than there is of axis {i}")
            sizes[i] = x[i] + a + b
            if not all(isinstance(cut, int) and cut >= 0 for cut in (a, b)):
                ask.at_least(sizes[i], 0, f"padding ({a}, {b}) cuts more than there is of axis {i}")
        return Shape(sizes)


@dataclass(frozen=True)
class GridSample(Function):
    """An image taken at the places of a grid."""

    mode: str = "bilinear"
    padding_mode: str = "zeros"

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, grid = xs
        if self.mode not in ("bilinear", "nearest", "bicubic") or (self.mode == "bicubic" and len(x) != 4):
            raise self.refuse(f"mode is 'bilinear', 'nearest', or of images 'bicubic', not {self.mode!r}")
        if self.padding_mode not in ("zeros", "border", "reflection"):
            raise self.refuse(f"padding_mode is 'zeros', 'border' or 'reflection', not {self.padding_mode!r}")
        self.ranked(x, 4, 5)
        self.ranked(grid, len(x), name="grid")
        ask.equal(x[0], grid[0], "input and grid must have equally many samples")
        ask.equal(grid[-1], len(x) - 2, f"the last axis of grid holds {len(x) - 2} coordinates")
        for i, n in enumerate(x[2:], 2):
            ask.at_least(n, 1, f"axis {i} may not be empty")
        return Shape((*x[:2], *grid[1:-1]))


@dataclass(frozen=True)
class AffineGrid(Function):
    """The places of a grid after an affine map of each sample."""

    size: tuple[Dim, ...]

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (theta,) = xs
        rank = len(self.size) - 2
        if rank not in (2, 3):
            raise self.refuse(f"size is that of images, (N, C, H, W) or (N, C, D, H, W), not {self.size}")
        self.ranked(theta, 3, name="theta")
        ask.equal(theta[0], self.size[0], "theta and size must have equally many samples")
        ask.equal(theta[1], rank, f"theta holds matrices of {rank} rows and {rank + 1} columns")
        ask.equal(theta[2], rank + 1, f"theta holds matrices of {rank} rows and {rank + 1} columns")
        for n in self.size:
            ask.at_least(n, 1, "a size is at least 1")
        return Shape((theta[0], *self.size[2:], rank))


def embedding(path: str, weight: Any, input: Any, padding_idx: int, **rest: Any) -> Call:
    """A row of a table for each index."""
    return applied(Embedding, path, {"input": input, "weight": weight})


def embedding_bag(path: str, weight: Any, **values: Any) -> Call:
    """The sum, the mean or the maximum of the rows for all indices of a bag."""
    if len(weight.shape) != 2:
        raise Embedding(path=path).refuse(f"weight has 2 axes, not {tuple(weight.shape)}")
    rows, features = weight.shape
    return as_module("EmbeddingBag", path, num_embeddings=rows, embedding_dim=features, **values)


def pad(path: str, input: Any, pad: Any, value: Any, mode: str = "constant") -> Call:
    """A border around the last axes."""
    if mode == "constant":
        return applied(Pad, path, {"input": input}, pad=pad)
    names = {"reflect": "ReflectionPad1d", "replicate": "ReplicationPad1d", "circular": "CircularPad1d"}
    if mode not in names:
        raise Pad(pad, path=path).refuse(f"mode is 'constant', 'reflect', 'replicate' or 'circular', not {mode!r}")
    if value is not None and value != 0:
        raise Pad(pad, path=path).refuse(f"mode={mode!r} takes no value")
    return as_module(_sized(names[mode], pad), path, input=input, padding=pad)


def _sized(name: str, pad: Any) -> str:
    return f"{name[:-2]}{min(max(len(range(0, len(pad), 2)), 1), 3)}d"


def interpolate(path: str, input: Any, antialias: bool = False, mode: str = "nearest", **values: Any) -> Call:
    """More or fewer positions, each as near ones are."""
    if antialias and (mode not in ("bilinear", "bicubic") or len(input.shape) != 4):
        raise Function(path=path).refuse("antialias goes with mode='bilinear' or 'bicubic' on an input with 4 axes")
    for name in ("size", "scale_factor"):
        if isinstance(values.get(name), (list, Shape)):
            values[name] = tuple(values[name])
    return as_module("Upsample", path, input=input, mode=mode, **values)


def upsample_bilinear(path: str, **values: Any) -> Call:
    """More positions, each between the four around it."""
    return interpolate(path, mode="bilinear", align_corners=True, **values)


def pairwise(path: str, weight: Any, **values: Any) -> Call:
    """A loss of each pair of elements."""
    names = {"l1_loss": "L1Loss", "mse_loss": "MSELoss", "huber_loss": "HuberLoss"}
    if weight is not None:
        raise UnknownLayer(f"{path} with a weight has no rule here")
    return as_module(names[path.rpartition(".")[2]], path, **values)


def poisson(path: str, input: Any, **values: Any) -> Call:
    """The negative logarithm of a Poisson distribution."""
    return as_module("PoissonNLLLoss", path, log_input_=input, **values)
