"""Runs of equal blocks as one row each: ResNet-152 shows its stages, not its five hundred rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ..algebra import Dim, Shape, gathered
from ..algebra.nodes import Number, multiply, sum_of
from ..costs import Work
from ..report import Report
from ..row import Row
from ..steps import Lines, Steps
from .runs import Run, runs
from .titles import called, title

LONGEST = 64  # rows in a block


def fold(report: Report) -> Report:
    """The report with every run of equal blocks as one row, repeated so many times; its totals are the same.

    Blocks are equal where types, weight shapes, output shapes and connections are. A block that feeds anything but
    its successor, except by its last row, stays as it is. A block with branches that begins such a run, as the one with
    a projection does in a stage of a ResNet, is one row too.
    """
    rows, last_use = report.rows, last_uses(report.rows)
    folded: list[Row] = []
    renamed: dict[str, str] = {}
    free = 0  # the first row that no block has taken

    def add(block: Sequence[Row], times: int) -> None:
        row = joined(block, len(block) // times, times)
        renamed[block[-1].name] = row.name
        folded.append(row)

    for run in runs(signatures(rows), LONGEST, partial(_closed, rows, last_use), partial(_merit, rows)):
        if run.times == 1:
            folded.append(rows[run.start])
            continue
        first = _opening(rows, run.start, run.length, last_use, free)
        if first < run.start:
            del folded[len(folded) - (run.start - first) :]
            add(rows[first : run.start], 1)
        add(rows[run.start : run.stop], run.times)
        free = run.stop
    named = _titled(folded, {row.name for row in rows})
    renamed = {name: named[to] for name, to in renamed.items()}
    return replace(
        report,
        rows=tuple(
            replace(row, name=named[row.name], inputs=tuple(renamed.get(name, name) for name in row.inputs))
            for row in folded
        ),
    )


def _titled(rows: Sequence[Row], taken: set[str]) -> dict[str, str]:
    """What each row is called: a folded one as people call its blocks, where that is no other's name."""
    titles = {row.name: title(row.rows, len(row.rows) // _times(row)) if row.folded else row.name for row in rows}
    several = Counter(titles.values())
    return {name: name if said in taken or several[said] > 1 else said for name, said in titles.items()}


def _times(row: Row) -> int:
    assert isinstance(row.repeat, int)  # rows are folded by their number
    return row.repeat


def unfold(report: Report) -> Report:
    """The report with folded rows replaced by the rows that they stand for."""
    last = {row.name: row.rows[-1].name for row in report.rows if row.folded}
    rows: list[Row] = []
    for row in report.rows:
        if row.folded:
            rows += row.rows
        else:
            rows.append(replace(row, inputs=tuple(last.get(name, name) for name in row.inputs)))
    return replace(report, rows=tuple(rows))


BLOCK = "Block"


def signatures(rows: Sequence[Row]) -> list[int]:
    """A number for each row, equal for rows that look alike: by type, weights, outputs, and how far back inputs are."""
    place = {row.name: i for i, row in enumerate(rows)}
    numbers: dict[Hashable, int] = {}
    result = []
    for i, row in enumerate(rows):
        key: tuple[Any, ...] = (
            row.type,
            tuple((w.name.rpartition("/")[2], w.shape, w.trainable) for w in row.weights),  # without a layer's own name
            row.outputs,
            tuple(i - place[name] for name in row.inputs if name in place),
        )
        if row.shared or row.unknown or row.repeat != 1:
            key = (i,)
        result.append(numbers.setdefault(key, len(numbers)))
    return result


def last_uses(rows: Sequence[Row]) -> list[int]:
    """The index of the last row that each row feeds."""
    place = {row.name: i for i, row in enumerate(rows)}
    uses = list(range(len(rows)))
    for i, row in enumerate(rows):
        for name in row.inputs:
            if name in place:
                uses[place[name]] = max(uses[place[name]], i)
    return uses


def _closed(rows: Sequence[Row], last_use: Sequence[int], run: Run) -> bool:
    """Whether a run has weights, and feeds what follows by its last row alone."""
    within = range(run.start, run.stop)
    return all(last_use[j] < run.stop for j in within[:-1]) and any(rows[j].weights for j in within)


def _merit(rows: Sequence[Row], run: Run) -> int:
    """How well a run begins: with what is named as one block, and not with an activation of what stands before."""
    block = rows[run.start : run.start + run.length]
    named = run.length > 1 and called(block) != ""
    return 2 * named + (block[0].traits().family != "activation")


def _opening(rows: Sequence[Row], end: int, length: int, last_use: list[int], free: int) -> int:
    """Where the block begins that stands before a run: one that takes a single row, and has the weighted layers of it.

    The end, where there is none.
    """
    wanted = Counter(row.type for row in rows[end : end + length] if row.weights)
    for i in range(end - 1, max(free, end - 2 * length) - 1, -1):
        block = rows[i:end]
        inside = {row.name for row in block}
        outside = [name for row in block for name in row.inputs if name not in inside]
        if any(row.shared or row.unknown or row.repeat != 1 or not row.inputs for row in block):
            break
        if (
            len(set(outside)) == 1
            and (len(outside) > 1 or called(block))
            and all(last_use[j] < end for j in range(i, end - 1))
            and not wanted - Counter(row.type for row in block)
        ):
            return i
    return end


def joined(rows: Sequence[Row], length: int, times: int) -> Row:
    """One row for so many equal blocks of this length."""
    block = rows[:length]
    many = (times,) if times > 1 else ()
    weights = tuple(
        replace(w, name=f"{row.name}/{w.name}", shape=Shape((*many, *w.shape))) for row in block for w in row.weights
    )
    inside = {row.name for row in rows}
    inputs = tuple(dict.fromkeys(name for row in block for name in row.inputs if name not in inside))
    return replace(
        rows[length - 1],
        name=f"{block[0].name} – {rows[-1].name}",
        type=BLOCK,
        inputs=inputs,
        weights=weights,
        repeat=times,
        rows=tuple(rows),
        calls=(),
        steps=partial(_steps, block, times),
        work=partial(_work, tuple(rows)),
    )


def _work(rows: Sequence[Row], bindings: Mapping[str, Dim] | None = None) -> tuple[Work, ...]:
    """The work of all rows that the block stands for."""
    return tuple(w for row in rows for w in row.work(bindings or {}))


def _steps(block: Sequence[Row], times: int, bindings: Mapping[str, Dim] | None = None) -> Steps:
    """The parameters of all blocks: so many times the sum of one block's."""
    inside = [lines for row in block if (lines := row.steps(bindings or {}).params)]
    added = sum_of([lines.substituted for lines in inside])
    node = multiply([Number(times), added]) if times > 1 else added
    return Steps(Lines("params", node, node, gathered(times * lines.simplified for lines in inside)), (), ())
