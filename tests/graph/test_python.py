"""The Python API as Keras users write it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Integer

from symparam import Input, Model, Sequential, SymparamError, layers, sizes

H, W, C, T, d = sizes("H W C T d")


def shape(tensor: Any) -> tuple[Any, ...]:
    return tuple(tensor.shape)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda x, y: x + y, (T, d)),
        (lambda x, y: 2 * x - y / 3, (T, d)),
        (lambda x, y: -(abs(x) ** 2), (T, d)),
        (lambda x, y: x[:, 0], (d,)),
        (lambda x, y: x[:, :, :2], None),
        (lambda x, y: x[..., 0], (T,)),
        (lambda x, y: x[:, ::2], None),
        (lambda x, y: (x > 0) * y, (T, d)),
        (lambda x, y: 1 - x, (T, d)),
        (lambda x, y: x * [1.0], (T, d)),
        (lambda x, y: x % 2 // 3, (T, d)),
    ],
)
def test_operators(act: Callable[[Any, Any], Any], expected: tuple[Any, ...] | None) -> None:
    x, y = Input((T, d)), Input((T, d))
    z = act(x, y)
    if expected is not None:
        assert shape(z) == expected
    report = Model([x, y], z).derive()
    assert report.params == 0
    assert all(row.type != "Operation" for row in report.rows)


def test_operators_are_rows_named_as_keras_names_them() -> None:
    x = Input((T, d))
    rows = Model(x, layers.Add()([x + x, x * 2])[:, 0]).derive().rows
    assert [row.name for row in rows] == ["input_layer", "add", "multiply", "add_1", "get_item"]
    assert [row.type for row in rows] == ["InputLayer", "Add", "Multiply", "Add", "GetItem"]


@pytest.mark.parametrize("act", [lambda x: list(x), lambda x: bool(x), lambda x: x[0], lambda x: x + "a"])
def test_what_a_tensor_cannot_do(act: Callable[[Any], Any]) -> None:
    with pytest.raises((TypeError, SymparamError)):
        act(Input((T, d)))


def test_arguments_of_calls_by_name() -> None:
    x, y = Input((T, d)), Input((5, d))
    attention = layers.MultiHeadAttention(2, 3)
    by_name = Model([x, y], attention(query=x, value=y, use_causal_mask=True)).derive()
    assert by_name.params == Model([x, y], layers.MultiHeadAttention(2, 3)(x, y)).derive().params
    z, scores = attention(x, value=y, return_attention_scores=True)
    assert (shape(z), shape(scores)) == ((T, d), (2, T, 5))
    h = Input((7,))
    assert shape(layers.GRU(7)(x, initial_state=h)) == (7,)
    with pytest.raises(SymparamError, match="initial_stat"):
        layers.GRU(7)(x, initial_stat=h)


def test_a_mask_is_connected_but_has_no_say_in_shapes() -> None:
    x, mask = Input((T, d)), Input((T,), name="mask")
    report = Model([x, mask], layers.LSTM(4)(x, mask=mask)).derive()
    assert report.rows[-1].inputs == ("input_layer", "mask")


def test_sequential_takes_an_input_at_the_start_and_functions_as_blocks() -> None:
    def block(x: Any) -> Any:
        return layers.Add()([x, layers.Dense(4)(x)])

    for first in (Input((4,)), layers.InputLayer((4,))):
        report = Sequential([first, block, layers.Dense(2)]).derive()
        assert [row.type for row in report.rows] == ["Dense", "Add", "Dense"]
        assert report.params == 30
    for chain, words in (([layers.Dense(2)], "input"), ([Input((4,)), 3], "not 3"), ([Input((4,)), lambda x: 5], "5")):
        with pytest.raises(SymparamError, match=words):
            Sequential(chain)
    with pytest.raises(SymparamError, match="twice"):
        Sequential([Input((4,))], input=(4,))


def test_a_shared_layer_counts_once_and_must_fit() -> None:
    dense = layers.Dense(4)
    x, y = Input((C,)), Input((d,))
    report = Model([x, y], layers.Add()([dense(x), dense(y)])).derive()
    assert report.params == 4 * C + 4
    assert [(c.layer, c.need.left, c.need.op, c.need.right) for c in report.conditions] == [("dense", C, "==", d)]
    a = Input((3,))
    with pytest.raises(SymparamError, match="dense: the layer is shared"):
        Model([a, b := Input((5,))], layers.Add()([dense(a), dense(b)]))


def test_nested_models_share_weights_with_their_surroundings() -> None:
    dense = layers.Dense(4)
    x = Input((4,))
    inner = Model(x, dense(x))
    y = Input((4,))
    report = Model(y, layers.Add()([inner(y), dense(y), inner(dense(y))])).derive()
    assert report.params == 20
    assert [row.params for row in report.rows] == [0, 20, 20, 0]


def test_structures_of_tensors_go_by_sorted_keys() -> None:
    a, b = Input((3,), name="a"), Input((4,), name="b")
    model = Model({"z": a, "y": b}, {"q": layers.Dense(1)(a), "p": layers.Dense(2)(b)})
    assert [tuple(t.shape) for t in (*model.inputs, *model.outputs)] == [(4,), (3,), (2,), (1,)]


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda x: Model(x, 3), "outputs"),
        (lambda x: Model([], x), "at least one"),
        (lambda x: Model(x, layers.Dense(3)(Input((4,)))), "not among its inputs"),
        (lambda x: Model(x, layers.Dense(3, name="a")(layers.Dense(3, name="a")(x))), "two layers named a"),
        (lambda x: layers.Dense(3)(5), "Input"),
        (lambda x: layers.Add()([x, 5]), "5"),
        (lambda x: layers.Dense(3)(), "called"),
    ],
)
def test_errors(build: Callable[[Any], Any], words: str) -> None:
    with pytest.raises(SymparamError, match=words):
        build(Input((4,)))


@pytest.mark.parametrize("formula", [H / 2, (H + 1) / 3, H - 5, 2 * H, H / C, 7 - H])
def test_what_a_size_is_bound_to_is_a_whole_number_and_not_too_small(formula: Any) -> None:
    """Against plain arithmetic: the bound report is legal exactly where the formula is a size."""
    report = Sequential([layers.Dense(3), layers.Dense(2)], input=(T, d)).derive()
    bound = report.bind(d=formula)
    for h in range(1, 13):
        for c in range(1, 5):
            sizes = {n: v for n, v in {"H": h, "C": c}.items() if n in bound.symbols}
            exact = formula.xreplace({H: Integer(h), C: Integer(c)})
            if exact.is_Integer and exact >= 1:
                assert bound.domain.contains(sizes)
                assert bound.at(T=1, **sizes).params == report.at(T=1, d=int(exact)).params
            else:
                assert not bound.domain.contains(sizes)
                with pytest.raises(SymparamError, match="d: a size is"):
                    bound.at(T=1, **sizes)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda u: layers.Dense(u),
        lambda u: layers.TimeDistributed(layers.Dense(u)),
        lambda u: layers.Bidirectional(layers.LSTM(u)),
    ],
)
@pytest.mark.parametrize("formula", [d - 5, d / 2, 3 * d, 7 - d])
def test_a_hyper_parameter_that_is_a_formula_is_a_size(wrapped: Callable[[Any], Any], formula: Any) -> None:
    """Against plain arithmetic: legal exactly where the formula is a whole number of at least 1."""
    report = Sequential([wrapped(formula)], input=(5, 4)).derive()
    for n in range(1, 12):
        exact = formula.xreplace({d: Integer(n)})
        if exact.is_Integer and exact >= 1:
            assert report.at(d=n).params == Sequential([wrapped(int(exact))], input=(5, 4)).derive().params
        else:
            with pytest.raises(SymparamError, match="units is"):
                report.at(d=n)
