"""Where the source's own sizes are illegal, no output shows a value: formulas stand, and a line says why."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

import symparam
from symparam.cli import commands
from symparam.document import Axes, Count, Equation, Section, Table
from symparam.document.derivation import derivation
from symparam.document.refusal import MARK, NO_VALUE
from symparam.document.summary import summary
from symparam.errors import ConditionError
from symparam.printers import json_report, pdf

from ..frameworks import framework, keras

HEAD = "from keras import Input, Model, Sequential, layers\n"
# name -> (script with sizes in braces, its own sizes, which Keras refuses; the row that refuses; words of the reason)
REFUSED = {
    "a chain that shrinks too far": (
        """
net = Sequential([Input(({H}, {W}, 1))])
for width in (16, 32, 64, 128):
    net.add(layers.Conv2D(width, 3))
    net.add(layers.MaxPooling2D(2))
""",
        {"H": 28, "W": 28},
        "conv2d_3",
        "kernel 3 does not fit into the height; 1 is below 3",
    ),
    "a shared layer": (
        """
x = Input((5, {d}))
dense = layers.Dense(1)
model = Model(x, dense(dense(x)))
""",
        {"d": 8},
        "dense",
        "its kernel must fit all of its inputs; 8 is not 1",
    ),
    "a network in the shape of a U": (
        """
image = Input(({H}, {W}, 3))
deep = layers.MaxPooling2D(4)(image)
model = Model(image, layers.Concatenate()([image, layers.UpSampling2D(4)(deep)]))
""",
        {"H": 30, "W": 32},
        "concatenate",
        "must agree on axis 1; 30 is not 28",
    ),
    "inputs that do not go together": (
        """
a = Input(({T}, 4))
b = Input((12, 4))
model = Model([a, b], layers.Dense(3)(layers.Concatenate()([a, b])))
""",
        {"T": 10},
        "concatenate",
        "10 is not 12",
    ),
    "a number of parameters without symbols": (
        """
model = Sequential([Input(({T},)), layers.Embedding(100, 16), layers.Conv1D(4, 9)])
""",
        {"T": 5},
        "conv1d",
        "kernel 9 does not fit into the length; 5 is below 9",
    ),
    "a model inside": (
        """
def block():
    return Sequential([Input((None, None, 3)), layers.Conv2D(2, 9)], name="inner")

model = Sequential([Input(({H}, 9, 3)), block(), layers.Flatten()])
""",
        {"H": 8},
        "inner",
        "kernel 9 does not fit into the height; 8 is below 9",
    ),
}
TEXTS = ("text", "latex", "latex-table", "markdown", "html", "json", "csv")


def source(name, **sizes):
    text, own, *_ = REFUSED[name]
    return HEAD + text.format(**{**own, **sizes})


@pytest.fixture(scope="module", params=list(REFUSED))
def case(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("refused") / "model.py"
    path.write_text(source(request.param))
    _, own, row, why = REFUSED[request.param]
    return request.param, str(path), symparam.read(path).derive(), own, row, why


def builds(script):
    """Whether Keras runs a script."""
    with keras.StatelessScope(initialize_variables=False):
        try:
            exec(script, {})
        except ValueError:
            return False
    return True


def blocks(document):
    stack = list(document.blocks)
    while stack:
        block = stack.pop(0)
        yield block
        stack[:0] = block.blocks if isinstance(block, Section) else []


def test_keras_refuses_it_too_and_accepts_the_nearest_sizes(case):
    name, _, report, own, row, why = case
    assert not builds(source(name))
    assert report.refusal.layer == row
    assert why in report.refusal.why
    assert report.refusal.nearest
    for near in report.refusal.nearest:
        for place in product(*near.values()):
            sizes = dict(zip(near, place, strict=True))
            assert report.at(**sizes).is_number
            if sizes.keys() <= own.keys():
                assert builds(source(name, **sizes))


def test_the_report_raises_where_it_is_asked_for_values(case):
    *_, report, _, _, why = case
    for ask in (report.at, report.value, lambda: report.value("macs"), report.growth):
        with pytest.raises(ConditionError, match=re.escape(why)):
            ask()


@pytest.mark.parametrize("what", [summary, derivation])
def test_a_document_has_formulas_and_no_values(case, what):
    *_, report, _, row, why = case
    document = what(report)
    assert not document.sizes
    spans = []
    for block in blocks(document):
        if isinstance(block, Equation):
            assert block.lines
            assert not {line.kind for line in block.lines} & {"value", "numbers"}
        if isinstance(block, Table):
            titles = [column.title for column in block.columns]
            for cells in (r.cells for r in block.rows) if "value" in titles else ():
                of = cells[0][0].text
                assert cells[titles.index("value")] == (MARK if of == row else NO_VALUE,)
            spans += [s for r in block.rows if titles[-1] != "Default" for cell in r.cells for s in cell]
            spans += [s for entry in block.legend for s in entry]
    assert not [s for s in spans if isinstance(s, Count)]
    assert not [s for s in spans if isinstance(s, Axes) and any("-" in str(n) for n in s.sizes)]
    assert any(why in "".join(map(str, getattr(block, "spans", ()))) for block in blocks(document))


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("command", ["show", "derive"])
def test_a_command_prints_the_table_and_says_why(case, command, form):
    _, path, report, _, row, why = case
    done = CliRunner().invoke(commands, [command, path, "--format", form], catch_exceptions=True)
    assert isinstance(done.exception, ConditionError)
    assert str(done.exception) == report.refusal.message
    said = " ".join(re.sub(r"\\_\\allowbreak\{\}|\\_", "_", done.stdout).split())
    assert why in said
    assert row in said


def test_a_pdf_says_why(case, monkeypatch):
    *_, report, _, _, why = case
    monkeypatch.setattr(pdf, "compiled", lambda source: source.encode())
    for written in (report.to("pdf"), report.derivation("pdf")):
        assert why in " ".join(written.decode().split())


def test_notebooks_say_why(case):
    *_, report, _, _, why = case
    assert why in report._repr_html_()
    assert why in report._repr_latex_()
    assert why in report.derivation()._repr_html_()


@pytest.mark.parametrize("form", ["svg", "mermaid", "dot", "tikz"])
def test_a_picture_says_why_on_the_card_that_refuses(case, form):
    *_, report, own, _, why = case
    drawn = html.unescape(re.sub(r"</text>\s*<text[^>]*>|\}; *\n[^\n]*\{|\\textbf\{", " ", report.to(form)))
    said = " ".join(re.sub(r"[{}]", "", drawn.replace("#59;", ";")).split())
    assert "illegal: " in said.replace("#58;", ":")
    assert why.split(";")[0].split(" on ")[0] in said
    assert not any(f"{name} = {n}" in said for name, n in own.items())


def test_json_has_null_in_place_of_values_and_the_reason(case):
    *_, report, _, row, why = case
    jsonschema = framework("jsonschema")
    found = json.loads(report.with_costs("macs", "peak").to("json"))
    schema = json.loads((Path(json_report.__file__).parent / "schema.json").read_text())
    jsonschema.validate(found, schema)

    def values(node):
        if isinstance(node, dict):
            for key, inner in node.items():
                if key.endswith("_value"):
                    yield inner
                else:
                    yield from values(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from values(inner)

    def leaves(value):
        return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]

    assert {leaf for value in values(found) for leaf in leaves(value)} == {None}
    assert found["refusal"]["layer"] == row
    assert why in found["refusal"]["reason"]
    assert json.loads(report.derivation("json"))["refusal"] == report.refusal.message


def test_csv_has_empty_cells_and_the_reason_in_the_row_that_refuses(case):
    *_, report, _, row, why = case
    lines = list(csv.DictReader(io.StringIO(report.to("csv"))))
    assert not {cell for line in lines for key, cell in line.items() if key.endswith("_value")} - {""}
    assert [line["layer"] for line in lines if line["refusal"]] == [row]
    assert all(why in line["refusal"] for line in lines if line["refusal"])


def test_show_prints_the_same_in_python(case, capsys):
    *_, report, _, _, _ = case
    report.show()
    assert capsys.readouterr().out.rstrip("\n") == report.to("text").rstrip("\n")


@pytest.mark.parametrize("words", [["--ascii"], ["--fold"], ["--brief"], ["--expand"], ["--costs", "macs,peak"]])
def test_options_of_the_table_show_no_values_either(case, words):
    _, path, _, _, _, why = case
    done = CliRunner().invoke(commands, ["show", path, *words])
    assert isinstance(done.exception, ConditionError)
    assert why in " ".join(done.stdout.split())
    assert not re.search(r"= -?[\d,]+$", done.stdout.replace("Non-trainable params = 0", ""), re.MULTILINE) or (
        "params = 2216" in done.stdout
    )


def test_a_worksheet_of_it_asks_for_nothing(case):
    *_, report, _, _, why = case
    written = report.derivation(worksheet=True)
    assert why in " ".join(written.split())
    assert "____" not in written
    assert "Answers" not in written


def test_a_number_that_needs_no_size_stands_as_a_formula():
    # 100·16 + 9·16·4 + 4
    model = symparam.Sequential(
        [symparam.layers.Embedding(100, 16), symparam.layers.Conv1D(4, 9)],
        input=symparam.sizes("T"),
        facts=symparam.Facts(defaults={"T": 5}),
    )
    assert "Total params = 2180" in model.derive().to("text")
    assert "2,180" not in model.derive().to("text")


# --- sizes of which only some are illegal, or all of them -----------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "shape", "sizes", "says"),
    [
        # H ≥ 31 for the kernel, and H = 20 for the shape: no H
        ([("Reshape", (20, 4)), ("Reshape", (80,))], "T d", {}, ""),
        ([("Conv1D", 4, 31), ("Flatten",), ("Reshape", (4, 2)), ("Conv1D", 1, 2)], "T d", {"T": 12}, "31"),
    ],
)
def test_a_size_that_is_legal_is_not_refused(layers, shape, sizes, says):
    made = [getattr(symparam.layers, name)(*args) for name, *args in layers]
    model = symparam.Sequential(made, input=symparam.sizes(shape), facts=symparam.Facts(defaults=sizes))
    refusal = model.derive().refusal
    assert (says in refusal.why) if says else refusal is None


def test_a_model_that_is_legal_nowhere_says_so_with_and_without_sizes():
    image = symparam.Input(symparam.sizes("T d"))
    long = symparam.layers.Conv1D(4, 9)(image)  # T ≥ 9
    short = symparam.layers.Flatten()(symparam.layers.Conv1D(2, 1)(image))
    flat = symparam.layers.Reshape((6,))(short)  # 2·T = 6
    for defaults in ({}, {"T": 3, "d": 1}, {"T": 12}):
        facts = symparam.Facts(defaults=defaults)
        report = symparam.Model(image, [long, flat], facts=facts).derive()
        assert report.refusal.hopeless
        assert not report.refusal.nearest
        shown = " ".join(report.to("text").split())
        assert "No size is legal: reshape: " in shown
        assert "no T has 2·T = 6 and what conv1d asks" in shown
        assert "give it one" not in shown
        assert "Valid for" not in shown
        assert "No size is legal." in report.derivation()
        with pytest.raises(ConditionError, match="legal nowhere"):
            report.value()


def test_an_example_of_a_size_is_a_legal_one():
    # the smallest H that two windows of 3, each with a pool of 2, leave anything of: ((10 - 2)/2 - 2)/2 = 1
    made = [symparam.layers.Conv2D(1, 3), symparam.layers.MaxPooling2D(), symparam.layers.Conv2D(1, 3)]
    made += [symparam.layers.MaxPooling2D(), symparam.layers.Flatten()]
    report = symparam.Sequential(made, input=symparam.sizes("H W C")).derive()
    assert report.domain["H"].smallest == 10
    assert "as in H=10." in report.to("text")


def test_models_that_no_size_suits_are_not_called_equal(tmp_path):
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_text(HEAD + "m = Sequential([Input((9, 1)), layers.Conv1D(2, 9)])\n")
    second.write_text(
        HEAD + "m = Sequential([Input((3, 1)), layers.Conv1D(1, 1), layers.Flatten(), layers.Reshape((3,))])\n"
    )
    done = CliRunner().invoke(commands, ["compare", str(first), str(second)])
    assert "No size is legal in both." in done.stdout


def test_a_sweep_of_illegal_points_alone_ends_with_1(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(source("a chain that shrinks too far"))
    done = CliRunner().invoke(commands, ["sweep", str(path), "H=28:60:8"])
    assert isinstance(done.exception, ConditionError)
    assert "params" in done.stdout
    assert CliRunner().invoke(commands, ["sweep", str(path), "H=28:60:8", "W=H"]).exit_code == 0


def test_solving_beside_an_illegal_size_names_that_size(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(source("a chain that shrinks too far"))
    done = CliRunner().invoke(commands, ["solve", str(path), "params <= 10M", "--for", "H"])
    assert "into the width; 1 is below 3" in str(done.exception)


def test_comparing_with_a_refused_model_says_so(tmp_path):
    path, other = tmp_path / "model.py", tmp_path / "other.py"
    path.write_text(source("a chain that shrinks too far"))
    other.write_text(source("a chain that shrinks too far", H=46, W=46))
    done = CliRunner().invoke(commands, ["compare", str(path), str(other)])
    assert isinstance(done.exception, ConditionError)
    assert "model: No values at H = 28, W = 28." in done.stdout
    assert "params of other = 144·C + 97008 = 97,152" in done.stdout


def test_two_models_with_sizes_of_their_own_say_at_which_each_value_is(tmp_path):
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    for path, d in ((first, 8), (second, 9)):
        path.write_text(HEAD + f"m = Sequential([Input(({d},)), layers.Dense(2)])\n")
    done = CliRunner().invoke(commands, ["compare", str(first), str(second)])
    assert re.search(r"18 +at d = 8", done.stdout)
    assert re.search(r"20 +at d = 9", done.stdout)


@pytest.mark.parametrize("language", ["python", "numpy", "javascript", "c", "wolfram"])
def test_an_export_says_that_its_defaults_are_illegal(tmp_path, language):
    path = tmp_path / "model.py"
    path.write_text(source("a chain that shrinks too far"))
    done = CliRunner().invoke(commands, ["export", str(path), "--to", language])
    assert "own sizes are illegal: H=28, W=28" in done.stdout
