"""What is allowed is all that is spent: in reading, in deriving, in the algebra and in explorers."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

import symparam
from symparam.budget import BudgetError, allowed, spend
from symparam.readers.keras_config import from_json


def many(layers: int) -> dict[str, object]:
    return {
        "class_name": "Sequential",
        "config": {
            "name": "s",
            "layers": [
                {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "i"}},
                *({"class_name": "Dense", "config": {"name": f"d{i}", "units": 8}} for i in range(layers)),
            ],
        },
    }


def wide(tmp_path: Path, names: int) -> symparam.Model:
    """Each of so many constants is a size of its own."""
    constants = "\n".join(f"n{i} = {i + 2}" for i in range(names))
    layers = ", ".join(f"keras.layers.Dense(n{i})" for i in range(names))
    file = tmp_path / "wide.py"
    file.write_text(f"import keras\n{constants}\nmodel = keras.Sequential([keras.Input((8,)), {layers}])\n")
    return symparam.read(file)


def test_a_config_of_too_many_layers_is_refused_before_they_are_made() -> None:
    with pytest.raises(BudgetError, match="about 20,000 layers"):
        from_json(many(21_000))


def test_a_model_is_derived_within_what_is_allowed() -> None:
    model = from_json(many(100))
    with pytest.raises(BudgetError, match="1,000 cells"), allowed(cells=1000):
        model.derive()


def test_explorers_ask_too(tmp_path: Path) -> None:
    report = wide(tmp_path, 30).derive()
    for action in (report.growth, lambda: report.sweep(n0="1:2000")):
        with pytest.raises(BudgetError), allowed(cells=300):
            action()


def test_seconds_are_those_of_the_work() -> None:
    with pytest.raises(BudgetError, match=r"0\.01 seconds"), allowed(seconds=0.01):
        deque(iter(spend, 0), maxlen=0)  # for ever


def test_an_inner_budget_is_spent_from_the_outer_one() -> None:
    def inner() -> None:
        with allowed(cells=900):
            deque(map(spend, [1] * 800), maxlen=0)

    with pytest.raises(BudgetError, match="1,000 cells"), allowed(cells=1000):
        deque(iter(inner, 0), maxlen=0)


def test_nothing_is_left_of_a_budget_that_is_spent() -> None:
    with pytest.raises(BudgetError), allowed(cells=10):
        spend(11)
    spend(10**9)
