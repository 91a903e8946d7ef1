"""A sweep taken apart by the stages of the network, for a plot that stacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..algebra import bind
from ..algebra.compiled import compile_function
from ..errors import RequestError
from ..frozen import dataclass

if TYPE_CHECKING:
    from ..report import Report
    from .sweep import Sweep

MOST = 6  # layers of a stack that can be told apart; the others are one


@dataclass(frozen=True)
class Layer:
    """A layer of a stack: what it is called, and for each total its values at the points; None where one is illegal."""

    title: str
    values: tuple[tuple[int | None, ...], ...]


def layered(report: Report, swept: Sweep, **options: Any) -> tuple[Layer, ...]:
    """The stages with the largest parts, in the order of the network, and the others together.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Dense(2), layers.Dense(3)], input=sizes("d")).derive()
    >>> [(layer.title, layer.values) for layer in layered(report, report.sweep(d=range(1, 3)))]
    [('dense', ((4, 6),)), ('dense_1', ((9, 9),))]

    Raises RequestError for a sweep over several sizes, and for a total that is no sum over the layers.
    """
    if len(swept.names) != 1:
        raise RequestError(f"stages are stacked over one size, not over {' and '.join(swept.names)}")
    parts = [_by_stage(report, m.name, swept, **options) for m in swept.what]
    titles = [*dict.fromkeys(title for part in parts for title in part)]
    none = (0,) * len(swept.points)
    found = {title: tuple(part.get(title, none) for part in parts) for title in titles}
    weight = {title: sum(v[-1] for v in values if v) for title, values in found.items()}
    kept = set(sorted(titles, key=lambda title: -weight[title])[:MOST])
    rest = [found[title] for title in titles if title not in kept]
    stacks = [Layer(title, _gaps(found[title], swept)) for title in titles if title in kept]
    if rest:
        together = tuple(tuple(map(sum, zip(*column, strict=True))) for column in zip(*rest, strict=True))
        stacks.append(Layer(f"{len(rest)} other stages", _gaps(together, swept)))
    return tuple(stacks)


def _by_stage(report: Report, name: str, swept: Sweep, **options: Any) -> dict[str, tuple[int, ...]]:
    """What each stage that adds something adds to a total at each point, 0 where the point is illegal."""
    stages = {row.name: stage.title for stage in report.stages() for row in stage.every}
    columns = [0 if v is None else v for v in report.column(name, **options)]
    rows = [bind(v, swept.fixed) for v in columns]
    f = compile_function(rows, swept.names)
    at = [f(*p.sizes) if p.values else (0,) * len(rows) for p in swept.points]
    index = [m.name for m in swept.what].index(name)
    for p, values in zip(swept.points, at, strict=True):
        if p.values and sum(values) != p.values[index]:
            raise RequestError(f"{name} is no sum over the layers, and cannot be stacked")
    found: dict[str, tuple[int, ...]] = {}
    for i, row in enumerate(report.rows):
        title = stages.get(row.name, row.title)
        before = found.get(title, (0,) * len(at))
        found[title] = tuple(n + values[i] for n, values in zip(before, at, strict=True))
    return {title: values for title, values in found.items() if any(values)}


def _gaps(values: tuple[tuple[int, ...], ...], swept: Sweep) -> tuple[tuple[int | None, ...], ...]:
    legal = [p.values is not None for p in swept.points]
    return tuple(tuple(n if ok else None for n, ok in zip(column, legal, strict=True)) for column in values)
