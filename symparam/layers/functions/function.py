"""What all functions of tensors have in common: a rule on whole shapes, and what it asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any, ClassVar

from sympy import Add, Expr, Mul

from ...algebra import Dim, Need, Shape, exact, number
from ...algebra.domain.broadcast import broadcast
from ...algebra.expanding import expand
from ...errors import LayerError
from ...frozen import dataclass
from ..layer import Layer, Output

FAMILIES = {  # the families of the functions in a module, by which pictures colour them
    "elementwise": "activation",
    "reduce": "pooling",
    "joining": "concatenation",
    "products": "dense",
    "factories": "other",
}


class Ask:
    """The conditions that a rule meets on its way."""

    def __init__(self) -> None:
        self.needs: list[Need] = []

    def equal(self, a: Dim, b: Dim, why: str) -> None:
        if a != b or not isinstance(a, int):
            self.needs.append(Need(a, "==", b, why))

    def at_least(self, a: Dim, b: Dim, why: str) -> None:
        if not (b == 1 and is_product(a)):
            self.needs.append(Need(a, ">=", b, why))

    def divides(self, a: Dim, b: Dim, why: str) -> None:
        self.needs.append(Need(a, "divides", b, why))

    def fits(self, a: Dim, b: Dim, why: str) -> Dim:
        """The size to which two are repeated."""
        if a != b and 1 not in (a, b):
            self.needs.append(Need(a, "broadcasts", b, why))
        return broadcast(a, b)

    def joined(self, *xs: Shape) -> Shape:
        """The shape to which all are repeated, their axes counted from the last one."""
        sizes: tuple[Dim, ...] = ()
        for x in xs:
            many = max(len(sizes), len(x))
            left, right = ((1,) * (many - len(s)) + tuple(s) for s in (sizes, x))
            sizes = tuple(
                self.fits(a, b, f"the tensors must agree on axis {i}, or be 1 there")
                for i, (a, b) in enumerate(zip(left, right, strict=True))
            )
        return Shape(sizes)


def is_product(value: Dim) -> bool:
    """Whether a size is a product of symbols and of numbers of at least 1, and so at least 1 itself."""
    if isinstance(value, int):
        return value >= 1
    coefficient, rest = value.as_coeff_Mul()
    return bool(coefficient.is_Integer and coefficient >= 1 and all(p.is_Symbol for p in rest.as_powers_dict()))


def ratio(n: Dim, b: Dim) -> Dim:
    """n/b, whose factors are cancelled as they stand; n is multiplied out only where that is not enough."""
    if isinstance(n, Expr) or isinstance(b, Expr):
        found = Mul(n, 1 / b if isinstance(b, Expr) else exact(1, b))
        if _is_monomial(found):
            return number(found)
        if isinstance(n, Expr) and isinstance(b, Expr) and (factor := _divided(n, b)) is not None:
            return factor
    return exact(n, b)


def _divided(n: Expr, b: Expr) -> Dim | None:
    """The product of sizes by which a sum b is multiplied in n, where all of n is made so; else None.

    >>> from symparam.algebra import size
    >>> f, h = size("f"), size("h")
    >>> _divided(f * h + h, f + 1)
    h
    """
    whole, (first, *more) = expand(n), Add.make_args(expand(b))
    for term in Add.make_args(whole) if more else ():
        factor = term / first
        if _is_monomial(factor) and expand(factor * b - whole) == 0:
            return number(factor)
    return None


def _is_monomial(n: Expr) -> bool:
    """Whether a quotient is a product of whole numbers and of sizes."""
    return bool(all(p.is_nonnegative for p in n.as_powers_dict().values()) and n.as_coeff_Mul()[0].is_Integer)


@dataclass(frozen=True)
class Function(Layer):
    """A function of tensors, as PyTorch has them: its rule is on whole shapes, the batch is an axis like the others.

    ``path`` is its name in PyTorch, ``given`` says which argument each of its inputs is.
    """

    path: str = field(default="", kw_only=True)
    given: tuple[str, ...] = field(default=(), kw_only=True)
    in_place: bool = field(
        default=False, kw_only=True
    )  # whether the first tensor is what comes out, and keeps its shape

    pytorch: ClassVar = True
    arity: ClassVar[tuple[int, int | None]] = (0, None)
    call: ClassVar = ("input",)
    family: ClassVar[str] = "reshape"
    results: ClassVar[tuple[str, ...]] = ()  # the names of several outputs, where PyTorch has names for them
    many: ClassVar[bool] = False  # whether a tuple comes out, of one tensor too
    rearranges: ClassVar[bool] = False  # whether all that comes out are elements of the first input

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        home = cls.__module__.rpartition(".")[2]
        if "family" not in cls.__dict__ and home in FAMILIES:
            cls.family = FAMILIES[home]

    @property
    def type_name(self) -> str:
        name = self.path.rpartition(".")[2]
        return f"__{name[3:]}" if self.in_place and name.startswith("__i") else name or type(self).__name__

    def rule(self, ask: Ask, *xs: Shape) -> Output:
        """The shapes that come out; what is needed for that is asked on the way."""
        raise NotImplementedError

    def output(self, *xs: Shape) -> Output:
        return self.rule(Ask(), *xs)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        ask = Ask()
        made = self.rule(ask, *xs)
        yield from ask.needs
        if self.in_place:
            for i, (a, b) in enumerate(zip(made, xs[0], strict=True)):
                yield Need(a, "==", b, f"axis {i} of the tensor keeps its size in place")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.in_place and len(made := self.output(*xs)) != len(xs[0]):
            raise self.refuse(f"in place, a tensor of shape {tuple(xs[0])} cannot become {made}")

    def named(self, xs: Sequence[Shape]) -> dict[str, Shape]:
        """The inputs under the names of the arguments that they are."""
        return dict(zip(self.given, xs, strict=True))

    def refuse(self, why: str) -> LayerError:
        """The error that the function is not called so."""
        return LayerError(f"{self.path}: {why}")

    def place(self, x: Shape | int, dim: int, name: str = "dim") -> int:
        """Where an axis stands, counted from the front. Raises LayerError where there is none."""
        rank = x if isinstance(x, int) else len(x)
        most = max(rank, 1)
        if not -most <= dim < most:
            raise self.refuse(f"{name}={dim} is no axis of {_axes(rank)}; it lies in {-most} … {most - 1}")
        return dim + most if dim < 0 else dim

    def axis(self, x: Shape, dim: int = -1) -> int:
        """Where an axis of a tensor stands that has one. Raises LayerError for a number, which has none."""
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        return self.place(x, dim)

    def places(self, x: Shape, dims: Sequence[int], name: str = "dim") -> tuple[int, ...]:
        """Where several axes stand. Raises LayerError where one is none, or stands there twice."""
        found = tuple(self.place(x, dim, name) for dim in dims)
        if len(set(found)) != len(found):
            raise self.refuse(f"{name}={tuple(dims)} names an axis twice")
        return found

    def ranked(self, x: Shape, *ranks: int, name: str = "input") -> None:
        """Raise LayerError where a tensor has not so many axes."""
        if len(x) not in ranks:
            raise self.refuse(f"{name} has {' or '.join(map(str, ranks))} axes, not {len(x)}: {tuple(x)}")

    def general(self, *xs: Shape, taken: Any = ()) -> Any:
        """A function is its own general rule: it has no hyper-parameters that a formula would name."""
        from ..general import General

        return General(self, xs, {})


def _axes(rank: int) -> str:
    return f"a tensor with {rank} {'axis' if rank == 1 else 'axes'}"
