"""Text out of tables of productions: a hole such as ``<number>`` is filled from the table of that name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from random import Random

from .tables import Tables

HOLE = re.compile(r"<([a-z]\w*|\d+-\d+|@)>")
DEEP = 7  # from here on every hole is filled by the first production of its table


@dataclass
class Writer:
    """Fills holes: ``<number>`` from a table, ``<2-5>`` by such a number, ``<@>`` by one that no other text has."""

    r: Random
    tables: Tables
    fresh: count[int] = field(default_factory=count)

    def fill(self, text: str, depth: int = 0) -> str:
        """The text without holes; lines that fill a hole are indented as it is."""
        own = str(next(self.fresh)) if "<@>" in text else ""
        done, end = [], 0
        for hole in HOLE.finditer(text):
            before = text[text.rfind("\n", 0, hole.start()) + 1 : hole.start()]
            indent = before if before.isspace() else ""
            filled = own if hole[1] == "@" else self.filled(hole[1], depth)
            done += [text[end : hole.start()], filled.replace("\n", "\n" + indent)]
            end = hole.end()
        return "".join([*done, text[end:]])

    def filled(self, name: str, depth: int) -> str:
        """What stands in place of a hole."""
        if name[0].isdigit():
            low, high = name.split("-")
            return str(self.r.randint(int(low), int(high)))
        table = self.tables[name]
        return self.fill(table[0] if depth >= DEEP else self.r.choice(table), depth + 1)
