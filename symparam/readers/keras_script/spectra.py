"""Fourier transforms and complex numbers: Keras gives a pair of tensors, TensorFlow one complex tensor."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...algebra import Shape, div, total
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.values import Value
from ...several import several
from .given import Given, first
from .keras_state import Constant
from .layer_nodes import solid
from .synthetic_layers import StandIn
from .tensor_math import kept, placed

if TYPE_CHECKING:
    from .session import Machine


@dataclass(frozen=True)
class Spectrum(StandIn):
    """The real and the imaginary part of a transform, which has the shape of its input."""

    half: bool = False  # of a real input: the last axis n has n//2 + 1 frequencies

    def output(self, *xs: Shape) -> tuple[Shape, Shape]:
        *rest, n = xs[0]
        shape = Shape((*rest, total((div(n, 2), 1)) if self.half else n))
        return shape, shape


def transform(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """fft, fft2, ifft2 and rfft of Keras take and give (real, imaginary); those of TensorFlow one tensor."""
    x = first(given)
    if isinstance(x, (tuple, list)) or last == "rfft":
        parts = list(several(x))
        parts = [solid(m, part) if isinstance(part, Constant) else part for part in parts]
        surely(
            given.get("fft_length") is None and all(isinstance(part, Tensor) for part in parts),
            f"this {last} is not followed",
        )
        return placed(m, Spectrum(last.upper(), last == "rfft", name=m.keras.operation_name(last.upper())), parts, node)
    return kept(m, last.upper(), x, node)


TRANSFORMS = dict.fromkeys(("fft", "fft2", "ifft2", "rfft", "fft2d", "fft3d", "ifft", "ifft2d", "ifft3d"), transform)
