"""No script can hang the reader or fill the memory: every one ends soon, with its value or one message."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from ..subprocesses import symparam

SECONDS, MEMORY = 10, 2_000_000_000  # of the processor, and bytes of addresses; far below what is asked without limits
NEST = "x = [1]\ny = [1]\nfor i in range(60):\n    x = [x, x]\n    y = [y, y]\n"
TUPLES = "x = (0,)\nfor i in range(60):\n    x = (x, x)\n"
LONG = "d = list(range(100000))\ne = list(range(100000))\nfor i in range(20000):\n    "
WORK = {
    "equal": f"{NEST}z = x == y",
    "less": f"{NEST}z = x < y",
    "text": f"{NEST}z = str(x)",
    "format": f"{NEST}z = f'{{x}}'",
    "percent": f"{NEST}z = '%s' % (x,)",
    "sorted": f"{NEST}z = sorted([x, y])",
    "array": f"{NEST}import numpy as np\nz = np.array(x)",
    "dicts": "x = {1: 1}\nfor i in range(60):\n    x = {1: x, 2: x}\nz = str(x)",
    "hash": f"{TUPLES}z = {{x: 1}}",
    "sums": "x = [0]\nfor i in range(60):\n    x = [x] + [x]\nz = x == [1]",
    "appended": "x = [0]\nfor i in range(60):\n    y = []\n    y.append(x)\n    y.append(x)\n    x = y\nz = str(x)",
    "in itself": "x = []\nx.append(x)\nz = x == [x]",
    "float in range": "z = 0.5 in range(10**18)",
    "text in range": "z = 'a' in range(10**18)",
    "count of range": "z = range(10**18).count(0.5)",
    "round": "z = round(5, -10**9)",
    "pow": "z = pow(7, 10**9, None)",
    "width within a width": "z = '{:{}}'.format(5, 10**9)",
    "membership": f"{LONG}z = -1 in d",
    "counts": f"{LONG}z = d.count(-1)",
    "equals": f"{LONG}z = d == e",
    "texts": f"{LONG}z = str(d)",
    "hashes": f"d = tuple(range(100000))\n{LONG}z = {{tuple(d): 1}}",
    "inserts": f"{LONG}d.insert(0, 1)",
}
COMPUTED = {
    "floors": ("n // 2 + n // 3 + 1", 40),
    "remainders": ("(n * 7 + k) % (k * k + 1) + 1", 60),
    "products": ("n * (n + a) % 1000 + 1", 30),
    "powers": ("(n + a) ** 9 % 1000 + 1", 30),
}


def script(work: str, units: str = "4") -> str:
    return (
        "import itertools\nimport keras\nfrom keras import layers\n"
        f"{work}\nmodel = keras.Sequential([keras.Input((8,)), layers.Dense({units})])\n"
    )


def limited(*words: str, **options: Any) -> Any:
    """The command, ended by the system where it takes far too much."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    if sys.platform == "win32":
        pytest.skip("there are no limits to set")
    return symparam(*words, preexec_fn=limit, text=True, timeout=120, **options)


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_work_beside_the_model_changes_nothing(work: str) -> None:
    run = limited("eval", "-", input=script(work))
    assert (run.stdout, run.stderr) == ("36\n", "")


@pytest.mark.parametrize(("step", "times"), COMPUTED.values(), ids=COMPUTED)
def test_a_formula_too_long_to_mean_anything_is_its_number(step: str, times: int) -> None:
    n = a = 30
    for k in range(2, times):
        n = eval(step, {"n": n, "k": k, "a": a})
    run = limited("eval", "-", input=script(f"a = 30\nn = a\nfor k in range(2, {times}):\n    n = {step}", units="n"))
    assert run.stdout == f"{9 * n}\n", run.stderr


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("eval", "-"), script("x = list(itertools.permutations(range(1000)))")),
        (("eval", "-"), f"import {'a.' * 50000}a\n"),
        (("eval", "-"), script("b = [keras.Input((8,)) for k in range(9)]", units="'" + "a" * 5000 + "'")),
        (("eval", "-", "--timeout", "0.2"), script("for i in range(200000):\n    layers.Dense(i)")),
    ],
    ids=["permutations", "a long import", "a long word", "a limit of its own"],
)
def test_what_is_too_much_is_one_short_message(words: tuple[str, ...], text: str) -> None:
    run = limited(*words, input=text)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert len(run.stderr) < 1000


@pytest.mark.parametrize(
    "words",
    [("--what", "a" * 50_000), ("--batch", "9" * 5000), ("--input", "9" * 5000)],
    ids=["a name", "a batch", "an input"],
)
def test_what_is_wrong_with_an_option_is_short(words: tuple[str, str]) -> None:
    run = limited("eval", "-", *words, input=script(""))
    assert run.returncode == 2
    assert len(run.stderr) < 1000


def test_a_name_too_long_for_a_file_is_none() -> None:
    run = limited("eval", "a" * 5000)
    assert (run.returncode, len(run.stderr) < 1000) == (2, True)
    assert "No such file" in run.stderr


def test_a_sum_of_hundreds_of_terms_is_printed() -> None:
    """Each of 300 constants makes a branch of its own, so that the total has a term for each."""
    constants = "\n".join(f"n{i} = {i + 2}" for i in range(300))
    branches = ", ".join(f"layers.Dense(n{i})(i)" for i in range(300))
    text = f"import keras\nfrom keras import layers\n{constants}\ni = keras.Input((None,))\nb = [{branches}]\n"
    run = limited("show", "-", input=f"{text}model = keras.Model(i, layers.Concatenate()(b))\n")
    assert run.returncode == 0, run.stderr
    assert "n299" in run.stdout
