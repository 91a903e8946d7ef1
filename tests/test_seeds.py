"""What is printed is the same, byte for byte, whatever order Python gives to the items of its sets."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .subprocesses import INTERPRETER, ROOT, environment, symparam

SEEDS = (0, 1, 42)


@pytest.fixture(scope="module")
def printed() -> list[dict[str, str]]:
    """What each seed's process prints, by what was asked."""
    running = [
        subprocess.Popen(
            [INTERPRETER, "-m", "tests.seeded"],
            cwd=ROOT,
            env=environment(seed=seed),
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in SEEDS
    ]
    return [json.loads(process.communicate(timeout=900)[0]) for process in running]


@pytest.mark.thorough
def test_the_seed_changes_nothing_that_is_printed(printed: list[dict[str, str]]) -> None:
    first, *others = printed
    assert len(first) > 80
    for other in others:
        assert [asked for asked in first if first[asked] != other[asked]] == []


@pytest.mark.thorough
def test_no_command_fails_otherwise_than_it_should(printed: list[dict[str, str]]) -> None:
    kinds = ("None", "SystemExit(0)", "SystemExit(1)", "SystemExit(2)")
    for asked, text in printed[0].items():
        if asked.split()[0] in ("show", "derive", "export", "growth", "solve", "sweep", "compare"):
            assert text.endswith((*kinds, "')", '")')), asked


SET = "from keras import Sequential, layers\nmodel = Sequential([layers.Input((8,))])\n"
LOOPS = {  # and the units of the layers, None where they follow from the order of texts
    "for name in {'alpha', 'beta', 'gamma'}:\n    model.add(layers.Dense(len(name), name=name))\n": None,
    "for n in [len(name) for name in set(['alpha', 'beta', 'gamma2'])]:\n    model.add(layers.Dense(n))\n": None,
    "for name in {'a': 3, 'bb': 4}:\n    model.add(layers.Dense(len(name)))\n": [1, 2],
    "for name in sorted({'alpha', 'beta'}):\n    model.add(layers.Dense(len(name)))\n": [5, 4],
    "for n in {3, 5, 9}:\n    model.add(layers.Dense(n))\n": list({3, 5, 9}),
    "model.add(layers.Dense(len({'a', 'b', 'c'})))\n": [3],
    "model.add(layers.Dense(sum(len(name) for name in ['a', 'b']) + max({2, 7})))\n": [9],
}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.splitlines()[0][:30])
def test_the_order_of_a_set_of_texts_is_not_known(tmp_path: Path, loop: str, seed: int) -> None:
    """Keras itself builds another model in each run; sets of numbers have one order."""
    (tmp_path / "m.py").write_text(SET + loop)
    done = symparam("eval", str(tmp_path / "m.py"), text=True, seed=seed)
    units = LOOPS[loop]
    if units is None:
        assert (done.stdout, done.returncode) == ("", 1)
        return
    assert done.stdout == f"{sum(before * n + n for before, n in zip([8, *units], units, strict=False))}\n"
