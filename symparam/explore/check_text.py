"""What a check says, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..algebra import Dim, names_in
from ..algebra.display import display
from ..algebra.text import ASCII, UNICODE, text
from ..printable import printable, printable_json

if TYPE_CHECKING:
    from .check import Check, Fault


def written(value: Dim, ascii: bool = False) -> str:
    """A formula as text."""
    return text(display(value), ASCII if ascii else UNICODE)


def in_words(found: Check) -> str:
    """Whether the sizes are legal, each fault with its cure, the nearest legal sizes, and all legal ones."""
    at = ", ".join(f"{name}={n}" for name, n in found.sizes.items())
    where = f" at {at}" if at else ""
    lines = [f"{found.model} is {'legal' if found.legal else 'not legal'}{where}."]
    if found.open is not None:
        lines[0] = f"{found.model} is legal{where} for {found.open}."
    lines += [f"  {line}" for fault in found.faults for line in fault_lines(fault)]
    if found.nearest:
        several = sum(len(n) for n in found.nearest[0].values()) > 1 or len(found.nearest) > 1
        near = ", or ".join(", ".join(_choice(name, n) for name, n in change.items()) for change in found.nearest)
        lines.append(f"The nearest legal {'sizes are' if several else 'size is'} {near}.")
    if found.domain is not None and found.domain.conditions and found.open is None:
        lines.append("No sizes are legal." if found.domain.is_empty else f"Legal for {found.domain}.")
    return "\n".join(map(printable, lines)) + "\n"


def fault_lines(fault: Fault) -> list[str]:
    """``net.py:14 fc1.in_features must be 2704, now 400: it is 16⌊(H − 12)/4⌋⌊(W − 12)/4⌋``."""
    place = f"{fault.place} " if fault.place else ""
    if not fault.field:
        return [f"{place}{fault.need.refusal(fault.layer)}"]
    return [f"{place}{fault.cure}{_formula(fault)}"]


def _formula(fault: Fault) -> str:
    return f": it is {written(fault.formula)}" if names_in(fault.formula) else ""


def _choice(name: str, sizes: Any) -> str:
    first, *more = sizes
    return f"{name}={first}" + "".join(f" or {n}" for n in more)


def in_json(found: Check) -> str:
    """One object: whether the sizes are legal, the faults with their cures, and the legal sizes."""
    return printable_json(
        {
            "schema": "symparam-check-1",
            "model": found.model,
            "legal": found.legal,
            "sizes": dict(found.sizes),
            "faults": [_fault(fault) for fault in found.faults],
            "nearest": [{name: list(n) for name, n in change.items()} for change in found.nearest],
            "domain": None if found.domain is None else found.domain.text(ascii=True),
        }
    )


def _fault(fault: Fault) -> dict[str, Any]:
    file, _, line = fault.place.rpartition(":")
    need = fault.need
    return {
        "layer": fault.layer,
        "type": fault.type,
        "file": file or None,
        "line": int(line) if line.isdigit() else None,
        "why": need.why,
        "left": need.left if isinstance(need.left, int) else str(need.left),
        "relation": need.op,
        "right": need.right if isinstance(need.right, int) else str(need.right),
        "setting": fault.field or None,
        "now": fault.now,
        "must": fault.must,
        "formula": written(fault.formula, ascii=True) if fault.field else None,
        "choices": list(fault.choices),
        "cure": fault.cure or None,
    }
