"""The site: MkDocs builds it strictly, no link in it is dead, and nothing of it is asked of a network."""

from __future__ import annotations

import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import symparam

from .frameworks import framework
from .subprocesses import INTERPRETER, environment

ROOT = Path(__file__).parent.parent
framework("material", "docs")
framework("latex2mathml", "docs")

from website.gallery import NETWORKS  # noqa: E402  (it needs what the extra docs brings)


class Page(HTMLParser):
    """What a page links to, what it loads, and where it can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places = {"", "__top"}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = {name: value for name, value in attrs if value is not None}
        self.places |= {held[name] for name in ("id", "name") if name in held}
        loaded = tag in ("script", "img", "iframe") or (tag == "link" and held.get("rel") in ("stylesheet", "preload"))
        self.loads += [held[name] for name in ("src", "href") if loaded and name in held]
        self.links += [held["href"]] if tag == "a" and "href" in held else []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    run = subprocess.run(
        [INTERPRETER, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", folder],
        cwd=ROOT,
        env={**environment(), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def pages(site):
    return {name: Page(path.read_text()) for name, path in site.items() if name.endswith(".html")}


def dead(name, page, pages, files):
    """The links of a page that lead nowhere within the site."""
    found = []
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path))) if parts.path else name
        known = target in files and (target not in pages or unquote(parts.fragment) in pages[target].places)
        if not known and not target.startswith("gallery/pages/"):  # pages to play with keep their sizes behind the #
            found.append(link)
    return found


def test_no_link_is_dead(site, pages):
    pages = {name: page for name, page in pages.items() if name != "404.html"}  # it is served at any address
    assert {name: bad for name, page in pages.items() if (bad := dead(name, page, pages, site))} == {}


def test_a_dead_link_would_be_found():
    pages = {
        "a/b.html": Page('<p id="here"><a href="#here"/><a href="#gone"/><a href="../c.html"/><a href="b.html#here"/>')
    }
    assert dead("a/b.html", pages["a/b.html"], pages, pages) == ["#gone", "../c.html"]


def test_the_site_asks_nothing_of_a_network(site, pages):
    assert {name: page.loads for name, page in pages.items() if any("//" in load for load in page.loads)} == {}
    styles = [path.read_text() for name, path in site.items() if name.endswith(".css")]
    assert not [url for text in styles for url in re.findall(r"url\(\s*[\"']?(\w+:)?//", text)]


def test_no_formula_is_left_as_latex(site):
    """GitHub draws what stands between dollars; here it is MathML."""
    left = re.compile(r"\$<code>|<code>[^<]*\\(?:frac|lfloor|mathrm)")
    assert [name for name, path in site.items() if name.endswith(".html") and left.search(path.read_text())] == []


def test_the_reference_has_all_that_is_public(site):
    text = site["reference/python.html"].read_text()
    assert [name for name in symparam.__all__ if name != "layers" and f'id="symparam{name.lower()}"' not in text] == []
    assert ">>>" not in re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda n: n.name)
def test_the_gallery_shows_each_network(network, site):
    page = site[f"gallery/{network.name}.html"].read_text()
    total = f"{symparam.read(ROOT / network.shown).derive().value():,}"
    assert page.count(total) >= 2
    assert 'class="symparam-net"' in page
    assert f"<code>{network.worked}</code>" in page
    assert total in site[f"gallery/pages/{network.name}.html"].read_text()
