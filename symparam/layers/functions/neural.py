"""Functions of torch.nn.functional beside windows: normalizations, embeddings, borders, images, losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...algebra import Dim, Shape, product
from ...algebra.batch import has_batch
from ...errors import UnknownLayer
from .function import Ask, Function
from .modules import as_module
from .table import Call, applied

ROWS = """
F | batch_norm | Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight=None, Tensor? bias=None, bool training=False, Scalar momentum=0.1, Scalar eps=1e-05 | BatchNorm
torch | batch_norm | Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, Scalar momentum, Scalar eps, bool cudnn_enabled | BatchNorm
F | instance_norm | Tensor input, Tensor? running_mean=None, Tensor? running_var=None, Tensor? weight=None, Tensor? bias=None, bool use_input_stats=True, Scalar momentum=0.1, Scalar eps=1e-05 | InstanceNorm
F | group_norm | Tensor input, size num_groups, Tensor? weight=None, Tensor? bias=None, Scalar eps=1e-05 | GroupNorm
torch | group_norm | Tensor input, size num_groups, Tensor? weight=None, Tensor? bias=None, Scalar eps=1e-05, bool cudnn_enabled=True | GroupNorm
F | layer_norm | Tensor input, size[] normalized_shape, Tensor? weight=None, Tensor? bias=None, Scalar eps=1e-05 | LayerNorm
torch | layer_norm | Tensor input, size[] normalized_shape, Tensor? weight=None, Tensor? bias=None, Scalar eps=1e-05, bool cudnn_enable=True | LayerNorm
F torch | rms_norm | Tensor input, size[] normalized_shape, Tensor? weight=None, Scalar? eps=None | LayerNorm
F | local_response_norm | Tensor input, size size, Scalar alpha=0.0001, Scalar beta=0.75, Scalar k=1.0 | nn.LocalResponseNorm
F | embedding | Tensor input, Tensor weight, int? padding_idx=None, Scalar? max_norm=None, Scalar norm_type=2.0, bool scale_grad_by_freq=False, bool sparse=False | Embedding
torch | embedding | Tensor weight, Tensor input, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False | embedding
F | embedding_bag | Tensor input, Tensor weight, Tensor? offsets=None, Scalar? max_norm=None, Scalar norm_type=2, bool scale_grad_by_freq=False, str mode='mean', bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int? padding_idx=None | embedding_bag
F | one_hot | Tensor tensor, size num_classes=-1 | OneHot
F | pad | Tensor input, size[] pad, str mode='constant', Scalar? value=None | pad
torch | constant_pad_nd | Tensor input, size[] pad, Scalar value=0 | pad
F | interpolate | Tensor input, any size=None, any scale_factor=None, str mode='nearest', bool? align_corners=None, bool? recompute_scale_factor=None, bool antialias=False | interpolate
F | upsample | Tensor input, any size=None, any scale_factor=None, str mode='nearest', bool? align_corners=None | interpolate
F | upsample_nearest | Tensor input, any size=None, any scale_factor=None | interpolate
F | upsample_bilinear | Tensor input, any size=None, any scale_factor=None | upsample_bilinear
F | grid_sample | Tensor input, Tensor grid, str mode='bilinear', str padding_mode='zeros', bool? align_corners=None | GridSample
F | affine_grid | Tensor theta, size[] size, bool? align_corners=None | AffineGrid
F torch | pixel_shuffle | Tensor input, size upscale_factor | nn.PixelShuffle
F torch | pixel_unshuffle | Tensor input, size downscale_factor | nn.PixelUnshuffle
F torch | channel_shuffle native_channel_shuffle | Tensor input, size groups | nn.ChannelShuffle

F | l1_loss mse_loss | Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? weight=None | pairwise
F | smooth_l1_loss | Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Scalar beta=1.0 | nn.SmoothL1Loss
F | huber_loss | Tensor input, Tensor target, str reduction='mean', Scalar delta=1.0, Tensor? weight=None | pairwise
F | soft_margin_loss | Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.SoftMarginLoss
F | kl_div | Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', bool log_target=False | nn.KLDivLoss
F | poisson_nll_loss | Tensor input, Tensor target, bool log_input=True, bool full=False, bool? size_average=None, Scalar eps=1e-08, bool? reduce=None, str reduction='mean' | poisson
F | hinge_embedding_loss | Tensor input, Tensor target, Scalar margin=1.0, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.HingeEmbeddingLoss
F | binary_cross_entropy | Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.BCELoss
F | binary_cross_entropy_with_logits | Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? pos_weight=None | nn.BCEWithLogitsLoss
F | gaussian_nll_loss | Tensor input, Tensor target, Tensor var, bool full=False, Scalar eps=1e-06, str reduction='mean' | nn.GaussianNLLLoss
F | margin_ranking_loss | Tensor input1, Tensor input2, Tensor target, Scalar margin=0, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.MarginRankingLoss
F | nll_loss | Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean' | nn.NLLLoss
F | cross_entropy | Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean', Scalar label_smoothing=0.0 | nn.CrossEntropyLoss
F | multi_margin_loss | Tensor input, Tensor target, int p=1, Scalar margin=1.0, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.MultiMarginLoss
F | multilabel_margin_loss | Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.MultiLabelMarginLoss
F | multilabel_soft_margin_loss | Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.MultiLabelSoftMarginLoss
F | cosine_embedding_loss | Tensor input1, Tensor input2, Tensor target, Scalar margin=0, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.CosineEmbeddingLoss
F | triplet_margin_loss | Tensor anchor, Tensor positive, Tensor negative, Scalar margin=1.0, Scalar p=2, Scalar eps=1e-06, bool swap=False, bool? size_average=None, bool? reduce=None, str reduction='mean' | nn.TripletMarginLoss
F | ctc_loss | Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, str reduction='mean', bool zero_infinity=False | nn.CTCLoss
"""  # noqa: E501


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
        from .function import ratio

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

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        given = self.named(xs)
        table = given["weight"]
        self.ranked(table, 2, name="weight")
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
