"""Where each class of torch.nn is implemented; a module is imported when the name is asked for."""

from __future__ import annotations

from importlib import import_module

from ...errors import UnknownLayer, guess
from .base import TorchLayer

DIMENSIONS = ("1d", "2d", "3d")


def _each(*stems: str) -> tuple[str, ...]:
    """The names of modules for one, two and three spatial axes."""
    return tuple(stem + d for stem in stems for d in DIMENSIONS)


MODULES: dict[str, tuple[str, ...]] = {
    "linear": ("Linear", "LazyLinear", "Bilinear", "Identity"),
    "conv": _each("Conv", "LazyConv"),
    "conv_transpose": _each("ConvTranspose", "LazyConvTranspose"),
    "pool": _each("MaxPool", "AvgPool", "LPPool"),
    "adaptive": (
        *_each("AdaptiveAvgPool", "AdaptiveMaxPool"),
        "FractionalMaxPool2d",
        "FractionalMaxPool3d",
        *_each("MaxUnpool"),
    ),
    "norm": (
        *_each("BatchNorm", "LazyBatchNorm", "InstanceNorm", "LazyInstanceNorm"),
        "SyncBatchNorm",
        "GroupNorm",
        "LocalResponseNorm",
        "CrossMapLRN2d",
    ),
    "layer_norm": ("LayerNorm", "RMSNorm"),
    "embedding": ("Embedding", "EmbeddingBag"),
    "recurrent": ("RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"),
    "attention": ("MultiheadAttention",),
    "transformer": (
        "TransformerEncoderLayer",
        "TransformerDecoderLayer",
        "TransformerEncoder",
        "TransformerDecoder",
        "Transformer",
    ),
    "reshaping": ("Flatten", "Unflatten", "PixelShuffle", "PixelUnshuffle", "ChannelShuffle", "Unfold", "Fold"),
    "padding": _each("ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad", "CircularPad"),
    "upsampling": ("Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d"),
    "distance": ("CosineSimilarity", "PairwiseDistance"),
    "losses": (
        "L1Loss",
        "MSELoss",
        "SmoothL1Loss",
        "HuberLoss",
        "SoftMarginLoss",
        "KLDivLoss",
        "PoissonNLLLoss",
        "HingeEmbeddingLoss",
        "BCELoss",
        "BCEWithLogitsLoss",
        "GaussianNLLLoss",
        "MarginRankingLoss",
    ),
    "class_losses": (
        "NLLLoss",
        "NLLLoss2d",
        "CrossEntropyLoss",
        "MultiMarginLoss",
        "MultiLabelMarginLoss",
        "MultiLabelSoftMarginLoss",
    ),
    "vector_losses": (
        "CosineEmbeddingLoss",
        "TripletMarginLoss",
        "TripletMarginWithDistanceLoss",
        "CTCLoss",
    ),
    "linear_losses": (
        "AdaptiveLogSoftmaxWithLoss",
        "LinearCrossEntropyLoss",
    ),
    "activations": ("PReLU", "Softmax", "Softmin", "LogSoftmax", "GLU"),
    "elementwise": (
        "AlphaDropout",
        "CELU",
        "Dropout",
        "Dropout1d",
        "Dropout2d",
        "Dropout3d",
        "ELU",
        "FeatureAlphaDropout",
        "GELU",
        "Hardshrink",
        "Hardsigmoid",
        "Hardswish",
        "Hardtanh",
        "LeakyReLU",
        "LogSigmoid",
        "Mish",
        "RReLU",
        "ReLU",
        "ReLU6",
        "SELU",
        "SiLU",
        "Sigmoid",
        "Softmax2d",
        "Softplus",
        "Softshrink",
        "Softsign",
        "Tanh",
        "Tanhshrink",
        "Threshold",
    ),
}
CONTAINERS = {  # classes of torch.nn that have no rule of their own, and what they are
    "Container": "a name that PyTorch gave up",
    "DataParallel": "a module on several devices, which counts as the module itself",
    "Module": "the class that all modules are made from",
    "ModuleDict": "modules by name",
    "ModuleList": "modules in order",
    "ParameterDict": "parameters by name",
    "ParameterList": "parameters in order",
    "RNNBase": "what RNN, LSTM and GRU are made from",
    "RNNCellBase": "what their cells are made from",
    "Sequential": "modules one after the other",
}
HOME = {name: module for module, names in MODULES.items() for name in names}


def lookup(name: str) -> type[TorchLayer]:
    """The class of a name of torch.nn: ``Conv2d``.

    Raises UnknownLayer, with the nearest name, where there is none.
    """
    if name in CONTAINERS:
        raise UnknownLayer(f"torch.nn.{name} is {CONTAINERS[name]}; it has no rule of its own")
    if name not in HOME:
        raise UnknownLayer(f"torch.nn.{name} is no module that symparam knows{guess(name, HOME, lead='; ')}")
    cls: type[TorchLayer] = getattr(import_module(f".{HOME[name]}", __package__), name)
    return cls
