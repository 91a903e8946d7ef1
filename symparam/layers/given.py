"""What the fields of a layer ask for themselves, where they are formulas: to be whole numbers, and not too small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from sympy import Add, Expr

from ..algebra import Need
from ..algebra.expanding import expand
from .layer import Layer


def given_needs(layer: Layer) -> Iterator[Need]:
    """The conditions on the formulas in a layer's fields, and in those of the layers that it holds.

    >>> from symparam import layers, sizes
    >>> n, = sizes("n")
    >>> [(need.left, need.op, need.right, need.why) for need in given_needs(layers.Dense(n - 5))]
    [(n - 5, '>=', 1, 'units is at least 1')]
    >>> list(given_needs(layers.Dense(2 * n)))
    []
    """
    for name, least in _sizes(type(layer)):
        for value in _formulas(getattr(layer, name)):
            if least is None:
                yield from given_needs(value)
                continue
            numerator, denominator = value.as_numer_denom()
            if least > 1 or not (_positive(numerator) and _positive(denominator)):
                yield Need(value, ">=", least, f"{name} is at least {least}")
            if denominator != 1:
                divisor = int(denominator) if denominator.is_Integer else denominator
                yield Need(divisor, "divides", expand(numerator), f"{name} is a whole number")


@cache
def _sizes(kind: type[Layer]) -> tuple[tuple[str, int | None], ...]:
    """The fields that are sizes, with the smallest value of each; None for those that are layers."""
    return tuple(
        (f.name, f.metadata.get("least")) for f in fields(kind) if "least" in f.metadata or f.metadata.get("layer")
    )


def _formulas(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _formulas(part)
    elif isinstance(value, Layer) or (isinstance(value, Expr) and not value.is_Symbol):
        yield value


def _positive(value: Expr) -> bool:
    """Whether a formula is a sum of products of sizes, which are at least 1 each."""
    return all(_is_product(*term.as_coeff_Mul()) for term in Add.make_args(value))


def _is_product(coefficient: Expr, rest: Expr) -> bool:
    powers = rest.as_powers_dict() if rest != 1 else {}
    return bool(
        coefficient.is_Integer
        and coefficient > 0
        and all(base.is_Symbol and power.is_Integer and power > 0 for base, power in powers.items())
    )
