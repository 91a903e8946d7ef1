"""The growth of a total as text; decimals are rounded from exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sympy import Add

from ..algebra import Dim, size
from ..algebra.display import display
from ..algebra.figures import decimal, percent
from ..algebra.text import text as formula
from ..printable import printable
from .table import table

if TYPE_CHECKING:
    from .growth import Along, Growth

ROWS = 5  # layers that are listed


def text(growth: Growth) -> str:
    """The leading term, then a paragraph for each symbol."""
    m = growth.measure
    together = f", as {' and '.join(a.name for a in growth.along)} grow together" if len(growth.along) > 1 else ""
    head = f"{m.heading} ∼ {approximate(growth.joint)}{together}" if growth.joint is not None else m.heading
    lines = [head, f"{m.name}: {m.counts}"]
    if growth.fixed:
        lines.append("at " + ", ".join(f"{n}={formula(display(v))}" for n, v in growth.fixed.items()))
    for along in growth.along:
        lines += ["", *_along(along)]
    return "\n".join(lines) + "\n"


def _along(a: Along) -> list[str]:
    lead = a.leading
    if lead.degree is None:
        lines = [f"{a.name}: faster than any power"]
    else:
        power = "" if lead.degree == 0 else formula(display(size(a.name) ** lead.degree))
        lines = [f"{a.name}: degree {lead.degree}, ∼ {_times(lead.coefficient, power)}"]
    if a.doubling is not None and a.at is not None:
        limit = "" if (ratio := lead.ratio()) is None else f", in the limit {ratio}"
        lines.append(f"  {a.name}={a.at} → {2 * a.at}: times {decimal(a.doubling, 3)}{limit}")
    if a.owners:
        told = [f"{printable(o.layer)} for {_span(a.name, o.first, o.last)}" for o in a.owners]
        lines.append(f"  largest share: {'; '.join(told)}")
    elif a.owners is None and a.shares:
        lines.append("  where the shares cross is not decided here")
    for kind, shares in (("layer", a.shares), *a.groups.items()):
        rows = [[printable(s.layer), percent(s.here), percent(s.far)] for s in shares[:ROWS]]
        if rows:
            here = f"at {a.name}={a.at}" if a.at is not None else "here"
            lines += ["  " + line for line in table([kind, here, f"{a.name} → ∞"], rows)]
            if len(shares) > ROWS:
                lines.append(f"  and {len(shares) - ROWS} more")
    return lines


def _span(name: str, first: int, last: int | None) -> str:
    if last is None:
        return f"{name} ≥ {first}"
    return f"{name} = {first}" if first == last else f"{name} in {first}…{last}"


def _times(coefficient: Dim, power: str) -> str:
    told = approximate(coefficient)
    if not power:
        return told
    if told == "1":
        return power
    return f"({told})·{power}" if not isinstance(coefficient, int) and coefficient.is_Add else f"{told}·{power}"


def approximate(value: Dim) -> str:
    """A formula with its fractional coefficients rounded to four digits.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> approximate(H * W * 1024 / 9)
    '113.8·H·W'
    """
    if isinstance(value, int) or value.is_Rational:
        return decimal(Fraction(value) if isinstance(value, int) else Fraction(int(value.p), int(value.q)))
    parts = []
    for term in sorted(Add.make_args(value), key=lambda t: (t.is_Rational, str(t))):
        c, rest = term.as_coeff_Mul(rational=True)
        inside = formula(display(rest))
        inside = f"({inside})" if rest.is_Add else inside
        factor = decimal(abs(Fraction(int(c.p), int(c.q))))
        parts.append((c < 0, factor if rest == 1 else inside if abs(c) == 1 else f"{factor}·{inside}"))
    first = ("−" if parts[0][0] else "") + parts[0][1]
    return first + "".join(f" {'−' if negative else '+'} {told}" for negative, told in parts[1:])
