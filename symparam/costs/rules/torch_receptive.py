"""What the positions of an output of PyTorch's modules and functions see, on whole shapes; see ``sights``."""

from __future__ import annotations

from functools import singledispatch

from ...algebra import Dim, Shape
from ...layers.functions import elementwise, joining, rearrange
from ...layers.layer import Layer
from ...layers.torch.activations import AlongAxis, PReLU
from ...layers.torch.base import Channels
from ...layers.torch.conv import Convolving
from ...layers.torch.conv_transpose import Spreading
from ...layers.torch.elementwise import Elementwise
from ...layers.torch.embedding import Embedding
from ...layers.torch.layer_norm import OverLast
from ...layers.torch.linear import Identity, Linear
from ...layers.torch.norm import OverBatch
from ...layers.torch.pool import Pool
from ...layers.torch.reshaping import Flatten
from ...layers.window import reach
from .. import ALL, Sight

Sights = tuple[tuple[Sight, ...], ...]


def same(x: Shape) -> tuple[Sight, ...]:
    """Every position sees itself."""
    return tuple(Sight("same", i) for i in range(len(x)))


def all_but(x: Shape, *mixed: int) -> tuple[Sight, ...]:
    """Every position sees itself, and the whole of some axes."""
    return tuple(ALL if i in mixed else sight for i, sight in enumerate(same(x)))


@singledispatch
def sights(layer: Layer, *xs: Shape) -> Sights:
    """How the output looks at each axis of each input: at all of it, where no rule is known."""
    return tuple((ALL,) * len(x) for x in xs)


@sights.register(Elementwise)
@sights.register(Identity)
@sights.register(PReLU)
@sights.register(OverBatch)
@sights.register(Embedding)
@sights.register(elementwise.Unary)
def _alike(layer: Layer, *xs: Shape) -> Sights:
    return tuple(same(x) for x in xs)


@sights.register(Linear)
def _linear(layer: Linear, x: Shape) -> Sights:
    return (all_but(x, len(x) - 1),)


@sights.register(OverLast)
def _last(layer: OverLast, x: Shape) -> Sights:
    over = len(layer.normalized_shape)
    return (all_but(x, *range(len(x) - over, len(x))),)


@sights.register(AlongAxis)
@sights.register(elementwise.AlongAxis)
def _along(layer: AlongAxis, x: Shape) -> Sights:
    return ((ALL,) * len(x) if layer.dim is None else all_but(x, range(len(x))[layer.dim]),)


@sights.register(elementwise.Binary)
@sights.register(elementwise.MaskedFill)
def _joined(layer: Layer, *xs: Shape) -> Sights:
    """Axes are aligned from the last; one of 1 that is repeated is seen from everywhere."""
    joined = layer.output(*xs)
    assert isinstance(joined, Shape)
    beyond = [len(joined) - len(x) for x in xs]
    return tuple(
        tuple(Sight("same", i + n) if size == joined[i + n] else ALL for i, size in enumerate(x))
        for x, n in zip(xs, beyond, strict=True)
    )


@sights.register(joining.Cat)
def _cat(layer: joining.Cat, *xs: Shape) -> Sights:
    return tuple(all_but(x, range(len(x))[layer.dim]) for x in xs)


@sights.register(rearrange.Permute)
def _permuted(layer: rearrange.Permute, x: Shape) -> Sights:
    dims = [range(len(x))[d] for d in layer.dims]
    return (tuple(Sight("same", dims.index(i)) for i in range(len(x))),)


@sights.register(rearrange.Transpose)
def _transposed(layer: rearrange.Transpose, x: Shape) -> Sights:
    i, j = range(len(x))[layer.dim0], range(len(x))[layer.dim1]
    return (tuple(Sight("same", {i: j, j: i}.get(axis, axis)) for axis in range(len(x))),)


@sights.register(Flatten)
@sights.register(rearrange.Flatten)
@sights.register(rearrange.Reshape)
@sights.register(rearrange.Unflatten)
def _reshaped(layer: Layer, x: Shape) -> Sights:
    """Axes that keep their size and their place, counted from the front or from the back, are kept."""
    y = layer.output(x)
    assert isinstance(y, Shape)
    kept = list((ALL,) * len(x))
    shorter = min(len(x), len(y))
    front = next((i for i in range(shorter) if x[i] != y[i]), shorter)
    back = next((i for i in range(shorter - front) if x[-1 - i] != y[-1 - i]), shorter - front)
    kept[:front] = same(x)[:front]
    for i in range(1, back + 1):
        kept[-i] = Sight("same", len(y) - i)
    return (tuple(kept),)


# --- windows ------------------------------------------------------------------------------------------------------


def _windows(layer: Channels, x: Shape, windows: list[tuple[str, Dim, Dim, Dim]], channels: bool) -> Sights:
    """(kind, extent, step, before) of each spatial axis, and whether each channel is seen by itself."""
    first = len(x) - layer.rank
    before = same(Shape(x[:first]))
    spatial = [Sight(kind, first + i, *rest) for i, (kind, *rest) in enumerate(windows)]  # type: ignore[arg-type]
    return ((*(before if channels else (*before[:-1], ALL)), *spatial),)


@sights.register(Convolving)
def _conv(layer: Convolving, x: Shape) -> Sights:
    windows: list[tuple[str, Dim, Dim, Dim]] = [
        ("window", reach(k, d), s, a)
        for k, s, d, (a, _) in zip(layer.kernel_size, layer.stride, layer.dilation, layer.sides, strict=True)
    ]
    return _windows(layer, x, windows, channels=False)


@sights.register(Pool)
def _pool(layer: Pool, x: Shape) -> Sights:
    return _windows(layer, x, [("window", reach(k, d), s, p) for k, s, p, d in layer.steps()], channels=True)


@sights.register(Spreading)
def _spread(layer: Spreading, x: Shape) -> Sights:
    fields = zip(layer.kernel_size, layer.stride, layer.padding, layer.dilation, strict=True)
    return _windows(layer, x, [("spread", reach(k, d), s, p) for k, s, p, d in fields], channels=False)
