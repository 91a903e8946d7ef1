"""Plain code is walked by the interpreter and run by Python: what both find is the same, or the walk says "not known".

A difference is a fault. A refusal is none, but what is read stays read: the refusals are counted.
"""

from __future__ import annotations

import ast

import pytest

from .chance import Writer
from .programs import AMONG_DATA, DIFFERENT, PROGRAMS
from .python import REFUSED, run, walked
from .snippets import EXPRESSIONS

DRAWN = 300
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


def pieces() -> list[str]:
    """The expressions of each row, one by one."""
    found = []
    for row in EXPRESSIONS:
        tree = ast.parse(row, mode="eval").body
        parts = tree.elts if isinstance(tree, ast.Tuple) and not row.startswith("(") else [tree]
        found += [str(ast.get_source_segment(row, part)) for part in parts]
    return found


@pytest.mark.parametrize("text", pieces())
def test_an_expression_is_what_python_makes_of_it(text: str) -> None:
    assert walked(f"r = {text}") in (run(f"r = {text}"), REFUSED)


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_program_ends_as_in_python(text: str) -> None:
    assert walked(text) in (run(text), REFUSED)


@pytest.mark.xfail(strict=True, reason="known differences; the list only becomes shorter")
@pytest.mark.parametrize("text", DIFFERENT)
def test_a_known_difference(text: str) -> None:
    assert walked(text) in (run(text), REFUSED)


@pytest.mark.parametrize("data", [4, 7])
@pytest.mark.parametrize("text", AMONG_DATA)
def test_data_among_values_leaves_open_what_it_decides(text: str, data: int) -> None:
    program = f"import os\nq = len(os.sep) + {data - 1}\n{text}"
    assert walked(program) in (run(program), REFUSED)


@pytest.mark.parametrize("seed", range(DRAWN))
def test_a_program_drawn_at_random_ends_as_in_python(seed: int) -> None:
    text = Writer(seed).program()
    expected = run(text)
    if not isinstance(
        expected, str
    ):  # a script that Python refuses may be read, where its models do not need what fails
        assert walked(text) in (expected, REFUSED)


@pytest.mark.parametrize(
    "text", ["len(str(a))", "f'{a}'", "'%s' % a", "'{}'.format([a])", "repr({1: a})", "str(a + 1)[1]"]
)
def test_the_text_of_an_array_is_that_of_numpy(text: str) -> None:
    program = f"import numpy as np\na = np.array([4, 2])\nr = {text}"
    assert walked(program) in (run(program), REFUSED)


def test_what_is_read_stays_read() -> None:
    assert sum(walked(f"r = {text}") is REFUSED for text in pieces()) <= 14
    assert sum(walked(text) is REFUSED for text in PROGRAMS) <= 35
    assert sum(walked(Writer(seed).program()) is REFUSED for seed in range(DRAWN)) <= 30


def test_a_difference_is_found() -> None:
    assert walked("r = [1, 2]") != run("r = [1, 3]")
    assert walked("r = True") != run("r = 1")
    assert walked("r = 1 / 0 if 1 else 2") is REFUSED
