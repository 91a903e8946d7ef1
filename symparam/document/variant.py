"""The same model at other sizes, for another worksheet."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ..errors import SizeError
from ..report import Report

TRIES = 10_000
NEAR = 2  # times smaller or larger


def variant(report: Report, seed: int) -> Report:
    """The report with other default sizes, legal ones and not far from its own; equal seeds give equal sizes.

    Raises SizeError where no size can be another one.
    """
    own = report.defaults
    if not own:
        raise SizeError(f"{report.name} has no default sizes of which there could be a variant")
    random = Random(f"{seed} {sorted(own)}")
    for _ in range(TRIES):
        sizes = {name: random.randint(max(2, n // NEAR), max(3, n * NEAR)) for name, n in own.items()}
        equal: dict[int, int] = {}
        for name, n in own.items():  # square images stay square
            sizes[name] = equal.setdefault(n, sizes[name]) if n > 16 else sizes[name]
        if sizes != own and report.domain.contains(sizes):
            return replace(report, facts=replace(report.facts, defaults={**report.facts.defaults, **sizes}))
    raise SizeError(f"no variant of the sizes of {report.name} was found that is legal")
