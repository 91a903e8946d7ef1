"""The page: one file of HTML to play with, which needs no network, and without script is a document.

``data`` says what the script needs to know: formulas as trees, stages, conditions. ``parts`` writes what stands on the
page before the script begins: the drawing, the table, the derivation. The script (``*.js``) only adds: sliders over the
legal sizes, values that follow them, a plot. Its arithmetic is exact, in BigInt, on the same trees.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from ...printable import printable_source
from ...report import Report
from .data import Pool, page_data
from .parts import parts

if TYPE_CHECKING:
    from ...explore.compare import Comparison

SCRIPTS = ("arithmetic.js", "model.js", "sizes.js", "network.js", "growth.js", "copy.js", "page.js")


def summary(report: Report) -> str:
    """The page of a report."""
    return _page({report.name: report})


def comparison(compared: Comparison) -> str:
    """The page of two models, on the same sizes."""
    first, second = compared.names
    return _page({first: compared.first, second if second != first else f"{second} (B)": compared.second})


def _page(models: Mapping[str, Report]) -> str:
    script = _script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    stages = {name: report.stages() for name, report in models.items()}
    pool = Pool(name for report in models.values() for name in report.symbols)
    written = parts(models, stages, pool)
    data = printable_source(json.dumps(page_data(models, stages, pool), ensure_ascii=False, separators=(",", ":")))
    return Template(_file("page.html")).substitute(
        written,
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
