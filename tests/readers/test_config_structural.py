"""Models whose structure depends on the size of an input: as in Keras at that size, and the size stays a number."""

from pathlib import Path

import pytest

from symparam import read
from symparam.errors import ConditionError, SizeError, SymparamError

from ..frameworks import keras


def _squeezed(x: object) -> object:
    return keras.ops.squeeze(x)


@pytest.mark.parametrize(
    ("shape", "layer"),
    [
        ((1,), keras.layers.CategoryEncoding(7, output_mode="one_hot")),
        ((3, 1), keras.layers.Discretization([0.0, 1.0], output_mode="one_hot")),
        ((1, 4), _squeezed),
    ],
)
def test_a_size_of_1_that_decides_stays_1(shape: tuple[int, ...], layer: object) -> None:
    x = keras.Input(shape)
    model = keras.Model(x, keras.layers.Dense(2)(layer(x)))  # type: ignore[operator]
    report = read(model).derive()
    assert report.at().params == model.count_params()
    assert tuple(report.at().outputs[0]) == model.output.shape[1:]
    (pinned,) = report.pinned
    with pytest.raises(SizeError, match=f"{pinned} is 1 in this model and cannot be bound"):
        report.at(**{pinned: 2})


def test_an_axis_that_is_taken_apart_has_the_size_of_the_model() -> None:
    x = keras.Input((4, 3))
    parts = [keras.layers.Dense(2)(y) for y in keras.ops.unstack(x, axis=1)]
    model = keras.Model(x, keras.layers.Concatenate()([*parts, keras.layers.Flatten()(x)]))
    report = read(model).derive()
    assert report.pinned == {"T": 4}
    assert report.at().params == model.count_params()
    assert tuple(report.at(d=5).outputs[0]) == (4 * 2 + 4 * 5,)
    with pytest.raises(SizeError, match=r"T is 4 in this model and cannot be bound: .*unstack.*: into how many"):
        report.at(T=5)


def test_another_size_of_the_same_axis_is_a_symbol() -> None:
    x = keras.Input((3,))
    report = read(keras.Model(x, keras.layers.CategoryEncoding(7, output_mode="one_hot")(x))).derive()
    assert not report.pinned
    assert tuple(report.at(d=5).outputs[0]) == (5, 7)


def test_sizes_that_are_not_legal_in_numbers_either_are_told_by_the_conditions() -> None:
    x = keras.Input((8, 8, 3))
    with pytest.raises(ConditionError, match="H ≥ 5"):
        read(keras.Model(x, keras.layers.Conv2D(2, 5)(x)), H=3)


def test_a_model_that_is_legal_nowhere_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "model.py"  # Keras refuses it for every T: the query has 6 features, the value 5
    path.write_text(
        "import keras\nfrom keras import layers\nT = 8\nx = keras.Input((T, 3))\n"
        "y = layers.Attention()([layers.Dense(6)(x), layers.Dense(5)(x)])\nmodel = keras.Model(x, y)\n"
    )
    with pytest.raises(SymparamError, match="6 is not 5") as error:
        read(path).derive().at()
    assert "needs legal" not in str(error.value)
