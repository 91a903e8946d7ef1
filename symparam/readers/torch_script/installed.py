"""Models that a script takes from torchvision: where its source is installed, that is read as the script is.

Nothing of it is imported or run. A name such as ``torchvision.models.resnet18`` is looked up in the files of its room,
the file is interpreted once for a reading, and what it binds is the name's value. A few definitions of its bookkeeping
(the registry of builders, the table of weights) are those of ``sources/`` instead, which say the same in a few lines.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...interpreter.parse import parse
from ...interpreter.scope import MISSING, Scope
from ...interpreter.values import Value
from ..beside import followed, parsed

if TYPE_CHECKING:
    from .session import Machine

PACKAGE = "torchvision"
ROOMS = ("torchvision.models", "torchvision.ops", "torchvision.utils", "torchvision._utils")
CLOSED = tuple(f"torchvision.models.{room}" for room in ("detection", "quantization", "feature_extraction"))
HERE = Path(__file__).parent / "sources"
DEFINED = re.compile(r"^(?:def|class) (\w+)|^(\w+)(?:: [^=\n]+)? = ", re.MULTILINE)


def constant(m: Machine, path: str, node: ast.expr | ast.stmt) -> Value:
    """What a dotted name of an installed package stands for; MISSING where it is none that is read."""
    if not is_read(path) or (found := place(path)) is None:
        return MISSING
    file, rest = found
    if not rest:
        return MISSING
    return followed(m, scope_of(m, file).names.get(rest[0], MISSING), rest[1:], node)


def knows(path: str) -> bool | None:
    """Whether an installed package that is read has a dotted name; None of any other path."""
    room = path.rpartition(".")[0]
    return place(path) is not None if is_read(path) or room in ROOMS else None


def is_read(path: str) -> bool:
    """Whether a dotted name is looked up where its package is installed."""
    return any(path.startswith(f"{room}.") for room in ROOMS) and not path.startswith(CLOSED)


def place(path: str) -> tuple[Path, list[str]] | None:
    """The file that has a dotted name of an installed package, and the names to follow in it; None where none has."""
    at = folder(path.partition(".")[0])
    if at is None:
        return None
    parts = path.split(".")[1:]
    for i, part in enumerate(parts):
        rest = parts[i + 1 :]
        if (at / part).is_dir():
            at = at / part
        elif not rest and part in index(at):  # a function that hides the file of its name, as its package has it
            return index(at)[part], [part]
        elif (at / f"{part}.py").is_file():
            return at / f"{part}.py", rest
        else:
            return (index(at)[part], parts[i:]) if part in index(at) else None
    return None


@cache
def folder(package: str) -> Path | None:
    """Where a package is installed, without importing it; None where it is not."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    locations = spec.submodule_search_locations if spec is not None else None
    return Path(next(iter(locations))) if locations else None


@cache
def index(room: Path) -> dict[str, Path]:
    """The files of a folder by the functions and classes that they define."""
    return {name: file for file in sorted(room.glob("*.py")) for name in _defined(file)}


def _defined(file: Path) -> Iterator[str]:
    for found in DEFINED.finditer(file.read_text(encoding="utf-8")):
        name = found[1] or found[2]
        if not name.startswith("__"):
            yield name


def scope_of(m: Machine, file: Path) -> Scope:
    """The names of a file of an installed package, which is interpreted once."""
    return m.names_of(file, lambda: (shown(file), _tree(file)))


def shown(file: Path) -> str:
    """A file of an installed package, as messages name it.

    >>> shown(Path("/usr/lib/python3/torchvision/models/vgg.py"))
    'torchvision/models/vgg.py'
    """
    parts = file.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index(PACKAGE) :]) if PACKAGE in parts else file.name


@cache
def _tree(file: Path) -> ast.Module:
    """The syntax tree of a file, in which imports are absolute; a few definitions are those in ``sources/``."""
    name = shown(file)
    tree = parsed(file, name)
    _make_absolute(tree, name.removesuffix(".py").split("/")[:-1])
    own = HERE / ("_".join(name.split("/")[1:]) + ".txt")
    if own.is_file():
        instead = parse(own.read_text(encoding="utf-8"), name).body
        names = {node.name for node in instead if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        tree.body = [node for node in tree.body if getattr(node, "name", None) not in names] + instead
    return tree


def _make_absolute(tree: ast.Module, package: list[str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            node.module, node.level = ".".join([*base, *([node.module] if node.module else [])]), 0
