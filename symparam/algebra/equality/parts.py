"""Taking a formula apart, so that symbols that do not meet are not multiplied in the box.

Three steps, none of which loses anything:

    opaque        what is no polynomial on residue classes (Max, ⌊x/s⌋ with a symbol s, 2**L) becomes a fresh symbol;
                  what is 0 for all values of the fresh symbols is 0
    coefficients  symbols in no floor are sorted out by powers: Σ c·C^k is 0 for all C where every c is
    components    a sum of parts without common symbols is 0 where each is constant, and their sum at one point is 0
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from sympy import Add, Expr, Mul, fraction, together

from ..arithmetic import Extreme
from ..domain.periods import whole
from ..evaluate import names_in
from ..expanding import expand
from ..floor import FloorDiv
from ..symbols import Dim, size


def numerator(value: Dim) -> Dim:
    """A value that is 0 exactly where the given one is, with whole coefficients and without symbols in denominators.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> numerator(H / W - 2)
    H - 2*W
    """
    value = whole(value)
    if isinstance(value, int) or not any(_is_inverse(f) for t in Add.make_args(value) for f in Mul.make_args(t)):
        return value
    return whole(fraction(together(value))[0])


def _is_inverse(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.could_extract_minus_sign())


def opaque(value: Dim) -> tuple[Dim, dict[str, Expr]]:
    """The value with fresh symbols for what is no polynomial on residue classes, and what they stand for.

    >>> from symparam import sizes
    >>> H, s = sizes("H s")
    >>> opaque(3 * FloorDiv(H, s) + H)
    (H + 3*any_0, {'any_0': floor(H/s)})
    """
    hidden: dict[str, Expr] = {}
    while not isinstance(value, int):
        strange = next((e for e in _outermost(value) if _is_strange(e)), None)
        if strange is None:
            break
        name = next(f"any_{i}" for i in count() if f"any_{i}" not in hidden and f"any_{i}" not in names_in(value))
        hidden[name] = strange
        value = whole(value.xreplace({strange: size(name)}))
    return value, hidden


def _is_strange(e: Expr) -> bool:
    if isinstance(e, FloorDiv):
        return not e.args[1].is_Integer
    return isinstance(e, Extreme) or bool(e.is_Pow and not e.exp.is_Integer)


def _outermost(e: Expr) -> Iterable[Expr]:
    """All parts of an expression, the outer ones first."""
    layer = [e]
    while layer:
        yield from layer
        layer = [a for x in layer for a in x.args]


def coefficients(value: Expr) -> list[Expr]:
    """What stands before each product of powers of the symbols that are in no floor; all are 0 where the value is.

    >>> from symparam import sizes
    >>> H, C = sizes("H C")
    >>> coefficients(C * FloorDiv(H, 2) - C * H + 5 * C**2)
    [5, -H + floor(H/2)]
    """
    floored = frozenset().union(*(names_in(f) for f in value.atoms(FloorDiv)))
    found: dict[Expr, list[Expr]] = {}
    for term in Add.make_args(expand(value)):
        inside: list[Expr] = []
        outside: list[Expr] = []
        for factor in Mul.make_args(term):
            (outside if names_in(factor) and not names_in(factor) & floored else inside).append(factor)
        found.setdefault(Mul(*outside), []).append(Mul(*inside))
    return [Add(*terms) for terms in found.values()]


def components(value: Expr) -> list[Expr]:
    """Parts without common symbols whose sum is the value.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> components(FloorDiv(H, 2) + FloorDiv(W, 3) - H)
    [-H + floor(H/2), floor(W/3)]
    """
    groups: list[tuple[frozenset[str], list[Expr]]] = []
    for term in Add.make_args(value):
        names, terms = names_in(term), [term]
        apart = []
        for other_names, other_terms in groups:
            if names & other_names:
                names, terms = names | other_names, other_terms + terms
            else:
                apart.append((other_names, other_terms))
        groups = [*apart, (names, terms)]
    return [Add(*terms) for _, terms in sorted(groups, key=lambda group: sorted(group[0]))]
