"""Every reader and the parser of formulas take any bytes: a result, or one short message, within a budget.

What is drawn are pieces of the corpus, cut, joined and spiced; a text that once did harm is put into the corpus.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symparam
from symparam.budget import allowed
from symparam.errors import LONGEST, SymparamError

CORPUS = Path(__file__).parent / "corpus"
CELLS = 300_000  # what one input may cost; a network of a few layers takes some thousands
SPICE = [
    "9" * 5000,
    "10**10**6",
    "-1",
    "NaN",
    "Infinity",
    "1e999",
    "null",
    "None",
    "[]",
    "{}",
    "(",
    "[" * 200,
    "\x00",
    "\ufeff",
    "\u0663",
    "\ud800",
    "\r",
    "'%999999999d' % 1",
    "1 << 10**9",
    "'a' * 10**10",
    "pow(7, 10**9, 3)",
    "lambda: 0",
    "**",
    "//",
    "%",
    "0",
    "1.5",
    "x",
    "self",
    "while True: pass\n",
    "[0] * 10**9",
    "float(10**400)",
    "max(",
    "⌊",
    ")",
    "yield",
]


def of_file(name: str) -> Callable[[str, Path], Any]:
    def attempt(text: str, folder: Path) -> None:
        file = folder / name
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        symparam.read(file).derive()

    return attempt


READERS: dict[str, Callable[[str, Path], Any]] = {
    "formula": lambda text, folder: symparam.parse(text),
    "huggingface": of_file("config.json"),
    "keras": of_file("model.py"),
    "notebook": of_file("model.ipynb"),
    "torch": of_file("net.py"),
}
SEEDS = {kind: [p.read_text() for p in sorted(CORPUS.glob(f"{kind}_*"))] for kind in READERS}
SEEDS["huggingface"] += [p.read_text() for p in sorted(CORPUS.glob("keras_*.json"))]
SEEDS["keras"] = [p.read_text() for p in sorted(CORPUS.glob("keras_*.py.txt"))]


@st.composite
def spiced(draw: st.DrawFn, kind: str) -> str:
    """A text of the corpus with some stretches cut out, and others put in."""
    text = draw(st.sampled_from(SEEDS[kind]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 2, 5, 20]))
        other = draw(st.sampled_from(SEEDS[kind]))
        start = draw(st.integers(0, len(other)))
        new = draw(st.one_of(st.sampled_from(SPICE), st.just(other[start : start + 12]), st.text(max_size=3)))
        text = text[:at] + new + text[at + gone :]
    return text


def attempt(kind: str, text: str, folder: Path) -> None:
    """Raises whatever is no error of symparam's own, and fails where its message is long."""
    try:
        with allowed(cells=CELLS):
            READERS[kind](text, folder)
    except SymparamError as error:
        assert len(str(error)) <= LONGEST + 100  # noqa: PT017


@pytest.mark.parametrize("kind", sorted(READERS))
def test_the_corpus_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    for text in SEEDS[kind]:
        attempt(kind, text, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(READERS))
def test_any_text_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(spiced(kind))
    def every(text: str) -> None:
        attempt(kind, text, tmp_path)

    every()
