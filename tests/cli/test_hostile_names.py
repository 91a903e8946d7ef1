"""Names of models and layers, which anyone may have written, reach a terminal, a page or a message as what is seen."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import symparam
from symparam.cli import commands
from symparam.errors import SymparamError

from ..frameworks import framework

CONTROL = {
    "escape": "d\x1b]0;title\x07",
    "colour": "m\x1b[31m",
    "c1": "a\x9b31mb",
    "line": "a\nb",
    "return": "a\rb",
    "backspace": "a\b\b\bb",
    "null": "a\0b",
    "delete": "a\x7fb",
    "direction": "a\u202eb\u2066c\u200f",
    "no width": "a\u200bb\u2060c\ufeff",
    "separators": "a\u2028b\u2029c",
    "soft hyphen": "a\u00adb",
    "tag": "a\U000e0041b",
    "half a character": "a\ud800b",
    "no character": "a\ufffeb",
}
FORMULAS = ["=cmd|'/c calc'!A1", "+1+1", "-1-1", "@SUM(1)", "\t=1", "\r=1"]
MARKS = ["<script>alert(1)</script>", "a|b`c*d_e$f", "\\input{x}", "%\n\\input{x}", "$x$", "a & b # c ~ d ^ e { }"]
NAMES = [*CONTROL.values(), *FORMULAS, *MARKS]


def config(model: str) -> str:
    """A graph with every name, so that they are printed as inputs of layers too."""

    def tensor(name: str) -> dict[str, object]:
        history = {"keras_history": [name, 0, 0], "shape": [None, 8, 8, 3], "dtype": "float32"}
        return {"class_name": "__keras_tensor__", "config": history}

    found = [
        {
            "class_name": "InputLayer",
            "name": "i",
            "config": {"batch_shape": [None, 8, 8, 3], "name": "i"},
            "inbound_nodes": [],
        }
    ]
    before = "i"
    for name in NAMES:
        settings = {"name": name, "filters": 3, "kernel_size": [3, 3], "padding": "same", "strides": [1, 1]}
        node = {"args": [tensor(before)], "kwargs": {}}
        found.append(
            {
                "class_name": "Conv2D",
                "module": "keras.layers",
                "name": name,
                "config": settings,
                "inbound_nodes": [node],
            }
        )
        before = name
    return json.dumps(
        {
            "class_name": "Functional",
            "config": {
                "name": model,
                "layers": found,
                "input_layers": [["i", 0, 0]],
                "output_layers": [[before, 0, 0]],
            },
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    (folder / "m.json").write_text(config(CONTROL["colour"] + CONTROL["line"] + CONTROL["direction"]))
    (folder / "m\x1b[31m\u202e.json").write_text(config("m"))
    return folder


def invoke(folder: Path, *words: str, model: str = "m.json") -> Result:
    return CliRunner().invoke(commands, [word.replace("MODEL", str(folder / model)) for word in words])


LINES = """
show MODEL
show MODEL --ascii
show MODEL --keras
show MODEL --costs macs,peak
derive MODEL
derive MODEL --full --worksheet
derive MODEL --only costs
derive MODEL --prove
growth MODEL
sweep MODEL H=1:9:4
sweep MODEL H=1:9:4 --plot -
compare MODEL MODEL
show MODEL H=0
eval MODEL --model none
growth MODEL --what macs
show MODEL --format latex
derive MODEL --format latex
show MODEL --format latex-table
show MODEL --format markdown
derive MODEL --format markdown
derive MODEL --format markdown --math dollar
show MODEL --format html
derive MODEL --format html
show MODEL --format html --standalone
show MODEL --format csv
derive MODEL --format csv
compare MODEL MODEL --format csv
growth MODEL --format csv
show MODEL --format json
derive MODEL --format json
growth MODEL --format json
compare MODEL MODEL --format json
compare MODEL MODEL --format markdown
growth MODEL --format html
sweep MODEL H=1:9:4 --format json
sweep MODEL H=1:9:4 --format csv
sweep MODEL H=1:9:4 --format markdown
sweep MODEL H=1:9:4 --format html
show MODEL --format svg
show MODEL --format dot
show MODEL --format mermaid
show MODEL --format tikz
export MODEL --to c --table
export MODEL --to python --table
"""


def words_of(line: str) -> list[str]:
    return line.split()


@pytest.mark.parametrize("line", LINES.strip().splitlines())
@pytest.mark.parametrize("model", ["m.json", "m\x1b[31m\u202e.json"], ids=["m", "file"])
def test_nothing_that_is_printed_acts_on_a_terminal(folder: Path, line: str, model: str) -> None:
    result = invoke(folder, *words_of(line), model=model)
    assert result.exception is None or isinstance(result.exception, SystemExit) or str(result.exception)
    text = result.output + (str(result.exception) if result.exception else "")
    unseen = sorted({c for c in text if not c.isprintable() and c not in "\n\N{NO-BREAK SPACE}"})
    assert not unseen, [f"U+{ord(c):04X}" for c in unseen]


def test_a_line_of_the_table_stays_a_line(folder: Path) -> None:
    shown = invoke(folder, "show", "MODEL", "--brief").output.splitlines()
    assert any(line.startswith(r"a\nb (Conv2D)") for line in shown)


def test_json_keeps_the_names(folder: Path) -> None:
    rows = json.loads(invoke(folder, "show", "MODEL", "--format", "json").output)["rows"]
    assert [row["name"] for row in rows][1:] == NAMES


@pytest.mark.parametrize(
    "line", ["show MODEL", "derive MODEL", "compare MODEL MODEL", "growth MODEL", "sweep MODEL H=1:9:4"]
)
def test_no_cell_of_csv_is_a_formula(folder: Path, line: str) -> None:
    rows = list(csv.reader(io.StringIO(invoke(folder, *words_of(line), "--format", "csv").output)))
    assert len(rows) > 3
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or cell[1:].isdigit()


@pytest.mark.parametrize("formula", ["H - W", "-H", "3 - 2*H"])
def test_a_formula_that_begins_with_a_sign_is_read_back_from_csv(formula: str) -> None:
    from symparam.algebra.parse import parse
    from symparam.printable import formula_cell

    assert parse(formula_cell(formula)) == parse(formula)
    assert not formula_cell(formula).startswith("-")


def test_html_holds_no_element_of_a_name(folder: Path) -> None:
    for command in ("show", "derive"):
        assert "<script>" not in invoke(folder, command, "MODEL", "--format", "html").output


@pytest.mark.parametrize("name", ["$x_{$", "a\x1b", "$$", "_m"])
def test_a_plot_takes_any_name(tmp_path: Path, name: str) -> None:
    framework("matplotlib", "plot")
    (tmp_path / "m.json").write_text(config(name))
    (tmp_path / "n.json").write_text(config("n"))
    models = [str(tmp_path / "m.json"), str(tmp_path / "n.json")]
    for words in (["sweep", models[0]], ["compare", *models]):
        result = CliRunner().invoke(commands, [*words, "H=1:9:4", "--plot", str(tmp_path / "p.svg")])
        assert (result.exit_code, result.exception) == (0, None)
        assert "\x1b" not in (tmp_path / "p.svg").read_text()


def test_latex_reads_no_file_that_a_name_asks_for(folder: Path) -> None:
    for command in ("show", "derive"):
        assert r"\input" not in invoke(folder, command, "MODEL", "--format", "latex").output


@pytest.mark.parametrize("what", ["name", "units"])
def test_a_name_longer_than_anybody_reads_is_refused(what: str, tmp_path: Path) -> None:
    long = "b" * 1_001
    layer = f"Dense(4, name={long!r})" if what == "name" else f"Dense({long})"
    file = tmp_path / "long.py"
    file.write_text(f"import keras\nmodel = keras.Sequential([keras.Input((8,)), keras.layers.{layer}])\n")
    with pytest.raises(SymparamError, match="1,001 characters; the most is 1,000"):
        symparam.read(file).derive()


def test_an_array_has_no_more_axes_than_any_library_allows() -> None:
    assert len(symparam.Shape([1] * 254)) == 254
    with pytest.raises(SymparamError, match="255 axes"):
        symparam.Shape([1] * 255)


def test_a_message_is_short_as_it_is_shown() -> None:
    assert len(str(SymparamError("\x1b\u202e" * 2_000))) < 1_000
    assert len(str(SymparamError("no").by("\x1b" * 2_000))) < 1_000
