"""Bytes of one number, and the numbers that an optimizer keeps."""

from __future__ import annotations

from ..algebra import Dim, ceil, product
from ..errors import SizeError

BYTES = {
    "float64": 8, "float32": 4, "bfloat16": 2, "float16": 2, "float8": 1,
    "int64": 8, "int32": 4, "int16": 2, "int8": 1, "bool": 1,
}  # fmt: skip
SHORT = {
    "fp64": "float64", "fp32": "float32", "bf16": "bfloat16", "fp16": "float16", "half": "float16", "fp8": "float8",
    "float8_e4m3fn": "float8", "float8_e5m2": "float8",
}  # fmt: skip
HALF = "int4"  # two numbers in a byte; of weights and caches only

# Keras's optimizers: variables as large as the trainable weights, and single numbers besides, iterations and learning
# rate among them (keras.src.optimizers, where each `build` makes them)
OPTIMIZERS = {
    "none": (0, 0), "sgd": (0, 2), "momentum": (1, 2), "rmsprop": (1, 2), "adagrad": (1, 2), "lion": (1, 2),
    "adam": (2, 2), "adamw": (2, 2), "adamax": (2, 2), "adadelta": (2, 2), "ftrl": (2, 2), "lamb": (2, 2),
    "nadam": (2, 3), "amsgrad": (3, 2),
}  # fmt: skip


def width(dtype: str) -> int:
    """Bytes of one number.

    >>> width("bfloat16")
    2

    Raises SizeError for a type that is not in the table.
    """
    dtype = SHORT.get(dtype, dtype)
    if dtype == HALF:
        raise SizeError("only weights, caches and what they need together are counted in int4; choose another type")
    if dtype not in BYTES:
        raise SizeError(f"the size of a {dtype!r} is not known; choose one of {', '.join(BYTES)}")
    return BYTES[dtype]


def in_bytes(numbers: Dim, dtype: str) -> Dim:
    """The bytes of so many numbers.

    >>> in_bytes(5, "bf16"), in_bytes(5, "int4")
    (10, 3)
    """
    return ceil(numbers, 2) if dtype == HALF else product((width(dtype), numbers))


def known(dtype: str) -> bool:
    """Whether the size of a type is known."""
    return SHORT.get(dtype, dtype) in BYTES or dtype == HALF


def slots(optimizer: str) -> tuple[int, int]:
    """Variables per trainable weight, and single numbers besides.

    >>> slots("adam")
    (2, 2)

    Raises SizeError for an optimizer that is not in the table.
    """
    if optimizer.lower() not in OPTIMIZERS:
        raise SizeError(f"the state of {optimizer!r} is not known; choose one of {', '.join(OPTIMIZERS)}")
    return OPTIMIZERS[optimizer.lower()]
