"""Pictures of a network: what they show is true, and what they are written in is read by its own programs."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, Sequential, layers, sizes
from symparam.algebra.nodes import Number
from symparam.document import Math
from symparam.document.figure import figure, phrase

from ..frameworks import tool
from .tex import faults

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
TWICE = "called 2 times"
HOSTILE = [
    "<img onerror=alert(1)>",
    "</svg></script>",
    '"]; click s0 "javascript:x"',
    "a\\b{c}%d&e#f$g_h^i~j",
    "\u202eabc",
]


def hostile() -> Model:
    h, w = sizes("H W")
    image = x = Input((h, w, 3), name=HOSTILE[0])
    for name in HOSTILE[1:]:
        x = layers.Conv2D(8, 3, strides=2, name=name)(x)
    return Model(image, x, name="<b>&")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_cards_add_up_to_the_model(path):
    report = symparam.read(path).derive()
    net = figure(report)
    assert sum(card.params.value for card in net.cards) == report.value()
    assert [name for card in net.cards for name in card.names] == [row.name for row in report.rows]
    last = report.at(**{name: 8 for name, size in report.symbols.items() if size is None}).rows[-1]
    assert net.cards[-1].outputs[0].value == tuple(last.output)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_svg_is_well_formed_and_has_the_values(path):
    report = symparam.read(path).derive()
    root = ET.fromstring(report.to("svg"))
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    for card in figure(report).cards:
        assert any(text and f"{card.params.value:,}" in text for text in said)


SHARED = {"class", "fill", "transform", "role"}  # attributes that any element of a picture may have
ELEMENTS = {  # of SVG 1.1, as pictures use them: the attributes that each needs, and those that it may have besides
    "svg": ({"viewBox", "width", "height"}, set()),
    "title": (set(), set()),
    "desc": (set(), set()),
    "style": (set(), {"type"}),
    "g": (set(), {"data-stage"}),
    "rect": ({"x", "y", "width", "height"}, {"rx", "ry"}),
    "path": ({"d"}, set()),
    "text": ({"x", "y"}, set()),
}
INSIDE = {"svg": {"title", "desc", "style", "g", "text"}, "g": {"g", "rect", "path", "text"}}
DRAWN = re.compile(r"(?:[MmLlHhVvQqAaZz]|[-+]?\d+(?:\.\d+)?|[ ,])+\Z")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_svg_has_only_elements_and_attributes_of_svg(path):
    """A picture by the rules of SVG: names, what each needs, what may stand in what, and numbers where they belong."""
    found = symparam.read(path).derive().to("svg")
    for element in (root := ET.fromstring(found)).iter():
        space, _, name = element.tag[1:].rpartition("}")
        assert space == "http://www.w3.org/2000/svg"
        needed, optional = ELEMENTS[name]
        assert needed <= set(element.attrib) <= needed | optional | SHARED
        assert {child.tag.rpartition("}")[2] for child in element} <= INSIDE.get(name, set())
        for attribute in {"x", "y", "width", "height", "rx"} & set(element.attrib):
            assert float(element.attrib[attribute]) >= 0
        assert DRAWN.match(element.attrib.get("d", "M0 0"))
    assert [float(n) for n in root.attrib["viewBox"].split()][2:] == [
        float(root.attrib["width"]),
        float(root.attrib["height"]),
    ]


def test_xmllint_takes_the_svg(tmp_path):
    file = tmp_path / "net.svg"
    file.write_text(hostile().derive().to("svg"), encoding="utf-8")
    done = subprocess.run([tool("xmllint"), "--noout", "--nonet", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_names_are_text_in_every_picture():
    report = hostile().derive()
    root = ET.fromstring(report.to("svg"))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "rect", "path", "text",
    }  # fmt: skip
    mermaid = report.to("mermaid")
    assert not any(name in mermaid for name in HOSTILE)
    assert "click" not in [line.split()[0] for line in mermaid.splitlines()]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_tikz_compiles_without_a_fault(path, tmp_path):
    tool("pdflatex")
    source = symparam.read(path).derive().to("tikz", standalone=True)
    assert not faults(source, "pdflatex", tmp_path, runs=1)


def test_a_document_has_the_picture_above_its_table(tmp_path):
    tool("pdflatex")
    report = symparam.read(ROOT / "examples" / "unet.py").derive()
    for source in (report.to("latex", standalone=True, picture=True), hostile().derive().to("latex", picture=True)):
        assert source.count("fill[net") >= len(HOSTILE)
    assert not faults(report.to("latex", standalone=True, picture=True, columns=2), "pdflatex", tmp_path, runs=1)


def test_tikz_of_hostile_names_compiles(tmp_path):
    tool("pdflatex")
    names = [n for n in HOSTILE if n.isascii()]
    model = Sequential([layers.Dense(3, name=name) for name in names], input=(4,), name="x_y%z")
    assert not faults(model.derive().to("tikz", standalone=True), "pdflatex", tmp_path, runs=1)


@pytest.mark.parametrize("model", [*EXAMPLES, None], ids=lambda p: p.stem if p else "hostile")
def test_graphviz_draws_the_dot(model):
    report = (symparam.read(model) if model else hostile()).derive()
    drawn = subprocess.run([tool("dot"), "-Tsvg"], input=report.to("dot").encode(), capture_output=True, check=True)
    assert drawn.stdout.count(b'class="node"') == len(report.stages())
    assert not drawn.stderr


def shared() -> Model:
    """Two inputs through one encoder, and a layer that is called again with what comes of it."""
    h, w = sizes("H W")
    inputs = [Input((h, w, 3), name=name) for name in ("left", "right")]
    inner = [layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.GlobalAveragePooling2D()]
    encoder = Sequential(inner, input=(h, w, 3), name="encoder")
    again = layers.Dense(8, name="again")
    x = again(layers.Subtract(name="difference")([encoder(x) for x in inputs]))
    x = again(layers.Dense(8, name="between")(x))
    return Model(inputs, [layers.Dense(n, name=f"out{n}")(x) for n in (2, 3)], name="shared")


def test_inputs_outputs_nested_models_and_shared_layers_are_drawn_as_what_they_are():
    net = figure(shared().derive())
    cards = {card.title: card for card in net.cards}
    assert list(cards) == ["left", "right", "encoder", "difference", "again", "between", "out2", "out3"]
    assert cards["encoder"].family == "model"
    assert [phrase[-1] for phrase in cards["encoder"].contents] == [Math(Number(8)), " max pool", "global mean", TWICE]
    assert [phrase[-1] for phrase in cards["again"].contents][1:] == [TWICE]
    place = list(cards)
    assert [(place[e.source], place[e.target]) for e in net.edges if e.back] == [("between", "again")]
    assert "-.->" in shared().derive().to("mermaid")
    assert "dashed" in shared().derive().to("dot")
    assert 'class="flow back"' in shared().derive().to("svg")


def test_no_text_of_a_card_is_wider_than_the_card():
    model = Sequential([layers.Dense(3, name="a_long_name_" * n) for n in range(1, 30, 4)], input=(4,), name="x" * 900)
    for element in ET.fromstring(model.derive().to("svg")).iter("{http://www.w3.org/2000/svg}text"):
        assert len(element.text or "") < 70


@pytest.mark.parametrize(("layer", "words"), [
    (layers.Conv2D(64, (7, 3), strides=2), "7×3 conv 64, stride 2"),
    (layers.MaxPooling2D(2), "2×2 max pool"),
    (layers.MaxPooling2D(3, strides=2), "3×3 max pool, stride 2"),
    (layers.Bidirectional(layers.LSTM(8)), "both ways: LSTM 8"),
    (layers.Dense(sizes("n")[0]), "dense n"),
    (layers.LayerNormalization(), "layer norm"),
])  # fmt: skip
def test_a_layer_in_a_few_words(layer, words):
    from symparam.printers.text_spans import Style

    x = {"Conv2D": (9, 9, 3), "MaxPooling2D": (9, 9, 3), "Bidirectional": (5, 4)}.get(layer.type_name, (4,))
    row = Sequential([layer], input=x).derive().rows[0]
    assert Style().spans(phrase(row.traits())) == words
