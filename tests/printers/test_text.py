"""Text: at most as wide as asked, in the characters that the stream can show, and nothing left out."""

from __future__ import annotations

import re

import pytest

from symparam.errors import SymparamError
from symparam.printers.cells import cells

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
