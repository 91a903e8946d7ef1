"""Rules of PyTorch for the layers of Keras: each as the module of torch.nn that does the same.

Which tensors an operation keeps is read from PyTorch's derivatives.yaml; the tests hold it against
``torch.autograd.graph.saved_tensors_hooks``.
"""

from __future__ import annotations

from typing import Any

from ....algebra import Dim, product
from ....layers.activations import PReLU, Softmax
from ....layers.addons import InstanceNormalization
from ....layers.applications import CustomScaleLayer, LayerScale, StochasticDepth
from ....layers.attention import Heads
from ....layers.axis import place
from ....layers.borders import Cropping1D, UpSampling1D, ZeroPadding
from ....layers.conv import Conv
from ....layers.conv_transpose import ConvTranspose
from ....layers.core import Dense
from ....layers.depthwise import DepthwiseConv, SeparableConv
from ....layers.einsum import EinsumDense
from ....layers.elementwise import Elementwise
from ....layers.embedding import Embedding
from ....layers.merging import Add, Average, Concatenate, Maximum, Minimum, Multiply, Subtract
from ....layers.norm import (
    BatchNormalization,
    GroupNormalization,
    LayerNormalization,
    RMSNormalization,
)
from ....layers.normalization import Normalization
from ....layers.ops.elementwise import AlongAxis, Binary, Unary
from ....layers.pool import AdaptivePool, GlobalPool, Pool
from ....layers.reshaping import Flatten, Permute, Reshape
from ....several import several
from ...eager.tape import Value
from .activations import activate
from .call import Call, Rules

RULES = Rules()


def activated(c: Call, y: Value) -> Value:
    """The activation that a layer of Keras carries."""
    return activate(c.tape, activation_of(c.layer), y, c.size)


def activation_of(layer: Any) -> Any:
    """The name of a layer's activation, from a text or from what a config has in its place."""
    said = getattr(layer, "activation", None)
    if isinstance(said, dict):
        said = said.get("class_name", said.get("config"))
    return getattr(said, "__name__", said)


# --- linear maps and convolutions ---------------------------------------------------------------------------------


@RULES.of(Dense, EinsumDense, Conv, ConvTranspose, DepthwiseConv)
def _map(c: Call) -> Value:
    return activated(c, c.map(c.x, c.size))


@RULES.of(SeparableConv)
def _separable(c: Call) -> Value:
    middle = c.many(*c.layer.spatial(c.results[0]), c.layer.channels(c.shapes[0]) * c.layer.depth_multiplier)
    inner = c.map(c.x, middle, "depthwise")
    return activated(c, c.map(inner, c.size, "pointwise", "bias"))


@RULES.of(Embedding)
def _embedding(c: Call) -> Value:
    """The indices are kept, whole numbers of 8 bytes."""
    gradients = c.gradients()
    return c.tape.run(c.size, extra=(c.tape.bytes(c.many(*c.shapes[0]), 8),) if gradients else (), weights=gradients)


# --- normalization ------------------------------------------------------------------------------------------------


def normalized(c: Call, statistics: Dim, fixed: bool = False) -> Value:
    """The input is kept, and a mean and a deviation for each of so many groups."""
    size = c.tape.fixed if fixed else c.tape.bytes
    extra = size(statistics, c.tape.given.statistics)
    x = c.x if fixed else c.tape.wide(c.x)
    return c.tape.run(c.size, x, keeps=(x,), extra=(2 * extra,), weights=c.gradients())


@RULES.of(BatchNormalization)
def _batch_norm(c: Call) -> Value:
    return normalized(c, product(c.layer.along(c.shapes[0])), fixed=True)


@RULES.of(LayerNormalization)
def _layer_norm(c: Call) -> Value:
    x = c.shapes[0]
    axes = several(c.layer.axis)
    along = {place(c.layer, x, axis) for axis in axes}
    return normalized(c, c.many(*(n for i, n in enumerate(x) if i not in along)))


@RULES.of(RMSNormalization)
def _rms_norm(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=(c.x,), weights=c.gradients())


@RULES.of(GroupNormalization)
def _group_norm(c: Call) -> Value:
    groups = c.layer.along(c.shapes[0])[0] if c.layer.groups == -1 else c.layer.groups
    return normalized(c, c.many(groups))


@RULES.of(InstanceNormalization)
def _instance_norm(c: Call) -> Value:
    return normalized(c, c.many(c.shapes[0][-1]))


@RULES.of(Normalization)
def _scale_by_constants(c: Call) -> Value:
    return c.tape.run(c.size, c.x)


# --- elements -----------------------------------------------------------------------------------------------------

PLAIN = ("Identity", "ActivityRegularization", "Masking")
NOISE = ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianDropout")


@RULES.of(Elementwise)
def elementwise(c: Call) -> Value:
    """An activation, noise, or nothing."""
    name = c.layer.type_name
    if name in PLAIN:
        return c.x
    if name in NOISE:
        return c.drop(c.x, c.size) if getattr(c.layer, "rate", 1) else c.x
    if name in ("Rescaling", "GaussianNoise"):
        return c.tape.run(c.size, c.x, gradient="same" if name == "GaussianNoise" else "new")
    words = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu"}
    word = "relu6" if name == "ReLU" and c.layer.max_value is not None else words.get(name)
    return activate(c.tape, activation_of(c.layer) if word is None else word, c.x, c.size)


@RULES.of(Softmax)
def _softmax(c: Call) -> Value:
    return activate(c.tape, "softmax", c.x, c.size)


@RULES.of(PReLU)
def _prelu(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=(c.x,), weights=c.gradients())


@RULES.of(Unary, AlongAxis)
def _unary(c: Call) -> Value:
    name = c.layer.type_name
    if name in ("Negative", "Cast", "Copy", "Cumsum", "Flip", "Roll"):
        return c.tape.run(c.size, c.x)
    words = {"Absolute": "abs", "Relu6": "relu6", "LogSoftmax": "log_softmax", "HardSilu": "hard_silu"}
    return activate(c.tape, words.get(name, name), c.x, c.size)


@RULES.of(Binary)
def _binary(c: Call) -> Value:
    """Of an operation with a number one input is a tensor, and nothing is kept of a sum or a factor."""
    name = c.layer.type_name
    if name in ("Add", "Subtract"):
        return c.add(c.size, *c.xs)
    if len(c.xs) == 1:
        return c.tape.run(c.size, c.x, keeps=(c.x,) if name == "Power" else ())
    if name == "Multiply":
        return c.times_each(c.size, *c.xs)
    return c.tape.run(c.size, *c.xs, keeps=c.xs)


# --- several inputs -----------------------------------------------------------------------------------------------


@RULES.of(Add, Average, Subtract)
def _sum(c: Call) -> Value:
    """One sum after the other; what they give is handed on, and the gradient with it."""
    y = c.x
    for x in c.xs[1:]:
        y = c.add(c.size, y, x)
    return c.tape.run(c.size, y) if isinstance(c.layer, Average) else y


@RULES.of(Multiply)
def _product(c: Call) -> Value:
    y = c.x
    for x in c.xs[1:]:
        y = c.times_each(c.size, y, x)
    return y


@RULES.of(Maximum, Minimum)
def _extreme(c: Call) -> Value:
    y = c.x
    for x in c.xs[1:]:
        y = c.tape.run(c.size, y, x, keeps=(y, x))
    return y


@RULES.of(Concatenate)
def _joined(c: Call) -> Value:
    """The gradients of the parts are parts of the result's."""
    return c.tape.run(c.size, *c.xs, gradient="part")


@RULES.of(LayerScale)
def _layer_scale(c: Call) -> Value:
    gradients = c.gradients()
    return c.tape.run(c.size, c.x, keeps=(c.x,) if gradients else (), weights=gradients)


@RULES.of(StochasticDepth)
def _stochastic_depth(c: Call) -> Value:
    """Each sample times 0 or 1."""
    return c.tape.run(c.size, c.x) if c.layer.drop_path_rate else c.x


@RULES.of(CustomScaleLayer)
def _scaled_sum(c: Call) -> Value:
    return c.add(c.size, c.x, c.tape.run(c.size, c.xs[1]))


# --- windows and borders ------------------------------------------------------------------------------------------


@RULES.of(Pool, AdaptivePool)
def _pool(c: Call) -> Value:
    """The input; for a maximum the place of each, a whole number of 8 bytes, besides."""
    places = (c.tape.bytes(c.size, 8),) if "Max" in c.layer.type_name else ()
    return c.tape.run(c.size, c.x, keeps=(c.x,), extra=places)


@RULES.of(GlobalPool)
def _global_pool(c: Call) -> Value:
    if "Max" in c.layer.type_name:
        return c.tape.run(c.size, c.x, keeps=(c.x,), result=True)
    return c.tape.run(c.size, c.x)


@RULES.of(ZeroPadding, UpSampling1D)
def _enlarged(c: Call) -> Value:
    return c.tape.run(c.size, c.x)


@RULES.of(Cropping1D)
def _cropped(c: Call) -> Value:
    return c.tape.view(c.x, c.size)


@RULES.of(Flatten, Reshape, Permute)
def _reshaped(c: Call) -> Value:
    return c.tape.view(c.x)


# --- attention ----------------------------------------------------------------------------------------------------


def attend(c: Call, q: Value, k: Value, v: Value, rows: Dim, heads: Dim, features: Dim) -> Value:
    """Attention that holds no scores: queries, keys, values, the result, and one number per row and head are kept."""
    result = c.many(rows, heads, features)
    q, k, v = map(c.tape.narrow, (q, k, v))
    return c.tape.run(result, q, k, v, keeps=(q, k, v), result=True, extra=(c.tape.bytes(c.many(rows, heads), 4),))


@RULES.of(Heads)
def _heads(c: Call) -> Value:
    layer = c.layer
    many, few, d_key, d_value = layer.heads()
    query, value, key = layer.three(c.shapes)
    of = dict(zip(("query", "value", "key"), layer.three(c.xs), strict=True))
    q = c.map(of["query"], c.many(*query[:-1], many, d_key), "query")
    k = c.map(of["key"], c.many(*key[:-1], few, d_key), "key")
    v = c.map(of["value"], c.many(*value[:-1], few, d_value), "value")
    joined = attend(c, q, k, v, product(query[:-1]), many, d_value)
    if layer.use_gate:
        gate = c.map(of["query"], c.many(*query[:-1], many, d_value), "gate")
        joined = c.times_each(
            c.many(*query[:-1], many, d_value),
            joined,
            activate(c.tape, "sigmoid", gate, c.many(*query[:-1], many, d_value)),
        )
    return c.map(joined, c.size, "attention_output")
