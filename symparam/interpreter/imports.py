"""Imports: names of modules, which are never loaded."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .library_calls import constant
from .scope import Scope
from .values import Module

if TYPE_CHECKING:
    from .machine import Machine


IMPORTED = 8  # steps for a name that is imported


def import_module(m: Machine, node: ast.Import, scope: Scope) -> None:
    """import a.b, import a.b as c."""
    for alias in node.names:
        m.library.imported(m, alias.name)
        scope.assign(
            alias.asname or alias.name.partition(".")[0],
            Module(alias.name if alias.asname else alias.name.partition(".")[0]),
        )


def import_from(m: Machine, node: ast.ImportFrom, scope: Scope) -> None:
    """from a.b import c as d, from a.b import *."""
    module = "." * node.level + (node.module or "")
    if module == "__future__":
        return
    m.library.imported(m, module)
    for alias in node.names:
        if alias.name == "*":
            scope.module.stars.append(module)
        else:
            path = f"{module}.{alias.name}"
            m.budget.step(IMPORTED)
            m.library.imported(m, path)
            scope.assign(alias.asname or alias.name, constant(m, path, node))
