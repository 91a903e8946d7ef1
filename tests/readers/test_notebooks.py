"""A notebook reads as the script of its cells; messages tell the cell and the line in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from symparam import read
from symparam.errors import ReadError
from symparam.interpreter.parse import is_python
from symparam.readers import names

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))[::6]
HEAD = "from keras import *"
MODEL = "m = Sequential([Input((3,)), layers.Dense(2)])"


def saved(path: Path, *cells: str, **metadata: object) -> Path:
    """A notebook as Jupyter writes it, with a cell of text before each cell of code."""
    book = nbformat.v4.new_notebook(metadata=metadata)
    for code in cells:
        book.cells += [nbformat.v4.new_markdown_cell("# words"), nbformat.v4.new_code_cell(code)]
    nbformat.write(book, path)
    return path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.stem)
def test_a_notebook_reads_as_the_script_of_its_cells(script: Path, tmp_path: Path) -> None:
    parts = re.split(r"\n\n\n+(?=\S)", script.read_text())  # where statements of the module end
    book = saved(tmp_path / "book.ipynb", *parts)
    assert names(book, {}) == names(script, {})
    for name in names(book, {}):
        one, other = (read(source, model=name).derive() for source in (book, script))
        assert (one.params, [row.output for row in one.rows]) == (other.params, [row.output for row in other.rows])


def test_old_notebooks_keep_their_cells_in_worksheets(tmp_path: Path) -> None:
    book = nbformat.read(saved(tmp_path / "new.ipynb", HEAD, MODEL), as_version=3)
    path = tmp_path / "old.ipynb"
    path.write_text(nbformat.v3.nbjson.writes(book))
    assert "worksheets" in json.loads(path.read_text())
    assert str(read(path).derive().params) == "2*d + 2"


def test_messages_tell_the_cell(tmp_path: Path) -> None:
    book = saved(tmp_path / "a.ipynb", HEAD, "n = 3\nm = Sequential([Input((3,)), layers.Dens(2)])")
    with pytest.raises(ReadError, match=re.escape("a.ipynb:2 of cell 4: ")):
        read(book, model="m")


def test_what_is_assumed_tells_the_cell(tmp_path: Path) -> None:
    book = saved(tmp_path / "a.ipynb", HEAD, f"{MODEL}\n\nm.get_layer('denss')")
    assert list(map(str, read(book).facts.assumptions)) == ["m.get_layer(…) (line 3 of cell 4)"]


def test_a_cell_that_is_no_python_hides_nothing_else(tmp_path: Path) -> None:
    book = saved(tmp_path / "a.ipynb", HEAD, "for x in ...\n  and so on", "%%bash\nls -l", MODEL)
    model = read(book)
    assert str(model.derive().params) == "2*d + 2"
    assert list(map(str, model.facts.assumptions)) == ["a cell that is no Python (line 1 of cell 4)"]
    with pytest.raises(ReadError, match="no Python"):
        read(book, strict=True)


@pytest.mark.parametrize("line", ["!ls", "%matplotlib inline", "x = !ls", "?print", "print?", "x.y??", "%time f()"])
def test_commands_of_notebooks_are_no_fault(line: str) -> None:
    compile(TransformerManager().transform_cell(line), "cell", "exec")  # IPython understands it
    assert is_python(line)


@pytest.mark.parametrize("text", ["x ? y", "a = = b", "def f(:"])
def test_what_ipython_does_not_understand_is_no_python(text: str) -> None:
    with pytest.raises(SyntaxError):
        compile(TransformerManager().transform_cell(text), "cell", "exec")
    assert not is_python(text)


def test_other_languages_and_other_files_are_refused(tmp_path: Path) -> None:
    book = saved(tmp_path / "a.ipynb", "x <- 3", kernelspec={"language": "R", "name": "ir", "display_name": "R"})
    with pytest.raises(ReadError, match="is r; a script in Python"):
        read(book)
    for text in ("[]", "{}", "no json", '{"cells": 3}'):
        (path := tmp_path / "b.ipynb").write_text(text)
        with pytest.raises(ReadError, match=re.escape(f"{path}: this is no notebook")):
            read(path)
