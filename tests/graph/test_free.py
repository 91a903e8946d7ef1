"""Freed hyper-parameters: the old numbers are the defaults, and give the old totals back."""

from __future__ import annotations

import pytest

from symparam import Facts, Input, Model, Sequential, SymparamError, layers, read, repeat, sizes
from symparam.graph.free import free

H, W, F, k, n = sizes("H W F k n")


def _layers():
    return [
        layers.Conv2D(32, 3),
        layers.Conv2D(32, 3, strides=2),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(64),
        layers.Dense(10),
    ]


def model():
    return Sequential(_layers(), input=(H, W, 3))


@pytest.mark.parametrize(
    "choices",
    [
        {"conv2d*.filters": F},
        {"dense.units": 2 * F},
        {"conv2d.kernel_size": k, "conv2d_1.strides": n},
        {"max_pooling2d.pool_size": k},
        {"dense_1.units": n},
    ],
)
def test_the_defaults_give_the_old_total(choices):
    freed, plain = free(model(), choices).derive(), model().derive()
    symbols = {s.name for value in choices.values() for s in value.free_symbols}
    assert symbols <= set(freed.symbols)
    assert freed.at(H=60, W=75).params == plain.at(H=60, W=75).params


def test_a_formula_in_the_freed_symbol():
    report = free(model(), {"conv2d*.filters": F}).derive()
    # two convolutions 3·3·3·F + F and 3·3·F·F + F, by hand
    assert [row.params for row in report.rows[:2]] == [28 * F, 9 * F**2 + F]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("dence.units", "no layer is named dence; did you mean dense"),
        ("dense.filters", "has no size called filters; it has"),
        ("flatten.units", "it has none"),
        ("units", "is not LAYER.FIELD"),
        ("flatten*.units", "it has none"),
        ("dense.lora_rank", "is not set"),
    ],
)
def test_what_cannot_be_freed(choice, message):
    with pytest.raises(SymparamError, match=message):
        free(model(), {choice: n})


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"dense*.units": n}, "dense.units is 64, dense_1.units is 10: n cannot stand for both"),
        ({"conv2d.filters": n, "dense.units": 4 * n}, r"conv2d.filters is 32, dense.units is 64 \(4\*n\): n cannot"),
        ({"dense.units": H}, "dense.units is 64, H itself is 60: H cannot stand for both"),
        ({"conv2d.filters": 3 * n + 1, "dense.units": n}, r"conv2d.filters is 32 \(3\*n \+ 1\), dense.units is 64"),
    ],
)
def test_numbers_that_differ_do_not_share_a_symbol(choices, message):
    sized = Sequential([*_layers()], input=(H, W, 3), facts=Facts({"H": 60, "W": 75}))
    with pytest.raises(SymparamError, match=message):
        sized.free(choices)


def test_a_size_of_the_model_may_be_the_symbol_where_it_is_that_number():
    sized = Sequential([*_layers()], input=(H, W, 3), facts=Facts({"H": 64, "W": 75}))
    freed = sized.free({"dense.units": H})
    assert freed.derive().at().params == sized.derive().at().params
    assert freed.derive().at(H=80).rows[4].output.sizes == (80,)


def test_of_the_layers_under_a_pattern_those_without_the_field_stay():
    freed = model().free({"*.filters": "F"}).derive()
    assert [row.output[-1] for row in freed.rows[:3]] == [F, F, F]
    assert freed.rows[4].output[-1] == 64


# --- layers inside layers -----------------------------------------------------------------------------------------


def encoder(times):
    """A model in a model, a repeated block, and wrappers."""
    x = Input((8, 16))
    inner = Model(x, layers.Dense(16, name="project")(layers.Dense(32, name="widen")(x)), name="inner")
    y = repeat([layers.Dense(24), layers.Dense(16)], times, name="blocks")(inner(x))
    y = layers.TimeDistributed(layers.Dense(5, name="each"))(y)
    return Model(x, layers.Bidirectional(layers.LSTM(7))(y))


@pytest.mark.parametrize(
    ("choice", "changed"),
    [
        ("inner/widen.units", lambda u: (u, 24, 5, 7)),
        ("widen.units", lambda u: (u, 24, 5, 7)),
        ("blocks/dense.units", lambda u: (32, u, 5, 7)),
        ("blocks/*dense.units", lambda u: (32, u, 5, 7)),
        ("time_distributed.units", lambda u: (32, 24, u, 7)),
        ("time_distributed/each.units", lambda u: (32, 24, u, 7)),
        ("each.units", lambda u: (32, 24, u, 7)),
        ("bidirectional.units", lambda u: (32, 24, 5, u)),
    ],
)
@pytest.mark.parametrize("times", [0, 3, sizes("L")[0]])
def test_layers_inside_layers_are_freed(choice, changed, times):
    if times == 0 and "blocks" in choice:
        pytest.skip("no block, no layer")
    freed = encoder(times).free({choice: n}).derive()
    if isinstance(times, int):
        assert freed.at().params == by_hand(*changed(freed.defaults["n"]), times)
    for u, t in ((1, 1), (9, 2), (30, 4)):
        sizes = {"n": u} | ({} if isinstance(times, int) else {"L": t})
        assert freed.at(**sizes).params == by_hand(*changed(u), times if isinstance(times, int) else t)


def by_hand(widen, middle, each, lstm, times):
    """Dense d·u + u; LSTM 4·h·(d + h + 1), twice."""
    inner = 16 * widen + widen + widen * 16 + 16
    blocks = times * (16 * middle + middle + middle * 16 + 16)
    return inner + blocks + 16 * each + each + 2 * 4 * lstm * (each + lstm + 1)


def test_the_number_of_blocks_can_be_freed():
    freed = encoder(3).free({"blocks.times": "L"}).derive()
    assert freed.defaults == {"L": 3}
    assert freed.at(L=5).params == encoder(5).derive().params


def test_a_freed_block_is_bound_like_any_other():
    report = encoder(sizes("L")[0]).free({"blocks/dense.units": n}).free({"each.units": k})
    bound = report.bound({"n": 9, "L": 2, "k": 5}).derive()
    assert bound.params == by_hand(32, 9, 5, 7, 2)


def test_freed_layers_agree_with_keras():
    import keras

    def built(units, filters):
        with keras.StatelessScope(initialize_variables=False):
            inner = keras.Sequential(
                [
                    keras.Input((12, 12, 3)),
                    keras.layers.Conv2D(filters, 3, name="a"),
                    keras.layers.Conv2D(filters, 3, name="b"),
                ],
                name="inner",
            )
            return keras.Sequential(
                [keras.Input((12, 12, 3)), inner, keras.layers.Flatten(), keras.layers.Dense(units, name="top")]
            )

    freed = read(built(4, 6)).free({"inner/*.filters": "f", "top.units": "u"}).derive()
    assert freed.at().params == built(4, 6).count_params()
    assert freed.at(f=5, u=11).params == built(11, 5).count_params()
