"""Mutated scripts never give a traceback, never hang, never write or import anything."""

from __future__ import annotations

import builtins
import random
import re
import sys
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symparam.errors import SymparamError
from symparam.readers.keras_script import models_in, read_text

# without those for which the installed Keras builds an architecture
SCRIPTS = [
    text
    for p in sorted((Path(__file__).parent / "scripts").glob("*.py"))
    if "applications" not in (text := p.read_text())
]
TOKEN = re.compile(r"\w+|[^\w\s]")
SPICE = [
    "None",
    "0",
    "-1",
    "10**9",
    "x",
    "self",
    "[]",
    "()",
    "{}",
    "lambda: 0",
    "model",
    "inputs",
    "*",
    "**",
    "True",
    "'a'",
    "Dense",
    "Input",
    "layers",
    "open('x', 'w')",
    "__import__('os')",
    "exec('1')",
    "yield",
    "return",
    "del",
    "not",
    "1.5",
    "Sequential()",
    "Model",
    "range(9)",
    "print",
    "input_shape",
    "if",
    "for",
    "while",
    "in",
    "1/0",
    "x.shape[1]",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SCRIPTS))
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 6))):
        lines = text.split("\n")
        i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[i]
            case 1:
                lines[i], lines[j] = lines[j], lines[i]
            case 2:
                lines.insert(i, lines[j])
            case _:
                tokens = list(TOKEN.finditer(lines[i]))
                if tokens:
                    at = chance.choice(tokens)
                    lines[i] = lines[i][: at.start()] + chance.choice(SPICE) + lines[i][at.end() :]
        text = "\n".join(lines) or "pass"
    return text


def attempt(text: str) -> None:
    for name in (None, *_names(text)[:2]):
        try:
            read_text(text, "model.py", model=name).derive()
        except SymparamError as error:
            assert "\n" not in str(error) or "raises" in str(error)  # noqa: PT017


def _names(text: str) -> list[str]:
    try:
        return models_in(text, "model.py")
    except SymparamError:
        return []


def refuse(*args: object, **kwargs: object) -> None:
    raise AssertionError(f"a file was opened: {args}")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_a_mutated_script_ends_in_a_model_or_a_message(text: str) -> None:
    before = {name for name in sys.modules if not name.startswith(("symparam", "hypothesis"))}
    with mock.patch.object(builtins, "open", refuse):
        attempt(text)
    assert {n for n in sys.modules if not n.startswith(("symparam", "hypothesis", "sympy"))} <= before


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_ends_in_a_message(text: str) -> None:
    attempt(text)
