"""MkDocs's hooks: pages that are made rather than written, links that leave docs/, formulas as MathML.

A link to ``../examples/unet.py`` is right where the repository is read; on the site it leads to a page with the script.
"""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # symparam and this folder, from wherever mkdocs runs

from website import examples, gallery, reference, rooms  # noqa: E402

# A link out of docs/: to an example, or to a page beside the README.
EXAMPLE = re.compile(r"\]\(((?:\.\./)*)\.\./examples/([^)#]+)(#[^)]*)?\)")
BESIDE = re.compile(r"\]\(((?:\.\./)*)\.\./(CONTRIBUTING|CHANGELOG)\.md")
INTO_DOCS = re.compile(r"\]\(docs/")  # from a page that stands beside docs/
MATH = re.compile(r"\$<code>(.*?)</code>\$", re.DOTALL)
DRAWN = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHIM = "https://unpkg.com/iframe-worker/shim"  # which the theme would have from a network
PLACES = {"gallery/": gallery.PLACES, "examples/": examples.PLACES}


def on_config(config: Any) -> Any:
    """The parts of the navigation that are made from tables."""
    config["nav"] = [_filled(entry) for entry in config["nav"]]
    return config


def _filled(entry: Any) -> Any:
    """An entry of the navigation, in which a place that is made stands for a list."""
    if not isinstance(entry, dict):
        return entry
    return {
        title: PLACES[inner]
        if isinstance(inner, str) and inner in PLACES
        else [_filled(one) for one in inner]
        if isinstance(inner, list)
        else inner
        for title, inner in entry.items()
    }


def on_files(files: Files, config: Any) -> Files:
    """The pages that are made."""
    made = {name: (ROOT / "website" / name).read_text() for name in ("site.css", "worker.js")}
    made["reference/python.md"] = reference.page()
    for name in ("CONTRIBUTING", "CHANGELOG"):
        made[f"{name.lower()}.md"] = INTO_DOCS.sub("](", (ROOT / f"{name}.md").read_text())
    made["contributing.md"] = made["contributing.md"].replace("](CHANGELOG.md)", "](changelog.md)")
    for name, text in {**made, **examples.pages(), **gallery.pages()}.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links that leave docs/ lead to the page that stands for what they name; the picture of the rooms is drawn."""
    markdown = EXAMPLE.sub(lambda found: f"]({found[1]}{examples.place(found[2])}{found[3] or ''})", markdown)
    markdown = BESIDE.sub(lambda found: f"]({found[1]}{found[2].lower()}.md", markdown)
    markdown = gallery.CARDS.sub(lambda _: gallery.cards(), markdown)
    return DRAWN.sub(lambda found: rooms.drawn(found[1]), markdown)


def on_page_content(content: str, **_: Any) -> str:
    """Formulas, which GitHub draws by itself, as MathML."""
    return MATH.sub(lambda found: convert(html.unescape(found[1])), content)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """The script by which a page that is opened from disk is searched is the site's own."""
    return output.replace(SHIM, "../" * page.url.count("/") + "worker.js")


def on_post_template(output_content: str, **_: Any) -> str:
    """The same of the page for addresses that are none, which is shown at any."""
    return output_content.replace(SHIM, "/worker.js")
