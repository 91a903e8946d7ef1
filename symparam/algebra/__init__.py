"""Exact integer algebra on sizes: the only room that knows integers, floors and SymPy's traps.

    div(H - 2, 2) -> FloorDiv in residue form, ⌊H/2⌋ − 1 -> anchor, natural: as people write it -> display
        -> text, latex, …

A size is an int while it is a number, else a SymPy expression of symbols from one factory (``symbols``).
``arithmetic`` adds and multiplies, ``floor`` divides, ``evaluate`` and ``compiled`` put numbers in, ``parse`` reads
what a user writes. ``display`` makes nodes of a formula, in the order in which it is read, and a ``Lowering``
writes these.
"""

from .arithmetic import Max, Min, exact, gathered, maximum, minimum, product, quotient, total
from .condition import Condition
from .evaluate import Bindings, bind, evaluate, names_in
from .floor import FloorDiv, ceil, div, mod, number
from .need import Need, Relation
from .shape import Shape
from .symbols import Dim, Size, size, sizes

__all__ = [
    "Bindings", "Condition", "Dim", "FloorDiv", "Max", "Min", "Need", "Relation", "Shape", "Size", "bind", "ceil",
    "div", "evaluate", "exact", "gathered", "maximum", "minimum", "mod", "names_in", "number", "product", "quotient",
    "size", "sizes", "total",
]  # fmt: skip
