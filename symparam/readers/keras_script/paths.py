"""Where things of Keras live: the many module paths of twelve years, as one."""

from __future__ import annotations

from functools import cache

PREFIXES = (
    "tensorflow.python.keras",
    "tensorflow.contrib.keras.python.keras",
    "tensorflow.contrib.keras",
    "tensorflow.compat.v1.keras",
    "tensorflow.compat.v2.keras",
    "tensorflow.keras",
    "tensorflow._api.v2.keras",
    "tf_keras",
    "keras_core",
    "keras.src",
    "keras.api",
    "keras._tf_keras.keras",
    "keras",
)
RECENT = ("keras.src.", "keras.api.", "keras._tf_keras.")
TENSORFLOW = ("tensorflow.compat.v1", "tensorflow.compat.v2", "tensorflow")
OLD = (
    "convolutional",
    "core",
    "pooling",
    "normalization",
    "recurrent",
    "embeddings",
    "merge",
    "noise",
    "wrappers",
    "advanced_activations",
    "local",
    "convolutional_recurrent",
)

PACKAGES = frozenset(["keras", "tf", *(f"keras.{name}" for name in ("layers", "models", "ops", "backend", "utils"))])


@cache
def canonical(path: str) -> str:
    """The path with Keras at its root, whatever Keras it came from; ``tf`` for TensorFlow, ``np`` for NumPy.

    >>> canonical("tensorflow.python.keras.layers.Dense")
    'keras.layers.Dense'
    """
    for prefix in PREFIXES:
        if path == prefix or path.startswith(prefix + "."):
            return "keras" + path[len(prefix) :]
    if path.startswith("keras_applications."):
        return "keras.applications" + path[18:]
    for prefix in TENSORFLOW:
        if path == prefix or path.startswith(prefix + "."):
            return "tf" + path[len(prefix) :]
    if path == "numpy" or path.startswith(("numpy.", "jax.numpy.")):
        return "np" + path.removeprefix("jax.")[5:]
    if path.startswith("jax.nn."):  # which keras.ops has under the same names
        return "keras.ops" + path[6:]
    return path


def is_old(path: str) -> bool:
    """Whether an import is of a Keras that counted layers from 1: keras.layers.convolutional and its like."""
    parts = path.split(".")
    return parts[:2] == ["keras", "layers"] and len(parts) > 2 and parts[2] in OLD


def is_recent(path: str) -> bool:
    """Whether a name is of tf.keras, or from inside Keras 3, which never had the words of Keras 1.

    >>> is_recent("tensorflow.keras.layers.Convolution2D"), is_recent("keras.layers.Convolution2D")
    (True, False)
    """
    return not path.startswith("keras.") or path.startswith(RECENT)


def is_keras(path: str) -> bool:
    """Whether a canonical path is of Keras."""
    return path == "keras" or path.startswith("keras.")
