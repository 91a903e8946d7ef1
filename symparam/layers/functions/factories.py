"""Functions that make tensors of sizes alone: they have no N, unless it is among the sizes."""

from __future__ import annotations

from fractions import Fraction
from math import ceil as rounded_up
from math import factorial
from typing import Any, ClassVar

from sympy import Expr

from ...algebra import Dim, Shape, ceil, product, total
from ...frozen import dataclass
from .elementwise import Binary
from .function import Ask, Function, ratio
from .signature import is_tensor
from .table import Call, applied

POINTS = 10_000_000  # elements of a sequence of floats that are counted one by one


@dataclass(frozen=True)
class Filled(Function):
    """A tensor of a given shape that depends on no other; it is no row."""

    size: tuple[Dim, ...] = ()
    truth: bool = False  # whether it holds truth values
    below: Dim | None = None  # what its whole numbers are below, where they count up to it

    listed: ClassVar = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        for n in self.size:
            ask.at_least(n, 0, "a size is not negative")
        return Shape(self.size)


@dataclass(frozen=True)
class Multinomial(Function):
    """So many places for each row, drawn by the weights in it."""

    num_samples: Dim
    replacement: bool = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 1, 2)
        ask.at_least(self.num_samples, 1, "num_samples is at least 1")
        if not self.replacement:
            ask.at_least(xs[0][-1], self.num_samples, "without replacement there must be enough places")
        return Shape((*xs[0][:-1], self.num_samples))


@dataclass(frozen=True)
class Combinations(Function):
    """All choices of r elements of a vector."""

    r: int = 2
    with_replacement: bool = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 1)
        if self.r < 1:
            raise self.refuse(f"r is at least 1, not {self.r}")
        n = xs[0][0]
        sign = 1 if self.with_replacement else -1
        return Shape((ratio(product(n + sign * k for k in range(self.r)), factorial(self.r)), self.r))


def _made(path: str, *size: Any, dtype: Any = None, below: Dim | None = None) -> Call:
    return Call(Filled(size, str(dtype).endswith("bool"), below, path=path), ())


def full(path: str, size: Any, fill_value: Any, **rest: Any) -> Call:
    """A tensor with one value everywhere."""
    if is_tensor(fill_value) and len(fill_value.shape):
        raise Filled(path=path).refuse(f"fill_value is a number, not {tuple(fill_value.shape)}")
    return _made(path, *size, dtype=bool if isinstance(fill_value, bool) else rest.get("dtype"))


def random_like(path: str, input: Any, high: Any, low: Any = 0, **rest: Any) -> Call:
    """Random whole numbers in the shape of another tensor."""
    return random(path, tuple(input.shape), high, low, **rest)


def random(path: str, size: Any, high: Any, low: Any = 0, **rest: Any) -> Call:
    """Random whole numbers from low on, below high."""
    if isinstance(low, int) and isinstance(high, int) and high <= low:
        raise Filled(path=path).refuse(f"there is no number from {low} on and below {high}")
    return _made(path, *size)


def like(path: str, input: Any, fill_value: Any = 0, **rest: Any) -> Call:
    """A tensor of the shape of another."""
    if is_tensor(fill_value) and len(fill_value.shape):
        raise Filled(path=path).refuse(f"fill_value is a number, not {tuple(fill_value.shape)}")
    return _made(path, *input.shape, dtype=rest.get("dtype"))


def new(path: str, input: Any, size: Any, **rest: Any) -> Call:
    """A tensor of a given shape."""
    return _made(path, *size, dtype=rest.get("dtype"))


def normal(path: str, mean: Any, std: Any, generator: Any) -> Call:
    """Random numbers with given means and deviations."""
    if not (is_tensor(mean) or is_tensor(std)):
        raise Filled(path=path).refuse("mean or std is a tensor, or a size is given")
    return applied(Binary, path, {"mean": mean, "std": std})


def vector(path: str, n: Any, **rest: Any) -> Call:
    """The numbers below n in random order."""
    return _made(path, n)


def window(path: str, window_length: Any, **rest: Any) -> Call:
    """The weights of a window."""
    return _made(path, window_length)


def steps(path: str, start: Any, end: Any, steps: Any, **rest: Any) -> Call:
    """So many numbers from start to end."""
    for end_ in (start, end):
        if is_tensor(end_) and len(end_.shape):
            raise Filled(path=path).refuse(f"an end is a number, not {tuple(end_.shape)}")
    return _made(path, steps)


def eye(path: str, n: Any, m: Any = None, **rest: Any) -> Call:
    """Ones on the diagonal of a matrix."""
    return _made(path, n, n if m is None else m)


def scalar(path: str, s: Any, **rest: Any) -> Call:
    """One number."""
    return _made(path)


def arange(path: str, end: Any, start: Any = 0, step: Any = 1, **rest: Any) -> Call:
    """The numbers from start to end, end excluded."""
    layer = Filled(path=path)
    if isinstance(step, Expr) or step == 0:
        raise layer.refuse(f"step={step} is a number other than 0")
    above = start + 1 if step < 0 else end  # than all of them, where the step is 1 or -1
    if step < 0:
        start, end, step = -start, -end, -step
    if isinstance(start, Expr) or isinstance(end, Expr):
        whole = Fraction(step)
        if whole.denominator != 1 or not all(_is_whole(v) for v in (start, end)):
            raise layer.refuse(f"arange({start}, {end}, {step}): beside a formula there are whole numbers only")
        length = ceil(_as_size(end) - _as_size(start), int(step))
        return _made(path, length, below=_as_size(above) if step == 1 else None)
    if end < start:
        raise layer.refuse(f"from start={start}, step={step} does not lead to end={end}")
    counted = step == 1 and all(isinstance(v, int) for v in (start, end)) and end > start
    length = rounded_up((Fraction(end) - Fraction(start)) / Fraction(step))
    return _made(path, length, below=above if counted else None)


def _is_whole(n: Any) -> bool:
    return isinstance(n, (int, Expr)) or (isinstance(n, float) and n.is_integer())


def _as_size(n: Any) -> Dim:
    return int(n) if isinstance(n, float) else n


def data(path: str, data: Any, input: Any = None, dtype: Any = None, **rest: Any) -> Any:
    """A tensor of what nested lists of numbers hold; of a tensor, the tensor itself."""
    if is_tensor(data):
        return data
    shape = extent(Filled(path=path), data)
    return _made(path, *shape, dtype=bool if _truth(data) else dtype)


def extent(layer: Function, data: Any) -> tuple[Dim, ...]:
    """The shape of nested lists, of an array, or of a number."""
    if hasattr(data, "shape"):
        return tuple(data.shape)
    if not isinstance(data, (list, tuple, range, Shape)):
        if isinstance(data, (str, bytes)) or data is None:
            raise layer.refuse(f"a tensor holds numbers, not {data!r}")
        return ()
    inner = list(dict.fromkeys(extent(layer, v) for v in data))
    if len(inner) > 1:
        raise layer.refuse("the lists in a list are equally long")
    return (len(data), *(inner[0] if inner else ()))


def _truth(data: Any) -> bool:
    while isinstance(data, (list, tuple)) and data:
        data = data[0]
    return isinstance(data, bool)


def triangle(path: str, row: int, col: int, offset: int, **rest: Any) -> Call:
    """The places of the lower or upper triangle of a matrix."""
    if row < 0 or col < 0:
        raise Filled(path=path).refuse("row and col are not negative")
    lower = path.endswith("tril_indices")
    inside = total(
        (min(max(i + offset + 1, 0), col) if lower else min(max(col - i - offset, 0), col)) for i in range(row)
    )
    return _made(path, 2, inside)
