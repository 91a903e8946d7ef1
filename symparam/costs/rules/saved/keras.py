"""Rules of Keras on PyTorch, where they differ from PyTorch's own modules.

Keras has its pictures in the order (N, H, W, C) and PyTorch's convolutions another one: inputs and kernels are copied,
and the copies kept. Biases are added, and batches normalized, by operations of their own. Read from keras 3.15,
``keras/src/backend/torch/nn.py``; the tests hold it against ``saved_tensors_hooks``.
"""

from __future__ import annotations

from collections.abc import Iterable

from ....algebra import Dim, maximum, mod, product
from ....layers.activations import PReLU
from ....layers.attention import Heads
from ....layers.conv import Conv
from ....layers.conv_transpose import ConvTranspose
from ....layers.core import Dense
from ....layers.depthwise import DepthwiseConv, SeparableConv
from ....layers.elementwise import Elementwise
from ....layers.norm import BatchNormalization, RMSNormalization
from ....layers.pool import Pool
from ....layers.window import reach
from ...eager.tape import Value
from . import table
from .activations import activate
from .call import Call, Rules
from .common import activated, attend, elementwise

RULES = Rules(table.RULES)


def biased(c: Call, y: Value, elements: Dim, *names: str) -> Value:
    """The bias, added by an operation of its own."""
    bias = c.gradients(*names)
    return c.tape.run(elements, y, gradient="same", weights=bias) if c.layer.use_bias else y


@RULES.of(Dense)
def _dense(c: Call) -> Value:
    return activated(c, biased(c, c.map(c.x, c.size, "kernel", "lora"), c.size, "bias"))


# --- convolutions -------------------------------------------------------------------------------------------------


def convolved(c: Call, x: Value, into: Iterable[Dim], channels: Dim, elements: Dim, *names: str) -> Value:
    """A convolution of a copy of the input, enlarged by its border; a copy of the kernel is kept besides."""
    gradients = c.gradients(*names)
    copied = c.tape.run(c.many(*into, channels), x, gradient="same")
    kernels = () if c.layer.rank == 1 else tuple(size for _, size in gradients)
    keeps = (copied,) if gradients or x.tracked else ()
    return c.tape.run(elements, copied, keeps=keeps, extra=kernels, weights=gradients, scratch=sum(kernels))


def bordered(c: Call) -> tuple[Dim, ...]:
    """The spatial axes of a convolution's input as PyTorch gets it.

    Where ``same`` needs more on one side than on the other, the input is enlarged before; PyTorch puts equal borders
    itself.
    """
    layer, sizes = c.layer, c.layer.spatial(c.shapes[0])
    if layer.padding == "valid":
        return tuple(sizes)
    out, dilations = layer.spatial(c.results[0]), layer.dilation_rate
    axes = list(zip(sizes, out, layer.kernel_size, layer.strides, dilations, strict=True))
    if layer.padding == "same" and all(s == 1 and mod(k, 2) == 1 for _, _, k, s, _ in axes):
        return tuple(sizes)
    return tuple(maximum(n, (o - 1) * s + reach(k, d)) for n, o, k, s, d in axes)


@RULES.of(Conv, DepthwiseConv)
def _conv(c: Call) -> Value:
    y = convolved(c, c.x, bordered(c), c.layer.channels(c.shapes[0]), c.size, "kernel", "lora")
    return activated(c, biased(c, y, c.size, "bias"))


@RULES.of(SeparableConv)
def _separable(c: Call) -> Value:
    layer, out = c.layer, c.layer.spatial(c.results[0])
    channels = layer.channels(c.shapes[0])
    wide = channels * layer.depth_multiplier
    middle = convolved(c, c.x, bordered(c), channels, c.many(*out, wide), "depthwise")
    y = convolved(c, middle, out, wide, c.size, "pointwise")
    return activated(c, biased(c, y, c.size, "bias"))


@RULES.of(ConvTranspose)
def _transposed(c: Call) -> Value:
    """Computed whole, then cut to the output's size; the kernel is not copied."""
    layer, sizes = c.layer, c.layer.spatial(c.shapes[0])
    gradients = c.gradients("kernel")
    copied = c.tape.run(c.many(*c.shapes[0]), c.x, gradient="same")
    whole = [
        (n - 1) * s + reach(k, d)
        for n, s, k, d in zip(sizes, layer.strides, layer.kernel_size, layer.dilation_rate, strict=True)
    ]
    y = c.tape.run(c.many(*whole, layer.filters), copied, keeps=(copied,), weights=gradients)
    if tuple(whole) != tuple(layer.spatial(c.results[0])):
        y = c.tape.view(y, c.size)
    return activated(c, biased(c, y, c.size, "bias"))


@RULES.of(Pool)
def _pool(c: Call) -> Value:
    """A copy of the input in PyTorch's order; for a maximum the place of each besides."""
    copied = c.tape.run(c.many(*c.shapes[0]), c.x, gradient="same")
    places = (c.tape.bytes(c.size, 8),) if "Max" in c.layer.type_name else ()
    return c.tape.run(c.size, copied, keeps=(copied,), extra=places)


# --- normalization and elements -----------------------------------------------------------------------------------


@RULES.of(BatchNormalization)
def _batch_norm(c: Call) -> Value:
    """Its square needs the input; the difference from the mean is scaled in place, so that a copy of it is kept."""
    channels = product(c.layer.along(c.shapes[0]))
    extra = (c.x.size, 4 * c.tape.fixed(channels, c.tape.given.statistics))
    return c.tape.run(c.size, c.x, keeps=(c.x,), extra=extra, weights=c.gradients(), scratch=2 * c.x.size)


@RULES.of(RMSNormalization)
def _rms_norm(c: Call) -> Value:
    """Composed: the quotient is kept before its scale."""
    y = c.tape.run(c.size, c.x, keeps=(c.x,), extra=(c.tape.bytes(c.many(*c.shapes[0][:-1]), 4),))
    return c.tape.run(c.size, y, keeps=(y,) if c.gradients() else (), weights=c.gradients())


@RULES.of(Elementwise)
def _elementwise(c: Call) -> Value:
    name = c.layer.type_name
    if name == "SpatialDropout2D" or name.startswith("SpatialDropout"):
        return c.tape.run(c.size, c.x)
    if name == "ReLU" and c.layer.max_value is not None and c.layer.max_value != 6:
        return c.tape.run(c.size, activate(c.tape, "relu6", activate(c.tape, "linear", c.x, c.size), c.size))
    return elementwise(c)


@RULES.of(PReLU)
def _prelu(c: Call) -> Value:
    """``relu(x) − α·relu(−x)``: the results of both rectifiers are kept."""
    above, below = (activate(c.tape, "relu", c.x, c.size) for _ in range(2))
    return c.add(c.size, above, c.tape.run(c.size, below, weights=c.gradients()))


# --- attention ----------------------------------------------------------------------------------------------------


@RULES.of(Heads)
def _heads(c: Call) -> Value:
    """Projections are copied into the order of attention, and its result back into that of the last projection."""
    layer = c.layer
    many, few, d_key, d_value = layer.heads()
    query, value, key = layer.three(c.shapes)
    of = dict(zip(("query", "value", "key"), layer.three(c.xs), strict=True))

    def projected(name: str, source: str, positions: Iterable[Dim], heads: Dim, features: Dim) -> Value:
        elements = c.many(*positions, heads, features)
        y = c.tape.run(elements, c.map(of[source], elements, f"{name}/kernel"))
        return biased(c, y, elements, f"{name}/bias")

    q = projected("query", "query", query[:-1], many, d_key)
    k = projected("key", "key", key[:-1], few, d_key)
    v = projected("value", "value", value[:-1], few, d_value)
    if few != many:
        k, v = c.tape.run(c.many(*key[:-1], many, d_key), k), c.tape.run(c.many(*value[:-1], many, d_value), v)
    rows, columns = product(query[:-1]), product(value[:-1])
    result = c.many(rows, many, d_value)
    if layer.dropout:
        pairs = c.many(rows, columns, many)
        scores = c.tape.run(pairs, c.tape.run(pairs, q, k, keeps=(q, k)), result=True)
        joined = c.tape.run(result, c.drop(scores, pairs), v, keeps=(v,))
    else:
        joined = attend(c, q, k, v, rows, many, d_value)
    joined = c.tape.run(result, joined)
    y = c.map(joined, c.size, "attention_output/kernel")
    return biased(c, y, c.size, "attention_output/bias")
