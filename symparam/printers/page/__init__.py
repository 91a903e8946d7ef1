"""The page: one file of HTML to play with, which needs no network, and without script is a document.

``data`` says what the script needs to know: formulas as trees, stages, conditions. ``parts`` writes what stands on the
page before the script begins: the drawing, the table, the derivation. The script (``*.js``) only adds: sliders over the
legal sizes, values that follow them, a plot. Its arithmetic is exact, in BigInt, on the same trees.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from string import Template

from ...printable import printable_json
from ...report import Report
from .data import page_data
from .parts import parts

SCRIPTS = ("arithmetic.js", "model.js", "sizes.js", "network.js", "growth.js", "copy.js", "page.js")


def summary(report: Report) -> str:
    """The page of a report."""
    script = _script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = printable_json(page_data(report), indent=None).strip()
    return Template(_file("page.html")).substitute(
        parts(report),
        policy=f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        style=_file("page.css").strip(),
        data=data.replace("<", "\\u003c"),
        script=script,
    )


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(map(_file, SCRIPTS)) + "\n})();\n"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
