"""Which Keras a script was written for, where its imports leave that open: by words that only one of them has."""

from __future__ import annotations

import ast

from ...layers.legacy_names import BEFORE, CLASSES, TRAINED_BEFORE
from ...layers.registry import HOME

TODAY = frozenset(("ops", "random", "saving", "distribution", "tree", "Variable", "KerasTensor", "StatelessScope"))
BACKENDS = ("jax", "torch", "numpy", "openvino")  # that no Keras before 3 ran on


def spelled(tree: ast.Module) -> str:
    """``before`` for a script with words of Keras 1, ``today`` for one that asks for Keras 3, nothing for any other.

    >>> spelled(ast.parse("model.fit(x, y, nb_epoch=3)"))
    'before'
    """
    found = ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_before(node):
            return "before"
        if not found and _is_today(node):
            found = "today"
    return found


def _is_before(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    words = {k.arg for k in call.keywords}
    if name in ("fit", "fit_generator"):
        return not TRAINED_BEFORE.isdisjoint(words)
    return (name in HOME or name in CLASSES) and not BEFORE.isdisjoint(words)


def _is_today(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module:
        names = {alias.name for alias in node.names} if node.module == "keras" else set()
        return bool(names & TODAY) or node.module.startswith(("keras.ops", "keras.random", "keras.saving"))
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "keras" and node.attr in TODAY
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value in BACKENDS:
        return "KERAS_BACKEND" in ast.unparse(node.targets[0])
    return False
