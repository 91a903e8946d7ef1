"""Who may import whom, held by a walk over the imports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .subprocesses import python

PACKAGE = Path(__file__).parent.parent / "symparam"

# room -> the rooms it may import from; budget, errors, frozen, printable, several, uncollected may be imported by all
MAY_IMPORT = {
    "algebra": set(),
    "weight": {"algebra"},
    "facts": {"algebra"},
    "steps": {"algebra"},
    "costs": {"algebra", "weight"},
    "rules": {"algebra", "weight", "costs", "layers"},
    "plugins": set(),
    "row": {"algebra", "weight", "steps", "costs"},
    "report": {"algebra", "weight", "facts", "steps", "costs", "outlets", "row"},
    "layers": {"algebra", "weight"},
    "graph": {"algebra", "weight", "layers", "rules", "report", "row", "facts", "steps", "costs"},
    "interpreter": {"algebra"},
    "readers": {"algebra", "layers", "weight", "graph", "facts", "plugins", "report", "row", "interpreter"},
    "document": {"algebra", "costs", "report", "row", "weight", "steps", "facts"},
    "printers": {"algebra", "costs", "report", "row", "weight", "steps", "document", "facts"},
    "explore": {"outlets", "algebra", "report", "row", "weight", "facts", "steps", "costs"},
    "cli": {
        "readers",
        "costs",
        "graph",
        "explore",
        "printers",
        "layers",
        "report",
        "algebra",
        "plugins",
        "facts",
        "document",
        "totals",
    },
    "__main__": {"cli"},
    "outlets": {"plugins", "totals"},
    "totals": set(),
    "budget": set(),
    "errors": set(),
    "frozen": set(),
    "printable": set(),
    "several": set(),
    "uncollected": set(),
}


def room_of(path: Path) -> str:
    return room_at([part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts])


def room_at(parts: list[str]) -> str:
    return "rules" if parts[:2] == ["costs", "rules"] else parts[0]


def imported_rooms(path: Path, source: str) -> set[str]:
    """The rooms of the package that a module imports from, wherever in it the import stands."""
    rooms = set()
    package = ["symparam", *path.relative_to(PACKAGE).parts[:-1]]
    for node in imports(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            names = [alias.name for alias in node.names] if len(base) == 1 else [room_at(base[1:])]
            rooms.update(names if base[0] == "symparam" else [])
        elif isinstance(node, ast.Import):
            rooms.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("symparam."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symparam."):
            rooms.add(node.module.split(".")[1])
    return rooms


def imports(tree: ast.AST) -> list[ast.AST]:
    """All imports but those for type checking only."""
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        found += [node] if isinstance(node, (ast.Import, ast.ImportFrom)) else imports(node)
    return found


def breaches(path: Path, source: str) -> set[str]:
    room = room_of(path)
    return (
        imported_rooms(path, source)
        - MAY_IMPORT[room]
        - {room, "budget", "errors", "frozen", "printable", "several", "uncollected"}
    )


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_design_allows(path):
    assert not breaches(path, path.read_text())


def test_the_walk_finds_a_breach():
    assert breaches(PACKAGE / "layers" / "conv.py", "def f():\n    from ..graph import Model") == {"graph"}
    assert breaches(PACKAGE / "report.py", "from . import layers") == {"layers"}
    assert not breaches(PACKAGE / "report.py", "if TYPE_CHECKING:\n    from .explore.proof import Proof")


BOXES = {"weight": "weight, facts", "facts": "weight, facts", "steps": "report", "row": "report"}
ASIDE = {
    "budget",
    "errors",
    "printable",
    "several",
    "frozen",
    "uncollected",
    "plugins",
    "outlets",
    "__main__",
}  # imported by all, or ways by name
PICTURE = re.compile(r"(?<=^```mermaid\n)graph TD\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


def arrows() -> set[tuple[str, str]]:
    """From box to box, as the imports go; those that follow from others left out."""
    found = {(room_of(path), other) for path in MODULES for other in imported_rooms(path, path.read_text())}
    boxes = {(BOXES.get(a, a), BOXES.get(b, b)) for a, b in found if not {a, b} & ASIDE}
    below = {a: {b for x, b in boxes if x == a != b} for a, _ in boxes}

    def beneath(box: str) -> set[str]:
        return below.get(box, set()).union(*(beneath(b) for b in below.get(box, ())))

    return {(a, b) for a in below for b in below[a] if not any(b in beneath(c) for c in below[a])}


def _box(name: str) -> str:
    return name if name.isidentifier() and name != "graph" else f"{name.split(',')[0]}_[{name}]"


def test_the_picture_of_the_rooms_is_the_imports(rewrite):
    page = PACKAGE.parent / "docs" / "architecture.md"
    drawn = "".join(["graph TD\n", *(f"    {_box(a)} --> {_box(b)}\n" for a, b in sorted(arrows()))])
    (shown,) = PICTURE.findall(page.read_text())
    if rewrite and shown != drawn:
        page.write_text(page.read_text().replace(shown, drawn))
        return
    assert shown == drawn


HEAVY = ("rich", "numpy", "matplotlib", "onnx", "torch", "keras", "jax", "z3", "h5py", "pandas")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import symparam; symparam.sizes; symparam.Sequential; symparam.read", (*HEAVY, "click")),
        ("import symparam.cli", (*HEAVY, "sympy")),
        (
            "import sys; sys.argv = ['symparam', '--help']\n"
            "sys.setprofile(lambda *_: None)  # who watches sees the end of the process, which else just stops\n"
            "try:\n    import symparam.cli as c; c.main()\nexcept SystemExit: pass",
            (*HEAVY, "sympy"),
        ),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code, absent):
    loaded = (
        python(f"{code}\nimport sys; print('\\n' + ' '.join(sys.modules))", text=True, check=True)
        .stdout.splitlines()[-1]
        .split()
    )
    assert "symparam" in loaded
    assert not set(absent) & set(loaded)


def floors_on_sizes(source: str) -> list[int]:
    """Lines with // or %, which turn a symbolic size into SymPy's own floor and Mod; a ``len(…)`` is no size."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.BinOp, ast.AugAssign))
        and isinstance(node.op, (ast.FloorDiv, ast.Mod))
        and not (isinstance(node, ast.BinOp) and ast.unparse(node.left).startswith("len("))
    )


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room_of(p) in ("layers", "graph")], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_layers_and_graph_divide_by_the_algebra_only(path):
    assert not floors_on_sizes(path.read_text())


def test_the_lint_finds_a_division():
    assert floors_on_sizes("x = len(y) // 2\ny = H // 2\nz %= 3") == [2, 3]


LIBRARY = re.compile(r"keras|tensorflow|\btf\b", re.IGNORECASE)


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(p) == "interpreter"], ids=lambda p: p.name)
def test_the_interpreter_names_no_library(path):
    assert not LIBRARY.findall(path.read_text())


def test_a_library_is_found_by_its_name():
    assert LIBRARY.findall('from tensorflow import Keras\npath = "tf.nn"') == ["tensorflow", "Keras", "tf"]


def modules_imported(path: Path, source: str) -> set[Path]:
    """The modules of the package that a module imports, wherever in it; those for type checking set aside."""
    found: set[Path] = set()
    for node in imports(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            for alias in node.names:
                found.add(module_at(base / alias.name) or module_at(base) or path)
    return found - {path}


def module_at(place: Path) -> Path | None:
    return next((p for p in (place.with_name(f"{place.name}.py"), place / "__init__.py") if p.exists()), None)


def circles(arrows: dict[str, set[str]]) -> set[frozenset[str]]:
    """The largest groups of modules of which each leads to each other."""
    reach = {name: {name} for name in arrows}
    for name, seen in reach.items():
        stack = [name]
        while stack:
            new = arrows[stack.pop()] - seen
            seen |= new
            stack += new
    groups = {frozenset(other for other in seen if name in reach[other]) for name, seen in reach.items()}
    return {group for group in groups if len(group) > 1}


def test_no_circle_of_imports():
    names = {p: ".".join(p.relative_to(PACKAGE).with_suffix("").parts) for p in [*MODULES, PACKAGE / "__init__.py"]}
    arrows = {name: {names[q] for q in modules_imported(p, p.read_text())} for p, name in names.items()}
    assert not circles(arrows), "turn an import around"


def test_the_walk_finds_a_circle():
    a, b = PACKAGE / "layers" / "conv.py", PACKAGE / "layers" / "pool.py"
    arrows = {
        "conv": {p.stem for p in modules_imported(a, "def late():\n    from .pool import Pool")},
        "pool": {p.stem for p in modules_imported(b, "from . import conv")},
    }
    assert circles(arrows) == {frozenset({"conv", "pool"})}
    typed = modules_imported(b, "if TYPE_CHECKING:\n    from .conv import Conv")
    assert not circles({**arrows, "pool": {p.stem for p in typed}})
