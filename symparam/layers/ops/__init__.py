"""Tensor operations (keras.ops, operators such as ``x + y`` and ``x[:, 0]``) as layers without weights.

    ops.sum(x, axis=1) -> function("sum") is Sum -> applied(Sum, …) sorts the arguments -> Sum(axis=1) on x
        -> shape

Functions that differ in their name alone are words of a table (``elementwise``, ``reduce``); ``signatures`` has the
arguments of each as keras.ops takes them, ``spellings`` what the other libraries call them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from importlib import import_module
from typing import Any

from ...algebra import Shape
from ...errors import LayerError, UnknownLayer
from ..extent import extent
from ..layer import Layer
from ..naming import snake_case
from .protocol import Operation

HOMES = (
    "elementwise",
    "reduce",
    "rearrange",
    "taking_parts",
    "slicing",
    "tiling",
    "images",
    "borders",
    "concatenation",
    "tensordot",
    "sliding",
    "norms",
)
FUNCTIONS = {  # names of functions that are not the class's own in snake case
    "abs": "Absolute",
    "add_v2": "Add",
    "sub": "Subtract",
    "mul": "Multiply",
    "div": "TrueDivide",
    "truediv": "TrueDivide",
    "floordiv": "FloorDivide",
    "floormod": "Mod",
    "pow": "Power",
    "neg": "Negative",
    "getitem": "GetItem",
    "concat": "Concatenate",
    "relu": "Relu",
    "permute_dimensions": "Transpose",
    "repeat_elements": "Repeat",
    "gather": "Take",
    "crop_to_bounding_box": "CropImages",
    "pad_to_bounding_box": "PadImages",
    "relu6": "Relu6",
    "swish": "Silu",
    "hard_swish": "HardSilu",
    "l2_normalize": "Normalize",
    "logsumexp": "Logsumexp",
    "reduce_logsumexp": "Logsumexp",
    "identity": "Copy",
    "leaky_relu": "LeakyRelu",
    "log_softmax": "LogSoftmax",
    "depth_to_space": "DepthToSpace",
    "clip_by_value": "Clip",
    "reverse": "Flip",
    "maximum": "Maximum",
    "ne": "NotEqual",
    "eq": "Equal",
    "lt": "Less",
    "gt": "Greater",
    "le": "LessEqual",
    "ge": "GreaterEqual",
    "invert": "LogicalNot",
    "mod": "Mod",
    "reduce_variance": "Var",
    "switch": "Where",
    "exponential": "Exp",
    "cumsum": "Cumsum",
    "cumprod": "Cumprod",
    "argmax": "Argmax",
    "argmin": "Argmin",
    "swapaxes": "Swapaxes",
    "moveaxis": "Moveaxis",
    "matmul": "Matmul",
    "einsum": "Einsum",
    "softplus": "Softplus",
    "get_item": "GetItem",
    "layer_normalization": "LayerNorm",
    "rms_normalization": "RMSNorm",
    "batch_normalization": "BatchNorm",
    "rgb_to_grayscale": "RGBToGrayscale",
}
SPELLINGS = {  # arguments of tf.* and keras.backend
    "perm": "axes",
    "pattern": "axes",
    "shape": "newshape",
    "keep_dims": "keepdims",
    "reduction_indices": "axis",
    "multiples": "repeats",
    "rep": "repeats",
    "depth": "num_classes",
    "slice_spec": "key",
    "paddings": "pad_width",
    "dims": "axis",
    "begin": "start_indices",
    "size": "shape",
}


def operation(name: str) -> type[Layer]:
    """The class of an operation by the name of Keras's class, ``ExpandDims``.

    Raises UnknownLayer where there is no rule for it.
    """
    for home in HOMES:
        module = import_module(f".{home}", __name__)
        try:
            cls = getattr(module, name)
        except AttributeError:
            continue
        if isinstance(cls, type) and issubclass(cls, Layer) and (cls.__module__ == module.__name__):
            return cls
    raise UnknownLayer(
        f'{name} is no tensor operation that symparam knows; Unknown("{name}", output_shape=…) stands for it'
    )


def is_operation(layer: Layer) -> bool:
    """Whether a layer is a function of tensors, which Keras does not list in ``model.layers``.

    >>> is_operation(operation("Add")()), is_operation(Layer())
    (True, False)
    """
    return type(layer).__module__.startswith(f"{__name__}.")


def function(name: str) -> type[Layer]:
    """The class of an operation by the name of a function: ``ops.expand_dims``, ``tf.math.reduce_mean``, ``K.sum``.

    >>> function("reduce_mean").__name__
    'Mean'
    """
    short = name.rpartition(".")[2].strip("_")
    found = FUNCTIONS.get(short) or _by_function().get(short) or _by_function().get(short.removeprefix("reduce_"))
    if found is None:
        raise UnknownLayer(f"{name} is no tensor operation that symparam knows")
    return operation(found)


@lru_cache(maxsize=1)
def _by_function() -> dict[str, str]:
    names: list[str] = []
    for home in HOMES:
        module: Any = import_module(f".{home}", __name__)
        for table in ("UNARY", "ALONG_AXES", "BINARY", "NAMES"):
            names += getattr(module, table, ())
        names += [n for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, Layer)]
    return {snake_case(name): name for name in names} | {name.lower(): name for name in names}


def spelling(cls: type[Layer], key: str) -> str:
    """What an operation itself calls an argument that tf.* or keras.backend may call otherwise."""
    return key if key in cls.__dataclass_fields__ else SPELLINGS.get(key, key)


def applied(
    cls: type[Layer],
    settings: Mapping[str, Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    tensor: Callable[[Any], bool],
) -> tuple[Layer, list[Any]]:
    """The layer and its tensors, from a call of an operation, in which tensors, settings and constants are mixed.

    ``settings`` come from a config, ``args`` and ``kwargs`` from the call; ``tensor`` tells tensors from the rest.

    >>> layer, xs = applied(function("mean"), {}, ["x", 1], {"keepdims": True}, lambda v: v == "x")
    >>> layer.axis, layer.keepdims, xs
    (1, True, ['x'])
    """
    call: tuple[str, ...] = getattr(cls, "call", ("x",))
    known = {f.name for f in fields(cls)} - {"name", "trainable", "constants"}
    chosen = {key: value for key, value in settings.items() if key in known}
    tensors: list[Any] = []
    constants: list[Shape] = []
    names = [*call, *(f.name for f in fields(cls) if not f.kw_only and f.name not in call)]
    extra = [(names[i] if i < len(names) else "", value) for i, value in enumerate(args)]
    for key, value in [*extra, *((spelling(cls, k), v) for k, v in kwargs.items())]:
        if tensor(value):
            tensors.append(value)
        elif isinstance(value, (list, tuple)) and value and any(map(tensor, value)):
            if not all(map(tensor, value)):
                raise LayerError(f"{cls.__name__}: a list of inputs holds {value!r}, of which not all are tensors")
            tensors += value
        elif key in known:
            chosen[key] = value
        elif shape := extent(value):
            constants.append(Shape(shape))
    if constants and hasattr(cls, "constants"):
        chosen["constants"] = tuple(constants)
    return cls(**chosen), tensors


__all__ = ["Operation", "applied", "function", "is_operation", "operation", "spelling"]
