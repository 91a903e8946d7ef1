"""Outputs as they stand in golden/; ``pytest --rewrite`` renews them, and the difference is read before a commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from .models import MODELS

GOLDEN = Path(__file__).parent / "golden"
FILES = [
    ("reference_show.txt", "reference", "to", "text", {}),
    ("reference_derive.txt", "reference", "derivation", "text", {}),
    ("u_net_show_ascii.txt", "u_net", "to", "text", {"ascii": True}),
    ("transformer_derive_60.txt", "transformer", "derivation", "text", {"width": 60}),
    ("reference_worksheet.txt", "reference", "derivation", "text", {"worksheet": True, "layer": "dense*"}),
    ("reference_derive.tex", "reference", "derivation", "latex", {"standalone": True}),
    ("names_show.tex", "names", "to", "latex", {}),
    ("reference_table.tex", "reference", "to", "latex-table", {}),
    ("reference_show.md", "reference", "to", "markdown", {}),
    ("names_derive.md", "names", "derivation", "markdown", {}),
    ("text_model_derive_dollar.md", "text_model", "derivation", "markdown", {"math": "dollar"}),
    ("reference_show.html", "reference", "to", "html", {}),
    ("names_derive.html", "names", "derivation", "html", {}),
    ("u_net_show.json", "u_net", "to", "json", {}),
    ("without_defaults_derive.json", "without_defaults", "derivation", "json", {}),
    ("u_net_show.csv", "u_net", "to", "csv", {}),
    ("text_model_derive.csv", "text_model", "derivation", "csv", {}),
]


@pytest.mark.parametrize(("file", "model", "what", "format", "options"), FILES, ids=[f[0] for f in FILES])
def test_an_output_is_the_golden_file(file, model, what, format, options, rewrite):
    printed = getattr(MODELS[model](), what)(format, **options)
    path = GOLDEN / file
    if rewrite:
        path.write_text(printed, encoding="utf-8")
    assert printed == path.read_text(encoding="utf-8")
