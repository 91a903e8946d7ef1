"""Calls of Keras and TensorFlow, by where they live."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.numbers import plain
from ...interpreter.values import Array, Builtin, Module, Text, Unknown, Value
from ...layers.legacy import FORMATS
from .datasets import load
from .inputs import make_input
from .keras_state import TENSORS, ModelValue
from .layer_arguments import shape_given
from .layers import make_layer
from .merges import MERGES, merge
from .models import copied, make_model, make_sequential, sources
from .paths import canonical, is_recent
from .streams import is_source, stream

if TYPE_CHECKING:
    from .session import Machine

INERT = (
    "keras.optimizers",
    "keras.losses",
    "keras.metrics",
    "keras.callbacks",
    "keras.regularizers",
    "keras.initializers",
    "keras.constraints",
    "keras.preprocessing",
    "keras.saving",
    "keras.mixed_precision",
    "keras.distribution",
    "keras.wrappers",
    "keras.objectives",
    "keras.visualize_util",
    "keras.config",
    "keras.tree",
    "keras.quantizers",
    "keras.export",
    "keras.legacy",
    "keras.estimator",
)

FOLLOWED = ("pad_sequences", "to_categorical", "image_data_format", "set_image_data_format")  # among the inert


def call_keras(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A call of a path of Keras or TensorFlow."""
    name = canonical(path)
    parts = name.split(".")
    last = parts[-1]
    if name.startswith("keras.initializers") or last.endswith("_initializer"):
        return _initializer(m, last, args, keywords)
    if is_source(name):
        return stream(m, name, args, keywords, node)
    if name.startswith(INERT) and last not in FOLLOWED:
        return m.unknown(node)
    args = [plain(m, a, node) if isinstance(a, Text) else a for a in args]
    keywords = {k: plain(m, v, node) if isinstance(v, Text) and k != "name" else v for k, v in keywords.items()}
    if parts[0] == "keras":
        found = _keras(m, path, args, keywords, node)
        if found is not NOTHING:
            return found
    if name in ("keras.backend.clear_session", "keras.utils.clear_session"):
        m.keras.clear()
        return None
    if last == "is_keras_tensor" and args:
        return isinstance(args[0], TENSORS)
    if last == "get_source_inputs" and args and isinstance(args[0], Tensor):
        return list(sources(args[0]))
    if last in ("set_image_data_format", "set_image_dim_ordering") and args:
        m.keras.data_format = FORMATS.get(str(args[0])) or str(args[0])
        return None
    if last in ("image_data_format", "image_dim_ordering", "common_image_dim_ordering"):
        old = "th" if m.keras.data_format == "channels_first" else "tf"
        return m.keras.data_format if last == "image_data_format" else old
    if last == "backend" and len(parts) <= 3:
        return "tensorflow"
    from .backend import tensor_function

    return tensor_function(m, last, args, keywords, node, name)


def _initializer(m: Machine, last: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    """An initializer, or what it makes of a shape."""
    from .backend import tensor_function

    if last in ("serialize", "deserialize"):
        return args[0] if args else None
    return Builtin(last, lambda m, node, args, keywords: tensor_function(m, "zeros", args[:1], keywords, node))


NOTHING = object()


def _keras(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:  # noqa: C901
    parts = canonical(path).split(".")
    last = parts[-1]
    if last == "Input":
        return _input(m, args, keywords, node)
    if last == "InputLayer":
        return _input_layer(m, args, keywords, node)
    if last == "Sequential":
        return make_sequential(m, args, keywords, node)
    if last in ("Model", "Functional"):
        return make_model(m, args, keywords, node)
    if last == "clone_model":
        return copied(m, args[0], node) if args and isinstance(args[0], ModelValue) else m.unknown(node)
    if "datasets" in parts:
        return load(parts[-2], getattr(node, "lineno", m.line)) if last == "load_data" else m.unknown(node)
    if "applications" in parts:
        from .applications import application

        return application(m, parts, args, keywords, node)
    if last == "to_categorical":
        return _categorical(m, args, keywords, node)
    if last == "pad_sequences":
        return _padded(m, args, keywords, node)
    if "backend" in parts or "config" in parts or "ops" in parts or "utils" in parts or "random" in parts:
        return NOTHING
    if last in MERGES:
        return merge(m, last, args, keywords, node, recent=is_recent(path))
    if "activations" in parts:
        if last in ("get", "deserialize") and args:
            return Module(f"keras.activations.{args[0]}") if isinstance(args[0], str) else args[0]
        from .backend import tensor_function

        return tensor_function(m, last, args, keywords, node) if args and hasattr(args[0], "shape") else m.unknown(node)
    if last == "Layer" and "layers" in parts:
        return m.unknown(node, "a bare Layer has no rule")
    if last == "Variable":
        return NOTHING
    if last == "deserialize" or last == "get":
        return Module(f"keras.layers.{args[0]}") if args and isinstance(args[0], str) else m.unknown(node)
    if last[:1].isupper() and ("layers" in parts or len(parts) <= 3):
        return make_layer(m, last, args, keywords, node, recent=is_recent(path))
    return m.unknown(node, f"{'.'.join(parts)} is not followed" if "layers" in parts else "")


def _input(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Input(shape=…), Input(batch_shape=…), Input(tensor=…)."""
    if keywords.get("tensor") is not None:
        return keywords["tensor"]
    batched = keywords.get("batch_shape", keywords.get("batch_input_shape"))
    shape = keywords.get("shape", args[0] if args else None)
    if isinstance(batched, (tuple, list)) and batched:
        shape = tuple(batched[1:])
    elif isinstance(batched, Unknown):
        shape = batched
    name = keywords.get("name")
    given = node.keywords if isinstance(node, ast.Call) else []
    text = next((k.value for k in given if k.arg in ("shape", "batch_shape")), None)
    what = m.text(text) if isinstance(text, (ast.Name, ast.Attribute)) else "the shape of Input(…)"
    return make_input(m, shape, what, node, str(name) if name is not None and not isinstance(name, Unknown) else None)


def _input_layer(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    shape = keywords.get("shape", shape_given(m, keywords, node))
    if shape is None and args:
        shape = args[0]
    name = keywords.get("name")
    return make_input(m, shape, "the shape of InputLayer(…)", node, name if isinstance(name, str) else None)


def _categorical(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    classes = keywords.get("num_classes", keywords.get("nb_classes", args[1] if len(args) > 1 else None))
    value = args[0] if args else keywords.get("y")
    rows = value.shape[0] if isinstance(value, Array) else m.unknown(node)
    if classes is None:
        return m.unknown(node) if not isinstance(value, Array) else Array((rows, m.unknown(node)))
    return Array((rows, classes))


def _padded(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    length = keywords.get("maxlen", args[1] if len(args) > 1 else None)
    rows = args[0].shape[0] if args and isinstance(args[0], Array) else m.unknown(node)
    return Array((rows, m.unknown(node) if length is None else length))
