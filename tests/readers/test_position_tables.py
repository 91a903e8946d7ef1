"""Tables of positions, as NumPy makes them: the sizes at which Keras adds them to an input are the legal ones."""

from __future__ import annotations

from typing import Any

import pytest

from symparam.errors import SymparamError
from symparam.readers.keras_script import read_text

from ..frameworks import framework

framework("keras", "keras")
import keras  # noqa: E402

HEAD = "import keras, math\nimport numpy as np\nfrom keras import layers, ops\n"
SINES = (
    "half = d / 2\nplaces = np.arange(n)[:, np.newaxis]\nturns = np.arange(half)[np.newaxis, :] / half\n"
    "rates = 1 / (10000**turns)\n"
    "table = np.concatenate([np.sin(places * rates), np.cos(places * rates)], axis=-1)"
)
TABLES = {
    "sines beside cosines": f"{SINES}\ntable = ops.cast(table, 'float32')[None, :T]",
    "sines in turn": "table = np.arange(n)[:, None] / np.power(10000, np.arange(d) // 2)\n"
    "table[:, 0::2] = np.sin(table[:, 0::2])\ntable = table[np.newaxis, :T, :]",
    "a grid": "table = np.zeros((n, d))[np.newaxis, :, :][0]\ntable = np.stack([table, table])[1][1:T + 1]",
    "every other": "table = np.ones((2 * n, d))[::2][:T]",
    "a list of numbers": "table = np.array([i / 7 for i in range(n)])[:, None][:T]",
    "of one loop": "table = np.zeros((n, d))\nfor i in np.arange(2):\n    table = table * i\ntable = table[:T]",
}
SIZES = [(4, 6, 8), (9, 6, 8), (8, 8, 1), (5, 4, 2), (5, 5, 3), (1, 1, 4), (7, 6, 5)]


def script(table: str, n: int, T: int, d: int) -> str:
    return (
        f"{HEAD}n, T, d = {n}, {T}, {d}\nx = keras.Input((T, d))\n{table}\n"
        "y = x + table\nmodel = keras.Model(x, layers.Dense(3)(y))\n"
    )


def built(text: str) -> Any:
    names: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        try:
            exec(text, names)
        except (ValueError, TypeError):
            return None
    return names["model"].output_shape[1:], names["model"].count_params()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_fits_where_keras_adds_it(table: str) -> None:
    report = read_text(script(table, 9, 6, 8), "model.py").derive()
    for n, T, d in SIZES:
        given = {"n": n, "T": T, "d": d}
        if any(size != given[name] for name, size in report.pinned.items()):
            continue
        sizes = {name: size for name, size in given.items() if name in report.symbols}
        truth = built(script(table, n, T, d))
        if truth is None:
            assert not report.domain.contains(sizes), given
        else:
            at = report.at(**sizes)
            assert (tuple(at.outputs[0]), at.params) == truth, given


NUMBERS = [
    "ops.sqrt(ops.cast(d, 'float32'))",
    "ops.sqrt(float(d))",
    "ops.rsqrt(ops.cast(ops.shape(x)[-1], 'float32'))",
    "ops.power(ops.cast(d, 'float32'), -0.5)",
    "ops.maximum(1.0, ops.cast(d, 'float32') * 0.5)",
    "ops.cast(3, 'int32')",
    "ops.tanh(d / 3)",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_made_by_functions_of_tensors_changes_no_shape(number: str) -> None:
    text = f"{HEAD}T, d = 6, 8\nx = keras.Input((T, d))\nmodel = keras.Model(x, layers.Dense(3)(x * {number}))\n"
    report = read_text(text, "model.py").derive()
    assert report.at(T=5, d=7).params == built(text.replace("6, 8", "5, 7"))[1] == 24


def test_a_size_stays_one_through_a_cast_to_whole_numbers() -> None:
    text = f"{HEAD}T, d = 6, 8\nx = keras.Input((T, d))\ny = ops.reshape(x, (-1, ops.cast(T * d, 'int32')))\n"
    report = read_text(f"{text}model = keras.Model(x, layers.Dense(3)(y))\n", "model.py").derive()
    assert report.at(T=5, d=7).params == 3 * 5 * 7 + 3


def test_a_table_from_a_file_is_an_assumption() -> None:
    text = f"{HEAD}x = keras.Input((6, 8))\nmodel = keras.Model(x, x + np.load('table.npy'))\n"
    assert [a.what for a in read_text(text, "model.py").derive().assumptions] == ["x + np.load('table.npy')"]


def test_a_table_of_another_width_is_refused() -> None:
    with pytest.raises(SymparamError, match="5"):
        read_text(script("table = np.arange(n)[:, None] * np.arange(5)[None]", 6, 6, 8), "model.py").derive().at()
