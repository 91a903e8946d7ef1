"""A script of either kind: what it imports tells which library it is read with."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ReadError
from ..graph import Model
from ..interpreter.parse import parse
from .notebook import script_of

READS_ONCE = True  # for several models, with one ``kept`` for all of them
TEXTS = True  # names of the source may be given text and lists
SEVERAL_INPUTS = True  # ``input`` is a tuple of them, each with its name and dtype where given
KERAS = frozenset(
    ["keras", "tensorflow", "tf_keras", "keras_core", "tensorflow_addons", "keras_contrib", "keras_cv", "keras_hub"]
)
AROUND = ("Module", "DistributedDataParallel", "DataParallel")  # of torch.nn: they may hold what Keras has made
TORCH = frozenset(["torch", "torchvision", "pytorch_lightning", "lightning", "torchaudio", "torchtext"])


def read(source: str | Path, **options: Any) -> Model:
    """The model of a script. Raises ReadError where its imports do not tell the library."""
    text, file, cells = script_of(source)
    if kind(text, file) == "torch":
        from . import torch_script

        return torch_script.read_text(text, file, cells=cells, **_of_torch(options))
    from . import keras_script

    return keras_script.read_text(text, file, cells=cells, **options)


def names(source: str | Path, **options: Any) -> list[str]:
    """The names of all models of a script. Raises ReadError as ``read`` does."""
    text, file, cells = script_of(source)
    if kind(text, file) == "torch":
        from . import torch_script

        return torch_script.models_in(text, file, cells=cells, **_of_torch(options))
    from . import keras_script

    return keras_script.models_in(text, file, cells=cells, **options)


@lru_cache(maxsize=2)
def kind(text: str, file: str) -> str:
    """``keras`` or ``torch``: which of the two a script imports. Raises ReadError where it is both, or neither.

    >>> kind("import torch.nn as nn", "net.py"), kind("from keras import layers", "net.py")
    ('torch', 'keras')
    """
    tree = parse(text, file)
    roots = set(imported(tree))
    keras, torch = roots & KERAS, roots & TORCH
    if keras and torch and len(made := makers(tree)) == 1:
        return made.pop()
    if keras and torch:
        raise ReadError(
            f"it imports {_listed(keras)} and {_listed(torch)}; say which of them makes the model, "
            "with --from keras_source or --from torch_script"
        ).at(file)
    if torch or (not keras and _names_torch(tree)):
        return "torch"
    if keras or "import *" in text or not roots:
        return "keras"
    raise ReadError("it imports neither Keras nor PyTorch, so it makes no model that is read here").at(file)


def _names_torch(tree: ast.Module) -> bool:
    """Whether a script names PyTorch's classes, where they come from a module of its own."""
    bases = {ast.unparse(base) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases}
    return not bases.isdisjoint(("nn.Module", "torch.nn.Module", "LightningModule", "pl.LightningModule"))


def makers(tree: ast.Module) -> set[str]:
    """Which of the two libraries makes parts of models in a script that imports both.

    >>> code = "import torch, keras\\nm = keras.Sequential([keras.layers.Dense(3)])\\nm(torch.zeros(2, 3))"
    >>> makers(ast.parse(code))
    {'keras'}
    """
    paths: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                own = alias.asname or alias.name.partition(".")[0]
                paths[own] = alias.name if alias.asname else own
        elif isinstance(node, ast.ImportFrom) and not node.level:
            paths.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    found: set[str] = set()
    around: set[str] = set()
    for node in ast.walk(tree):
        parts = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
        for part in parts:
            root, _, rest = ast.unparse(part).partition(".")
            path = f"{paths.get(root, '')}.{rest}".strip(".").split(".")
            (around if path[-1] in AROUND else found).add(_maker(path))
    return found - {""} or around - {""}


def _maker(path: list[str]) -> str:
    """The library whose layer or model a path names; nothing for losses, optimizers, data and other paths."""
    last = path[-1]
    if not last[:1].isupper() or last.endswith("Loss") or "utils" in path:
        return ""
    if path[0] == "torch" and "nn" in path:
        return "torch"
    makes = "layers" in path or "applications" in path or last in ("Model", "Sequential", "Input", "Layer")
    return "keras" if path[0] in KERAS and makes else ""


def imported(tree: ast.Module) -> list[str]:
    """The packages that a script imports, wherever in it."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.append(node.module.partition(".")[0])
    return found


def _of_torch(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a PyTorch script. Raises ReadError for one that only Keras has."""
    if options.get("data_format") is not None:
        raise ReadError("data_format is Keras's; PyTorch has the channels first")
    return {key: value for key, value in options.items() if key not in ("data_format", "kept")}


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))
