"""What the positions of a layer's output see of its inputs, layer family by layer family.

For each axis of an input: which axis of the output looks at it, and through which window. A layer without a rule here
is taken to see everything, which is never too little. ``same`` padding is that of inputs which the stride divides.
"""

from __future__ import annotations

from functools import singledispatch

from ...algebra import Dim, Shape, div, maximum
from ...layers.activations import PReLU, Softmax
from ...layers.axis import place
from ...layers.borders import Cropping1D, UpSampling1D, ZeroPadding
from ...layers.conv import Conv
from ...layers.conv_transpose import ConvTranspose
from ...layers.core import Dense
from ...layers.depthwise import DepthwiseConv, SeparableConv
from ...layers.elementwise import Elementwise
from ...layers.embedding import Embedding
from ...layers.layer import Layer
from ...layers.merging import Concatenate, Merge
from ...layers.norm import BatchNormalization, LayerNormalization, RMSNormalization, UnitNormalization
from ...layers.normalization import Normalization
from ...layers.ops.sliding import Sliding
from ...layers.pool import Pool
from ...layers.reshaping import Permute, Reshape
from ...layers.spatial import Spatial
from ...layers.window import reach
from ...layers.wrapper import SpectralNormalization, TimeDistributed
from ...several import several
from .. import ALL, Sight

Sights = tuple[tuple[Sight, ...], ...]  # for each input, for each of its axes
INTERPOLATED = {"bilinear": 1, "bicubic": 2, "lanczos3": 3, "lanczos5": 5}  # how many positions on each side


def sights(layer: Layer, xs: tuple[Shape, ...]) -> Sights:
    """How the output looks at each axis of each input."""
    return _of(layer, *xs)


@singledispatch
def _of(layer: Layer, *xs: Shape) -> Sights:
    return tuple((ALL,) * len(x) for x in xs)


def same(x: Shape) -> tuple[Sight, ...]:
    """Every position sees itself."""
    return tuple(Sight("same", i) for i in range(len(x)))


@_of.register(Elementwise)
@_of.register(PReLU)
@_of.register(BatchNormalization)
@_of.register(Normalization)
def _elementwise(layer: Layer, *xs: Shape) -> Sights:
    return tuple(same(x) for x in xs)


@_of.register(LayerNormalization)
@_of.register(RMSNormalization)
@_of.register(UnitNormalization)
@_of.register(Softmax)
def _along(layer: LayerNormalization | Softmax, *xs: Shape) -> Sights:
    axes = several(layer.axis)
    mixed = {place(layer, xs[0], axis) for axis in axes}
    return (tuple(ALL if i in mixed else s for i, s in enumerate(same(xs[0]))),)


@_of.register(Dense)
def _dense(layer: Dense, x: Shape) -> Sights:
    return ((*same(x)[:-1], ALL),)


@_of.register(Embedding)
def _embedding(layer: Embedding, x: Shape) -> Sights:
    return (same(x),)


@_of.register(Merge)
def _merge(layer: Merge, *xs: Shape) -> Sights:
    """Axes are aligned from the last; one of 1 that is repeated is seen from everywhere."""
    rank = max(map(len, xs))
    joined = layer.output(*xs)
    return tuple(
        tuple(Sight("same", rank - len(x) + i) if n == joined[rank - len(x) + i] else ALL for i, n in enumerate(x))
        for x in xs
    )


@_of.register(Concatenate)
def _concatenate(layer: Concatenate, *xs: Shape) -> Sights:
    joined = place(layer, xs[0], layer.axis)
    return tuple(tuple(ALL if i == joined else s for i, s in enumerate(same(x))) for x in xs)


@_of.register(Permute)
def _permute(layer: Permute, x: Shape) -> Sights:
    return (tuple(Sight("same", layer.dims.index(i + 1)) for i in range(len(x))),)


@_of.register(Reshape)
def _reshape(layer: Reshape, x: Shape) -> Sights:
    """Axes that keep their size and their place, counted from the front or from the back, are kept."""
    y = layer.output(x)
    kept = list((ALL,) * len(x))
    for i in range(min(len(x), len(y))):
        if x[i] != y[i]:
            break
        kept[i] = Sight("same", i)
    for i in range(1, min(len(x), len(y)) + 1):
        if x[-i] != y[-i] or kept[-i] is not ALL:
            break
        kept[-i] = Sight("same", len(y) - i)
    return (tuple(kept),)


@_of.register(TimeDistributed)
def _distributed(layer: TimeDistributed, x: Shape) -> Sights:
    (inner,) = _of(layer.layer, Shape(x[1:]))
    return (
        (
            Sight("same", 0),
            *(s if s.axis is None else Sight(s.kind, s.axis + 1, s.extent, s.step, s.before) for s in inner),
        ),
    )


@_of.register(SpectralNormalization)
def _normalized(layer: SpectralNormalization, *xs: Shape) -> Sights:
    return _of(layer.layer, *xs)


# --- windows ----------------------------------------------------------------------------------------------------


def _windows(layer: Spatial, x: Shape, windows: list[tuple[str, Dim, Dim, Dim]], channels: Sight = ALL) -> Sights:
    """(kind, extent, step, before) of each spatial axis, and how the channels are seen."""
    first = 1 if layer.first else 0
    spatial = [
        Sight(kind, first + i, extent, step, before)  # type: ignore[arg-type]
        for i, (kind, extent, step, before) in enumerate(windows)
    ]
    return ((channels, *spatial) if layer.first else (*spatial, channels),)


def _channels(layer: Spatial, x: Shape) -> Sight:
    return Sight("same", 0 if layer.first else len(x) - 1)


def _before(extent: Dim, step: Dim, padding: str) -> Dim:
    """How many positions of padding stand before the input."""
    if padding == "valid":
        return 0
    return extent - 1 if padding == "causal" else div(maximum(extent - step, 0), 2)


@_of.register(Conv)
@_of.register(SeparableConv)
@_of.register(DepthwiseConv)
def _conv(layer: Conv, x: Shape) -> Sights:
    reaches = [reach(k, d) for k, d in zip(layer.kernel_size, layer.dilation_rate, strict=True)]
    return _windows(
        layer, x, [("window", r, s, _before(r, s, layer.padding)) for r, s in zip(reaches, layer.strides, strict=True)]
    )


@_of.register(Pool)
def _pool(layer: Pool, x: Shape) -> Sights:
    return _windows(
        layer,
        x,
        [
            ("window", k, s, _before(k, s, layer.padding))
            for k, s in zip(layer.pool_size, layer.strides or layer.pool_size, strict=True)
        ],
        _channels(layer, x),
    )


@_of.register(Sliding)
def _sliding(layer: Sliding, x: Shape) -> Sights:
    return _of(layer.layer(x), x)


@_of.register(ConvTranspose)
def _transposed(layer: ConvTranspose, x: Shape) -> Sights:
    windows = []
    for (
        k,
        d,
        s,
    ) in zip(layer.kernel_size, layer.dilation_rate, layer.strides, strict=True):
        r = reach(k, d)
        before = 0 if layer.padding == "valid" else div(maximum(r - s, 0), 2)
        windows.append(("spread", r, s, before))
    return _windows(layer, x, windows)


@_of.register(ZeroPadding)
def _padded(layer: ZeroPadding, x: Shape) -> Sights:
    return _windows(layer, x, [("window", 1, 1, a) for a, _ in layer.padding], _channels(layer, x))


@_of.register(Cropping1D)
def _cropped(layer: Cropping1D, x: Shape) -> Sights:
    return _windows(layer, x, [("window", 1, 1, -a) for a, _ in layer.cropping], _channels(layer, x))


@_of.register(UpSampling1D)
def _upsampled(layer: UpSampling1D, x: Shape) -> Sights:
    if getattr(layer, "interpolation", "nearest") != "nearest":
        return _interpolated(layer, x)
    return _windows(layer, x, [("spread", f, f, 0) for f in layer.size], _channels(layer, x))


def _interpolated(layer: UpSampling1D, x: Shape) -> Sights:
    """Position o lies at (o + 1/2)/f − 1/2 and sees so many positions on each side of it."""
    windows = []
    for f in layer.size:
        side = INTERPOLATED[layer.interpolation]  # type: ignore[attr-defined]
        windows.append(("spread", 2 * side * f, f, side * f - div(f, 2)))
    return _windows(layer, x, windows, _channels(layer, x))
