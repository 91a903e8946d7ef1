"""The sources of keras.applications in the installed Keras, as texts to be interpreted like a script; none is run.

The architectures that fit their padding to the parity of the input do so in their source, so it stays in the formulas.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import MissingExtra
from ...interpreter.scope import Scope
from ...interpreter.values import Value

if TYPE_CHECKING:
    from .session import Machine

PLACE = ("src", "applications")


def architecture(m: Machine, name: str, module: str = "") -> tuple[Value, str] | None:
    """The function that builds an architecture, and the file it stands in; None where no file has it.

    ``module`` is the one that a script takes it from, as in keras.applications.vgg16.preprocess_input.
    """
    path = home(name, module)
    if path is None:
        return None
    known = m.keras.sources
    if path.name not in known:
        scope = Scope(kind="function")
        m.run(tree(path).body, scope)
        known[path.name] = scope
    return known[path.name].names.get(name), path.name


def home(name: str, module: str = "") -> Path | None:
    """The file that defines an architecture, or a part of one. Raises MissingExtra without Keras.

    Where several files define it, as each does preprocess_input, it is the one that exports it for the ``module``.
    """
    start, exported = f"\ndef {name}(", f'"keras.applications.{module}.{name}"'
    found = [path for path in _files(_folder(name)) if start in _text(path)]
    return next((path for path in found if len(found) == 1 or exported in _text(path)), None)


def architectures(source: str) -> list[str]:
    """The names of all architectures. Raises MissingExtra without Keras, for the ``source`` that asks."""
    found = (re.findall(r'"keras\.applications\.([A-Z]\w*)"', _text(path)) for path in _files(_folder(source)))
    return sorted({name for names in found for name in names})


def parameters(name: str) -> list[str]:
    """The arguments that an architecture takes."""
    path = home(name)
    body = tree(path).body if path is not None else []
    return [a.arg for f in body if isinstance(f, ast.FunctionDef) and f.name == name for a in f.args.args]


@cache
def tree(path: Path) -> ast.Module:
    """The statements of a file of Keras, without what only chooses a size where no input shape is given."""
    return _Chosen().visit(ast.parse(_text(path), path.name))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _folder(source: str) -> Path:
    """Where the installed Keras is, which is not imported."""
    spec = find_spec("keras")
    for folder in (spec.submodule_search_locations if spec is not None else None) or ():
        if Path(folder, "src", "ops").is_dir():
            return Path(folder, *PLACE)
    missing = "is missing" if spec is None else "is older than 3"
    raise MissingExtra(
        f"{source}: this reads the architecture's source in the installed Keras, which {missing}: "
        "pip install 'symparam[keras]'"
    )


@cache
def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in sorted(folder.glob("*.py")) if not path.name.endswith("_test.py"))


class _Chosen(ast.NodeTransformer):
    """Takes the last branch of ``if rows == cols and rows in […]: default_size = rows; else: default_size = 224``.

    It looks at a given shape, and its result counts only where no shape is given.
    """

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        chosen = [s for s in (*node.body, *node.orelse) if _sets(s) == "default_size"]
        compares = any(isinstance(n, ast.Name) and n.id == "rows" for n in ast.walk(node.test))
        return node.orelse if compares and len(chosen) == len(node.body) + len(node.orelse) else node


def _sets(statement: ast.stmt) -> str:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    return target.id if isinstance(target, ast.Name) else ""
