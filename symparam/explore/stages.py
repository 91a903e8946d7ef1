"""The stages of a network, as people draw it: chains of layers that belong together, and blocks that repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ..algebra import Dim
from ..frozen import dataclass
from ..printable import beginning
from ..report import Report
from ..row import Row
from .fold import joined, last_uses, signatures
from .runs import runs
from .titles import title

MANY = 24  # chains; a network of more is cut where few tensors pass
LARGEST = 120  # rows of a block between two cuts
FEW = 16  # stages of PyTorch's modules, more than which one level less is shown
PERIOD = 8  # segments of a block that repeats


@dataclass(frozen=True)
class Stage:
    """Rows that follow each other, and how often their like stands there."""

    rows: tuple[Row, ...]  # of one block
    times: Dim
    equal: bool  # whether they are equal, or of the same types with other sizes
    every: tuple[Row, ...]  # of all of them
    feeds: tuple[int, ...]  # which stages it takes its inputs from, by their place

    @property
    def first(self) -> str:
        """The name of its first layer."""
        return self.every[0].title

    @property
    def last(self) -> str:
        """The name of its last layer."""
        return self.every[-1].name

    @property
    def title(self) -> str:
        """One name; what all names of a block begin with; or the first and the last name."""
        return title(self.every, len(self.rows))


def stages(report: Report) -> tuple[Stage, ...]:
    """The network as stages, each after those that feed it; between them every row of the report stands once.

    A chain of convolutions with its pooling is one; a network of many such chains is cut where few tensors pass, which
    is between its blocks, and blocks that are alike and follow each other are one stage with a number.
    """
    rows = report.rows
    if report.tree:
        return _connected(rows, _by_modules(rows, frozenset(branch.path for branch in report.tree)))
    chains = list(_chains(rows))
    if len(chains) > MANY:
        chains = _merged_by_name(rows, _blocks(rows, chains))
    return _connected(rows, _repeated(rows, chains))


def by_stages(report: Report) -> Report:
    """The report with one row for each stage; its totals are the same."""
    found = stages(report)
    titles = Counter(stage.title for stage in found)
    rows = [_row(stage, stage.title if titles[stage.title] == 1 else None) for stage in found]
    names = {row.name: made.name for stage, made in zip(found, rows, strict=True) for row in stage.every}
    return replace(
        report,
        rows=tuple(
            replace(row, inputs=tuple(dict.fromkeys(names.get(name, name) for name in row.inputs))) for row in rows
        ),
    )


def _row(stage: Stage, name: str | None) -> Row:
    if len(stage.every) == 1:
        return stage.every[0]
    times = len(stage.every) // len(stage.rows) if stage.equal else 1
    row = joined(stage.every, len(stage.every) // times, times)
    return replace(row, name=name or row.name)


Segment = range  # of rows, by their place


@dataclass(frozen=True)
class Blocks:
    """Blocks that follow each other: all their rows, and how many blocks they are."""

    rows: Segment
    times: int
    equal: bool


# --- chains -------------------------------------------------------------------------------------------------------


def _chains(rows: Sequence[Row]) -> Iterator[Segment]:
    uses = _uses(rows)
    begin = 0
    for i in range(1, len(rows)):
        attached = rows[i].inputs == (rows[i - 1].name,) and uses[rows[i - 1].name] == 1
        if not attached or _opens(rows[begin:i], *rows[i : i + 2]):
            yield range(begin, i)
            begin = i
    if rows:
        yield range(begin, len(rows))


def _uses(rows: Sequence[Row]) -> dict[str, int]:
    uses = dict.fromkeys((row.name for row in rows), 0)
    for row in rows:
        for name in row.inputs:
            if name in uses:
                uses[name] += 1
    return uses


LIGHT = ("normalization", "activation")  # what goes with the layer before it
LEADING = ("input", "reshape", "pooling", "border", "concatenation")  # what may stand before a stage's main layer


def _opens(before: Sequence[Row], row: Row, following: Row | None = None) -> bool:
    """Whether a row of a chain begins a stage of its own."""
    if row.parts or before[-1].parts:
        return True
    families = [r.traits().family for r in before]
    family = row.traits().family
    if all(f in LEADING for f in families):
        return False
    if family == "border":
        return following is not None and following.inputs == (row.name,) and _opens(before, following)
    if family in LIGHT:
        return False
    if family == "embedding":  # positions go with tokens and patches
        return any(f not in (*LEADING, "embedding", "convolution") for f in families)
    sliding = [f for f in families if f in ("convolution", "pooling")]
    if family == "convolution":
        beside = all(f in (*LEADING, *LIGHT, "convolution") for f in families)
        return not beside or (bool(sliding) and (sliding[-1] == "pooling" or _strides(row)))
    return family != "pooling" or _is_global(row)


def _strides(row: Row) -> bool:
    strides = row.traits().settings.get("strides")
    return isinstance(strides, tuple) and any(s != 1 for s in strides)


def _is_global(row: Row) -> bool:
    return "pool_size" not in row.traits().settings


# --- modules -----------------------------------------------------------------------------------------------------


def _by_modules(rows: Sequence[Row], branches: frozenset[str]) -> list[Blocks]:
    """PyTorch's modules as stages, as deep as few stages come of it; what stands in no module is cut into chains."""
    found = _repeated(rows, list(_modules(rows, branches, 1)))
    for depth in (2, 3):
        deeper = _repeated(rows, list(_modules(rows, branches, depth)))
        if len(deeper) > FEW:
            break
        found = deeper
    return found


def _modules(rows: Sequence[Row], branches: frozenset[str], depth: int) -> Iterator[Segment]:
    begin = 0
    around = [_around(row.name, branches, depth) for row in rows]
    for i in range(1, len(rows) + 1):
        if i == len(rows) or around[i] != around[begin]:
            if around[begin]:
                yield range(begin, i)
            else:
                yield from (range(begin + c.start, begin + c.stop) for c in _chains(rows[begin:i]))
            begin = i


def _around(name: str, branches: frozenset[str], depth: int) -> str:
    """The deepest module of at most that depth in which a row stands."""
    parts = name.split(".")
    found = (".".join(parts[:n]) for n in range(min(depth, len(parts)), 0, -1))
    return next((path for path in found if path in branches), "")


# --- blocks -------------------------------------------------------------------------------------------------------


def _blocks(rows: Sequence[Row], chains: Sequence[Segment]) -> list[Segment]:
    """The chains joined to blocks, between places where fewest tensors pass from what is above to what is below."""
    passing = _passing(rows)
    widths = sorted({passing[chain.start] for chain in chains[1:]})
    joined: list[Segment] = []
    for width in widths:
        starts = [0, *(chain.start for chain in chains[1:] if passing[chain.start] <= width), len(rows)]
        joined = [range(a, b) for a, b in pairwise(starts)]
        if max(map(len, joined)) <= LARGEST:
            return joined
    return joined


def _passing(rows: Sequence[Row]) -> list[int]:
    """For each place between two rows, how many tensors from above it are used below it."""
    change = [0] * (len(rows) + 1)
    for i, last in enumerate(last_uses(rows)):
        if last > i:
            change[i + 1] += 1
            change[last + 1 if last + 1 <= len(rows) else last] -= 1
    passing, now = [], 0
    for step in change:
        now += step
        passing.append(now)
    return passing


def _merged_by_name(rows: Sequence[Row], segments: Sequence[Segment]) -> list[Segment]:
    """Neighbours whose layers are named as one block: block2a_expand … and block2a_project …."""
    merged: list[Segment] = []
    for segment in segments:
        if merged:
            together = range(merged[-1].start, segment.stop)
            shared = _begins(rows, together)
            alone = [_begins(rows, s) for s in (merged[-1], segment)]
            if shared in alone and any(c.isdigit() for c in shared) and len(together) <= LARGEST:
                merged[-1] = together
                continue
        merged.append(segment)
    return merged


def _begins(rows: Sequence[Row], segment: Segment) -> str:
    return beginning([row.name for row in rows[segment.start : segment.stop]])


# --- repetition ---------------------------------------------------------------------------------------------------


def _repeated(rows: Sequence[Row], segments: Sequence[Segment]) -> list[Blocks]:
    """Runs of segments that are alike; where many remain, also of those that differ in nothing but sizes."""
    numbers = signatures(rows)
    like: list[tuple[Any, ...]] = [tuple(numbers[s.start : s.stop]) for s in segments]
    like = [key if rows[s.start].inputs else (s,) for s, key in zip(segments, like, strict=True)]  # inputs stand alone
    found = list(_blocks_of(segments, like, True))
    if len(found) <= MANY:
        return found
    single = [blocks.rows for blocks in found if blocks.times == 1]
    types = {b.rows: tuple(row.type for row in rows[b.rows.start : b.rows.stop]) for b in found}
    alike = [types[b.rows] if b.rows in single and rows[b.rows.start].inputs else (i,) for i, b in enumerate(found)]
    again = _blocks_of([b.rows for b in found], alike, False)
    return [next(b for b in found if b.rows == r.rows) if r.times == 1 else r for r in again]


def _blocks_of(segments: Sequence[Segment], like: Sequence[tuple[Any, ...]], equal: bool) -> Iterator[Blocks]:
    for run in runs(like, PERIOD):
        rows = range(segments[run.start].start, segments[run.stop - 1].stop)
        yield Blocks(rows, run.times, equal or run.times == 1)


def _connected(rows: Sequence[Row], found: Sequence[Blocks]) -> tuple[Stage, ...]:
    place = {rows[i].name: s for s, blocks in enumerate(found) for i in blocks.rows}
    made = []
    for s, blocks in enumerate(found):
        every = tuple(rows[blocks.rows.start : blocks.rows.stop])
        sources = {place[name] for row in every for name in row.inputs if name in place} - {s}
        one = every[: len(every) // blocks.times]
        times = one[0].repeat if len(every) == 1 else blocks.times
        made.append(Stage(one, times, blocks.equal, every, tuple(sorted(sources))))
    return tuple(made)
