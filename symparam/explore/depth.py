"""The modules of a PyTorch model down to a depth: what is deeper stands together in the row of the module around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..algebra import Dim, total
from ..algebra.nodes import sum_of
from ..costs import Work
from ..errors import RequestError
from ..report import Report
from ..row import Branch, Row, Traits
from ..several import single
from ..steps import Lines, Steps


def at_depth(report: Report, depth: int) -> Report:
    """The report with the modules of at most so many levels, as in ``layer1.0.conv1``, which has three; totals stay.

    Each weight keeps its key in the state_dict: the name of the row, a dot, and the name that it has there. The rows
    inside are those of the full table. Raises RequestError for a depth below 1.
    """
    if depth < 1:
        raise RequestError(f"a depth is at least 1, not {depth}")
    branches = {branch.path: branch for branch in report.tree}
    groups: dict[str, list[Row]] = {}
    for row in report.rows:
        groups.setdefault(_path(row.name, depth, branches), []).append(row)
    place = {row.name: path for path, rows in groups.items() for row in rows}
    return replace(
        report,
        rows=tuple(_joined(path, rows, branches.get(path), place) for path, rows in groups.items()),
        tree=tuple(branch for branch in report.tree if branch.path.count(".") < depth - 1),
    )


def _path(name: str, depth: int, branches: Mapping[str, Branch]) -> str:
    """The row in which a row stands: the module of that depth around it, or the row by itself."""
    around = ".".join(name.split(".")[:depth])
    return around if around in branches else name


def _joined(path: str, rows: Sequence[Row], branch: Branch | None, place: Mapping[str, str]) -> Row:
    """One row for all rows within a module."""
    if branch is None:
        (row,) = rows
        return replace(row, inputs=_others(path, rows, place))
    last = rows[-1]
    outputs, batches = (branch.outputs, branch.batches) if branch.outputs else (last.outputs, last.batches)
    start = len(path) + 1
    return Row(
        name=path,
        type=branch.type,
        inputs=_others(path, rows, place),
        output=single(outputs),
        batches=batches,
        weights=tuple(replace(w, name=row.key(w.name)[start:]) for row in rows for w in row.weights),
        shared=tuple(replace(w, name=row.key(w.name)[start:]) for row in rows for w in row.shared),
        tied={row.key(name)[start:]: key for row in rows for name, key in row.tied.items()},
        steps=partial(_steps, rows),
        work=partial(_work, rows),
        traits=partial(_traits, branch.type),
        rows=tuple(rows),
        unknown=any(row.unknown for row in rows),
    )


def _others(path: str, rows: Sequence[Row], place: Mapping[str, str]) -> tuple[str, ...]:
    """The rows that feed these, without those within them."""
    found = dict.fromkeys(place.get(name, name) for row in rows for name in row.inputs)
    return tuple(name for name in found if name != path)


def _traits(kind: str, bindings: Mapping[str, Dim] | None = None) -> Traits:
    return Traits(kind, "model")


def _work(rows: Sequence[Row], bindings: Mapping[str, Dim] | None = None) -> tuple[Work, ...]:
    return tuple(w for row in rows for w in row.work(bindings or {}))


def _steps(rows: Sequence[Row], bindings: Mapping[str, Dim] | None = None) -> Steps:
    """The parameters of all rows within, one sum."""
    inside = [lines for row in rows if (lines := row.steps(bindings or {}).params)]
    if not inside:
        return Steps(None, (), ())
    added = sum_of([lines.substituted for lines in inside])
    return Steps(Lines("params", added, added, total(lines.simplified for lines in inside)), (), ())
