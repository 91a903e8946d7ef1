"""Rules of PyTorch's own modules, by the names of their classes."""

from __future__ import annotations

from ....algebra import Dim, product
from ...eager.tape import Value
from .activations import activate
from .call import Call
from .common import RULES, normalized

ACTIVATIONS = (
    "CELU", "ELU", "GELU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyReLU", "LogSigmoid", "Mish",
    "RReLU", "ReLU", "ReLU6", "SELU", "SiLU", "Sigmoid", "Softplus", "Softshrink", "Softsign", "Tanh", "Threshold",
    "Softmax", "Softmin", "LogSoftmax",
)  # fmt: skip
WORDS = {
    "LeakyReLU": "leaky_relu", "LogSigmoid": "log_sigmoid", "LogSoftmax": "log_softmax", "Hardtanh": "hardtanh",
    "RReLU": "leaky_relu",
}  # fmt: skip
DIMENSIONS = ("1d", "2d", "3d")


def each(*stems: str) -> tuple[str, ...]:
    """The names of modules for one, two and three spatial axes."""
    return tuple(stem + d for stem in stems for d in DIMENSIONS)


@RULES.named("Linear", "LazyLinear", *each("Conv", "LazyConv", "ConvTranspose", "LazyConvTranspose"))
def _map(c: Call) -> Value:
    return c.map(c.x, c.size)


@RULES.named(*ACTIVATIONS)
def _activation(c: Call) -> Value:
    name = type(c.layer).__name__
    return activate(c.tape, WORDS.get(name, name), c.x, c.size, bool(getattr(c.layer, "inplace", False)))


@RULES.named("PReLU")
def _prelu(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=(c.x,), weights=c.gradients())


@RULES.named("Dropout", "AlphaDropout", "FeatureAlphaDropout", *each("Dropout"))
def _dropout(c: Call) -> Value:
    return c.drop(c.x, c.size) if getattr(c.layer, "p", 0.5) else c.x


@RULES.named("Identity", "Flatten", "Unflatten")
def _nothing(c: Call) -> Value:
    return c.tape.view(c.x)


def _channels(c: Call) -> Dim:
    """The second axis, behind the batch."""
    return c.shapes[0][1]


@RULES.named("SyncBatchNorm", *each("BatchNorm", "LazyBatchNorm"))
def _batch_norm(c: Call) -> Value:
    return normalized(c, _channels(c), fixed=True)


@RULES.named(*each("InstanceNorm", "LazyInstanceNorm"))
def _instance_norm(c: Call) -> Value:
    return normalized(c, _channels(c))


@RULES.named("GroupNorm")
def _group_norm(c: Call) -> Value:
    return normalized(c, c.layer.num_groups)


@RULES.named("LayerNorm")
def _layer_norm(c: Call) -> Value:
    shape = c.layer.normalized_shape
    axes = len(shape) if isinstance(shape, tuple) else 1
    return normalized(c, product(c.shapes[0][: len(c.shapes[0]) - axes]))


@RULES.named("RMSNorm")
def _rms_norm(c: Call) -> Value:
    return c.tape.run(c.size, c.x, keeps=(c.x,), weights=c.gradients())


@RULES.named("Embedding", "EmbeddingBag")
def _embedding(c: Call) -> Value:
    """The indices are kept, whole numbers of 8 bytes."""
    gradients = c.gradients()
    return c.tape.run(c.size, extra=(c.tape.bytes(product(c.shapes[0]), 8),) if gradients else (), weights=gradients)


@RULES.named(*each("MaxPool", "AvgPool", "AdaptiveMaxPool", "AdaptiveAvgPool"))
def _pool(c: Call) -> Value:
    """The input, and for a maximum the place of each; a mean over all positions keeps nothing."""
    name, last = type(c.layer).__name__, c.results[0]
    if name.startswith("AdaptiveAvg") and all(n == 1 for n in last[-int(name[-2]) :]):
        return c.tape.run(c.size, c.x)
    places = (c.tape.bytes(c.size, 8),) if "Max" in name else ()
    return c.tape.run(c.size, c.x, keeps=(c.x,), extra=places)


@RULES.named(
    "Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d", "PixelShuffle", "PixelUnshuffle", "ChannelShuffle",
    *each("ZeroPad", "ConstantPad"),
)  # fmt: skip
def _enlarged(c: Call) -> Value:
    return c.tape.run(c.size, c.x)
