"""SymPy without its tensors, of which no formula of sizes has any."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

TENSORS = "sympy.tensor.tensor"


class Tensorless(ModuleType):
    """Stands for the module of tensors until somebody wants more of it than to hear that nothing is one.

    For the first sum SymPy imports that module, and with it its groups, permutations and polyhedra, a tenth of what
    SymPy itself takes, only to ask whether a term is a tensor. None is before that module has made one.
    """

    class TensExpr:
        """A class without instances."""

    class TensAdd(TensExpr):
        """Another."""

    def __getattr__(self, name: str) -> Any:
        """Anything else: the true module takes this one's place."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(TENSORS) is self:
            del sys.modules[TENSORS]
        return getattr(import_module(TENSORS), name)


def leave_tensors_out() -> None:
    """Let SymPy's tensors wait until they are asked for. For a process of ours alone, before its first sum."""
    sys.modules.setdefault(TENSORS, Tensorless(TENSORS))
