"""Names and numbers, as each output writes them."""

from __future__ import annotations

import pytest

from symparam.algebra.breaker import break_lines
from symparam.algebra.names import latex_name, latex_text
from symparam.algebra.number_format import (
    abbreviated,
    binary_bytes,
    counted,
    decimal_bytes,
    grouped,
    keras_bytes,
    latex_grouped,
)
from symparam.algebra.text import ASCII, UNICODE, Repertoire

from ..frameworks import framework

NAMES = [
    ("H", "H"),
    ("h1", "h_1"),
    ("H2O", r"\mathrm{H2O}"),
    ("k_h", "k_h"),
    ("C_in", r"C_{\mathrm{in}}"),
    ("C_in_2", r"C_{\mathrm{in},2}"),
    ("d_model", r"d_{\mathrm{model}}"),
    ("num_class", r"\mathrm{num\_class}"),
    ("layernorm", r"\mathrm{layernorm}"),
    ("what", r"\mathrm{what}"),
    ("lambda", r"\mathrm{lambda}"),
    ("a_b_c", "a_{b,c}"),
    ("_x", r"\mathrm{\_x}"),
    ("x_", r"\mathrm{x\_}"),
    ("x__y", r"\mathrm{x\_\_y}"),
    ("λ", r"\lambda"),
    ("Δt", r"\mathrm{\Delta t}"),
    ("x_12", "x_{12}"),
    ("größe", r"\mathrm{gr\ddot{o}\text{ß}e}"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_in_latex(name, expected):
    assert latex_name(name) == expected


def test_text_in_latex_escapes_what_latex_takes_for_itself():
    assert latex_text(r"50% _&#$ {} ~^ \x") == (
        r"50\% \_\&\#\$ \{\} \textasciitilde{}\textasciicircum{} \textbackslash{}x"
    )


FIGURES = [
    (grouped, 6029097, "6,029,097"),
    (grouped, 999, "999"),
    (grouped, -1234, "-1,234"),
    (latex_grouped, 6029097, "6{,}029{,}097"),
    (abbreviated, 6029097, "6.03 M"),
    (abbreviated, 0, "0"),
    (abbreviated, 999, "999"),
    (abbreviated, 1000, "1.00 K"),
    (abbreviated, 65664, "65.7 K"),
    (abbreviated, 999_499, "999 K"),
    (abbreviated, 999_999, "1.00 M"),
    (abbreviated, 175_000_000_000, "175 B"),
    (abbreviated, 10**18, "1,000,000 T"),
    (decimal_bytes, 24116388, "24.1 MB"),
    (decimal_bytes, 12, "12 B"),
    (binary_bytes, 24116388, "23.0 MiB"),
    (binary_bytes, 1023, "1,023 B"),
    (binary_bytes, 1024, "1.00 KiB"),
    (binary_bytes, 1023 * 1024, "1,023 KiB"),
    (keras_bytes, 24116388, "23.00 MB"),
    (keras_bytes, 0, "0.00 B"),
    (keras_bytes, 1024, "1.00 KB"),
]


@pytest.mark.parametrize(("write", "n", "expected"), FIGURES)
def test_figures(write, n, expected):
    assert write(n) == expected


def test_nouns_have_a_singular():
    assert [counted(n, "parameter") for n in (0, 1, 2, 6029097)] == [
        "0 parameters", "1 parameter", "2 parameters", "6,029,097 parameters",
    ]  # fmt: skip


def test_keras_bytes_are_those_of_keras():
    keras = framework("keras.src.utils.summary_utils")
    for n in [0, 1, 1023, 1024, 1025, 24116388, 10**9, 2**50, 2**60 - 1, 2**60, 2**63]:
        assert keras_bytes(n) == keras.readable_memory_size(n)


def test_a_stream_shows_all_of_unicode_or_none_of_it():
    assert Repertoire.of("utf-8") is UNICODE
    for encoding in ("ascii", "cp1252", "latin-1", None, "no such encoding"):
        assert Repertoire.of(encoding) is ASCII


def test_lines_break_between_pieces_only():
    pieces = ["aaaa", "+ bb", "+ cccccccccc", "+ d", "+ e"]
    assert break_lines(pieces, len, 9, gap=1) == [["aaaa", "+ bb"], ["+ cccccccccc"], ["+ d", "+ e"]]
    assert break_lines(pieces, len, 100, gap=1) == [pieces]
    assert break_lines(pieces, len, 9, first=4, gap=1) == [["aaaa"], ["+ bb"], ["+ cccccccccc"], ["+ d", "+ e"]]
    assert break_lines([], len, 9) == []
    for limit in range(1, 30):
        lines = break_lines(pieces, len, limit, gap=1)
        assert [piece for line in lines for piece in line] == pieces
        assert all(len(" ".join(line)) <= limit or len(line) == 1 for line in lines)
