"""Text: at most as wide as asked, in the characters that the stream can show, and nothing left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, layers
from symparam.errors import SymparamError
from symparam.printers.display_width import cells
from symparam.readers.keras_script import read_text

from .models import MODELS

REPORTS = {name: model() for name, model in MODELS.items()}


@pytest.mark.parametrize("width", [60, 79, 80, 100])
@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_asked(name, ascii, width):
    report = REPORTS[name]
    for printed in (
        report.to("text", ascii=ascii, width=width),
        report.derivation(ascii=ascii, width=width),
        report.derivation(ascii=ascii, width=width, level="full", worksheet=True),
    ):
        assert not [line for line in printed.splitlines() if cells(line) > width]


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_left_out_where_it_is_narrow(name):
    report = REPORTS[name]
    wide, narrow = (re.sub(r"[\s─·]+", "", report.to("text", width=width)) for width in (1000, 24))
    for row in report.rows:
        assert row.name.replace(" ", "") in narrow
    assert wide[wide.index("Totalparams") :] == narrow[narrow.index("Totalparams") :]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "no such encoding"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_stream_that_cannot_show_everything_gets_ascii_only(name, encoding):
    for printed in (
        REPORTS[name].to("text", encoding=encoding),
        REPORTS[name].derivation(encoding=encoding),
        REPORTS[name].to("text", ascii=True),
    ):
        assert printed.isascii()
    assert "⌊" in REPORTS["reference"].to("text", encoding="utf-8")


def test_colour_changes_nothing_but_colour():
    for what in (REPORTS["reference"].to, REPORTS["reference"].derivation):
        coloured = what("text", color=True)
        assert "\x1b[1m" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == what("text")


def test_names_have_the_colours_of_their_kinds():
    coloured = REPORTS["reference"].to("text", color=True)
    blue = re.findall(r"\x1b\[34m(\w+)", coloured)
    assert blue == [f"conv2d{i}" for i in ("", "_1", "_2", "_3", "_4", "_5")]
    assert "\x1b[33mdense (Dense)\x1b[0m " in coloured


def test_what_most_names_begin_with_is_said_once_where_room_is_narrow():
    x = source = Input((8,), name="image")
    for i in range(9):
        x = layers.Dense(8, name=f"a_rather_long_network_layer_{i}")(x)
    report = Model(source, layers.Activation("relu", name="last")(x)).derive()
    assert "…3 (Dense)" in report.to("text", width=50)
    assert "… stands for a_rather_long_network_layer_" in report.to("text", width=50)
    assert "image (InputLayer)" in report.to("text", width=50)
    assert "last (Activation)" in report.to("text", width=50)
    assert "…" not in report.to("text", width=100)


def test_a_number_of_blocks_stays_with_its_cross():
    import symparam

    for width in range(60, 90):
        printed = symparam.read("examples/mixtral.json").derive().to("text", width=width)
        assert not re.search(r"×( {2,}|$)", printed, re.MULTILINE)


def test_a_table_of_many_columns_breaks_their_titles_before_it_is_stacked():
    printed = REPORTS["reference"].with_costs("training_flops", "memory").to("text", width=80)
    assert "Training     Memory" in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_brief_shows_layers_with_parameters_only():
    printed = REPORTS["reference"].to("text", brief=True)
    assert "conv2d_5" in printed
    assert "dropout" not in printed


def test_expand_shows_the_layers_of_inner_models():
    assert "└" not in REPORTS["nested"].to("text")
    assert "└ dense (Dense)" in REPORTS["nested"].to("text", expand=True)
    assert "`- dense (Dense)" in REPORTS["nested"].to("text", expand=True, ascii=True)


def test_a_symbol_without_a_size_is_said_to_have_none():
    printed = REPORTS["without_defaults"].to("text")
    assert "H and num_class have no default sizes; give them one, as in H=8." in printed


def test_what_the_source_fixes_is_listed_with_the_reason():
    assert "- n_blocks = 2: the loop in line 3 runs over it" in REPORTS["names"].to("text")


@pytest.mark.parametrize(
    ("format", "option"),
    [
        ("text", "math"),
        ("markdown", "width"),
        ("json", "ascii"),
        ("csv", "x"),
    ],
)
def test_an_option_that_does_not_exist_is_refused_by_name(format, option):
    for what in (REPORTS["reference"].to, REPORTS["reference"].derivation):
        with pytest.raises(SymparamError, match=f"has no option '{option}'; its options are: "):
            what(format, **{option: 1})


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(SymparamError, match="there is no format 'docx'; choose one of text, latex"):
        REPORTS["reference"].to("docx")


def test_a_narrow_table_breaks_types_before_it_is_stacked():
    report = symparam.read(Path(__file__).parents[2] / "examples" / "transformer_encoder.py").derive()
    lines = report.to("text", width=60).splitlines()
    assert max(map(len, lines)) <= 60
    (head,) = (line for line in lines if line.startswith("Layer (type)"))
    assert head.split() == ["Layer", "(type)", "Output", "Shape", "Param", "#", "value"]
    attention = next(i for i, line in enumerate(lines) if line.startswith("multi_head_"))
    cells = [line[32:50].strip() for line in lines[attention : attention + 3]]
    assert "".join(cells).replace(" ", "") == "4·n1·heads·width+3·n1·heads+width"


def test_sizes_with_the_same_total_end_before_a_divisor_of_zero() -> None:
    code = (
        "import keras\ndim, heads = 48, 3\nx = keras.Input((5, dim))\n"
        "model = keras.Model(x, keras.layers.MultiHeadAttention(heads, dim // heads)(x, x))\n"
    )
    text = str(read_text(code, "model.py").derive())
    assert "The total is the same for heads in 1…4." in text  # 48 = 1·48 = 2·24 = 3·16 = 4·12, and not 5·9
