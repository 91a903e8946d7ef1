"""How a formula behaves far out: every floor is its slope there, and the highest power decides."""

from __future__ import annotations

from sympy import Add, Expr, Integer

from ..algebra import Dim, FloorDiv, Max, Min, evaluate, maximum, minimum, names_in, number, size
from ..algebra.expanding import expand
from ..frozen import dataclass

FAR = 2**40  # where the largest of several values is looked up


@dataclass(frozen=True)
class Leading:
    """The leading term of a formula in one symbol: coefficient · symbol**degree; no degree where it grows faster."""

    degree: int | None
    coefficient: Dim

    def ratio(self) -> int | None:
        """What doubling the symbol multiplies the formula by, in the limit."""
        return None if self.degree is None else 2**self.degree


def leading(value: Dim, name: str) -> Leading:
    """The leading term in one symbol; the others stay as they are.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> leading(3 * FloorDiv(H - 20, 12) * FloorDiv(W, 2) + H, "H")
    Leading(degree=1, coefficient=floor(W/2)/4 + 1)
    """
    if isinstance(value, Expr) and value.is_Add:
        parts = [term for term in value.args if name in names_in(term)]
        lead = leading(number(Add(*parts)), name) if 0 < len(parts) < len(value.args) else Leading(None, 0)
        if lead.degree is not None and lead.degree > 0:  # terms without the symbol are below it
            return lead
    smooth = _smooth(value, frozenset((name,)))
    if isinstance(smooth, int) or name not in names_in(smooth):
        return Leading(0, smooth)
    by_degree: dict[int, list[Expr]] = {}
    symbol = size(name)
    for term in Add.make_args(smooth):
        coefficient, power = term.as_independent(symbol)
        base, exponent = power.as_base_exp()
        if power == 1:
            base, exponent = symbol, Integer(0)
        if base != symbol or not exponent.is_Integer:
            return Leading(None, smooth)
        by_degree.setdefault(int(exponent), []).append(coefficient)
    degree = max(by_degree)
    return Leading(degree, number(expand(Add(*by_degree[degree]))))


def joint(value: Dim) -> Dim | None:
    """The terms of the highest degree in all symbols together; None where it is no polynomial far out.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> joint(144 * FloorDiv(H - 20, 12) * FloorDiv(W, 12) + 9 * H)
    H*W
    """
    smooth = _smooth(value, names_in(value))
    if isinstance(smooth, int):
        return smooth
    by_degree: dict[int, list[Expr]] = {}
    for term in Add.make_args(smooth):
        degree = 0
        for base, exponent in term.as_powers_dict().items():
            if names_in(number(exponent)) or not exponent.is_Integer:
                return None
            degree += int(exponent) if base.is_Symbol else 0
        by_degree.setdefault(degree, []).append(term)
    return number(Add(*by_degree[max(by_degree)]))


def _smooth(value: Dim, names: frozenset[str]) -> Dim:
    """The formula with each floor of these symbols as the quotient, and each extreme as the one that wins far out."""
    return value if isinstance(value, int) else number(expand(_replaced(value, names)))


def _replaced(e: Expr, names: frozenset[str]) -> Expr:
    if not names_in(e) & names or e.is_Atom:
        return e
    if isinstance(e, FloorDiv):
        p, b = (_replaced(a, names) for a in e.args)
        return p / b
    if isinstance(e, (Max, Min)) and len(names) == 1:
        return _extreme(e, next(iter(names)))
    if isinstance(e, (Max, Min)):
        everything = names_in(e)
        at = {n: FAR if n in names else 1 for n in everything}
        best = (max if isinstance(e, Max) else min)(e.args, key=lambda a: evaluate(a, at))
        return _replaced(best, names)
    return e.func(*(_replaced(a, names) for a in e.args))


def _extreme(e: Expr, name: str) -> Expr:
    """The leading term of the largest or smallest of several values: of the highest or lowest degree."""
    parts = [leading(number(a), name) for a in e.args]
    pick = max if isinstance(e, Max) else min
    degree = pick((p.degree for p in parts if p.degree is not None), default=0)
    coefficients = [p.coefficient for p in parts if p.degree == degree]
    joined = maximum(*coefficients) if isinstance(e, Max) else minimum(*coefficients)
    return joined * size(name) ** degree
