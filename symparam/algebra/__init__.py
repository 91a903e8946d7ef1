"""Exact integer algebra on sizes: the only room that knows integers, floors and SymPy's traps."""

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
