"""The independent check on every kind of row: it proves what is true, and finds what is broken on purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symparam import Input, Model, Sequential, Shape, Weight, layers, repeat, sizes
from symparam.algebra.floor import FloorDiv
from symparam.graph.free import free

from ..frameworks import framework

K = layers
H, W, C, D, T, d, n, s, h, L = sizes("H W C D T d n s h L")


def branches(merge, a, b, inputs=(H, W, 3)):
    x = Input(inputs)
    return Model(x, merge([a(x), b(x)])).derive()


def chain(*body, inputs=(H, W, C)):
    return Sequential(list(body), input=inputs).derive()


def shared_model():
    inner = Sequential([K.Conv2D(4, 3, strides=2), K.MaxPooling2D(2), K.Dense(n)], input=(H, W, C))
    x = Input((H, W, C))
    return Model(x, [inner(x), inner(K.ZeroPadding2D(1)(x))]).derive()


def shared_in_wrapper():
    """At 11 × 11 too, the model in the wrapper takes 9 × 9: its own H and W stand for any size."""
    inner = Sequential([K.Conv2D(4, 3, strides=2), K.GlobalAveragePooling2D()], input=(H, W, C))
    each = K.TimeDistributed(inner)
    x = Input((T, H, W, C))
    return Model(x, [each(x), each(K.Cropping3D((0, 1, 1))(x))]).derive()


def many_outputs():
    x = Input((T, d))
    return Model(x, list(K.LSTM(h, return_state=True, return_sequences=True)(x))).derive()


def attention():
    x = Input((T, d))
    return Model(x, K.MultiHeadAttention(4, 16)(x, x)).derive()


def residual():
    x = source = Input((H, W, C))
    x = K.Conv2D(8, 3, strides=2)(x)
    for _ in range(4):
        x = K.Add()([x, K.BatchNormalization()(K.Conv2D(8, 3, padding="same")(x))])
    return Model(source, K.Dense(3)(K.Flatten()(x))).derive()


HEAD = (K.Flatten(), K.Dense(4))
TRUE = {
    "a model called twice": shared_model,
    "a model in a wrapper that is called twice": shared_in_wrapper,
    "several outputs": many_outputs,
    "attention": attention,
    "folded": lambda: residual().fold(),
    "repeated": lambda: chain(repeat([K.Conv2D(8, 3), K.MaxPooling2D(2)], 3), *HEAD),
    "repeated so often": lambda: chain(repeat([K.Conv2D(8, 3)], L), *HEAD),
    "wrapped": lambda: chain(
        K.Bidirectional(K.LSTM(h, return_sequences=True)), K.TimeDistributed(K.Dense(5)), inputs=(T, d)
    ),
    "sizes that must meet": lambda: branches(K.Add(), lambda x: K.UpSampling2D(4)(K.MaxPooling2D(4)(x)), lambda x: x),
    "sizes of 1": lambda: branches(K.Multiply(), K.GlobalAveragePooling2D(keepdims=True), lambda x: x),
    "sizes of 1 for some": lambda: branches(K.Add(), K.Conv2D(3, 3, strides=2, padding="same"), K.MaxPooling2D(9)),
    "symbols that must meet": lambda: branches(K.Add(), K.Permute((2, 1, 3)), lambda x: x),
    "a fixed reshape": lambda: chain(K.Conv2D(8, 16, strides=16), K.Reshape((10, 4, 8))),
    "an open reshape": lambda: chain(K.Conv2D(8, 16, strides=16), K.Reshape((-1, 6))),
    "three sizes that are multiplied": lambda: chain(
        K.Conv3D(4, 3, strides=2), K.MaxPooling3D(3), K.MaxPooling3D(2), *HEAD, inputs=(D, H, W, C)
    ),
    "a symbol twice": lambda: chain(K.MaxPooling2D(3), K.Conv2D(4, 3, strides=5), *HEAD).bind(W="H"),
    "a symbol in another": lambda: chain(K.MaxPooling2D(3), K.Conv2D(4, 3, strides=5), *HEAD).bind(W=2 * H + 1),
    "numbers": lambda: chain(K.MaxPooling2D(3), *HEAD).at(H=50, W=50, C=3),
}
CNN = Sequential([K.Conv2D(8, 3, name="c"), K.MaxPooling2D(2, name="p"), *HEAD], input=(H, W, C))


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved(name):
    proof = TRUE[name]().proof()
    assert proof.holds is True, str(proof)


@pytest.mark.parametrize("field", ["c.strides", "c.kernel_size", "c.filters", "p.pool_size"])
def test_a_symbolic_divisor_goes_to_z3(field):
    framework("z3", "proof")
    proof = free(CNN, {field: s}).derive().proof()
    assert proof.holds is True, str(proof)
    assert ("Z3" in str(proof)) == (field in ("c.strides", "p.pool_size"))


def test_without_z3_a_symbolic_divisor_is_undecided(monkeypatch):
    from symparam.algebra.equality import prover

    monkeypatch.setattr(prover, "find_spec", lambda name: None)
    proof = free(CNN, {"c.strides": s}).derive().proof()
    assert proof.holds is None
    assert "the divisor s is a symbol; no sizes were found where it fails" in str(proof.undecided[0])


def test_a_layer_without_a_rule_is_undecided():
    x = Input((H, W, 3))
    report = Model(x, K.Unknown("Mine", output_shape=(H, W, 5))(x)).derive()
    assert str(report.proof().undecided[0]).endswith("undecided: Mine is a layer without a known rule")


def test_a_row_without_its_rule_is_undecided():
    report = residual()
    bare = with_row(report, 1, replace(report.rows[1], calls=()))
    assert [str(claim) for claim in bare.proof().undecided] == ["conv2d: undecided: its rule is not at hand"]


# --- broken on purpose ---------------------------------------------------------------------------------------------


def with_row(report, index, row):
    return replace(report, rows=(*report.rows[:index], row, *report.rows[index + 1 :]))


def other_height(call, height):
    return replace(call, outputs=tuple(Shape((height, *x[1:])) for x in call.outputs))


def refuted(report):
    return [claim.about for claim in report.proof().claims if claim.verdict.answer == "no"]


def test_a_wrong_second_call_is_found():
    report = shared_model()
    row = report.rows[2]
    first, second = row.calls
    wrong = replace(row, calls=(first, other_height(second, second.outputs[0][0] + 1)))
    assert refuted(with_row(report, 2, wrong)) == ["sequential, call 2"]


def test_a_wrong_row_inside_a_model_is_found():
    report = shared_model()
    row = report.rows[2]
    call = row.calls[0]
    inner = call.inside()[0]
    wrong = replace(inner, calls=(other_height(inner.calls[0], FloorDiv(H, 2)),))
    call = replace(call, inside=lambda: (wrong, *call_rows))
    call_rows = row.calls[0].inside()[1:]
    assert refuted(with_row(report, 2, replace(row, calls=(call, row.calls[1])))) == ["sequential, call 1/conv2d"]


def test_a_wrong_second_output_is_found():
    report = many_outputs()
    row = report.rows[1]
    x, state, cell = row.calls[0].outputs
    wrong = replace(row, calls=(replace(row.calls[0], outputs=(x, state, Shape((cell[0] + 1,)))),))
    assert refuted(with_row(report, 1, wrong)) == ["lstm"]


def test_a_wrong_number_of_blocks_is_found():
    report = residual().fold()
    index, row = next((i, row) for i, row in enumerate(report.rows) if row.repeat == 4)
    weights = tuple(Weight(w.name, (5, *w.shape[1:]), w.trainable) for w in row.weights)
    assert row.name in refuted(with_row(report, index, replace(row, weights=weights)))


def test_a_wrong_sum_over_blocks_is_found():
    report = chain(repeat(lambda x: K.Concatenate()([x, K.Conv2D(12, 1)(x)]), L))
    row = report.rows[0]
    kernel, *others = row.weights
    wrong = replace(row, weights=(Weight(kernel.name, (kernel.shape[0] + L * (L - 1) * (L - 2),)), *others))
    assert "repeat" in refuted(with_row(report, 0, wrong))


def test_a_degree_that_the_claim_hides_is_found(monkeypatch):
    """2·H² and 6·H − 4 agree at H = 1 and at H = 2, at as many places as the degree of the wrong claim asks for."""
    monkeypatch.setattr("symparam.explore.proof.ground.SAMPLE", 0)
    report = chain(K.Flatten(), inputs=(H, 2 * H))
    (row,) = report.rows
    wrong = replace(row, output=Shape((6 * H - 4,)), calls=(replace(row.calls[0], outputs=(Shape((6 * H - 4,)),)),))
    assert refuted(with_row(report, 0, wrong)) == ["flatten"]


def test_a_wrong_total_is_found(monkeypatch):
    report = residual()
    right = report.params
    monkeypatch.setattr(type(report), "params", property(lambda self: right + FloorDiv(H, 2) - FloorDiv(H - 1, 2)))
    assert refuted(report) == ["Total params"]


def test_a_wrong_total_without_symbols_is_found(monkeypatch):
    report = residual()
    monkeypatch.setattr(type(report), "non_trainable", property(lambda self: 65))
    assert refuted(report) == ["Non-trainable params"]


def test_a_rule_whose_formula_hides_a_symbol_is_found():
    """On symbols the rule says 1, in numbers n from 4 on: what is read off the formula is tried in numbers too."""
    report = chain(K.Flatten(), inputs=(H,))
    (row,) = report.rows

    def rule(sizes, xs, checked=True):
        n = xs[0][0]
        return (Shape((n if isinstance(n, int) and n > 3 else 1,)),), ()

    wrong = replace(row, output=Shape((1,)), calls=(replace(row.calls[0], outputs=(Shape((1,)),), rule=rule),))
    assert refuted(with_row(report, 0, wrong)) == ["flatten"]
