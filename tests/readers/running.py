"""Running a script with the real Keras, without data or training: the reference that readings are compared with."""

from __future__ import annotations

import ast
import os
import sys
import types
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np

KNOWN = {"keras", "tensorflow", "gym"}  # what a session brings
NOTHING = ("fit", "compile", "summary", "evaluate", "predict", "train_on_batch")
SUBCLASSED = (32, 32, 3)  # the input of subclassed models in scripts/
SAMPLES = {"mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3), "cifar100": (32, 32, 3), "imdb": (80,)}


class FromOne(defaultdict):
    """Counts names as Keras did before 2.2.5: conv2d_1 first."""

    def __init__(self) -> None:
        super().__init__(lambda: 1)

    def __contains__(self, name: object) -> bool:
        return True


class TensorFlow(types.ModuleType):
    """Enough of TensorFlow for Keras's own checks of types."""

    def __getattr__(self, name: str) -> type:
        if name[:1].isupper():
            return type(None)
        raise AttributeError(name)


def modules() -> dict[str, types.ModuleType]:
    """TensorFlow and the old module paths of Keras, as names for the installed Keras."""
    tensorflow = TensorFlow("tensorflow")
    tensorflow.keras = keras  # type: ignore[attr-defined]
    found = {"tensorflow": tensorflow, "gym": types.ModuleType("gym")}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "keras" and "src" not in name:
            found[f"tensorflow.{name}"] = module
    for part in ("models", "layers", "optimizers", "regularizers", "backend", "datasets", "utils"):
        found[f"tensorflow.keras.{part}"] = getattr(keras, part)
    for part in ("core", "convolutional", "normalization", "recurrent", "embeddings", "pooling", "merge"):
        found[f"keras.layers.{part}"] = keras.layers
    sequence = types.ModuleType("keras.preprocessing.sequence")
    sequence.pad_sequences = lambda x, maxlen: np.zeros((len(x), maxlen))  # type: ignore[attr-defined]
    found["keras.preprocessing.sequence"] = sequence
    return found


def zeros(variable: Any, initializer: Any) -> None:
    """Zeros are made faster than random numbers."""
    variable._initialize(variable._convert_to_tensor(np.zeros(variable._shape, "float32"), variable._dtype))


@contextmanager
def session(*, old: bool = False) -> Iterator[None]:
    """Keras with nothing named yet, that trains nothing and loads nothing."""
    keras.utils.clear_session(free_memory=False)
    if old:
        keras.src.backend.common.global_state.set_global_attribute("object_name_uids", FromOne())
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(sys.modules, modules()))
        for name in NOTHING:
            stack.enter_context(mock.patch.object(keras.Model, name))
        for name, shape in SAMPLES.items():
            data, labels = np.broadcast_to(np.uint8(0), (100, *shape)), np.zeros(100)
            stack.enter_context(
                mock.patch.object(
                    getattr(keras.datasets, name),
                    "load_data",
                    lambda data=data, labels=labels, **k: ((data, labels),) * 2,
                )
            )
        stack.enter_context(mock.patch.object(type(keras.Variable(0.0)), "_initialize_with_initializer", zeros))
        yield


def run(path: Path) -> dict[str, Any]:
    """The variables of a script after Keras has run it, within a session; ``name@line`` is what a line bound it to."""
    modern = path.with_suffix(".modern")
    names: dict[str, Any] = {"__name__": "__main__"}
    bound: dict[str, Any] = {}
    for statement in ast.parse((modern if modern.exists() else path).read_text()).body:
        exec(compile(ast.Module([statement], []), str(path), "exec"), names)
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names:
                bound[f"{node.id}@{statement.lineno}"] = names[node.id]
    return names | bound


def built(names: dict[str, Any], name: str) -> Any:
    """A model of those variables, by the name that the reader gives it."""
    found: Any = names
    for part in name.split("."):
        found = found[part] if isinstance(found, dict) else getattr(found, part)
    if not isinstance(found, keras.Model):
        found = found()
    if not isinstance(found, (keras.Sequential, keras.src.models.functional.Functional)):
        found(keras.Input(SUBCLASSED))  # builds what build() leaves unbuilt
    return found


def layers(model: Any) -> list[Any]:
    """What Keras's summary lists."""
    return list(model._operations) if isinstance(model, keras.src.models.functional.Functional) else list(model.layers)


def facts(layer: Any, model: Any) -> tuple[str, list[tuple[tuple[int, ...], bool]]]:
    """A layer's name, and the shape of its weights in a canonical order, and whether training the model changes them.

    What counts is the flag of each weight and that of the model: a layer in between may say that it is not trainable
    while its weights are, as MultiHeadAttention(trainable=False) does.
    """
    return layer.name, sorted((tuple(w.shape), model.trainable and w.trainable) for w in getattr(layer, "weights", []))


def shapes(layer: Any) -> list[Any]:
    """The output shapes of every call of a layer, without the batch."""
    return [tuple(t.shape[1:]) for node in layer._inbound_nodes for t in node.output_tensors]
