"""What is allowed is all that is spent: in reading, in deriving, in the algebra and in explorers."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

import symparam
from symparam.algebra import Dim, Max, div, sizes, total
from symparam.algebra.expanding import expand
from symparam.budget import CALL, BudgetError, allowed, bounded, spend
from symparam.document import Column, Row, Table
from symparam.errors import SymparamError
from symparam.explore.claims import read_claims
from symparam.printers.text_spans import Style
from symparam.printers.text_table import table_lines
from symparam.readers.keras_config import from_json
from symparam.readers.keras_script import read_text
from tests.steps import steps


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


def test_what_would_be_multiplied_out_is_counted_before_it_is() -> None:
    a, b, c, d = sizes("a b c d")

    def refused() -> None:
        with pytest.raises(BudgetError), allowed(cells=100_000):
            expand((a + b + c + d) ** 64)  # 47,905 terms

    assert steps(refused) < 2_000


def test_a_formula_that_holds_itself_again_and_again_is_refused_by_its_size() -> None:
    def grown() -> None:
        value: Dim = sizes("n")[0]
        for _ in range(60):
            value = total((div(value + 1, 2), div(value, 3)))

    with pytest.raises(BudgetError), allowed(cells=20_000):
        grown()


@pytest.mark.parametrize(
    "loop",
    [
        "x = keras.layers.Dense(3)(x)",
        "x = keras.layers.Concatenate(1)([x, x[:, ::2]])",
        "x = keras.layers.Concatenate(1)([x[:, : x.shape[1] // 2], x[:, x.shape[1] // 3 :]])",
    ],
)
def test_a_loop_without_end_that_makes_layers_is_refused_by_a_count(loop: str, tmp_path: Path) -> None:
    file = tmp_path / "endless.py"
    file.write_text(f"import keras\nx = keras.Input((None, 8))\nwhile True:\n    {loop}\nmodel = keras.Model(x, x)\n")
    with pytest.raises(BudgetError), allowed(cells=30_000):
        symparam.read(file)


def test_a_call_in_a_program_has_a_limit_of_its_own() -> None:
    @bounded
    def work(cells: int) -> int:
        spend(cells)
        return cells

    assert work(CALL) == CALL
    with pytest.raises(BudgetError, match=r"symparam\.budget\.allowed"):
        work(CALL + 1)
    with allowed(seconds=60):
        assert work(CALL + 1) > CALL


def test_the_largest_of_many_names_is_found_without_comparing_formulas() -> None:
    names = sizes([f"n{i}" for i in range(120)])

    def largest() -> None:
        with allowed(cells=8_000):  # each pair once; a comparison of formulas counts for twenty
            assert len(Max(*names).args) == 120

    largest()


def test_a_cell_of_thousands_of_pieces_is_put_into_lines_in_one_pass() -> None:
    def written(pieces: int) -> None:
        cell = ("a-" * 20 + " ") * pieces
        table = Table((Column("Name"), Column("Value")), (Row((("x",), (cell,))),))
        assert table_lines(table, Style())

    written(10)
    assert steps(lambda: written(2_000)) < 6 * steps(lambda: written(500))


def test_the_words_of_a_script_are_counted_before_it_is_parsed(tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("import keras\n" + "x = 1\n" * 20_000)

    def refused() -> None:
        with pytest.raises(BudgetError), allowed(cells=100_000):
            symparam.read(file)

    assert steps(refused) < 2_000


def test_a_model_that_is_called_twice_by_one_that_is_called_twice_asks_the_same_once(tmp_path: Path) -> None:
    def deriving(levels: int) -> int:
        file = tmp_path / f"{levels}.py"
        twice = "m = keras.Sequential([keras.layers.Conv1D(4, 3, padding='same')])\n"
        twice += f"for k in range({levels}):\n    m = keras.Sequential([m, m])\n"
        file.write_text(f"import keras\n{twice}i = keras.Input((None, 4))\nmodel = keras.Model(i, m(i))\n")
        return steps(lambda: symparam.read(file, model="model").derive())

    deriving(1)  # what is found once is kept
    assert deriving(16) < 8 * deriving(4)


def test_what_a_table_claims_is_counted_line_by_line() -> None:
    with pytest.raises(BudgetError), allowed(cells=20_000):
        read_claims("layer,params\n" + "dense,36\n" * 1_000)


@pytest.mark.parametrize("loop", ["UpSampling1D()(x)", "Concatenate(1)([x, x])"])
def test_a_size_of_many_digits_counts_for_more(loop: str, tmp_path: Path) -> None:
    def read(rounds: int) -> None:
        file = tmp_path / f"{rounds}.py"
        file.write_text(
            f"import keras\nx = keras.Input((None, 8))\nfor i in range({rounds}):\n    x = keras.layers.{loop}\n"
            "model = keras.Model(x, x)\n"
        )
        symparam.read(file)

    with allowed(cells=62_000):
        read(300)
    with pytest.raises(BudgetError), allowed(cells=2 * 62_000):
        read(600)


def test_a_message_is_short_whatever_it_quotes() -> None:
    error = symparam.SymparamError("a" * 5_000).at("model.py").by("b" * 5_000)
    error.args = ("c" * 5_000,)  # as a reader does that adds the layer
    assert len(str(error)) < 1_000 > len(error.fields()["message"])


def test_a_statement_that_ends_its_function_is_not_searched_for_what_it_alters() -> None:
    def refused(functions: int) -> None:
        lines = [
            "import keras",
            "def f0(x): return x",
            *(f"def f{i}(x): return f{i - 1}(x)" for i in range(1, functions)),
        ]
        last = f"m = keras.Sequential([keras.Input((3,)), keras.layers.Dense(f{functions - 1}(2))])"
        with pytest.raises(SymparamError, match="too deeply"):
            read_text("\n".join([*lines, last]), "chain.py")

    assert steps(lambda: refused(1_200)) < 2_000 * 1_200


def test_a_refusal_says_what_the_work_was_for(tmp_path: Path) -> None:
    file = tmp_path / "endless.py"
    file.write_text("import keras\nn = 0\nwhile True: n = [n]\nmodel = keras.Sequential([keras.layers.Dense(n)])\n")
    with pytest.raises(BudgetError, match="work, the last of it on the steps of the script; "), allowed(cells=1_000):
        symparam.read(file)
    a, b = sizes("a b")
    with pytest.raises(BudgetError, match="work, the last of it on formulas; "), allowed(cells=1_000):
        expand((a + b) ** 500)


@pytest.mark.parametrize(
    ("made", "passed_over"),
    [("list(range(100_000))", "x[::-1]"), ("set(range(100_000))", "x | x"), ("'a' * 100_000", "x[1:]")],
)
def test_what_an_operator_passes_over_counts_by_its_length(made: str, passed_over: str) -> None:
    def work(rounds: int) -> int:
        body = f"x = {made}\nfor n in range({rounds}):\n    y = {passed_over}\n"
        model = "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])\n"
        return steps(lambda: read_text(f"import keras\n{body}{model}", "passed.py"))

    none = work(0)
    assert work(1_000) - none < 2 * (work(50) - none)  # it is given up after a few rounds


def test_whether_data_has_a_name_is_found_once() -> None:
    def work(rounds: int) -> int:
        loop = f"x = 1 << 1999\nfor i in range({rounds}):\n    x = x * 3\n"  # beyond the numbers that are followed
        model = "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])\n"
        return steps(lambda: read_text(f"import keras\n{loop}{model}", "named.py"))

    few, some, many = work(100), work(200), work(400)
    assert many - some < 2.2 * (some - few)
