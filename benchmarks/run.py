"""What symparam costs, beside what people would do without it: ``python benchmarks/run.py`` prints a table.

Both sides of a row run in turns in one go, so that a busy machine slows both alike. A row shows the medians, half the
distance between the quartiles, and the ratio of the medians beside the most that it may be. ``--rewrite`` puts the
table into docs/performance.md. Rows whose peer is not installed are left out, and said to be.
"""

from __future__ import annotations

import argparse
import datetime
import platform
import sys
from pathlib import Path

from pairs import Pair, Timing, time_in_turns
from rows import ROWS

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
START, END = "<!-- table -->\n", "<!-- end of the table -->\n"
HEAD = "| what | beside | symparam | peer | ratio | at most |\n|---|---|--:|--:|--:|--:|\n"


def cell(timing: Timing) -> str:
    """A median with its spread, in the unit that fits."""
    unit, factor = next((u, f) for u, f in (("s", 1), ("ms", 1e3), ("µs", 1e6)) if timing.median * f >= 1 or u == "µs")
    spread = float(f"{timing.spread * factor:.1g}")  # one digit, and no exponent
    return f"{timing.median * factor:.3g} ± {spread:g} {unit}"


def line(pair: Pair, ours: Timing, theirs: Timing) -> str:
    limit = "–" if pair.at_most is None else f"{pair.at_most:g}"
    ratio = f"{ours.median / theirs.median:.3g}"
    return f"| {pair.what} | {pair.beside} | {cell(ours)} | {cell(theirs)} | {ratio} | {limit} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rewrite", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--only", default="", help="rows whose function has this text in its name")
    chosen = parser.parse_args()
    table = HEAD
    print(HEAD, end="")
    for make in (row for row in ROWS if chosen.only in row.__name__):
        try:
            pair = make()
        except ModuleNotFoundError as missing:
            print(f"{make.__name__}: {missing.name} is not installed", file=sys.stderr)
            continue
        row = line(pair, *time_in_turns(pair))
        print(row, end="", flush=True)
        table += row
    if chosen.rewrite:
        where = f"Python {platform.python_version()}, {platform.machine()}, {datetime.date.today():%B %Y}"
        before, rest = PAGE.read_text("utf-8").split(START)
        PAGE.write_text(f"{before}{START}{table}\nMeasured with {where}.\n{END}{rest.split(END)[1]}", "utf-8")


if __name__ == "__main__":
    main()
