"""Datasets of TensorFlow: what their elements are, where the script tells it; it tells a model its input."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import SymparamError
from ...interpreter.arguments import argument
from ...interpreter.arrays import as_array
from ...interpreter.faults import ScriptError, surely
from ...interpreter.numbers import is_whole
from ...interpreter.values import Array, Builtin, Function, Grid, Unknown, Value

if TYPE_CHECKING:
    from .session import Machine

SOURCES = ("image_dataset_from_directory", "text_dataset_from_directory")
# methods that leave the elements as they are
SAME = frozenset(
    [
        *("shuffle", "repeat", "prefetch", "cache", "take", "skip"),
        *("with_options", "filter", "shard", "snapshot", "concatenate"),
    ]
)
COLORS = {"rgb": 3, "rgba": 4, "grayscale": 1}


@dataclass(eq=False)
class Stream:
    """A dataset, by one of its elements: arrays, or what is not known, in tuples and dicts."""

    element: Value


def is_source(path: str) -> bool:
    """Whether a canonical path makes a dataset."""
    return path.startswith("tf.data.Dataset.") or path.rpartition(".")[2] in SOURCES


def stream(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """tf.data.Dataset.from_tensor_slices(…), image_dataset_from_directory(…) and the like."""
    last = path.rpartition(".")[2]
    if last in SOURCES:
        return _of_directory(m, last, args, keywords, node)
    given = args[0] if args else next(iter(keywords.values()), None)
    if last == "from_tensor_slices":
        return Stream(_each(given, lambda array: Array(array.shape[1:])))
    if last == "from_tensors":
        return Stream(_each(given, lambda array: array))
    if last == "zip" and all(isinstance(part, Stream) for part in _parts(given, args)):
        parts = [part.element for part in _parts(given, args)]
        return Stream(parts[0] if len(parts) == 1 else tuple(parts))
    if last == "range":
        return Stream(Array(()))
    return Stream(m.unknown(node))


def _parts(given: Value, args: list[Value]) -> list[Value]:
    return list(given) if isinstance(given, (list, tuple)) else args


def _of_directory(m: Machine, last: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    batch = keywords.get("batch_size", 32)
    axes: tuple[Value, ...] = () if batch is None else (m.unknown(node),)
    data: Value = Array(axes)
    if last == "image_dataset_from_directory":
        size = keywords.get("image_size", (256, 256))
        colors = COLORS.get(str(keywords.get("color_mode", "rgb")))
        known = isinstance(size, (list, tuple)) and len(size) == 2 and colors
        data = Array((*axes, *size, colors)) if known else m.unknown(node)
    labelled = argument(args, keywords, 1, "labels", default="inferred") is not None
    labelled = labelled and keywords.get("label_mode", "int") is not None
    made = Stream((data, m.unknown(node)) if labelled else data)
    return (made, Stream(made.element)) if keywords.get("subset") == "both" else made


def stream_attribute(m: Machine, value: Stream, name: str, node: ast.AST) -> Value:
    """dataset.name."""
    if name == "element_spec":
        return value.element
    if name in SAME:
        return Builtin(name, lambda m, node, args, keywords: value)
    methods: dict[str, Callable[[Machine, ast.AST, list[Value], dict[str, Value]], Value]] = {
        "batch": lambda m, node, args, keywords: _batched(m, value, args, keywords, node),
        "padded_batch": lambda m, node, args, keywords: Stream(m.unknown(node)),
        "unbatch": lambda m, node, args, keywords: Stream(_each(value.element, lambda a: Array(a.shape[1:]))),
        "map": lambda m, node, args, keywords: Stream(_mapped(m, value, args, keywords, node)),
    }
    if name in methods:
        return Builtin(name, methods[name])
    return m.unknown(node)


def _batched(m: Machine, value: Stream, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    size = argument(args, keywords, 0, "batch_size")
    dropped = argument(args, keywords, 1, "drop_remainder", default=False) is True
    first = size if dropped and is_whole(size) else m.unknown(node)
    return Stream(_each(value.element, lambda array: Array((first, *array.shape))))


def _mapped(m: Machine, value: Stream, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """What a function makes of an element; unknown where that cannot be followed, as TensorFlow alone runs it."""
    function = argument(args, keywords, 0, "map_func")
    surely(isinstance(function, Function))
    given = list(value.element) if isinstance(value.element, tuple) else [value.element]
    try:
        made = m.call(function, given, {}, node)
    except (SymparamError, ScriptError):
        return m.unknown(node)
    return tuple(made) if isinstance(made, list) and not isinstance(made, Grid) else made


def _each(value: Value, change: Callable[[Array], Value]) -> Value:
    """Every array in a structure changed; what has no known shape, or too few axes, is left as unknown."""
    if isinstance(value, tuple):
        return tuple(_each(part, change) for part in value)
    if isinstance(value, dict):
        return {key: _each(part, change) for key, part in value.items()}
    value = as_array(list(value)) if isinstance(value, (list, Grid)) else value
    if isinstance(value, Array):
        return change(value)
    return value if isinstance(value, Unknown) else Unknown("an element", 0)


def features(value: Value) -> Value:
    """The inputs in what a model is fitted to: of a dataset the first part of its elements."""
    if not isinstance(value, Stream):
        return value
    element = value.element
    return element[0] if isinstance(element, tuple) and element else element


__all__ = ["Stream", "features", "is_source", "stream", "stream_attribute"]
