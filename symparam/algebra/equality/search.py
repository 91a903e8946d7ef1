"""Looking for sizes at which two formulas, or a simulation and a formula, differ."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sympy import Expr

from ...errors import SizeError
from ..domain import Domain, Progressions
from ..evaluate import evaluate
from ..symbols import Dim
from .verdict import Verdict

TRIED = 3000  # sizes that are tried where nothing says how many are enough

Side = Dim | Callable[[Mapping[str, int]], int]


def near(points: Iterable[Mapping[str, int]], a: Side, b: Side, domain: Domain, tried: int = TRIED) -> Verdict | None:
    """A difference at the first of the given sizes that are legal."""
    for sizes in islice(points, tried):
        one, other = _value(a, sizes), _value(b, sizes)
        if one is not None and other is not None and one != other and domain.contains(sizes):
            return Verdict.no(sizes, one, other)
    return None


def search(a: Side, b: Side, names: Sequence[str], domain: Domain) -> Verdict | None:
    """A difference at some of the smallest legal sizes, or at sizes drawn from all magnitudes; always the same ones."""
    legal = {name: domain[name] for name in names}
    return None if any(v.is_empty for v in legal.values()) else near(_drawn(legal), a, b, domain)


def _drawn(legal: Mapping[str, Progressions]) -> Iterator[dict[str, int]]:
    draw = random.Random(0)
    small = {name: list(islice(values, 12)) for name, values in legal.items()}
    while True:
        yield {name: draw.choice(members) for name, members in small.items()}
        yield {name: _any(draw, values) for name, values in legal.items()}


def _any(draw: random.Random, values: Progressions) -> int:
    part = draw.choice(values.parts)
    count = min(10 ** draw.randint(1, 4), part.size or 10**4)
    return part.first + part.step * draw.randrange(count)


def _value(side: Side, sizes: Mapping[str, int]) -> Any:
    """The value at sizes; None where the formula has none, such as for a divisor of 0."""
    try:
        return evaluate(side, sizes) if isinstance(side, int | Expr) else side(sizes)
    except (SizeError, ZeroDivisionError):
        return None
