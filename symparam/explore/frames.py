"""A sweep as a NumPy record and as a pandas frame, exact in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import MissingExtra

if TYPE_CHECKING:
    from .sweep import Sweep

LARGEST = 2**63 - 1


def columns(sweep: Sweep) -> dict[str, list[int | None]]:
    """The sizes and the totals by name; None in gaps."""
    found: dict[str, list[int | None]] = {}
    for i, name in enumerate(sweep.names):
        found[name] = [p.sizes[i] for p in sweep.points]
    for i, m in enumerate(sweep.what):
        found[m.name] = [p.values[i] if p.values else None for p in sweep.points]
    return found


def numpy_record(sweep: Sweep) -> Any:
    """A masked structured array. Raises MissingExtra where NumPy is not installed."""
    try:
        import numpy as np
    except ImportError:
        raise MissingExtra("to_numpy needs NumPy: pip install numpy") from None
    data = columns(sweep)
    kinds = [(name, np.int64 if _fits(values) else object) for name, values in data.items()]
    record = np.ma.zeros(len(sweep.points), dtype=kinds)
    for name, values in data.items():
        record[name] = np.ma.array([n or 0 for n in values], dtype=record.dtype[name], mask=[n is None for n in values])
    return record


def pandas_frame(sweep: Sweep) -> Any:
    """A frame with one column for each name and total. Raises MissingExtra where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtra("to_pandas needs pandas: pip install 'symparam[pandas]'") from None
    arrays = {}
    for name, values in columns(sweep).items():
        cells = [pd.NA if n is None else n for n in values]
        arrays[name] = pd.array(cells, dtype="Int64" if _fits(values) else object)
    return pd.DataFrame(arrays)


def _fits(values: list[int | None]) -> bool:
    return all(n is None or -LARGEST <= n <= LARGEST for n in values)
