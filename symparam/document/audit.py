"""A claim and what became of it, as a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .tree import Document, Outline, Spans

if TYPE_CHECKING:
    from ..explore.audit import Audit


def audit(found: Audit) -> Document:
    """Whether the claim is right; if not, how far away it is, and what gives the claimed number."""
    return Document(found.claim, (), (Outline(tuple(_lines(found))),), answer=True)


def _lines(found: Audit) -> list[tuple[int, Spans]]:
    at = ", ".join(f"{n}={v}" for n, v in found.sizes.items())
    told = f"{found.measure.name} = {found.actual:,}" + (f" at {at}" if at else "")
    low, high = found.claimed
    if found.confirmed:
        written = re.split("[=:≈~]", found.claim)[-1].strip()
        return [(0, (f"confirmed: {told}" + (f", which is {written} rounded" if low < high else ""),))]
    lines: list[tuple[int, Spans]] = [(0, (f"not confirmed: {told}",))]
    if low == high and low.denominator == 1:
        lines.append((0, (f"the claim is {_signed(int(low) - found.actual)} away from it",)))
    lines += [(1, (f"{f.value:,} is {f.says}",)) for f in found.findings]
    if not found.findings:
        lines.append((0, ("no usual convention or mistake gives the claimed number",)))
    return lines


def _signed(n: int) -> str:
    return f"{'+' if n > 0 else '−'}{abs(n):,}"
