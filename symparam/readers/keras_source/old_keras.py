"""The spellings of Keras 1 and early Keras 2, in today's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .values import Value

LAYERS = {
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose", "Deconvolution3D": "Conv3DTranspose",
    "AtrousConvolution1D": "Conv1D", "AtrousConvolution2D": "Conv2D", "SeparableConvolution2D": "SeparableConv2D",
    "TimeDistributedDense": "TimeDistributedDense", "CuDNNLSTM": "LSTM", "CuDNNGRU": "GRU",
    "BatchNormalizationV1": "BatchNormalization", "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization", "ThresholdedReLU": "ReLU", "GaussianDropout": "GaussianDropout",
}
NAMES = {
    "output_dim": "units", "nb_filter": "filters", "border_mode": "padding", "subsample": "strides",
    "subsample_length": "strides", "filter_length": "kernel_size", "init": "kernel_initializer",
    "inner_init": "recurrent_initializer", "inner_activation": "recurrent_activation", "bias": "use_bias",
    "W_regularizer": "kernel_regularizer", "b_regularizer": "bias_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "W_constraint": "kernel_constraint", "b_constraint": "bias_constraint", "U_constraint": "recurrent_constraint",
    "dropout_W": "dropout", "dropout_U": "recurrent_dropout", "pool_length": "pool_size", "stride": "strides",
    "atrous_rate": "dilation_rate", "dim_ordering": "data_format", "p": "rate", "sigma": "stddev",
    "beta_init": "beta_initializer", "gamma_init": "gamma_initializer", "forget_bias_init": "", "consume_less": "",
    "length": "size", "concat_axis": "axis", "ratio": "rate", "output_shape": "", "weights": "weights",
}
ONLY = {  # a spelling that is old only for some layers
    "bias": ("Dense", "Conv", "Separable", "Depthwise"), "p": ("Dropout", "Spatial", "Gaussian"),
    "length": ("UpSampling1D",), "output_dim": ("Dense", "LSTM", "GRU", "SimpleRNN", "Embedding"),
    "stride": ("MaxPooling1D", "AveragePooling1D"), "output_shape": ("Conv2DTranspose", "Conv3DTranspose"),
    "sigma": ("GaussianNoise",), "ratio": ("Dropout",),
}
FORMATS = {"th": "channels_first", "tf": "channels_last"}


def modern(name: str, args: list[Value], keywords: dict[str, Value], whole: Callable[[Value], bool]
           ) -> tuple[str, list[Value], dict[str, Value]]:
    """Layer name and arguments as Keras has them today."""
    new = LAYERS.get(name, name)
    keywords = dict(keywords)
    kernels = [keywords.pop(k) for k in ("nb_row", "nb_col") if k in keywords]
    kernels3 = [keywords.pop(k) for k in ("kernel_dim1", "kernel_dim2", "kernel_dim3") if k in keywords]
    if kernels or kernels3:
        keywords["kernel_size"] = tuple(kernels or kernels3)
    if new.endswith(("Conv2D", "Conv2DTranspose")) and len(args) >= 3 and whole(args[1]) and whole(args[2]) and (
            name.startswith(("Convolution", "Deconvolution", "Atrous")) or "border_mode" in keywords
            or "subsample" in keywords):
        args = [args[0], (args[1], args[2]), *_tail(args[3:], keywords)]
    if new == "Conv3D" and len(args) >= 4 and all(map(whole, args[1:4])):
        args = [args[0], tuple(args[1:4]), *_tail(args[4:], keywords)]
    if new == "Conv2DTranspose" and len(args) > 2 and isinstance(args[2], (tuple, list)) and len(args[2]) == 4:
        args = [*args[:2], *args[3:]]
    for old, now in NAMES.items():
        if old in keywords and old != now and new.startswith(ONLY.get(old, (new,))) and not (
                old == "output_dim" and new == "Embedding"):
            value = keywords.pop(old)
            if now:
                keywords.setdefault(now, value)
    if isinstance(keywords.get("data_format"), str):
        keywords["data_format"] = FORMATS.get(keywords["data_format"], keywords["data_format"])
    if new == "BatchNormalization":
        keywords.pop("mode", None)
        if args and not whole(args[0]):
            args = args[1:]
    if new == "Embedding":
        keywords.pop("dropout", None)
    if name.startswith("CuDNN") or name == "ThresholdedReLU":
        keywords.pop("theta", None)
        args = args[:1] if name.startswith("CuDNN") else []
    for gone in ("renorm", "fused", "virtual_batch_size", "implementation", "input_spec", "synchronized"):
        if gone in keywords and new in ("BatchNormalization",) and gone != "renorm":
            keywords.pop(gone)
    return new, args, keywords


def _tail(args: list[Value], keywords: dict[str, Any]) -> list[Value]:
    """Keras 1 had (init, activation) behind the kernel."""
    for name, value in zip(("kernel_initializer", "activation"), args, strict=False):
        keywords.setdefault(name, value)
    return []
