"""Whether a model is legal at some sizes, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..algebra import names_in
from ..algebra.display import display
from .tree import Document, Legal, Math, Outline, Spans

if TYPE_CHECKING:
    from ..explore.check import Check, Fault


def check(found: Check) -> Document:
    """Whether the sizes are legal, each fault with its cure, the nearest legal sizes, and all legal ones."""
    return Document(found.model, (), (Outline(tuple(_lines(found))),), answer=True)


def _lines(found: Check) -> Iterator[tuple[int, Spans]]:
    at = ", ".join(f"{name}={n}" for name, n in found.sizes.items())
    where = f" at {at}" if at else ""
    if found.open is not None:
        yield 0, (f"{found.model} is legal{where} for ", Legal(found.open), ".")
    else:
        yield 0, (f"{found.model} is {'legal' if found.legal else 'not legal'}{where}.",)
    for fault in found.faults:
        yield 1, _fault(fault)
    if found.nearest:
        several = sum(len(n) for n in found.nearest[0].values()) > 1 or len(found.nearest) > 1
        near = ", or ".join(", ".join(_choice(name, n) for name, n in change.items()) for change in found.nearest)
        yield 0, (f"The nearest legal {'sizes are' if several else 'size is'} {near}.",)
    if found.domain is not None and found.domain.conditions and found.open is None:
        yield 0, ("No sizes are legal.",) if found.domain.is_empty else ("Legal for ", Legal(found.domain), ".")


def _fault(fault: Fault) -> Spans:
    """``net.py:14 fc1.in_features must be 2704, now 400: it is 16⌊(H − 12)/4⌋⌊(W − 12)/4⌋``."""
    place = f"{fault.place} " if fault.place else ""
    if not fault.field:
        return (f"{place}{fault.need.refusal(fault.layer)}",)
    formula = (": it is ", Math(display(fault.formula))) if names_in(fault.formula) else ()
    return (f"{place}{fault.cure}", *formula)


def _choice(name: str, sizes: tuple[int, ...]) -> str:
    first, *more = sizes
    return f"{name}={first}" + "".join(f" or {n}" for n in more)
