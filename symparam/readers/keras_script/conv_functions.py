"""Convolutions and pools as functions: tf.nn.conv2d(x, kernel, …), keras.ops.conv, K.conv2d, tf.nn.max_pool2d."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.values import Unknown, Value, came_from
from ...layers.fields import choice
from ...layers.ops import operation
from ...layers.ops.sliding import Conv, DepthwiseConv
from ...several import several
from .given import Given, first, rest_of, sizes_of
from .keras_state import Constant
from .tensor_math import placed

if TYPE_CHECKING:
    from .session import Machine

LAST = {
    "NWC": "channels_last",
    "NHWC": "channels_last",
    "NDHWC": "channels_last",
    "NCW": "channels_first",
    "NCHW": "channels_first",
    "NCDHW": "channels_first",
}
WORDS = {"padding": str, "data_format": str | None}
SIZES = ("strides", "dilation_rate", "pool_size")
ASIDE = ("name", "kernel", "mode")  # no settings of a layer


@dataclass(frozen=True)
class BackendConv(Conv):
    """The convolution of the old backend, which may be causal."""

    padding: str = choice("valid", "valid", "same", "causal")

    @property
    def type_name(self) -> str:
        return "Conv"


def convolution(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """conv2d(x, kernel, strides, padding), depthwise_conv2d."""
    kernel, x = given.get("kernel"), first(given)
    if not isinstance(x, Tensor) or not isinstance(kernel, (Constant, Tensor)):
        culprit = next((v for v in (x, kernel) if isinstance(v, Unknown)), None)
        return m.unknown(node, f"its kernel {came_from(culprit)}" if culprit is not None else "its kernel is not known")
    sizes = tuple(kernel.shape) if isinstance(kernel, Constant) else ()
    rank = len(x.shape) - 1
    settings = _settings(last, given, rank)
    surely(len(sizes) == rank + 2, f"the arguments of this {last} are not followed")
    kind = DepthwiseConv if last.startswith("depthwise") else BackendConv
    with m.located(node):
        layer = kind(kernel=Shape(sizes), name=m.keras.operation_name(kind.like), **settings)
    return placed(m, layer, [x], node)


def pooling(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """max_pool2d(x, ksize, strides, padding), avg_pool, keras.ops.average_pool, K.pool2d."""
    mode = str(given.get("mode", "max"))
    kind = "Average" if "avg" in last or "average" in last or mode.lower() in ("avg", "average") else "Max"
    x = first(given)
    rank = len(x.shape) - 1 if isinstance(x, Tensor) else 0
    settings = _settings(last, given, rank)
    surely("pool_size" in settings and 1 <= rank <= 3, f"the arguments of this {last} are not followed")
    if last.startswith("pool"):  # K.pool2d moves by 1 unless it is told
        settings.setdefault("strides", 1)
    with m.located(node):
        layer = operation(f"{kind}Pool")(**settings, name=m.keras.operation_name(f"{kind}Pool"))
    return placed(m, layer, [x], node)


def _settings(last: str, given: Given, rank: int) -> dict[str, Any]:
    """The arguments as a layer takes them. Sizes may count the batch and the channels.

    Raises NotKnown where one is not known.
    """
    why = f"the arguments of this {last} are not followed"
    layout = given.get("data_format")
    own = slice(2, None) if isinstance(layout, str) and LAST.get(layout, layout) == "channels_first" else slice(1, -1)
    settings: dict[str, Any] = {}
    for key, value in rest_of(given).items():
        if key in SIZES and value is not None:
            parts = sizes_of(several(value), why)
            parts = parts[own] if len(parts) == rank + 2 else parts
            settings[key] = parts if isinstance(value, (list, tuple)) else parts[0]
        elif key not in (*SIZES, *ASIDE):
            surely(isinstance(value, WORDS.get(key, ())), why)
            settings[key] = value.lower() if key == "padding" else LAST.get(value, value or None)
    return settings


CONVOLUTIONS = ("conv", "conv1d", "conv2d", "conv3d", "convolution", "depthwise_conv", "depthwise_conv2d")
WINDOWS = dict.fromkeys(CONVOLUTIONS, convolution)
WINDOWS |= {f"{kind}_pool{rank}": pooling for kind in ("max", "avg", "average") for rank in ("", "1d", "2d", "3d")} | {
    "pool2d": pooling,
    "pool3d": pooling,
}
