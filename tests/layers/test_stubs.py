"""Type checkers and editors know the layers: the stub is made from their classes, and a user's mistakes are found."""

from __future__ import annotations

import inspect
import json
import subprocess
from dataclasses import MISSING, fields
from importlib.util import find_spec
from pathlib import Path

import pytest

import symparam
from symparam import layers, plugins
from symparam.layers.construct import signature
from symparam.layers.registry import ALIASES, FOREIGN, HOME, lookup

from ..frameworks import framework, missing
from ..subprocesses import INTERPRETER, environment

ROOT = Path(__file__).parents[2]
STUB = ROOT / "symparam" / "layers" / "__init__.pyi"
HEAD = '''"""What type checkers know of the layers; tests/layers/test_stubs.py makes it from their classes."""

from typing import Any

from ..algebra import Dim
from .layer import Layer as Layer
from .registry import lookup as lookup

__all__: list[str]
'''
TYPES = {
    "Dim": "Dim | str",
    "bool": "bool",
    "str": "str",
    "int": "int",
    "tuple[Dim, ...]": "Dim | str | tuple[Dim | str, ...]",
}


def written(cls):
    """A class as a stub; Keras's arguments without effect are there too."""
    positional, keywords, required = signature(cls)
    own = {f.name: f for f in fields(cls) if f.init}
    parts = ["self", *(_argument(name, own.get(name), name in required) for name in positional)]
    more = [name for name in keywords if name not in positional]
    parts += ["*", *(_argument(name, own.get(name), name in required) for name in more)] if more else []
    if cls.swallows:
        parts = ["self", "*args: Any", "**kwargs: Any"]
    body = "\n".join(f"        {part}," for part in parts)
    doc = "\n    ".join(inspect.getdoc(cls).replace("\\", "\\\\").splitlines())
    doc = doc.replace("\n    \n", "\n\n")
    end = "\n    " if "\n" in doc else ""
    return f'class {cls.__name__}(Layer):\n    """{doc}{end}"""\n\n    def __init__(\n{body}\n    ) -> None: ...\n'


def _argument(name, field, required):
    kind = "Any"
    if field is not None and field.default is not None:
        optional = str(field.type).endswith("| None")
        kind = TYPES.get(str(field.type).removesuffix(" | None"), "Any") + " | None" * optional
        kind = "Any" if kind.startswith("Any") else kind
    if not required and field is not None and field.default not in (MISSING, None) and kind == "Any":
        kind = "Any"
    return f"{name}: {kind}" + ("" if required else " = ...")


def stub():
    classes = "\n".join(written(lookup(name)) for name in HOME if name not in FOREIGN)
    return HEAD + "\n" + classes + "\n" + "\n".join(f"{alias} = {name}" for alias, name in ALIASES.items()) + "\n"


def test_the_stub_is_made_from_the_classes(rewrite, tmp_path):
    if find_spec("ruff") is None:
        missing("ruff is not installed, and the stub is as it formats it")
    made = tmp_path / "made.pyi"
    made.write_text(stub())
    subprocess.run(
        [INTERPRETER, "-m", "ruff", "format", "--config", ROOT / "pyproject.toml", made],
        check=True,
        capture_output=True,
    )
    if rewrite:
        STUB.write_text(made.read_text())
    assert STUB.read_text() == made.read_text()


@pytest.mark.parametrize("name", HOME)
def test_every_layer_has_a_docstring_and_a_signature(name):
    cls = getattr(layers, name)
    assert name in dir(layers)
    assert len(cls.__doc__.split()) > 3
    assert not cls.__doc__.startswith(f"{name}(")
    parameters = inspect.signature(cls).parameters
    if not cls.swallows:
        assert set(parameters) == set(signature(cls)[1])
        assert [p for p, v in parameters.items() if v.default is v.empty] == list(signature(cls)[2])


PROGRAM = """
import symparam
from symparam import Facts, Input, Model, Report, Sequential, layers, sizes
from symparam.layers import Conv2D, MaxPool2D

H, W = sizes("H W")
net = Sequential([layers.Conv2D(32, 3, padding="same"), MaxPool2D(2), layers.Dense(units=10)], input=(H, W, 3))
report = net.derive()
swept = report.sweep("params,macs", H=range(32, 64), W="H")
text: str = swept.to_text()
best: int | None = report.solve("params <= 10M", "H", W="H").best
for row in report:
    name: str = row.name
first: symparam.Row = report["conv2d"]
x = Input((H, W, 3))
y = layers.Conv2D(8, (3, 3), strides=2, kernel_initializer="zeros")(x)
paper: str = Model(x, y).derive().paper(appendix=True)
report.growth(["params", "macs"])
report.params.subs({report.symbols.H: 3})
count: int = report.at(H=32, W=32).params + report.value("macs")
legal: bool = report.check(H=64, W=64).legal
report.to_pandas().params.sum()
written: str = report.to("markdown") + report.derivation() + report.export("c")
sheet: bytes = report.to("pdf") + report.export("excel")
"""
# what is wrong, and how mypy and pyright say so
WRONG = {
    "layers.Conv2D(filter=3)": ("Unexpected keyword argument", 'No parameter named "filter"'),
    "Conv2D(8)": ('Missing positional argument "kernel_size"', 'Argument missing for parameter "kernel_size"'),
    "layers.Conv2d(8, 3)": ('has no attribute "Conv2d"', '"Conv2d" is not a known attribute'),
    'report.sweep("parms", H=range(3))': ("incompatible type \"Literal['parms']\"", "Literal['parms']"),
    'report.growth("mac")': ("incompatible type \"Literal['mac']\"", "Literal['mac']"),
    "report.parms": ('has no attribute "parms"', 'Attribute "parms" is unknown'),
    'report.solve("params <= 1", "H").bets': ('has no attribute "bets"', 'Attribute "bets" is unknown'),
    'layers.Dense(10, use_bias="no")': ("incompatible type", '"Literal[\'no\']" is not assignable to "bool"'),
    'lines: str = report.to("pdf")': ('expression has type "bytes"', '"bytes" is not assignable to "str"'),
    "numbers: str = report.at(H=32).params": ('expression has type "int"', '"int" is not assignable to "str"'),
}
KNOWN_TO_PYRIGHT = {  # it reads SymPy's source, and mypy takes a package without types for Any
    "report.params.sub(3)": 'Attribute "sub" is unknown',
    "total: str = report.params": '"Expr" is not assignable to "str"',
}


def test_mypy_takes_a_right_program_and_finds_what_is_wrong(tmp_path):
    mypy = framework("mypy.api", "dev")
    file = tmp_path / "program.py"
    file.write_text(PROGRAM + "\n".join(WRONG) + "\n")
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\n[mypy-sympy.*]\nignore_missing_imports = True\n")
    said, errors, _ = mypy.run(
        [
            "--config-file",
            str(config),
            "--cache-dir",
            str(tmp_path / "cache"),
            "--no-error-summary",
            "--follow-imports=silent",
            str(file),
        ]
    )
    assert errors == ""
    start = PROGRAM.count("\n") + 1
    for i, (line, (why, _)) in enumerate(WRONG.items()):
        found = [m for m in said.splitlines() if m.startswith(f"{file}:{start + i}: error")]
        assert any(why in m for m in found), (line, said)
    wrong = [m for m in said.splitlines() if ": error" in m and int(m.removeprefix(f"{file}:").split(":")[0]) < start]
    assert not wrong, wrong


def test_pyright_takes_a_right_program_and_finds_what_is_wrong(tmp_path):
    framework("basedpyright", "dev")
    wrong = {line: why for line, (_, why) in WRONG.items()} | KNOWN_TO_PYRIGHT
    (tmp_path / "program.py").write_text(PROGRAM + "\n".join(wrong) + "\n")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard", "reportMissingModuleSource": false}')
    run = subprocess.run(
        [INTERPRETER, "-m", "basedpyright", "--outputjson", "--pythonpath", INTERPRETER, "program.py"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[int, str] = {}
    for said in json.loads(run.stdout)["generalDiagnostics"]:
        line = said["range"]["start"]["line"]
        found[line] = found.get(line, "") + said["message"]
    start = PROGRAM.count("\n")
    assert {line: said for line, said in found.items() if line < start} == {}
    for i, (line, why) in enumerate(wrong.items()):
        assert why in found.get(start + i, ""), (line, found)


def test_the_stub_knows_what_the_package_has():
    names = {line.split()[1].split("(")[0] for line in STUB.read_text().splitlines() if line.startswith("class ")}
    assert names == set(HOME)
    assert symparam.layers.Conv2D.__doc__


def test_the_names_of_totals_are_those_of_the_table():
    from typing import get_args

    from symparam import totals
    from symparam.costs import COSTS

    names = [name for name, cost in COSTS.items() if cost.unit != "positions"]
    assert list(get_args(totals.Total)) == names
    assert set(get_args(totals.Pair)) == {f"{a},{b}" for a in names for b in names if a != b}


def test_the_names_of_formats_are_those_of_the_tables():
    from typing import get_args

    from symparam import totals
    from symparam.explore.export import LANGUAGES

    assert list(get_args(totals.Written)) == [*(n for n in plugins.PRINTERS if n != "pdf"), *plugins.PICTURES]
    assert {*get_args(totals.Language), "excel"} == set(LANGUAGES)
    assert set(get_args(totals.Picture)) == set(plugins.PICTURES) - {"page"}
