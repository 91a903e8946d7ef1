"""All that Python knows by itself, by name; a machine has it as ``m.builtins``."""

from __future__ import annotations

from .builtin_collections import COLLECTIONS
from .builtin_functions import FUNCTIONS
from .introspection import INTROSPECTION
from .values import Builtin, Value

BUILTINS: dict[str, Value] = {
    "__name__": "__main__",
    "__file__": "model.py",
    "__doc__": None,
    "NotImplemented": NotImplemented,
    "Ellipsis": ...,
    **{name: Builtin(name, call) for name, call in (FUNCTIONS | COLLECTIONS | INTROSPECTION).items()},
}
