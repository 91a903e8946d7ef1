"""Totals over a range or a grid of sizes; illegal sizes are gaps with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from ..algebra import Dim, bind
from ..algebra.compiled import compile_function
from ..algebra.tied_sizes import ties
from ..budget import spend
from ..errors import SizeError, UnknownName
from ..frozen import dataclass
from ..outlets import Answer
from ..printable import printable
from ..report import Report
from .legal import Legal
from .measure import Measure, free_names, measures, with_defaults, without_conditions, without_say
from .ranges import MOST, is_range, points

if TYPE_CHECKING:
    from numpy.ma import MaskedArray
    from pandas import DataFrame

    from .layered import Layer


@dataclass(frozen=True, slots=True)
class Point:
    """One place of a sweep: its sizes, and the totals there, or the reason why there are none."""

    sizes: tuple[int, ...]
    values: tuple[int, ...] | None
    reason: str = ""


@dataclass(frozen=True)
class Sweep(Answer):
    """The points of a sweep, in the order of the ranges; the last name changes fastest."""

    model: str
    names: tuple[str, ...]
    fixed: Mapping[str, Dim]  # sizes and ties that hold at every point
    what: tuple[Measure, ...]
    points: tuple[Point, ...]

    kind: ClassVar = "sweep"

    def to_csv(self) -> str:
        """One line for each point, in exact integers."""
        return str(self.to("csv"))

    def to_numpy(self) -> MaskedArray[Any, Any]:
        """A masked structured array, exact: int64 where all values fit, Python integers where not; gaps are masked."""
        from .frames import numpy_record

        return numpy_record(self)

    def to_pandas(self) -> DataFrame:
        """A data frame, exact: Int64 where all values fit, Python integers where not; gaps are missing values."""
        from .frames import pandas_frame

        return pandas_frame(self)

    def plot(
        self,
        path: str | PurePath,
        *,
        log: bool = False,
        budgets: Mapping[str, int] | None = None,
        stack: tuple[Layer, ...] = (),
    ) -> None:
        """Draw it into a file: .svg, .png or .pdf; with logarithmic axes, and a line at the budget of a total.

        What ``symparam.explore.layered`` gives for it is stacked below the totals.
        """
        from .plot import Style, plot

        plot(self, path, Style(log, budgets or {}, stack))

    def chart(self, width: int = 72, height: int = 16) -> str:
        """A small chart of characters."""
        from .chart import chart

        return chart(self, width, height)

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def _repr_html_(self) -> str:
        from .answer_reprs import picture

        return picture({self.model: self}) + super()._repr_html_()


def sweep(report: Report, sizes: Mapping[str, Any], what: str | Iterable[str] = "params", **options: Any) -> Sweep:
    """Totals over ranges of sizes; the defaults fill what is not given.

    A size is a range ("32:512:16" with both ends, "2,10,100", or anything to iterate over), a number, or a tie to
    another name ("H", "2*H").

    >>> from symparam import Facts, Sequential, layers
    >>> from symparam import sizes as names
    >>> report = Sequential([layers.Conv1D(8, 3)], input=names("T C")).derive()
    >>> print(sweep(report, {"T": "2:4", "C": 1}, "params,macs").to_csv(), end="")
    T,params,macs,reason
    2,,,conv1d: kernel 3 does not fit into the length; 2 is below 3
    3,32,24,
    4,32,48,

    Raises SizeError for an unknown name, total or option, and for a range that is none.
    """
    wanted = measures(report, what, **options)
    known = free_names(report, wanted)
    sizes = report.spelled(sizes)
    for name in sizes:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            pinned = f"; {name} is {report.pinned[name]} in this model" if name in report.pinned else ""
            raise UnknownName(
                f"{report.name} has no symbol {name}; {has}{pinned}; a batch is named by batch={name!r}, "
                f"on the command line --batch {name}"
            )
    ranges = {name: points(name, value) for name, value in sizes.items() if is_range(value)}
    names = tuple(ranges)
    if prod(map(len, ranges.values())) > MOST:
        raise SizeError(f"the grid has more than {MOST:,} points; give a step, as in {names[0]}=START:STOP:STEP")
    tied = ties({name: value for name, value in sizes.items() if name not in ranges}, known, report.name)
    silent = without_say(report, wanted, sizes)
    fixed = {**tied, **with_defaults(report, [n for n in known if n not in silent], sizes)}
    fixed = {name: bind(value, fixed) for name, value in fixed.items()}
    f = compile_function([bind(m.value, fixed) for m in wanted], names)
    legal = Legal(without_conditions(report, silent), fixed)
    accepts = legal.accepts(ranges)
    found = []
    for place in product(*ranges.values()):
        if accepts(place):
            spend()
            found.append(Point(place, f(*place)))
            continue
        reason = printable(legal.refusal(dict(zip(names, place, strict=True))))
        found.append(Point(place, None if reason else tuple(f(*place)), reason))
    return Sweep(report.name, names, {n: fixed[n] for n in known if n in fixed}, wanted, tuple(found))
