"""Words and names in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..algebra import Dim
from ..algebra.display import display
from ..algebra.nodes import Node, Sum
from ..row import Row
from .tree import Bound, Code, Math, Span, Spans

MANY = 6
_NUMBERED = re.compile(r"(.*?)_?(\d+)\Z")


def listed(spans: Sequence[Spans], between: str = ", ") -> Spans:
    """``a, b, c``: the same between all of them, if anything."""
    gap = (between,) if between else ()
    return tuple(span for i, item in enumerate(spans) for span in (*(gap if i else ()), *item))


def join(spans: Sequence[Spans], last: str = " and ") -> Spans:
    """``a, b and c``.

    >>> join([("a",), ("b",), ("c",)])
    ('a', ', ', 'b', ' and ', 'c')
    """
    joined: list[Span] = []
    for i, item in enumerate(spans):
        joined += [*((last if i == len(spans) - 1 else ", ",) if i else ()), *item]
    return tuple(joined)


def bracketed(factor: Node) -> Spans:
    """A factor before or behind a sign of multiplication: a sum stands in brackets."""
    return ("(", Math(factor), ")") if isinstance(factor, Sum) else (Math(factor),)


def names(layers: Sequence[str]) -> Spans:
    """Names of layers; three or more that count upwards are written as a range: conv2d_2 … conv2d_5.

    Of many that do not count upwards only the first ones and the last are named, and their number.

    >>> names(["conv2d_2", "conv2d_3", "conv2d_4", "dense"])
    (Code(text='conv2d_2'), ' … ', Code(text='conv2d_4'), ' and ', Code(text='dense'))
    """
    runs = _runs(layers)
    if len(runs) > MANY:
        return (*join([(Code(run[0]),) for run in runs[:3]], ", "), " … ", Code(layers[-1]), f" ({len(layers)} layers)")
    return join(
        [
            (Code(run[0]), " … ", Code(run[-1])) if len(run) > 2 else join([(Code(name),) for name in run], ", ")
            for run in runs
        ]
    )


def row_title(row: Row) -> Spans:
    """``conv2d (Conv2D)``; of the model itself its class alone."""
    if not row.name:
        return (Code(row.type),)
    tied: Spans = (" tied to ", *join([(Code(key),) for key in ties(row)], ", ")) if row.tied else ()
    return (Code(row.title), f" ({row.type})", *tied)


def ties(row: Row) -> list[str]:
    """What the weights of a row are tied to: the other module, where all of them are its own, else each parameter.

    >>> from symparam.row import Row
    >>> from symparam.weight import Weight
    >>> weights = Weight("weight", (3, 4)), Weight("bias", (3,))
    >>> tied = {"weight": "fc.weight", "bias": "fc.bias"}
    >>> ties(Row("head", "Linear", (), (), weights, tied=tied, steps=lambda bindings: None))
    ['fc']
    """
    homes = {key.rpartition(".")[0] for key in row.tied.values()}
    same = all(key.rpartition(".")[2] == name for name, key in row.tied.items())
    whole = len(row.tied) == len(row.weights) > 1 and len(homes) == 1 and same
    return sorted(homes) if whole and "" not in homes else list(row.tied.values())


def bound(sizes: Iterable[tuple[str, int]]) -> Spans:
    """``H = 256, W = 256``."""
    return join([(Bound(name, size),) for name, size in sizes], ", ")


def held(sizes: Mapping[str, Dim]) -> Spans:
    """``at W=H, C=3``: what holds wherever something is said."""
    return ("at ", *listed([(f"{name}=", Math(display(value))) for name, value in sizes.items()]))


def _runs(layers: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for name in layers:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return runs


def _follows(before: str, name: str) -> bool:
    a, b = _NUMBERED.match(before), _NUMBERED.match(name)
    return bool(a and b and a[1] == b[1] and int(a[2]) + 1 == int(b[2]))
