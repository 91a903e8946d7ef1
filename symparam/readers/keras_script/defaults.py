"""What a function of tensors takes where a script does not say: its axis, and the data format of the session."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ...interpreter.values import Value
from ...layers.layer import Layer

if TYPE_CHECKING:
    from .session import Machine

# function: its axis in keras.ops and NumPy, in keras.backend, and in TensorFlow; None is all axes as one
AXES: dict[str, tuple[int | None, int | None, int | None]] = {
    "argmax": (None, -1, 0),
    "argmin": (None, -1, 0),
    "argsort": (-1, -1, -1),
    "concatenate": (0, -1, 0),
    "cumprod": (None, 0, 0),
    "cumsum": (None, 0, 0),
    "nancumprod": (None, None, None),
    "nancumsum": (None, None, None),
    "sort": (-1, -1, -1),
}
LAYOUTS = ("keras.ops.", "keras.backend.")  # whose functions follow keras.config.image_data_format()


def with_defaults(m: Machine, name: str, last: str, cls: type[Layer], given: dict[str, Value]) -> dict[str, Value]:
    """The arguments of a call, with the axis and the data format that it leaves to the library."""
    missing: dict[str, Value] = {}
    family = 1 if name.startswith("keras.backend.") else 2 if name.startswith("tf.") else 0
    said = given.get("axis") is not None if family == 2 else "axis" in given  # None is no axis to TensorFlow
    if last in AXES and not said:
        missing["axis"] = AXES[last][family]
    if (
        m.keras.data_format == "channels_first"
        and name.startswith(LAYOUTS)
        and takes_format(cls)
        and given.get("data_format") is None
    ):
        missing["data_format"] = m.keras.data_format
    return given | missing


def takes_format(cls: type[Layer]) -> bool:
    """Whether a layer or function without a data format takes that of the session."""
    return any(f.name == "data_format" and f.default is None for f in fields(cls))
