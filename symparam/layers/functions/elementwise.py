"""Functions of each element: of one tensor, of several that are repeated to fit, and along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ...algebra import Shape
from .function import Ask, Function
from .table import Call, applied

ROWS = """
torch Tensor | abs absolute acos arccos acosh arccosh angle asin arcsin asinh arcsinh atan arctan atanh arctanh bitwise_not ceil conj_physical cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac i0 isfinite isinf isnan isneginf isposinf isreal lgamma log log10 log1p log2 logical_not neg negative positive rad2deg reciprocal relu rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc | Tensor input | Unary
torch Tensor | round | Tensor input, *, int decimals=0 | Unary
torch Tensor | logit | Tensor input, Scalar? eps=None | Unary
torch Tensor | nan_to_num | Tensor input, Scalar? nan=None, Scalar? posinf=None, Scalar? neginf=None | Unary
torch Tensor | mvlgamma | Tensor input, int p | ordered
torch | polygamma | int n, Tensor input | ordered
Tensor | polygamma | Tensor input, int n | ordered
torch Tensor | hardshrink | Tensor input, Scalar lambd=0.5 | Unary
torch | selu celu rrelu | Tensor input | Unary
torch Tensor | bernoulli | Tensor input, *, any generator=None | Unary
torch | poisson | Tensor input, any generator=None | Unary
Tensor | __neg__ __pos__ __abs__ __invert__ | Tensor input | Unary
special | expit exp2 expm1 erf erfc erfinv log1p ndtr ndtri log_ndtr i0 i0e i1 i1e digamma psi gammaln sinc entr erfcx bessel_j0 bessel_j1 bessel_y0 bessel_y1 | Tensor input | Unary
special | logit | Tensor input, Scalar? eps=None | Unary
special | round | Tensor input, *, int decimals=0 | Unary
special | xlogy xlog1py zeta | Tensor input, Operand other | Binary
special | xlogy xlog1py zeta | Scalar input, Tensor other | Binary
F | relu relu6 selu hardswish hardsigmoid silu mish | Tensor input, bool inplace=False | Unary
F | leaky_relu | Tensor input, Scalar negative_slope=0.01, bool inplace=False | Unary
F | elu celu | Tensor input, Scalar alpha=1.0, bool inplace=False | Unary
F | gelu | Tensor input, *, str approximate='none' | gelu
F | hardtanh | Tensor input, Scalar min_val=-1.0, Scalar max_val=1.0, bool inplace=False | Unary
F | softplus | Tensor input, Scalar beta=1, Scalar threshold=20 | Unary
F | softsign tanhshrink logsigmoid sigmoid tanh | Tensor input | Unary
F | softshrink hardshrink | Tensor input, Scalar lambd=0.5 | Unary
F | threshold | Tensor input, Scalar threshold, Scalar value, bool inplace=False | Unary
torch | threshold | Tensor input, Scalar threshold, Scalar value | Unary
F | rrelu | Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False, bool inplace=False | Unary
F | dropout | Tensor input, Scalar p=0.5, bool training=True, bool inplace=False | dropout
F | alpha_dropout feature_alpha_dropout | Tensor input, Scalar p=0.5, bool training=False, bool inplace=False | dropout
F | dropout1d dropout2d dropout3d | Tensor input, Scalar p=0.5, bool training=True, bool inplace=False | dropout
torch | dropout alpha_dropout feature_dropout feature_alpha_dropout | Tensor input, Scalar p, bool train | dropout
F torch | prelu | Tensor input, Tensor weight | PRelu
Tensor | prelu | Tensor input, Tensor weight | PRelu
F | glu | Tensor input, int dim=-1 | Glu

torch | add sub subtract | Operand input, Operand other, *, Scalar alpha=1 | Binary
Tensor | add sub subtract | Tensor input, Operand other, *, Scalar alpha=1 | Binary
torch Tensor | mul multiply true_divide eq ne not_equal lt less le less_equal gt greater ge greater_equal copysign xlogy bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift floor_divide fmod | Tensor input, Operand other | Binary
torch Tensor | div divide | Tensor input, Operand other, *, str? rounding_mode=None | divided
torch | mul multiply true_divide floor_divide | Scalar input, Tensor other | Binary
torch | div divide | Scalar input, Tensor other, *, str? rounding_mode=None | divided
torch Tensor | pow float_power | Tensor input, Operand exponent | Binary
torch | pow float_power | Scalar input, Tensor exponent | Binary
torch Tensor | remainder | Tensor input, Operand other | Binary
torch | remainder xlogy bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift | Scalar input, Tensor other | Binary
torch Tensor | maximum minimum fmax fmin max min atan2 arctan2 hypot logaddexp logaddexp2 nextafter heaviside logical_and logical_or logical_xor gcd lcm ldexp igamma igammac | Tensor input, Tensor other | Binary
torch | rsub | Tensor input, Operand other, *, Scalar alpha=1 | Binary
torch Tensor | addcmul addcdiv | Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1 | Binary
torch Tensor | lerp | Tensor input, Tensor end, Operand weight | Binary
torch Tensor | isclose | Tensor input, Tensor other, Scalar rtol=1e-05, Scalar atol=1e-08, bool equal_nan=False | Binary
torch | where | Tensor condition, Operand input, Operand other | Binary
Tensor | where | Tensor input, Tensor condition, Operand other | Binary
torch Tensor | clamp clip | Tensor input, Scalar? min=None, Scalar? max=None | clamp
torch Tensor | clamp clip | Tensor input, Tensor? min=None, Tensor? max=None | clamp
torch Tensor | clamp_min | Tensor input, Operand min | Binary
torch Tensor | clamp_max | Tensor input, Operand max | Binary
torch Tensor | masked_fill | Tensor input, Tensor mask, Operand value | MaskedFill
torch | complex polar | Tensor input, Tensor other | Binary
Tensor | __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __pow__ __rpow__ __and__ __rand__ __or__ __ror__ __xor__ __rxor__ __lshift__ __rlshift__ __rshift__ __rrshift__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ | Tensor input, Operand other | Binary
Tensor | __iadd__ __isub__ __imul__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __iand__ __ior__ __ixor__ __ilshift__ __irshift__ | Tensor input, Operand other | onto
F | normalize | Tensor input, any p=2.0, int[1]? dim=1, Scalar eps=1e-12, any out=None | normalize

torch Tensor | cumsum cumprod | Tensor input, int dim, *, dtype? dtype=None | AlongAxis
torch Tensor | logcumsumexp | Tensor input, int dim | AlongAxis
torch Tensor | cummax cummin | Tensor input, int dim | AlongAxisWithPlaces
torch Tensor | softmax log_softmax | Tensor input, int dim, dtype? dtype=None | AlongAxis
special | softmax log_softmax | Tensor input, int dim, dtype? dtype=None | AlongAxis
F | softmax log_softmax softmin | Tensor input, int? dim=None, any _stacklevel=3, dtype? dtype=None | AlongAxis
F | gumbel_softmax | Tensor logits, Scalar tau=1, bool hard=False, Scalar eps=1e-10, int dim=-1 | AlongAxis
torch Tensor | sort | Tensor input, int dim=-1, bool descending=False | AlongAxisWithPlaces
torch Tensor | sort | Tensor input, *, bool? stable=None, int dim=-1, bool descending=False | AlongAxisWithPlaces
torch Tensor | argsort | Tensor input, int dim=-1, bool descending=False | AlongAxis
torch Tensor | argsort | Tensor input, *, bool stable, int dim=-1, bool descending=False | AlongAxis
torch Tensor | msort | Tensor input | Ranked
torch Tensor | renorm | Tensor input, Scalar p, int dim, Scalar maxnorm | renorm
torch Tensor | flip | Tensor input, int[] dims | AlongAxes
torch Tensor | fliplr | Tensor input | fliplr
torch Tensor | flipud | Tensor input | Ranked
torch Tensor | roll | Tensor input, size[1] shifts, int[1]? dims=() | roll
torch Tensor | tril triu | Tensor input, int diagonal=0 | triangle
torch Tensor | cov | Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None | Covariance
torch Tensor | corrcoef | Tensor input | Covariance
"""  # noqa: E501


class Unary(Function):
    """A function of each element."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return xs[0]


class Binary(Function):
    """A function of the elements of its inputs; an axis of 1 is repeated to fit the others."""

    family: ClassVar = "merge"

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return ask.joined(*xs)


class MaskedFill(Function):
    """A tensor in which the places that a mask marks have one value."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs) > 2 and len(xs[2]):
            raise self.refuse(f"value is a number, or a tensor without axes, not {xs[2]}")
        return ask.joined(*xs[:2])


class PRelu(Function):
    """A line on each side of 0, with one slope, or one for each channel."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, weight = xs
        self.ranked(weight, 0, 1, name="weight")
        if len(weight) and weight[0] != 1:
            channels = x[1] if len(x) > 1 else 1
            ask.equal(weight[0], channels, "weight must be one number, or one for each channel")
        return x


@dataclass(frozen=True)
class Glu(Function):
    """One half of an axis gates the other."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        from .function import ratio

        (x,) = xs
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        i = self.place(x, self.dim)
        ask.divides(2, x[i], "the axis must have two halves")
        return Shape((*x[:i], ratio(x[i], 2), *x[i + 1 :]))


@dataclass(frozen=True)
class AlongAxis(Function):
    """A function along an axis, which keeps the shape."""

    dim: int | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Any:
        if self.dim is not None:
            self.place(xs[0], self.dim)
        return xs[0]


class AlongAxisWithPlaces(AlongAxis):
    """A function along an axis, and from which place each value came."""

    results: ClassVar = ("values", "indices")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (super().rule(ask, *xs),) * 2


@dataclass(frozen=True)
class AlongAxes(Function):
    """A function along several axes, which keeps the shape."""

    dims: tuple[int, ...] = ()

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.places(xs[0], self.dims, "dims")
        return xs[0]


@dataclass(frozen=True)
class Ranked(Function):
    """A function that keeps the shape of a tensor with so many axes or more."""

    fewest: int = 1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs[0]) < self.fewest:
            raise self.refuse(f"input has at least {self.fewest} axes, not {len(xs[0])}: {tuple(xs[0])}")
        return xs[0]


@dataclass(frozen=True)
class Roll(Function):
    """Elements moved along axes, those that leave at one end coming in at the other."""

    shifts: tuple[Any, ...]
    dims: tuple[int, ...] = ()

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if not self.shifts or (len(self.dims) != len(self.shifts) and (self.dims or len(self.shifts) != 1)):
            raise self.refuse(f"shifts={self.shifts} and dims={self.dims} are as many numbers each")
        if self.dims and not len(xs[0]):
            raise self.refuse("a tensor without axes is rolled along none")
        for dim in self.dims:
            self.place(xs[0], dim, "dims")
        return xs[0]


class Covariance(Function):
    """How the rows of a matrix vary together."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 0, 1, 2)
        return Shape((xs[0][0],) * 2) if len(xs[0]) == 2 else Shape()


def dropout(path: str, input: Any, p: Any, **rest: Any) -> Any:
    """The tensor itself: a model is read as it is evaluated."""
    layer = Unary(path=path)
    if not 0 <= p <= 1:
        raise layer.refuse(f"p={p} is no probability from 0 to 1")
    name = path.rpartition(".")[2]
    if name == "dropout1d":
        layer.ranked(input.shape, 2, 3)
    elif name.startswith(("dropout2", "dropout3", "feature")) and len(input.shape) < 2:
        raise layer.refuse(f"input has at least 2 axes, not {len(input.shape)}")
    return input


def clamp(path: str, input: Any, min: Any, max: Any) -> Call:
    """A tensor kept between two bounds, of which there is at least one."""
    if min is None and max is None:
        raise Binary(path=path).refuse("needs min or max")
    return applied(Binary, path, {"input": input, "min": min, "max": max})


def divided(path: str, rounding_mode: str | None, **values: Any) -> Call:
    """A quotient, rounded where that is asked for."""
    if rounding_mode not in (None, "floor", "trunc"):
        raise Binary(path=path).refuse(f"rounding_mode is None, 'floor' or 'trunc', not {rounding_mode!r}")
    return applied(Binary, path, values)


def gelu(path: str, input: Any, approximate: str) -> Call:
    """A smooth ramp."""
    if approximate not in ("none", "tanh"):
        raise Unary(path=path).refuse(f"approximate is 'none' or 'tanh', not {approximate!r}")
    return applied(Unary, path, {"input": input})


def ordered(path: str, input: Any, n: int = 0, p: int = 1) -> Call:
    """A function of an order, which is no negative number."""
    if n < 0 or p < 1:
        raise Unary(path=path).refuse(f"there is none of the order {min(n, p)}")
    return applied(Unary, path, {"input": input})


def renorm(path: str, input: Any, p: Any, dim: int, maxnorm: Any) -> Call:
    """The slices along an axis, none of them longer than a norm."""
    if not p > 0 or len(input.shape) < 2:
        raise AlongAxis(path=path).refuse("p is above 0, and input has at least 2 axes")
    return applied(AlongAxis, path, {"input": input, "dim": dim})


def onto(path: str, **values: Any) -> Call:
    """What a tensor is after ``x += y``: it keeps its shape."""
    return applied(Binary, path, values, in_place=True)


def normalize(path: str, input: Any, p: Any, dim: Any, **rest: Any) -> Call:
    """Each vector along an axis divided by its norm."""
    return applied(AlongAxes, path, {"input": input}, dims=(dim,) if isinstance(dim, int) else dim or ())


def fliplr(path: str, input: Any) -> Call:
    """The second axis the other way round."""
    return applied(Ranked, path, {"input": input}, fewest=2)


def triangle(path: str, input: Any, diagonal: int) -> Call:
    """The lower or upper triangle of matrices."""
    return applied(Ranked, path, {"input": input}, fewest=2)


def roll(path: str, input: Any, shifts: Any, dims: Any) -> Call:
    """Elements moved along axes."""
    return applied(Roll, path, {"input": input}, shifts=shifts, dims=tuple(dims or ()))
