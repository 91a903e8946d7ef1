"""The examples as pages: scripts and configs as they stand, notebooks with what they show."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples"
LANGUAGES = {".py": "python", ".json": "json", ".ipynb": ""}
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in LANGUAGES)


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def place(name: str) -> str:
    """The page of an example, from the root of the site; a page to play with is one itself."""
    return f"gallery/{name}" if name.startswith("pages/") else f"examples/{name}.md"


PLACES = [{name_of(path): place(name_of(path))} for path in FILES]


def pages() -> dict[str, str]:
    """Each page by its place."""
    return {place(name_of(path)): _page(path) for path in FILES}


def _page(path: Path) -> str:
    name = name_of(path)
    if path.suffix == ".ipynb":
        return "\n\n".join(_cell(cell) for cell in json.loads(path.read_text())["cells"]) + "\n"
    return f"# {name}\n\n```{LANGUAGES[path.suffix]}\n{path.read_text()}```\n"


def _cell(cell: dict[str, Any]) -> str:
    """A cell of a notebook as Markdown; outputs as HTML where they have it."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return source
    return "\n\n".join([f"```python\n{source}\n```", *map(_output, cell["outputs"])])


def _output(output: dict[str, Any]) -> str:
    if "text" in output:
        return _plain("".join(output["text"]))
    data = {kind: "".join(lines) for kind, lines in output["data"].items()}
    drawn = data.get("text/html") or data.get("image/svg+xml")
    if drawn:  # within one block of HTML no line is empty
        lines = (line for line in drawn.splitlines() if line.strip())
        return '<div class="output">\n' + "\n".join(lines) + "\n</div>"
    if "text/latex" in data:
        return f'<div class="output">{convert(data["text/latex"].strip("$"))}</div>'
    return _plain(data["text/plain"])


def _plain(text: str) -> str:
    return f'<pre class="output">{html.escape(text).replace(chr(10), "&#10;")}</pre>'
