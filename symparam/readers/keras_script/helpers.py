"""Helpers of keras.applications.imagenet_utils that scripts import, as sources that are interpreted like the script."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from ...interpreter.scope import Scope
from ...interpreter.values import Builtin, Module, Number, Value
from .inputs import axes

if TYPE_CHECKING:
    from .session import Machine

# what keras.applications.imagenet_utils of keras 3.15.1 does to shapes; sizes() gives axes the symbols of an input
SOURCE = """
def obtain_input_shape(input_shape, default_size, min_size, data_format=None, require_flatten=True, weights=None,
                       include_top=None):
    if include_top is not None:
        require_flatten = include_top
    first = (data_format or backend.image_data_format()) == "channels_first"
    if weights != "imagenet" and input_shape and len(input_shape) == 3:
        channels = input_shape[0] if first else input_shape[-1]
    else:
        channels = 3
    default = (channels, default_size, default_size) if first else (default_size, default_size, channels)
    if weights == "imagenet" and require_flatten:
        return default
    if not input_shape and not require_flatten:
        return (3, None, None) if first else (None, None, 3)
    if input_shape and len(input_shape) != 3:
        raise ValueError("`input_shape` must be a tuple of three integers.")
    input_shape = sizes(input_shape or default)
    rows, cols = input_shape[1:] if first else input_shape[:2]
    if (rows is not None and rows < min_size) or (cols is not None and cols < min_size):
        raise ValueError(f"Input size must be at least {min_size}x{min_size}; Received: input_shape={input_shape}")
    if require_flatten and (rows is None or cols is None):
        raise ValueError("If `include_top` is True, you should specify a static `input_shape`. ")
    return input_shape


def correct_pad(inputs, kernel_size, third=None):
    if third is not None:
        inputs, kernel_size = kernel_size, third
    img_dim = 2 if backend.image_data_format() == "channels_first" else 1
    input_size = inputs.shape[img_dim:(img_dim + 2)]
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    if input_size[0] is None:
        adjust = (1, 1)
    else:
        adjust = (1 - input_size[0] % 2, 1 - input_size[1] % 2)
    correct = (kernel_size[0] // 2, kernel_size[1] // 2)
    return ((correct[0] - adjust[0], correct[0]), (correct[1] - adjust[1], correct[1]))


def validate_activation(classifier_activation, weights):
    return None
"""


def _sizes(m: Machine, node: ast.expr, args: list[Value], keywords: dict[str, Value]) -> Value:
    """The axes of the input that is made next, as numbers that carry their symbols."""
    return tuple(Number(m.symbols.value(n), n) for n in axes(m, args[0], "input_shape", node))


@cache
def _tree() -> ast.Module:
    return ast.parse(SOURCE)


def helper(m: Machine, name: str) -> Value:
    """The helper of that name, or None."""
    scope = Scope(kind="function", names={"backend": Module("keras.backend"), "sizes": Builtin("sizes", _sizes)})
    for node in _tree().body:
        if isinstance(node, ast.FunctionDef) and node.name == name.lstrip("_"):
            m.run([node], scope)
            return scope.names[node.name]
    return None
