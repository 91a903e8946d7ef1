"""The sizes that a sweep goes through, as people write them: 32:512:16, with both ends, or 2,10,100."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import index
from typing import Any

from ..errors import Malformed

MOST = 100_000  # points of one sweep; so many are worked out and written in a few seconds

_PART = re.compile(r"\s*(\d+)\s*(?::\s*(\d+)\s*(?::\s*(\d+)\s*)?)?\Z", re.ASCII)


def is_range(value: object) -> bool:
    """Whether a value stands for several sizes, and is not a size, a name or a formula.

    >>> is_range("32:512:16"), is_range("2,10"), is_range("2*H"), is_range(7), is_range([1, 2]), is_range("[3,4]")
    (True, True, False, False, True, False)
    """
    if isinstance(value, str):
        return ":" in value or ("," in value and not {"(", "["} & set(value))
    return not isinstance(value, int) and hasattr(value, "__iter__")


def points(name: str, value: Any) -> tuple[int, ...]:
    """The sizes in order, each once.

    >>> points("H", "32:64:16,100")
    (32, 48, 64, 100)
    >>> points("H", range(1, 4))
    (1, 2, 3)

    Raises SizeError where the text is no range, the range is empty or too long, or an item is no whole number.
    """
    found = list(_written(name, value)) if isinstance(value, str) else list(_whole(name, value))
    if not found:
        raise Malformed(f"{name}={value}: there is no size in it")
    if len(found) > MOST:
        raise Malformed(f"{name}={value}: more than {MOST:,} sizes")
    return tuple(dict.fromkeys(found))


def _written(name: str, text: str) -> Iterable[int]:
    for part in text.split(","):
        match = _PART.match(part)
        if match is None:
            raise Malformed(
                f"{name}={text}: {part.strip()!r} is no range; write START:STOP:STEP (both ends included), "
                "or sizes separated by commas"
            )
        start, stop, step = (None if g is None else int(g) for g in match.groups())
        assert start is not None
        if step == 0:
            raise Malformed(f"{name}={text}: the step must be at least 1")
        if stop is not None and stop < start:
            raise Malformed(f"{name}={text}: {stop} is below {start}; a range goes upwards")
        if stop is not None and (stop - start) // (step or 1) >= MOST:
            raise Malformed(f"{name}={text}: more than {MOST:,} sizes")
        yield from (start,) if stop is None else range(start, stop + 1, step or 1)


def _whole(name: str, values: Any) -> Iterable[int]:
    for n in values:
        try:
            yield index(n)
        except TypeError:
            raise Malformed(f"{name}: {n!r} is no whole number") from None
