"""Calls of functions of keras.ops in a script, as Keras runs it on symbolic tensors and as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import symparam
from symparam.errors import SymparamError
from symparam.layers.functions.signature import MISSING
from symparam.layers.ops.signatures import table

from ..frameworks import keras

SCRIPT = """import keras
from keras import ops
from keras.ops import ones
x = keras.Input({sizes})
y = keras.Input({sizes})
z = {call}
model = keras.Model([x, y], z)
"""
TENSORS = """
    x x1 x2 y inputs images a b array input tensor query key value target output condition variable abs_ angle volumes
    data targets predictions values updates
"""
VALUES = {
    "xs": "[x, y]",
    "axis": "1",
    "axes": "(0, 2, 1)",
    "shape": "(-1, 4, 6)",
    "newshape": "(-1, 24)",
    "repeats": "2",
    "indices": "[0, 1]",
    "indices_or_sections": "2",
    "k": "1",
    "num_classes": "5",
    "dtype": "'float32'",
    "pad_width": "((0, 0), (1, 1), (0, 0))",
    "axis1": "1",
    "axis2": "2",
    "source": "1",
    "destination": "2",
    "shift": "1",
    "pool_size": "2",
    "output_size": "2",
    "size": "(3, 3)",
    "x_min": "0",
    "x_max": "1",
    "start_indices": "(0, 0, 0)",
    "block_size": "2",
    "threshold": "0.5",
    "default_value": "0.0",
    "q": "0.5",
    "subscripts": "'bij->bji', x",
    "fill_value": "1.0",
    "kernel": "ones((3, 6, 5))",
    "depthwise_kernel": "ones((3, 6, 1))",
    "pointwise_kernel": "ones((1, 6, 5))",
    "mean": "ones((6,))",
    "variance": "ones((6,))",
    "sequence_length": "2",
    "sequence_stride": "1",
    "fft_length": "4",
}
IMAGES = """
    resize extract_patches crop_images pad_images depth_to_space space_to_depth gaussian_blur affine_transform
    sobel_edges
"""
COLOURS = "rgb_to_grayscale rgb_to_hsv hsv_to_rgb"


def right(name: str) -> list[str] | None:
    """The arguments of a call that Keras should take; None where no values for them are known here."""
    found = []
    for p in table()[name].parameters:
        if p.name.startswith("*") or p.default is not MISSING:
            continue
        if name in ("stack", "get_item"):
            return ["[x, y]"] if name == "stack" else ["x", "(slice(None), 0)"]
        value = VALUES.get(p.name) or (
            ("y" if p.name in ("x2", "y", "b") else "x") if p.name in TENSORS.split() else None
        )
        if value is None:
            return None
        found.append(value)
    return found


def wrong(args: list[str], first: str) -> Iterator[str]:
    """The arguments of calls with one thing changed, some of which Keras takes all the same."""
    given = ", ".join(args)
    keywords = ["nonsense=1", "dims=1", "axis=9", "axis=-9", "axis=1", "axis='a'", "keepdims=True", "dtype='float32'"]
    more = ["dim=1", "name='n'", "training=True", "data_format='x'", "axes=1", "y", "1", "1, 2, 3, 4, 5, 6, 7, 8"]
    yield from (f"{given}, {one}" for one in (*keywords, *more, f"{first}=x"))
    for i, arg in enumerate(args):
        others = ("None", "'a'", "y") if arg in ("x", "y") else ("None", "-9", "'a'", "1.5", "(9,)", "y")
        yield ", ".join((*args[:i], *args[i + 1 :]))
        yield from (", ".join((*args[:i], other, *args[i + 1 :])) for other in others)


def script(name: str, args: str) -> str:
    sizes = "(8, 8, 4)" if name in IMAGES.split() else "(8, 8, 3)" if name in COLOURS.split() else "(4, 6)"
    if name == "dot_product_attention":
        sizes = "(4, 2, 6)"
    room = "ops" if hasattr(keras.ops, name) else "ops.image"
    return SCRIPT.format(sizes=sizes, call=f"{room}.{name}({args})")


def by_keras(text: str) -> Any:
    """The shape of the first output without its batch, where Keras runs the script; else None."""
    names: dict[str, Any] = {}
    try:
        exec(text, names)
    except Exception:
        return None
    made = names["model"].outputs[0]
    return tuple(made.shape)[1:]


def by_reading(text: str, folder: Path) -> Any:
    """The same as it is read."""
    path = folder / "net.py"
    path.write_text(text)
    try:
        report = symparam.read(str(path)).derive().at()
    except SymparamError:
        return None
    return tuple(report.outputs[0])
