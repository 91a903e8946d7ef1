"""``expand`` within the budget: what it takes is counted first, and a sum that is expanded already is left alone.

SymPy walks the whole tree several times and multiplies out what stands there: ``(a + b + c)**64`` has thousands of
terms, and a formula that holds itself twice, sixty times over, more nodes than can be visited. Both numbers follow from
those of the parts, which are kept.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb, prod
from typing import Any, NamedTuple

import sympy
from sympy import Expr, sympify

from ..budget import spend

NODE = 4  # cells for a node that SymPy visits, several times
TERM = 8  # cells for a term that it makes
MANY = 10**12  # beyond this nobody counts on
HINTS = ("power_base", "power_exp", "mul", "multinomial", "log", "basic")  # those that are on by default


class Extent(NamedTuple):
    """The nodes of an expression as a tree, its terms when expanded, whether it is, the bits of its longest number."""

    nodes: int
    terms: int
    expanded: bool
    bits: int


def expand(value: Any) -> Expr:
    """The value as a sum of products.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> expand((H + 1) * (H + 2))
    H**2 + 3*H + 2
    """
    if not isinstance(value, Expr):
        return sympify(value)  # a size, never text; an int has nothing to multiply out
    size = extent(value)
    if size.expanded:
        spend(size.terms)
        return value
    spend(NODE * size.nodes + TERM * size.terms)
    return sympy.expand(value)


@lru_cache(maxsize=65536)
def extent(e: Expr) -> Extent:
    """How large an expression is.

    >>> from symparam import sizes
    >>> a, b = sizes("a b")
    >>> extent((a + b) ** 3)
    Extent(nodes=5, terms=4, expanded=False, bits=2)
    >>> extent(a + 2 * b)
    Extent(nodes=5, terms=2, expanded=True, bits=2)
    """
    parts = [extent(arg) for arg in e.args]
    bits = max((part.bits for part in parts), default=e.p.bit_length() if e.is_Integer else 0)
    nodes = min(1 + sum(part.nodes for part in parts), MANY)
    expanded = all(part.expanded for part in parts)
    if e.is_Add:
        return Extent(nodes, min(sum(part.terms for part in parts), MANY), expanded, bits)
    if e.is_Mul:
        whole = not any(factor.is_Add for factor in e.args)
        return Extent(nodes, min(prod(part.terms for part in parts), MANY), expanded and whole, bits)
    if e.is_Pow:
        base, exponent = e.args
        whole = exponent.is_Integer and not (base.is_Add or base.is_Mul)
        return Extent(nodes, _of_power(parts[0].terms, exponent), expanded and whole, bits)
    return Extent(nodes, 1, expanded and not _expands(type(e)), bits)


def _of_power(terms: int, exponent: Expr) -> int:
    """How many terms a power of a sum has."""
    if terms == 1 or not exponent.is_Integer or exponent < 2:
        return terms
    return min(comb(int(exponent) + terms - 1, terms - 1), MANY) if exponent < 1000 > terms else MANY


def _expands(kind: type) -> bool:
    """Whether SymPy knows a way to expand such nodes, as it does for logarithms and unlike floors."""
    return any(hasattr(kind, f"_eval_expand_{hint}") for hint in HINTS)
