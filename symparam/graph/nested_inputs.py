"""A model inside a model: which inputs it takes there, as the input specification of Keras's models says.

A model is built once, on its own inputs, and its weights stay what they are. Called elsewhere, it takes

- any size along an axis that its Input leaves open (None), which then may not decide the size of a weight;
- its own size along every other axis;
- but for the last axis: any size where its own is 1, and 1 where its own is another size. Keras lets such an input
  through and works out the outputs on the sizes that come, with the weights as they were built.

source: keras/src/models/functional.py (input_spec), layers/input_spec.py (allow_last_axis_squeeze), ops/function.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra import Dim, Need, Relation, Shape
from ..frozen import dataclass

Fixed = tuple[tuple[bool, ...], ...]  # for each input and each of its axes: whether only the model's own size is taken


@dataclass(frozen=True)
class Fit:
    """The shapes on which a model is built and those on which it is run, for some inputs; mostly they are the same."""

    built: tuple[Shape, ...]
    run: tuple[Shape, ...]


def numbers_fixed(inputs: tuple[Shape, ...]) -> Fixed:
    """The axes that are numbers: a symbol stands for any size."""
    return tuple(tuple(isinstance(n, int) for n in x) for x in inputs)


def fit(own: tuple[Shape, ...], fixed: Fixed, xs: tuple[Shape, ...]) -> Fit:
    """The shapes of a model's inputs where it is called on others.

    >>> fit((Shape((28, 28, 1)),), ((True, True, True),), (Shape((28, 28, 5)),))
    Fit(built=(Shape(28, 28, 1),), run=(Shape(28, 28, 5),))
    """
    built, run = [], []
    for a, held, b in zip(own, fixed, xs, strict=True):
        alike = len(a) == len(b)
        built.append(Shape(n if f else m for n, f, m in zip(a, held, b, strict=True)) if alike else a)
        run.append(Shape((*built[-1][:-1], *b[-1:])) if alike else b)
    return Fit(tuple(built), tuple(run))


def spec_needs(title: str, own: tuple[Shape, ...], fixed: Fixed, xs: tuple[Shape, ...]) -> Iterator[Need]:
    """What the inputs must be, for the model to take them."""
    for i, (a, held, b) in enumerate(zip(own, fixed, xs, strict=True)):
        which = f"input {i + 1} of {title}" if len(own) > 1 else title
        for axis, (n, f, m) in enumerate(zip(a, held, b, strict=False)):
            last = axis == len(a) - 1
            if not f or n == m or (last and n == 1):
                continue
            yield Need(n, _relation(n, axis == len(b) - 1), m, f"{which} takes {n} along axis {axis + 1}")


def _relation(own: Dim, last: bool) -> Relation:
    return "broadcasts" if last and own != 1 else "=="
