"""What the catalogue needs to show a module whose arguments are no sizes: examples of them, and of inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...algebra import size
from .registry import lookup

REQUIRED = {"norm_type": 2, "value": 0.0, "threshold": 0.1}  # arguments without a default that are no sizes


def _layer(name: str, *args: Any) -> Any:
    cls: Any = lookup(name)
    return cls(*args)


def _block(kind: str) -> Callable[[], Any]:
    return lambda: _layer(f"Transformer{kind}Layer", size("E"), size("n_head"), size("d_ff"))


ARGUMENTS: dict[str, dict[str, Any | Callable[[], Any]]] = {
    "Unflatten": {"dim": -1, "unflattened_size": (-1, size("t_1"))},
    "Upsample": {"scale_factor": size("f")},
    "UpsamplingNearest2d": {"scale_factor": size("f")},
    "UpsamplingBilinear2d": {"scale_factor": size("f")},
    "LSTM": {"num_layers": 1, "proj_size": 0},
    "GRU": {"num_layers": 1},
    "RNN": {"num_layers": 1},
    "TransformerEncoder": {"encoder_layer": _block("Encoder")},
    "TransformerDecoder": {"decoder_layer": _block("Decoder")},
    "Transformer": {"num_encoder_layers": size("L_1"), "num_decoder_layers": size("L_2")},
    "AdaptiveLogSoftmaxWithLoss": {"cutoffs": (size("n_cut_1"), size("n_cut_2"))},
    "LinearCrossEntropyLoss": {"out_features": ()},
    "Softmax": {"dim": -1},
    "Softmin": {"dim": -1},
    "LogSoftmax": {"dim": -1},
}
INPUTS: dict[str, tuple[str, ...]] = {
    "EmbeddingBag": ("N T",),
    **dict.fromkeys(("NLLLoss", "CrossEntropyLoss"), ("N n_cat H W", "N H W")),
    "NLLLoss2d": ("N n_cat H W", "N H W"),
    "MultiMarginLoss": ("N n_cat", "N"),
    "CosineEmbeddingLoss": ("N d_in", "N d_in", "N"),
    "CTCLoss": ("T N n_cat", "N S", "N", "N"),
    **dict.fromkeys(("AdaptiveLogSoftmaxWithLoss", "LinearCrossEntropyLoss"), ("N d_in", "N")),
    "CosineSimilarity": ("N d_in", "N d_in"),
}
AXES = {  # of an input, where neither the rule nor two axes are it
    "GroupNorm": 4,
    "SyncBatchNorm": 4,
    "LocalResponseNorm": 4,
    "PixelShuffle": 4,
    "PixelUnshuffle": 4,
    "ChannelShuffle": 4,
    "Linear": 3,
    "LazyLinear": 3,
    "LayerNorm": 3,
    "RMSNorm": 3,
    "Flatten": 4,
    "Upsample": 4,
    "UpsamplingNearest2d": 4,
    "UpsamplingBilinear2d": 4,
    "Embedding": 2,
    "MultiLabelMarginLoss": 2,
}
