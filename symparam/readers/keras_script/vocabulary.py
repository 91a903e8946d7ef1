"""Keras as a vocabulary: what its names mean in a script, and what becomes of its layers, models and tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ...graph import Tensor
from ...interpreter import flags
from ...interpreter.faults import ScriptError
from ...interpreter.scope import MISSING, Scope
from ...interpreter.values import Instance, Module, Unknown, Value
from ...interpreter.vocabulary import Kinds, Operation, Vocabulary
from ...layers import lookup
from ...layers.registry import ALIASES, HOME
from ...layers.unknown import allowed
from .. import beside
from ..data_packages import DATA
from . import assumed
from .addons import is_addon, make_addon
from .applications import OF_DATA
from .backend import tensor_function
from .custom import CustomValue
from .doubt import doubt, inside
from .harmless import FOLLOWED, METHODS
from .keras_attributes import has_attribute, layer_attribute, list_attribute, set_layer_attribute, store_layer
from .keras_calls import call_keras
from .keras_state import TENSORS, LayerList, LayerValue, ModelValue, Turned
from .layer_calls import apply
from .model_selection import builds, is_model, named_models
from .paths import canonical, is_keras, is_old
from .session import Machine
from .streams import Stream, stream_attribute
from .tensor_attributes import tensor_attribute
from .tensor_math import sliced, tensor_operator
from .tuner import tuned
from .turning import pieces, turned_item

CONSTANTS: dict[str, Value] = {"tf.newaxis": None, "keras.__version__": "3.15.1", "tf.__version__": "2.21.0"}
SAME = (
    "keras.utils.multi_gpu_model",
    "keras.utils.multi_gpu_utils.multi_gpu_model",
    "keras.utils.normalize",
    "keras.saving.register_keras_serializable",
    "tf.identity",
    "tf.function",
    "tf.stop_gradient",
    "tf.ensure_shape",
    "tf.debugging.check_numerics",
    "tf.convert_to_tensor",
    "tf.constant",
)  # functions that give their first argument
FILES = ("load_model", "model_from_json", "model_from_yaml")
MODELS = ("Model", "Sequential", "Functional")
MAKERS = (
    "keras.layers",
    "keras.models",
    "keras.applications",
    "keras.Model",
    "keras.Sequential",
    "keras.Input",
    "keras.engine",
    "tf.layers",
    "tensorflow_addons.layers",
    "keras_contrib.layers",
    "keras.activations.softmax",
)
TRAINING = frozenset(
    [
        "fit",
        "fit_generator",
        "train_on_batch",
        "test_on_batch",
        "predict",
        "evaluate",
        "GradientTape",
        "apply_gradients",
        "predict_on_batch",
        "step",
    ]
)


GIVING = ("layers", "get_layer", "symbolic_call", "stateless_call", "from_config", "__class__")
QUIET = frozenset(name for name, reason in METHODS.items() if reason != FOLLOWED and name not in GIVING)


class Keras(Vocabulary):
    """Keras of every age, and of TensorFlow what model code takes from it."""

    roots = frozenset(["keras", "tf", "tensorflow"])
    tensors: Kinds = TENSORS
    objects: Kinds = (LayerValue, ModelValue, CustomValue)
    kinds: Kinds = (*TENSORS, LayerValue, ModelValue, CustomValue, LayerList, Stream)
    parts: Kinds = (Tensor, LayerValue, ModelValue)
    data = frozenset(DATA)
    quiet = QUIET
    training = TRAINING
    settings = frozenset(["trainable"])
    altering = frozenset(["add", "pop", "build"])

    # --- paths ------------------------------------------------------------------------------------------------

    def canonical(self, path: str) -> str:
        return canonical(path)

    def imported(self, m: Machine, path: str) -> None:
        if is_old(path):
            m.keras.use_old_names()
        if path.partition(".")[0] == "keras":
            m.keras.standalone = True

    def exports(self, m: Machine, module: str, name: str) -> bool:
        return m.keras.exports(module, name) or beside.knows(m, f"{module}.{name}", ast.Pass())

    def absent(self, m: Machine, modules: Sequence[str], name: str) -> str | None:
        areas = [canonical(module) for module in modules]
        others = [area for area in areas if area not in ("keras.layers", "keras.models", "keras")]
        near = not others or get_close_matches(name, HOME, 1, 0.8)
        if "keras.layers" in areas and name[:1].isupper() and near:
            return f"keras.layers.{name}"  # a layer that Keras does not have
        return f"{others[-1]}.{name}" if others else None

    def constant(self, m: Machine, path: str, node: Any) -> Value:
        last = path.rpartition(".")[2]
        if allowed(last):  # a layer of a package that is not read, which the user allows
            return Module(f"keras.layers.{last}")
        if is_addon(path) or path in CONSTANTS:
            return CONSTANTS.get(path, Module(path))
        return beside.constant(m, path, node)

    def call(self, m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        name = canonical(path)
        if (last := name.rpartition(".")[2]) in FILES:
            return _opened(m, last, node)
        if name == "tf.app.run":
            return flags.run(m, name, args, keywords, node)
        if name in SAME and args:
            return args[0]
        if is_addon(name):
            return make_addon(m, name, args, keywords, node)
        if is_keras(name) or name.partition(".")[0] == "tf":
            return call_keras(m, path, args, keywords, node)
        return MISSING

    def makes(self, path: str) -> bool:
        last = path.rpartition(".")[2]
        return path.startswith(MAKERS) and last not in OF_DATA and last != "load_model"

    def opens(self, name: str) -> bool:
        return name in ("load_model", "model_from_json")

    # --- what is not followed ---------------------------------------------------------------------------------

    def changes(self, method: str) -> bool:
        return METHODS.get(method, FOLLOWED) == FOLLOWED

    def holds(self, value: Value) -> bool:
        return assumed.holds_model(value)

    def called(self, m: Machine, function: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
        assumed.called(m, function, args, keywords, node)

    def assigned(self, m: Machine, receiver: Value, name: str, new: Value, node: ast.AST) -> None:
        assumed.assigned(m, receiver, name, new, node)

    def decorated(self, m: Machine, decorator: ast.expr, made: Value) -> None:
        assumed.decorated(m, decorator, made)

    def derived(self, m: Machine, node: ast.ClassDef, bases: Sequence[Value], scope: Scope) -> None:
        assumed.derived(m, node, bases, scope)

    def passed_over(self, m: Machine, body: Sequence[ast.AST], scope: Scope) -> None:
        assumed.passed_over(m, body, scope)

    def mark(self, m: Machine) -> int:
        return len(m.keras.models)

    def doubt(self, m: Machine, values: Iterable[Value], why: str, before: int) -> None:
        doubt(m, values, why, before)

    def inside(self, m: Machine, value: Value) -> Iterable[Value]:
        return inside(m, value)

    # --- values -----------------------------------------------------------------------------------------------

    def adopt(self, m: Machine, instance: Instance) -> CustomValue | None:
        adopted = None
        for base in instance.cls.foreign:
            path = canonical(base.path) if isinstance(base, Module) else ""
            last = path.rpartition(".")[2]
            known = is_keras(path) or path.startswith("tf.")
            if known and (last in MODELS or "layers" in path or last == "Layer" or path.startswith("tf.Module")):
                if "callbacks" in path or "utils" in path:
                    return adopted
                adopted = CustomValue(instance, is_model=last in MODELS, base_name=ALIASES.get(last, last))
        return adopted

    def attribute(self, m: Machine, value: Value, name: str, node: ast.AST) -> Value:
        if isinstance(value, CustomValue):
            return value.base_attribute(m, name, node)
        if isinstance(value, Stream):
            return stream_attribute(m, value, name, node)
        if isinstance(value, LayerList):
            return list_attribute(m, value, name, node)
        return (tensor_attribute if isinstance(value, TENSORS) else layer_attribute)(m, value, name, node)

    def has(self, m: Machine, value: Value, name: str) -> bool | None:
        return has_attribute(value, name)

    def assign(self, m: Machine, value: Value, name: str, new: Value, node: ast.AST) -> None:
        if isinstance(value, CustomValue):
            value.set(m, name, new, node)
        else:
            set_layer_attribute(m, value, name, new, node)

    def store(self, m: Machine, value: Value, index: Value, new: Value, node: ast.AST) -> None:
        if isinstance(value, LayerList):
            store_layer(m, value, index, new, node)
        elif isinstance(value, TENSORS):
            m.fail(node, "TypeError", "the items of a symbolic tensor cannot be set")

    def named(self, m: Machine, value: Value, name: str, local: bool) -> None:
        if isinstance(value, ModelValue):
            value.names.append(name)
            if local and m.file == m.main:
                m.locals.append((name, value))

    def entered(self, m: Machine, instance: Instance, method: str, args: Sequence[Value]) -> None:
        if method == "build" and isinstance(model := instance.adopted, CustomValue) and not m.keras.following:
            model.told_shape(args[0] if args else None)

    def bound(self, m: Machine, value: Value, name: str) -> None:
        if is_model(value) and m.file == m.main:
            m.bound[name, m.statement] = value

    def apply(self, m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        return apply(m, value, args, keywords, node)

    def call_unknown(
        self, m: Machine, function: Unknown, args: list[Value], keywords: dict[str, Value], node: ast.AST
    ) -> Value:
        return tuned(m, function, args, keywords)

    def operate(self, m: Machine, op: Operation, values: Sequence[Value], node: ast.AST) -> Value:
        if isinstance(op, str):
            return tensor_function(m, op, list(values), {}, node)
        if op is ast.Subscript:
            x, index = values
            return (turned_item if isinstance(x, Turned) else sliced)(m, x, index, node)
        return tensor_operator(m, op, values, node)

    def iterate(self, m: Machine, value: Value, node: ast.AST) -> Iterator[Value] | None:
        if isinstance(value, (LayerValue, ModelValue)):
            raise m.error(node, f"a loop runs over {value.name}, which is a layer")
        found = pieces(m, value, node) if isinstance(value, Turned) else None
        return iter(found) if isinstance(found, list) else None

    def is_kind(self, m: Machine, value: Value, path: str) -> bool | None:
        name = path.rpartition(".")[2]
        if isinstance(value, ModelValue):
            return name in ("Model", "Layer", "Functional") or (name == "Sequential" and value.kind == "sequential")
        if isinstance(value, LayerValue):
            if name in HOME or name in ALIASES:
                return isinstance(value.layer, lookup(name))
            return name in ("Layer", "Wrapper", value.layer.type_name)
        if isinstance(value, CustomValue):
            return name in ("Layer", value.base_name, value.type_name) or (value.is_model and name == "Model")
        return "Tensor" in name if isinstance(value, Tensor) else None

    # --- the whole --------------------------------------------------------------------------------------------

    def begins(self, m: Machine, body: Sequence[ast.stmt], scope: Scope) -> bool:
        return not m.keras.layers and builds(m, body, scope)

    def sizes(self, m: Machine) -> Mapping[int, int]:
        return {id(model): len(model.layers) for model in m.keras.models}

    def models(self, m: Machine) -> Mapping[str, Value]:
        return named_models(m)


def _opened(m: Machine, last: str, node: ast.AST) -> Value:
    why = f"{last} opens a file, and no file that a script names is opened"
    m.notes.append(f"{m.where(node)}: {why}; give that file to symparam itself")
    if m.handlers:
        raise ScriptError("OSError", f"{last} opens a file, which is not read", getattr(node, "lineno", m.line))
    return m.unknown(node, why)
