"""The arguments of a layer: which of them keep their names as symbols, and which are plain values."""

from __future__ import annotations

import ast
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from ...algebra import names_in
from ...interpreter.arguments import STARS
from ...interpreter.numbers import Unvalued, narrowed, plain
from ...interpreter.symbols import formula
from ...interpreter.values import (
    Batch,
    Builtin,
    Function,
    Instance,
    Module,
    Number,
    Quotient,
    Text,
    Unknown,
    Value,
    came_from,
)
from ...layers.construct import signature
from ...layers.layer import Layer
from ...several import several
from .custom import CustomValue
from .keras_state import LayerValue, ModelValue

if TYPE_CHECKING:
    from .session import Machine

SHAPES = (
    "input_shape",
    "batch_input_shape",
    "input_dim",
    "input_length",
    "batch_size",
    "batch_shape",
    "input_dtype",
    "input_tensor",
    "weights",
    "batch_input_size",
    "build_config",
    "dynamic",
)
HARMLESS = (
    "activation",
    "recurrent_activation",
    "rate",
    "noise_shape",
    "seed",
    "dropout",
    "recurrent_dropout",
    "epsilon",
    "momentum",
    "alpha",
    "negative_slope",
    "stddev",
    "scale_factor",
    "interpolation",
    "stateful",
    "unroll",
    "mask_value",
    "mask_zero",
    "max_value",
    "threshold",
    "score_mode_",
    "normalize",
)
RATES = ("rate", "dropout", "recurrent_dropout", "stddev", "epsilon", "momentum", "alpha", "negative_slope")


@cache
def metadata(cls: type[Layer]) -> dict[str, Any]:
    """The metadata of each field of a layer class."""
    return {f.name: f.metadata for f in fields(cls)}


def bind_arguments(
    m: Machine, cls: type[Layer], args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> tuple[list[Value], dict[str, Value], dict[str, Value]]:
    """The arguments for the class, and those that tell a Sequential its input shape."""
    positional = signature(cls)[0]
    known = metadata(cls)
    if STARS in keywords:
        raise m.error(node, f"{cls.__name__}: its keywords come from {_way(keywords[STARS])}")
    accepted = signature(cls)[1]
    shape = {
        k: keywords[k] for k in SHAPES if k in keywords and (k not in accepted or k in ("weights", "input_length"))
    }
    values = [
        convert(m, cls, known.get(name), name, value, node) for name, value in zip(positional, args, strict=False)
    ]
    values += args[len(positional) :]
    rest = {k: convert(m, cls, known.get(k), k, v, node) for k, v in keywords.items() if k not in shape}
    return values, rest, shape


def convert(m: Machine, cls: type[Layer], about: Any, name: str, value: Value, node: ast.AST) -> Any:
    """One argument as the layer class takes it."""
    if isinstance(value, Text):
        value = str(value) if name == "name" else plain(m, value, node, f"{name} of {cls.__name__}")
    if about is None:
        return None if not isinstance(value, (int, float, str)) else value
    if about.get("layer"):
        if isinstance(value, Unknown):
            raise m.error(node, f"{cls.__name__}: the layer in it {came_from(value)}")
        return _layers(value)
    window = bool(about.get("window"))
    if "letter" in about:
        return _size(m, cls, name, value, node, window)
    if name in HARMLESS:
        return 0 if isinstance(value, Unknown) and name in RATES else _harmless(m, value)
    parts = several(value)
    unknown = next((part for part in parts if isinstance(part, Unknown)), None)
    if unknown is not None and "unseen" in about:
        return about["unseen"]
    if unknown is not None:
        value = unknown
        text = isinstance(cls.__dataclass_fields__[name].default, str)
        cure = f"; write {value.name} = '…' into the script" if text else f"; give it with {value.name}=VALUE"
        raise m.error(node, f"{cls.__name__}: {name} {came_from(value)}{cure if value.name else ''}")
    if isinstance(value, (Module, Function, Builtin, Instance)):
        return getattr(value, "path", getattr(value, "name", "")).rpartition(".")[2]
    try:
        return plain(m, value, node, f"{name} of {cls.__name__}")
    except Unvalued as error:
        raise m.error(
            node, f"{cls.__name__}: {name} needs a value of {error.dim}; give it as {error.dim}=VALUE"
        ) from None


def _size(m: Machine, cls: type[Layer], name: str, value: Value, node: ast.AST, window: bool) -> Any:
    if isinstance(value, Unknown):
        if value.wrong or (value.why and not (value.name or value.parts or value.label or _is_count(value.text))):
            raise m.error(node, f"{cls.__name__}: {name} {came_from(value)}")
        return m.symbols.dim(value, name)
    if isinstance(value, Number):
        if window and value.value is not None and not names_in(value.formula) & m.symbols.axes:
            m.symbols.pin(value.formula, m.why(node, f"{name} of {cls.__name__}"))
            return value.value
        return formula(narrowed(m, value, node) if window else value)
    if isinstance(value, Quotient):
        return plain(m, value, node, f"{name} of {cls.__name__}")
    if isinstance(value, (list, tuple)):
        return tuple(_size(m, cls, name, v, node, window) for v in value)
    if isinstance(value, Batch):
        raise m.error(node, f"{cls.__name__}: {name} depends on the number of samples in a batch")
    return value


def _is_count(text: str | ast.expr) -> bool:
    """Whether an expression counts something, whatever it is: len(x), x.shape[1]."""
    if isinstance(text, ast.Call):
        return getattr(text.func, "id", "") == "len"
    return isinstance(text, ast.Subscript) and isinstance(text.value, ast.Attribute) and text.value.attr == "shape"


def _harmless(m: Machine, value: Value) -> Any:
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Number):
        return value.value
    if isinstance(value, Quotient):
        return value.value
    if isinstance(value, Module):
        return value.path.rpartition(".")[2]
    return getattr(value, "name", None)


def _layers(value: Value) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(map(_layers, value))
    if isinstance(value, LayerValue):
        return value.layer
    if isinstance(value, Instance) and isinstance(value.adopted, CustomValue):
        return value.adopted
    return value


def shape_given(m: Machine, shape: dict[str, Value], node: ast.AST) -> Value:
    """The input shape that a layer was given for a Sequential, without the batch axis; None for none."""
    if "batch_input_shape" in shape or "batch_shape" in shape:
        value = shape.get("batch_input_shape", shape.get("batch_shape"))
        if isinstance(value, Unknown):
            return value
        return tuple(value[1:]) if isinstance(value, (tuple, list)) else None
    if "input_shape" in shape:
        return shape["input_shape"]
    if "input_dim" in shape:
        return (shape.get("input_length"), shape["input_dim"]) if "input_length" in shape else (shape["input_dim"],)
    if "input_length" in shape:
        return (shape["input_length"],)
    return None


def _way(value: Value) -> str:
    return f"{value.source} (line {value.line}), which is not known" if isinstance(value, Unknown) else repr(value)


__all__ = ["ModelValue", "bind_arguments", "convert", "metadata", "shape_given"]
