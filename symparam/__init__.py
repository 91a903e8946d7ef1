"""Exact formulas for the shapes and parameter counts of neural networks."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import SymparamError, nearest

if TYPE_CHECKING:
    from . import layers
    from .algebra import Shape, sizes
    from .algebra.parse import as_written as parse
    from .explore.equivalence import same
    from .graph import Facts, Input, Model, Sequential
    from .graph.repeat import repeat
    from .readers import read, summary
    from .report import Report
    from .row import Row
    from .weight import Weight

__version__ = "0.1.0"

# The public names and their homes. They are imported when first used, so that ``symparam --help`` need not load SymPy.
_HOMES = {
    "Facts": "graph",
    "Input": "graph",
    "Model": "graph",
    "Report": "report",
    "Row": "report",
    "Sequential": "graph",
    "Shape": "algebra",
    "Weight": "weight",
    "parse": "algebra.parse",
    "read": "readers",
    "repeat": "graph",
    "same": "explore.equivalence",
    "sizes": "algebra",
    "summary": "readers",
}
_THERE = {"parse": "as_written"}  # public names that have another one at home
__all__ = [
    "Facts",
    "Input",
    "Model",
    "Report",
    "Row",
    "Sequential",
    "Shape",
    "SymparamError",
    "Weight",
    "layers",
    "parse",
    "read",
    "repeat",
    "same",
    "sizes",
    "summary",
]


def __getattr__(name: str) -> Any:
    if name == "layers":
        return import_module(".layers", __name__)
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), _THERE.get(name, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; {nearest(name, __all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
