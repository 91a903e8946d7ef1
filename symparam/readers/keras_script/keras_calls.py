"""Calls of Keras and TensorFlow, by where they live."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.arguments import argument
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.records import namespace
from ...interpreter.values import Array, Builtin, Module, Text, Unknown, Value
from ...layers.legacy_names import FORMATS
from .datasets import load
from .inputs import make_input
from .keras_state import TENSORS, ModelValue
from .layer_arguments import shape_given
from .layers import make_layer
from .lookups import counted
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


NOTHING = object()  # what a rule gives that has no say in a call


@dataclass(frozen=True)
class Call:
    """A call of a path of Keras: the path as it is written, its parts by today's names, and the arguments."""

    path: str
    parts: list[str]
    args: list[Value]
    keywords: dict[str, Value]
    node: ast.AST

    @property
    def last(self) -> str:
        return self.parts[-1]

    @property
    def first(self) -> Value:
        """The first positional argument, or None."""
        return self.args[0] if self.args else None


Rule = Callable[["Machine", Call], Value]


def call_keras(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A call of a path of Keras or TensorFlow."""
    name = canonical(path)
    parts = name.split(".")
    last = parts[-1]
    if name.startswith("keras.initializers") or last.endswith("_initializer"):
        return _initializer(m, last, args, keywords)
    if is_source(name):
        return stream(m, name, args, keywords, node)
    surely(not name.startswith(INERT) or last in FOLLOWED)
    args = [plain(m, a, node) if isinstance(a, Text) else a for a in args]
    keywords = {k: plain(m, v, node) if isinstance(v, Text) and k != "name" else v for k, v in keywords.items()}
    call = Call(path, parts, args, keywords, node)
    found = _keras(m, call) if parts[0] == "keras" else NOTHING
    if found is NOTHING and last in STATE:
        found = STATE[last](m, call)
    if found is not NOTHING:
        return found
    from .backend import tensor_function

    return tensor_function(m, last, args, keywords, node, name)


def _keras(m: Machine, call: Call) -> Value:
    """By the last name, by the folder that it stands in; or a layer, where it is spelled as a class."""
    folder = next((FOLDERS[name] for name in FOLDERS if name in call.parts), None)
    rule = ANYWHERE.get(call.last) or folder or ELSEWHERE.get(call.last) or _layer
    return rule(m, call)


def _layer(m: Machine, call: Call) -> Value:
    among = "layers" in call.parts
    if call.last == "CategoryEncoding" and "experimental" in call.parts:
        call = replace(call, keywords=counted(m, call.args, call.keywords, call.node))
    if call.last[:1].isupper() and (among or len(call.parts) <= 3):
        return make_layer(m, call.last, call.args, call.keywords, call.node, recent=is_recent(call.path))
    return m.unknown(call.node, f"{'.'.join(call.parts)} is not followed" if among else "")


def _initializer(m: Machine, last: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    """An initializer, or what it makes of a shape."""
    from .backend import tensor_function

    if last in ("serialize", "deserialize"):
        return args[0] if args else None
    return Builtin(last, lambda m, node, args, keywords: tensor_function(m, "zeros", args[:1], keywords, node))


def _nothing(m: Machine, call: Call) -> Value:
    return NOTHING


def _dataset(m: Machine, call: Call) -> Value:
    if call.last != "load_data":
        return m.unknown(call.node)
    return load(call.parts[-2], getattr(call.node, "lineno", m.line))


def _application(m: Machine, call: Call) -> Value:
    from .applications import application

    return application(m, call.parts, call.args, call.keywords, call.node)


def _activation(m: Machine, call: Call) -> Value:
    from .backend import tensor_function

    if call.last in ("get", "deserialize") and call.args:
        return Module(f"keras.activations.{call.first}") if isinstance(call.first, str) else call.first
    if not hasattr(call.first, "shape"):
        return m.unknown(call.node)
    return tensor_function(m, call.last, call.args, call.keywords, call.node)


def _clone(m: Machine, call: Call) -> Value:
    surely(isinstance(call.first, ModelValue))
    return copied(m, call.first, call.node)


def _bare_layer(m: Machine, call: Call) -> Value:
    surely("layers" not in call.parts, "a bare Layer has no rule")
    return _layer(m, call)


def _inert(m: Machine, call: Call) -> Value:
    return m.unknown(call.node)


def _found_by_name(m: Machine, call: Call) -> Value:
    surely(isinstance(call.first, str))
    return Module(f"keras.layers.{call.first}")


def _merged(m: Machine, call: Call) -> Value:
    return merge(m, call.last, call.args, call.keywords, call.node, recent=is_recent(call.path))


# --- what Keras keeps for the whole session -----------------------------------------------------------------------


def _cleared(m: Machine, call: Call) -> Value:
    if call.parts[:-1] not in (["keras", "backend"], ["keras", "utils"]):
        return NOTHING
    m.keras.clear()
    return None


def _is_keras_tensor(m: Machine, call: Call) -> Value:
    return isinstance(call.first, TENSORS) if call.args else NOTHING


def _sources(m: Machine, call: Call) -> Value:
    return list(sources(call.first)) if isinstance(call.first, Tensor) else NOTHING


def _data_format_set(m: Machine, call: Call) -> Value:
    if not call.args:
        return NOTHING
    m.keras.data_format = FORMATS.get(str(call.first)) or str(call.first)
    return None


def _data_format(m: Machine, call: Call) -> Value:
    return m.keras.data_format


def _dim_ordering(m: Machine, call: Call) -> Value:
    return "th" if m.keras.data_format == "channels_first" else "tf"


def _backend(m: Machine, call: Call) -> Value:
    return "tensorflow" if len(call.parts) <= 3 else NOTHING


# --- what makes an input, or data -----------------------------------------------------------------------------------


def _input(m: Machine, call: Call) -> Value:
    """Input(shape=…), Input(batch_shape=…), Input(tensor=…)."""
    node, keywords = call.node, call.keywords
    if (known := keywords.get("tensor")) is not None and not (isinstance(known, Unknown) and "shape" in keywords):
        return known
    batched = keywords.get("batch_shape", keywords.get("batch_input_shape"))
    shape = keywords.get("shape", call.first)
    if isinstance(batched, (tuple, list)) and batched:
        shape = tuple(batched[1:])
    elif isinstance(batched, Unknown):
        shape = batched
    if not m.keras.standalone and m.keras.spelled != "today" and _is_one_size(shape):
        shape = (shape,)  # as tf.keras took it (tf_keras/engine/input_layer.py), which Keras 3 refuses
    name = keywords.get("name")
    given = node.keywords if isinstance(node, ast.Call) else []
    text = next((k.value for k in given if k.arg in ("shape", "batch_shape")), None)
    what = m.text(text) if isinstance(text, (ast.Name, ast.Attribute)) else "the shape of Input(…)"
    return make_input(m, shape, what, node, str(name) if name is not None and not isinstance(name, Unknown) else None)


def _placeholder(m: Machine, call: Call) -> Value:
    """K.placeholder(shape): what an architecture takes as its ``input_tensor``; its shape counts the batch."""
    shape = argument(call.args, call.keywords, 0, "shape")
    surely(call.parts[:2] == ["keras", "backend"] and isinstance(shape, (tuple, list)) and shape)
    return make_input(m, tuple(shape[1:]), "the shape of placeholder(…)", call.node)


def _table(m: Machine, call: Call) -> Value:
    """tf.lookup.StaticHashTable(…): what it looks up has the shape of its keys."""
    surely(call.parts[:2] == ["tf", "lookup"])

    def looked_up(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        from .tensor_math import kept

        return kept(m, "Lookup", argument(args, keywords, 0, "keys"), node)

    return namespace([], {"lookup": Builtin("lookup", looked_up)})


def _is_one_size(shape: Value) -> bool:
    """Whether what is given as a shape is a number: one itself, or one axis of the shape of something unknown."""
    if is_whole(shape):
        return True
    text = shape.text if isinstance(shape, Unknown) else None
    if not isinstance(text, ast.Subscript) or not isinstance(text.value, ast.Attribute):
        return False
    return text.value.attr == "shape" and isinstance(getattr(text.slice, "value", None), int)


def _input_layer(m: Machine, call: Call) -> Value:
    shape = call.keywords.get("shape", shape_given(m, call.keywords, call.node))
    name = call.keywords.get("name")
    return make_input(
        m,
        call.first if shape is None else shape,
        "the shape of InputLayer(…)",
        call.node,
        name if isinstance(name, str) else None,
    )


def _categorical(m: Machine, call: Call) -> Value:
    value = argument(call.args, call.keywords, 0, "y")
    classes = argument(call.args, call.keywords, 1, "num_classes", "nb_classes")
    unknown = m.unknown(call.node)
    if not isinstance(value, Array):
        return unknown if classes is None else Array((unknown, classes))
    return Array((value.shape[0], unknown if classes is None else classes))


def _padded(m: Machine, call: Call) -> Value:
    length = argument(call.args, call.keywords, 1, "maxlen")
    unknown = m.unknown(call.node)
    rows = call.first.shape[0] if isinstance(call.first, Array) else unknown
    return Array((rows, unknown if length is None else length))


def _sequential(m: Machine, call: Call) -> Value:
    return make_sequential(m, call.args, call.keywords, call.node)


def _model(m: Machine, call: Call) -> Value:
    return make_model(m, call.args, call.keywords, call.node)


# --- the tables -----------------------------------------------------------------------------------------------------

ANYWHERE: dict[str, Rule] = {  # by the last name, whatever folder it stands in
    "Input": _input,
    "InputLayer": _input_layer,
    "InputSpec": _inert,
    "Sequential": _sequential,
    "Model": _model,
    "Functional": _model,
    "clone_model": _clone,
    "to_categorical": _categorical,
    "pad_sequences": _padded,
}
FOLDERS: dict[str, Rule] = {  # by a folder of the path
    "datasets": _dataset,
    "applications": _application,
    **dict.fromkeys(("backend", "config", "ops", "utils", "random"), _nothing),
    "activations": _activation,
}
ELSEWHERE: dict[str, Rule] = {  # by the last name, where the folder has no rule
    **dict.fromkeys(MERGES, _merged),
    "Layer": _bare_layer,
    "Variable": _nothing,
    **dict.fromkeys(("deserialize", "get"), _found_by_name),
}
STATE: dict[str, Rule] = {
    "clear_session": _cleared,
    "is_keras_tensor": _is_keras_tensor,
    "placeholder": _placeholder,
    "StaticHashTable": _table,
    "get_source_inputs": _sources,
    **dict.fromkeys(("set_image_data_format", "set_image_dim_ordering"), _data_format_set),
    "image_data_format": _data_format,
    **dict.fromkeys(("image_dim_ordering", "common_image_dim_ordering"), _dim_ordering),
    "backend": _backend,
}
