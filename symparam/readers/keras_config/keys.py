"""Config keys that change neither shapes nor counts, and keys of older versions in today's words."""

from __future__ import annotations

from typing import Any

EVERYWHERE = frozenset((  # what Keras of any version writes for any layer
    "dtype", "autocast", "activity_regularizer", "batch_input_shape", "batch_shape", "input_shape", "input_dtype",
    "batch_size", "input_dim", "input_length", "sparse", "ragged", "optional", "quantization_config", "dynamic",
    "input_spec", "build_config", "custom_objects", "shared_object_id", "seed", "weights",
))

# class -> key -> today's key, or None where it has no effect
OLD: dict[str, dict[str, str | None]] = {
    "LeakyReLU": {"alpha": "negative_slope"},
    "BatchNormalization": {"mode": None, "fused": None, "virtual_batch_size": None, "adjustment": None, "name": "name",
                           "renorm_clipping": None, "renorm_momentum": None},
    "Embedding": {"input_length": None, "dropout": None},
    "UpSampling1D": {"length": "size"},
    "Dropout": {"p": "rate"},
    "Bidirectional": {"weights": None},
    "Activation": {"function": "activation"},
    "Merge": {"concat_axis": "axis"},
}
CLASSES = {  # names that tf.keras gave to versions of a class
    "BatchNormalizationV1": "BatchNormalization", "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization", "LSTMV2": "LSTM", "GRUV2": "GRU", "LSTMV1": "LSTM", "GRUV1": "GRU",
    "NormalizationV1": "Normalization", "Sigmoid": "Activation", "ThresholdedReLU": "ThresholdedReLU",
}


def modern(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """The config with old keys in today's words."""
    old = OLD.get(class_name)
    if old is None or not old.keys() & config.keys():
        return config
    result = {}
    for key, value in config.items():
        new = old.get(key, key)
        if new is not None:
            result[new] = value
    return result
