"""Functions of NumPy arrays: int64 where everything on the way fits, Python's integers where not."""

from __future__ import annotations

from collections.abc import Iterable

from .lowered import Python, comment
from .magnitude import bounds
from .program import Program
from .spelling import docstring


class Arrays(Python):
    """Python's operators on arrays."""

    both, either = " & ", " | "

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self.dialect = type(self.dialect)("{}//{}", "{}**{}", "_max({})", "_min({})")

    def all_of(self, parts: list[str]) -> str:  # type: ignore[override]
        return self.both.join(f"({p})" for p in parts)

    def any_of(self, parts: list[str]) -> str:  # type: ignore[override]
        return parts[0] if len(parts) == 1 else self.either.join(f"({p})" for p in parts)


HEAD = """import numpy as np


def _whole(value):
    return np.asarray(value, dtype=object) if isinstance(value, int) and abs(value) >= 2**63 else value


def _max(*values):
    result = values[0]
    for value in values[1:]:
        result = np.maximum(_whole(result), _whole(value))
    return result


def _min(*values):
    result = values[0]
    for value in values[1:]:
        result = np.minimum(_whole(result), _whole(value))
    return result"""

READY = '''def _ready({names}):
    """The sizes as arrays of a type in which nothing overflows, after they are seen to be legal."""
    sizes = [np.asarray(x) for x in ({names}{comma})]
    if not all(x.dtype.kind in "iuO" for x in sizes):
        raise TypeError("sizes are whole numbers")
    sizes = [x.astype(object) for x in sizes]
    {names}{comma} = [max(int(x.max()), 1) if x.size else 1 for x in sizes]
    largest = max(
        {bounds},
    )
    {names}{comma} = sizes if largest >= 2**63 else [x.astype(np.int64) for x in sizes]
    if not np.all({legal}):
        raise ValueError({message!r})
    return {names}{comma}'''


def write(program: Program) -> str:
    """A module: a function for each total; with the table, ``rows`` with a dictionary by layer."""
    lower, scalars = Arrays(program.names), Python(program.names)
    names = ", ".join(lower.name(n) for n in program.names)
    comma = "," if len(program.names) == 1 else ""
    signature = ", ".join(lower.name(n) + ("" if d is None else f"={d}") for n, d in program.arguments)
    limits = ",\n        ".join([*(scalars(m) for m in bounds(program)), "0", *(lower.name(n) for n in program.names)])
    parts = [docstring(comment(program)), HEAD]
    if names:
        parts.append(
            READY.format(
                names=names,
                comma=comma,
                bounds=limits,
                legal=lower.legal(program) or "True",
                message=f"illegal sizes; the model needs {program.legal}",
            )
        )
    ready = f"    {names}{comma} = _ready({names})\n" if names else ""
    for m, r in program.totals:
        parts.append(f"def {m.name}({signature}):\n{ready}    return {lower.value(r)}")
    if program.layers:
        entries = "".join(
            f"        {layer.name!r}: ({', '.join(lower.value(r) for r in layer.results)},),\n"
            for layer in program.layers
        )
        parts.append(f"def rows({signature}):\n{ready}    return {{\n{entries}    }}")
    return "\n\n\n".join(parts) + "\n"
