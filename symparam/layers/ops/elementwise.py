"""Operations on each element: tables of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Need, Shape
from ...algebra.domain.broadcast import broadcast
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import owner
from ..layer import Layer
from ..merging import aligned
from .protocol import Operation, alike, named, names

UNARY = names("""
    Absolute Angle Arccos Arccosh Arcsin Arcsinh Arctan Arctanh BitwiseInvert BitwiseNot Cast Cbrt Ceil Celu Clip
    Conjugate ConvertToTensor Copy Cos Cosh Deg2rad Elu EmptyLike Erf Erfc Erfinv Exp Exp2 Expm1 Fabs Floor FullLike
    Gelu HardShrink HardSigmoid HardSilu HardTanh HSVToRGB I0 Imag Isfinite Isinf Isnan Isneginf Isposinf Isreal
    LeakyRelu Log Log10 Log1p Log2 LogSigmoid LogicalNot Mish NanToNum Negative OnesLike Rad2deg Real Reciprocal Relu
    Relu6 ReLU RGBToHSV Round Rsqrt SaturateCast Selu Sigmoid Sign Signbit Silu Sin Sinc Sinh SoftShrink Softplus
    Softsign SparsePlus SparseSigmoid Sqrt Square Squareplus StopGradient Tan Tanh TanhShrink Threshold Tril Triu Trunc
    ZerosLike
""")
ALONG_AXES = names("""
    Argsort Cumprod Cumsum Flip LogSoftmax Nancumprod Nancumsum Normalize Roll Softmax Sort Sparsemax
""")
BINARY = names("""
    Add Arctan2 BitwiseAnd BitwiseLeftShift BitwiseOr BitwiseRightShift BitwiseXor Divide DivideNoNan Equal FloorDivide
    Fmax Fmin Fmod Gcd Greater GreaterEqual Heaviside Hypot Isclose Lcm Ldexp LeftShift Less LessEqual Logaddexp
    Logaddexp2 LogicalAnd LogicalOr LogicalXor Maximum Minimum Mod Multiply Nextafter NotEqual Polar Power RightShift
    Subtract TrueDivide Where
""")


@dataclass(frozen=True)
class Unary(Operation):
    """A function of each element.

    shape:   (*n) -> (*n)
    params:  0
    """


@dataclass(frozen=True)
class AlongAxis(Operation):
    """A function along an axis, which keeps the shape.

    shape:   (*n) -> (*n)
    params:  0
    """

    axis: Any = -1

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.axis is None:
            raise LayerError(f"{owner(self)}: axis=None runs along all axes, the batch included; give an axis")


@dataclass(frozen=True)
class Binary(Operation):
    """A function of the elements of its inputs; an axis of 1 is repeated to fit the others.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    """

    constants: tuple[Shape, ...] = field(default=(), kw_only=True)  # the shapes of operands that are arrays

    arity: ClassVar = (1, 3)
    call: ClassVar = ("x1", "x2", "x3")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        alike(self, *xs)
        for constant in self.constants:
            if len(constant) > len(xs[0]) + 1:
                raise LayerError(
                    f"{owner(self)}: an array of shape {constant} has more axes than the input {xs[0]} with its batch, "
                    "so its first axis would take the place of the batch"
                )

    def _operands(self, *xs: Shape) -> Iterator[Shape]:
        """All operands but the first input, the arrays without their axis at the batch."""
        yield from xs[1:]
        for constant in self.constants:
            yield Shape(constant[1:]) if len(constant) == len(xs[0]) + 1 else constant

    def output(self, *xs: Shape) -> Shape:
        joined = xs[0]
        for x in self._operands(*xs):
            joined = Shape(broadcast(a, b) for a, b in aligned(joined, x))
        return joined

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for constant in self.constants:
            if len(constant) == len(xs[0]) + 1:
                yield Need(
                    constant[0], "==", 1, "an array is the same for every sample: at the batch its axis must be 1"
                )
        joined = xs[0]
        for x in self._operands(*xs):
            pairs = aligned(joined, x)
            for axis, (a, b) in enumerate(pairs, 1):
                yield Need(a, "broadcasts", b, f"the inputs must agree on axis {axis}, or be 1 there")
            joined = Shape(broadcast(a, b) for a, b in pairs)


class SquaredDifference(Binary):
    """The square of the difference; an axis of 1 is repeated to fit.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    source:  tf.math.squared_difference
    """


def build(name: str) -> type[Layer]:
    """The class of one name in the tables."""
    for table, base in ((UNARY, Unary), (ALONG_AXES, AlongAxis), (BINARY, Binary)):
        if name in table:
            return named(name, base, __name__)
    raise AttributeError(name)


def __getattr__(name: str) -> type[Layer]:
    return globals().setdefault(name, build(name))
