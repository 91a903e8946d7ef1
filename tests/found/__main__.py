"""Count anew what is read of published scripts: ``python -m tests.found REPOSITORIES`` renews the table of them.

REPOSITORIES is a folder with a copy of each repository, ``owner+name``; rows whose repository is not there stay as they
are. ``--add keras-team/keras HEAD '^examples/'`` adds the scripts of a repository whose paths a pattern matches.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

from .outcome import outcome
from .reasons import told
from .sources import Source, repositories

TABLE = Path(__file__).parent.parent / "readers" / "found_scripts.csv"
HEAD = ("repository", "commit", "path", "models", "shown", "result")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.found", description=__doc__)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("--add", nargs=3, action="append", default=[], metavar=("REPOSITORY", "REVISION", "PATTERN"))
    parser.add_argument("--table", type=Path, default=TABLE)
    options = parser.parse_args()
    known = repositories(options.repositories)
    rows = read(options.table)
    for name, revision, pattern in options.add:
        rows |= {source: [] for source in known[name].scripts(revision, pattern) if source not in rows}
    with tempfile.TemporaryDirectory() as folder:
        for source in rows:
            if source.repository in known:
                found = outcome(known[source.repository].written(source, Path(folder)))
                rows[source] = [str(found.models), str(len(found.shown)), told(found)]
                print(f"{found.seconds:5.1f} s  {source.repository}/{source.path}: {rows[source][-1]}", flush=True)
    write(options.table, rows)
    for result, times in Counter(row[-1] for row in rows.values()).most_common():
        print(f"{times:6} {result}")
    return 0


def read(table: Path) -> dict[Source, list[str]]:
    """The rows of the table, by their script."""
    with table.open(newline="") as file:
        _, *rows = csv.reader(file)
    return {Source(*row[:3]): row[3:] for row in rows}


def write(table: Path, rows: dict[Source, list[str]]) -> None:
    with table.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows([s.repository, s.commit, s.path, *row] for s, row in sorted(rows.items(), key=_order))


def _order(item: tuple[Source, list[str]]) -> tuple[str, str, str]:
    return item[0].repository.lower(), item[0].commit, item[0].path


if __name__ == "__main__":
    sys.exit(main())
