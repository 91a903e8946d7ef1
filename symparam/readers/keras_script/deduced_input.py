"""The input shape that a model itself tells, where the script leaves it to data or to whoever calls.

A model that is legal on inputs of one rank only, as one that begins with Conv2D is, has the axes of that rank, each of
a size of its own. Where several ranks are legal, or several inputs are left open, somebody has to say what is meant.
"""

from __future__ import annotations

from collections.abc import Callable

from ...errors import ReadError, SymparamError
from ...graph import Model
from ..axes import AXES
from ..given_inputs import GivenInput, Inputs
from .inputs import CURE


class SeveralOpen(ReadError):
    """A rank fits, and would be that of several inputs, of which each may have another."""

    inputs = 1


def deduced(read: Callable[[Inputs], Model], refused: ReadError) -> Model:
    """The model, read with the only rank of input that it takes.

    Raises ``refused`` where that is not known; the example in its cure has a rank that is legal.
    """
    found: dict[int, Model] = {}
    fits: dict[int, int] = {}  # the ranks that are legal, and for how many inputs
    told = refused.message.rpartition("--input ")[2].split(",")  # letters, where the first layer tells their number
    for rank in [len(told)] if told[0] in ("T", "H") else AXES:
        try:
            found[rank] = read((GivenInput((), rank=rank),))
            fits[rank] = 1
        except SeveralOpen as several:
            fits[rank] = several.inputs
        except SymparamError:
            continue
    if len(fits) == len(found) == 1:
        return found.popitem()[1]
    if fits and refused.message.endswith(f" --input {CURE}"):
        rank = 3 if 3 in fits else min(fits)
        example = CURE if rank == 3 else ",".join(AXES[rank])
        cure = " --input ".join(["", *[example] * fits[rank]])
        refused.args = (refused.message.removesuffix(f" --input {CURE}") + cure,)
    raise refused
