"""Files of the script's own project: what it imports from them is read as the script is, and nothing of them is run.

``from .blocks import Block`` is looked up beside the file that says so; ``from models.blocks import Block`` beside the
script, and in the folders above it, from which such a script is started.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..budget import spend
from ..interpreter.attributes import attribute
from ..interpreter.library_calls import UNDERSTOOD
from ..interpreter.parse import parse
from ..interpreter.scope import MISSING, Scope
from ..interpreter.values import Module as Name
from ..interpreter.values import Value

if TYPE_CHECKING:
    from .project import Machine

LOOKED_UP = 50  # cells for finding out whether there is such a file
ABOVE = 3  # folders above the script, in which its project may begin


def constant(m: Machine, path: str, node: ast.expr | ast.stmt) -> Value:
    """What a dotted name stands for in a file of the script's project; MISSING where there is none."""
    if (found := place(m, path, node)) is None:
        return MISSING
    file, rest = found
    if not rest:
        m.project.rooms[path] = file
        return Name(path)
    return followed(m, bound(m, file, rest[0], node), rest[1:], node)


def followed(m: Machine, value: Value, names: Sequence[str], node: ast.expr | ast.stmt) -> Value:
    """The attribute of a value that some names lead to, one after the other; MISSING where the value is that."""
    for name in names:
        if value is MISSING:
            break
        value = attribute(m, value, name, node)
    return value


def knows(m: Machine, path: str, node: ast.expr | ast.stmt) -> bool:
    """Whether a file of the project defines a dotted name."""
    found = place(m, path, node)
    return found is not None and bool(found[1]) and bound(m, found[0], found[1][0], node) is not MISSING


def bound(m: Machine, file: Path, name: str, node: ast.expr | ast.stmt) -> Value:
    """What a file binds to a name, itself or by ``from … import *``; MISSING where it binds nothing."""
    scope = scope_of(m, file)
    if name in scope.names or name.startswith("_"):
        return scope.names.get(name, MISSING)
    with m.elsewhere(m.project.files[id(scope)], scope):
        stars = (f"{star}.{name}" for star in reversed(scope.stars) if star.startswith("."))
        found = (constant(m, path, ast.Pass(lineno=m.line)) for path in stars)
        return next((value for value in found if value is not MISSING), MISSING)


def place(m: Machine, path: str, node: ast.expr | ast.stmt) -> tuple[Path, list[str]] | None:
    """The file that a dotted name leads to, and the names to follow in it; None where it leads to none."""
    for room, file in m.project.rooms.items():
        if path.startswith(f"{room}."):
            parts = path[len(room) + 1 :].split(".")
            return within(file.parent, parts) if file.name == "__init__.py" else (file, parts)
    dots = len(path) - len(path.lstrip("."))
    parts = path.lstrip(".").split(".")
    if not dots and (parts[0] in UNDERSTOOD or parts[0] in m.library.roots or parts[0] in m.library.data):
        return None
    here = folder_of(m)
    if here is None:
        return None
    if dots:
        level = node.level if isinstance(node, ast.ImportFrom) else dots
        return within((here, *here.parents)[level - 1], parts) if level <= len(here.parents) else None
    if parts[0] not in m.project.roots:
        spend(LOOKED_UP)
        m.project.roots[parts[0]] = _root(Path(m.main).resolve().parent, parts[0])
    root = m.project.roots[parts[0]]
    return None if root is None else within(root, parts)


def _root(start: Path, name: str) -> Path | None:
    """The folder in which a name stands for a file or a folder: the script's own, or one above it."""
    found = (r for r in (start, *start.parents[:ABOVE]) if (r / name).is_dir() or (r / f"{name}.py").is_file())
    return next(found, None)


def within(at: Path, parts: list[str]) -> tuple[Path, list[str]] | None:
    """The file to which names lead from a folder on."""
    for i, part in enumerate(parts):
        if (at / part).is_dir():
            at = at / part
        elif (at / f"{part}.py").is_file():
            return at / f"{part}.py", parts[i + 1 :]
        else:
            own = at / "__init__.py"
            return (own, parts[i:]) if own.is_file() else None
    own = at / "__init__.py"
    return (own, []) if own.is_file() else None


def folder_of(m: Machine) -> Path | None:
    """The folder of the file that is read now; None where that is no file."""
    if m.file not in m.project.homes:
        spend(LOOKED_UP)
        file = m.project.paths.get(m.file) or Path(m.main)
        m.project.homes[m.file] = file.resolve().parent if file.is_file() else None
    return m.project.homes[m.file]


def scope_of(m: Machine, file: Path) -> Scope:
    """The names of a file of the project, which is interpreted once."""
    return m.names_of(file, lambda: _opened(m, file))


def _opened(m: Machine, file: Path) -> tuple[str, ast.Module]:
    home = Path(m.main).parent
    shown = os.path.normpath(home / os.path.relpath(file, home.resolve()))
    m.project.paths[shown] = file
    return shown, parsed(file, shown)


def parsed(file: Path, name: str) -> ast.Module:
    """The syntax tree of a file that others import from, as it is now; of equal text it is made once."""
    return _parsed(file.read_text(encoding="utf-8", errors="replace"), name)


_parsed = cache(parse)
