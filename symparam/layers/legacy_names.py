"""Keras 1, Keras 2 and tf.keras in today's words: the one place that knows old names of layers and arguments.

Keras 2 converted the calls of Keras 1 itself, in keras/legacy/interfaces.py; this follows it. tf.keras and Keras 3
never did: there ``Convolution2D(8, 5, 2)`` has a kernel of 5 and a stride of 2, and ``nb_filter`` is no argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import LayerError

Words = Mapping[str, str | None]  # old argument -> today's, or None for one without effect

CLASSES = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Deconv2D": "Conv2DTranspose",
    "Deconv3D": "Conv3DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "TimeDistributedDense": "Dense",
    "CuDNNGRU": "GRU",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "LSTMV1": "LSTM",
    "LSTMV2": "LSTM",
    "GRUV1": "GRU",
    "GRUV2": "GRU",
    "LSTMCellV2": "LSTMCell",
    "GRUCellV2": "GRUCell",
    "DenseV2": "Dense",
    "ThresholdedReLU": "ReLU",
}
MERGES = {
    "sum": "Add",
    "mul": "Multiply",
    "concat": "Concatenate",
    "ave": "Average",
    "max": "Maximum",
    "min": "Minimum",
    "dot": "Dot",
    "cos": "Dot",
}
FORMATS = {"th": "channels_first", "tf": "channels_last", "default": None}

FORMAT: Words = {"dim_ordering": "data_format"}
BIASED: Words = {"bias": "use_bias", "b_regularizer": "bias_regularizer", "b_constraint": "bias_constraint"}
WEIGHTED: Words = {
    **BIASED,
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "W_constraint": "kernel_constraint",
}
UNITS: Words = {"output_dim": "units"}
SLIDING: Words = {
    **FORMAT,
    "border_mode": "padding",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "subsample": "strides",
    "subsample_length": "strides",
}
HOLES: Words = {"atrous_rate": "dilation_rate"}
POOLING: Words = {**FORMAT, "border_mode": "padding", "pool_length": "pool_size", "stride": "strides"}
STEPS: Words = {
    **WEIGHTED,
    "inner_init": "recurrent_initializer",
    "U_regularizer": "recurrent_regularizer",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "forget_bias_init": None,
    "consume_less": None,
    "implementation": None,
    "time_major": None,
}
GATES: Words = {**STEPS, "inner_activation": "recurrent_activation"}
SHARE: Words = {"p": "rate"}


def _each(names: str, words: Words) -> dict[str, Words]:
    return dict.fromkeys(names.split(), words)


ARGUMENTS: dict[str, Words] = {
    **_each("Dense MaxoutDense", {**WEIGHTED, **UNITS}),
    "Highway": {**WEIGHTED, "transform_bias": None},
    **_each("Conv1D Conv2D Conv3D Conv3DTranspose", {**WEIGHTED, **SLIDING, **HOLES}),
    "Conv2DTranspose": {**WEIGHTED, **SLIDING, **HOLES, "output_shape": None},
    **_each("SeparableConv1D SeparableConv2D", {**BIASED, **SLIDING, **HOLES, "init": "depthwise_initializer"}),
    **_each("LocallyConnected1D LocallyConnected2D", {**WEIGHTED, **SLIDING}),
    "ConvLSTM2D": {**GATES, **SLIDING},
    **_each("SimpleRNN SimpleRNNCell", {**STEPS, **UNITS}),
    **_each("LSTM GRU LSTMCell GRUCell", {**GATES, **UNITS}),
    **_each("MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D AveragePooling3D", POOLING),
    **_each(
        "GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GlobalAveragePooling1D GlobalAveragePooling2D "
        "GlobalAveragePooling3D",
        FORMAT,
    ),
    **_each("Cropping2D Cropping3D ZeroPadding2D ZeroPadding3D UpSampling2D UpSampling3D", FORMAT),
    **_each("Dropout GaussianDropout AlphaDropout SpatialDropout1D", SHARE),
    **_each("SpatialDropout2D SpatialDropout3D", {**SHARE, **FORMAT}),
    "GaussianNoise": {"sigma": "stddev"},
    "UpSampling1D": {"length": "size"},
    "LeakyReLU": {"alpha": "negative_slope"},
    "ReLU": {"theta": "threshold"},
    "PReLU": {"init": "alpha_initializer", "weights": None},
    "Embedding": {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
        "dropout": None,
    },
    "BatchNormalization": {
        "beta_init": "beta_initializer",
        "gamma_init": "gamma_initializer",
        "mode": None,
        "fused": None,
        "virtual_batch_size": None,
        "adjustment": None,
    },
    **_each("Attention AdditiveAttention", {"causal": None}),
    "MultiHeadAttention": {"query_shape": None, "key_shape": None, "value_shape": None},  # of tf.keras's configs
    "Lambda": {"function_type": None, "module": None, "output_shape_type": None, "output_shape_module": None},
}
KEPT = frozenset(  # old words that tf.keras has too, or writes into its configs
    (
        *("alpha", "theta", "implementation", "time_major", "fused", "virtual_batch_size", "adjustment", "causal"),
        *("query_shape", "key_shape", "value_shape", "weights"),
        *("function_type", "module", "output_shape_type", "output_shape_module"),
    )
)
DROPPED = frozenset(  # layers that only Keras 1 had, or Keras 2 in its place
    (
        *("AtrousConvolution1D", "AtrousConvolution2D", "Deconvolution2D", "Deconvolution3D", "TimeDistributedDense"),
        *("Highway", "MaxoutDense", "Merge", "merge"),
    )
)
BEFORE = frozenset(  # arguments of layers that only Keras 1 had
    (
        *("nb_filter", "nb_row", "nb_col", "kernel_dim1", "filter_length", "border_mode", "subsample"),
        *("subsample_length", "dim_ordering", "pool_length", "W_regularizer", "b_regularizer", "U_regularizer"),
        *("W_constraint", "b_constraint", "dropout_W", "dropout_U", "inner_init", "inner_activation", "consume_less"),
        *("init", "atrous_rate"),
    )
)
TRAINED_BEFORE = frozenset(("nb_epoch", "samples_per_epoch", "nb_val_samples", "nb_worker"))  # of fit in Keras 1
CHANGED = {"GRU": {"reset_after": False}, "GRUCell": {"reset_after": False}}  # defaults of Keras before tf.keras 2
KERNELS_IN_NUMBERS = frozenset(  # layers of which Keras 1 took the kernel as numbers, and Keras 2 too
    (
        *("Conv2D", "Conv3D", "Conv2DTranspose", "Conv3DTranspose"),
        *("SeparableConv2D", "LocallyConnected2D", "ConvLSTM2D"),
    )
)
UNUSED_BEFORE = {  # arguments without effect that tf.keras took before Keras 3, from a class above
    name: frozenset(["kernel_initializer", "kernel_regularizer", "kernel_constraint"])
    for name in ("DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D")
}
KERNELS = {2: ("nb_row", "nb_col"), 3: ("kernel_dim1", "kernel_dim2", "kernel_dim3")}


def translate(
    name: str,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    *,
    old: bool = False,
    recent: bool = False,
    whole: Callable[[Any], bool] = lambda value: isinstance(value, int) and not isinstance(value, bool),
) -> tuple[str, list[Any], dict[str, Any]]:
    """A layer's class and arguments as Keras 3 has them; what is of today comes back as it is.

    ``old`` says that the call is known to be of Keras 1 or of Keras 2 outside TensorFlow, where some defaults differ
    and ``Conv2D(32, 3, 3)`` has a kernel of (3, 3); ``recent`` that it is of tf.keras or of Keras 3, which have no
    words of Keras 1. ``whole`` tells whole numbers from other values.

    >>> translate("Convolution2D", [64, 3, 3], {"border_mode": "same", "subsample": (2, 2)})
    ('Conv2D', [64, (3, 3)], {'padding': 'same', 'strides': (2, 2)})

    Raises LayerError for a merge by a function, for BatchNormalization's mode 1 and 2, for words that a recent Keras
    does not have, and where it is open whether a number is of a kernel or a stride.
    """
    keywords = dict(kwargs)
    if recent:
        _refuse_old(name, keywords)
    if name in ("Merge", "merge"):
        return _merged(list(args), keywords)
    new = CLASSES.get(name, name)
    if new in KERNELS_IN_NUMBERS and not recent:
        n = 3 if "3D" in new else 2
        before = old or name in DROPPED or not BEFORE.isdisjoint(keywords)
        if before or _is_kernel(name, args, keywords, n, whole):
            args = _kernel(list(args), keywords, n, whole)
    for word in {name: None, new: None}:
        if word in MANNERS:
            args = MANNERS[word](list(args), keywords)
    _rename(name, ARGUMENTS.get(new, {}), keywords)
    if old and name in CHANGED:
        keywords = {**CHANGED[name], **keywords}
    return new, list(args), keywords


def _rename(name: str, words: Words, keywords: dict[str, Any]) -> None:
    """Give the arguments of a layer the names of today, and leave out those that are no more."""
    for key in [key for key in keywords if key in words]:
        value, today = keywords.pop(key), words[key]
        if today is None:
            continue
        if today in keywords:
            raise LayerError(f"{name}: {key} is the old name of {today}, which is given too")
        keywords[today] = FORMATS.get(value, value) if key == "dim_ordering" and isinstance(value, str) else value


# --- what single layers took in a manner of their own: each gives the positional arguments, and alters the keywords ---


def _normalized(args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    if keywords.get("mode", 0) != 0:
        raise LayerError(f"BatchNormalization: mode={keywords['mode']} was of Keras 1 only; use mode 0")
    axis = keywords.get("axis")
    if isinstance(axis, (list, tuple)) and len(axis) == 1:
        keywords["axis"] = axis[0]  # as tf.keras writes it
    return args


def _sides_by_name(args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    pads = keywords.get("padding")
    if isinstance(pads, dict):
        sides = (("top", "bottom"), ("left", "right"))
        keywords["padding"] = tuple(tuple(pads.get(f"{side}_pad", 0) for side in pair) for pair in sides)
    return args


def _discretized(args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    if keywords.get("bin_boundaries") is not None:
        keywords.pop("num_bins", None)  # after adapt(), Keras's config has both
    return args


def _reset_after(args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    keywords["reset_after"] = True
    return args


def _above_threshold(args: list[Any], keywords: dict[str, Any]) -> list[Any]:
    if "theta" not in keywords:
        keywords.setdefault("threshold", args[0] if args else 1.0)
    return []


MANNERS: dict[str, Callable[[list[Any], dict[str, Any]], list[Any]]] = {  # by the name of then, or of today
    "BatchNormalization": _normalized,
    "ZeroPadding2D": _sides_by_name,
    "Discretization": _discretized,
    "CuDNNGRU": _reset_after,
    "ThresholdedReLU": _above_threshold,
}


def _refuse_old(name: str, keywords: Mapping[str, Any]) -> None:
    """Raise LayerError for names that only Keras 1 had, where the call is of a Keras that does not have them."""
    if name in DROPPED:
        raise LayerError(f"{name} was of Keras 1, and tf.keras and Keras 3 do not have it{_instead(CLASSES.get(name))}")
    words = ARGUMENTS.get(CLASSES.get(name, name), {})
    for key in keywords:
        if key in words and key not in KEPT:
            cure = _instead(words[key])
            raise LayerError(f"{name}: {key} was of Keras 1, and tf.keras and Keras 3 do not take it{cure}")


def _instead(today: str | None) -> str:
    return f"; write {today}" if today else ""


def _is_kernel(
    name: str, args: Sequence[Any], keywords: Mapping[str, Any], n: int, whole: Callable[[Any], bool]
) -> bool:
    """Whether the numbers after the filters can only be a kernel, as in Keras 1; the name alone does not tell.

    Raises LayerError where Keras 3 takes the last of them for a stride.
    """
    given = args[1 : 1 + n]
    if any(key in keywords for key in KERNELS[n]):
        return True
    if name not in CLASSES or len(given) < n or not all(map(whole, given)):
        return False
    after = args[1 + n : 2 + n]
    if n == 3 or "strides" in keywords or (after and after[0] not in ("valid", "same")):
        return True  # Keras 3 would refuse it
    if after:
        return False
    numbers = ", ".join(map(str, given))
    filters, size, new = args[0], given[0], CLASSES[name]
    raise LayerError(
        f"{name}({filters}, {numbers}): in Keras 1 the kernel is ({numbers}), in Keras 3 its last number is a stride; "
        f"nothing tells which is meant; write {new}({filters}, ({numbers})) or {new}({filters}, {size}, "
        f"strides={given[1]})"
    )


def _kernel(args: list[Any], keywords: dict[str, Any], n: int, whole: Callable[[Any], bool]) -> list[Any]:
    """A kernel given as n numbers, after the filters or by the names that Keras 1 had for them, as one tuple."""
    given = args[1 : 1 + n]
    if len(given) == n and all(map(whole, given)):
        if len(args) > 1 + n and isinstance(args[1 + n], (tuple, list)):  # Deconvolution2D(3, 5, 5, output_shape)
            args = [*args[: 1 + n], *args[2 + n :]]
        tail = dict(zip(("init", "activation", "weights", "border_mode", "subsample"), args[1 + n :], strict=False))
        tail.pop("weights", None)
        keywords.update(tail)
        return [*args[:1], tuple(given)]
    named = [key for key in KERNELS[n] if key in keywords]
    if not named:
        return args
    sizes = (*args[1:], *(keywords.pop(key) for key in named))
    keywords["kernel_size"] = sizes
    return args[:1]


def _merged(args: list[Any], keywords: dict[str, Any]) -> tuple[str, list[Any], dict[str, Any]]:
    """Merge(layers, mode) of Keras 1 as the layer of its mode; the branches stay the first argument."""
    for key, value in zip(("mode", "concat_axis", "dot_axes"), args[1:], strict=False):
        keywords[key] = value
    mode = keywords.pop("mode", "sum")
    if mode not in MERGES:
        raise LayerError(f"Merge: mode is one of {', '.join(MERGES)}; {mode!r} has no rule that could be read")
    for key in ("output_shape", "output_mask", "arguments", "node_indices", "tensor_indices"):
        keywords.pop(key, None)
    axis, axes = keywords.pop("concat_axis", -1), keywords.pop("dot_axes", -1)
    if mode == "concat":
        keywords["axis"] = axis
    if mode in ("dot", "cos"):
        keywords["axes"] = axes
    if mode == "cos":
        keywords["normalize"] = True
    return MERGES[mode], args[:1], keywords
