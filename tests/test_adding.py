"""What the pages say of adding a layer, a format and a function is done, by the code that stands there."""

from __future__ import annotations

import inspect
import re
import sys
import types
from pathlib import Path

import pytest

from symparam import Input, Model, layers, plugins, read, sizes
from symparam.algebra.batch import BATCH
from symparam.graph.functions import call
from symparam.layers import core
from symparam.layers.functions import reduce
from symparam.layers.functions.table import rows_of, table

ROOT = Path(__file__).parent.parent


def code_of(page: str) -> str:
    """The block of Python on a page."""
    (block,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / page).read_text(), re.MULTILINE | re.DOTALL)
    return str(block)


def row_of(name: str) -> str:
    """The row of a function on the page."""
    page = (ROOT / "docs" / "adding-a-function.md").read_text()
    (row,) = re.findall(rf"^    (torch \| {name} \|.*)$", page, re.MULTILINE)
    return str(row)


def add(monkeypatch, line: str) -> None:
    for row in rows_of(line, "reduce"):
        monkeypatch.setitem(table(), row.path, (row,))


def test_a_layer_is_one_class() -> None:
    space = dict(vars(core))
    exec(code_of("adding-a-layer.md"), space)
    x = Input(sizes("T d"))
    added, known = (Model(x, cls(10)(x)).derive() for cls in (space["Dense"], layers.Dense))
    assert space["Dense"] is not layers.Dense
    assert (added.params, added.outputs) == (known.params, known.outputs)


def test_a_format_is_one_file_and_one_row(monkeypatch) -> None:
    module = types.ModuleType("symparam.printers.outline")
    exec(code_of("adding-a-format.md"), vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(plugins.PRINTERS, "outline", "outline")
    report = read(ROOT / "examples" / "rgb_classifier.py").derive()
    text = plugins.printed("outline", "summary", report, {})
    assert text.splitlines()[-1].startswith("dense_2: 129*num_class")
    with pytest.raises(Exception, match="no option 'colour'; its options are: none"):
        plugins.printed("outline", "summary", report, {"colour": True})


def test_a_function_is_one_row(monkeypatch) -> None:
    add(monkeypatch, row_of("trapezoid"))
    x = Input((BATCH, 3, *sizes("H W")))
    assert str(call("torch.trapezoid", [x], {"dim": 1}).shape) == "Shape(N, H, W)"
    with pytest.raises(Exception, match="axes"):
        call("torch.trapezoid", [x], {"axes": 1})


def test_a_function_with_a_rule_of_its_own_is_one_class(monkeypatch) -> None:
    space = dict(vars(reduce))
    exec(code_of("adding-a-function.md"), space)
    add(monkeypatch, row_of("vander"))
    monkeypatch.setattr(reduce, "Powers", space["Powers"], raising=False)
    (n,) = sizes("n")
    x = Input((n,))
    assert str(call("torch.vander", [x]).shape) == "Shape(n, n)"
    assert str(call("torch.vander", [x, 5]).shape) == "Shape(n, 5)"
    with pytest.raises(Exception, match="1 axes, not 2"):
        call("torch.vander", [Input((BATCH, n))])


def test_the_pages_say_what_the_code_is_called() -> None:
    """Names of functions, tables and files that the pages use are there."""
    assert "def written(" in (ROOT / "symparam/printers/markdown.py").read_text()
    assert {"PRINTERS", "SUFFIXES"} <= set(vars(plugins))
    assert "rewrite" in inspect.getsource(sys.modules["tests.conftest"])
