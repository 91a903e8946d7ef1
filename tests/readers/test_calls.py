"""Calls of layers and models with arguments of all kinds: script and live model against Keras, or refused by both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symparam import read
from symparam.errors import SymparamError

from ..frameworks import keras

SCRIPT = """
import keras
from keras import layers, ops

T, S, d, u = 5, 7, 8, 3
x, y, z = keras.Input((T, d)), keras.Input((S, d)), keras.Input((S, d))
ids = keras.Input((T,), dtype="int32")
m, n, mn = keras.Input((T,)), keras.Input((S,)), keras.Input((T, S))
h, c = keras.Input((u,)), keras.Input((u,))
image = keras.Input((9, 10, 3))
dense = layers.Dense(u)
table = layers.ReversibleEmbedding(50, d)
open_table = layers.ReversibleEmbedding(50, d, tie_weights=False)
heads = layers.MultiHeadAttention(2, 4)
few = layers.GroupQueryAttention(4, 6, 2, name="few")
inner = keras.Sequential([keras.Input((T, d)), layers.Dense(4), layers.Dropout(0.5)])
graph = keras.Model([x, m], layers.LSTM(u)(x, mask=m))
out = {}
outputs = list(out) if isinstance(out, (list, tuple)) else [out]
model = keras.Model([x, y, z, ids, m, n, mn, h, c, image], outputs)
"""
FOLLOWED = [
    "table(ids)",
    "table(table(ids), reverse=True)",
    "table(x, reverse=True)",
    "table(x, reverse=1)",
    "table(inputs=x, reverse=not False)",
    "table(ids, reverse=False)",
    "open_table(x, reverse=True)",
    "heads(x, y)",
    "heads(x, y, z)",
    "heads(x, value=y)",
    "heads(query=x, value=y, key=z)",
    "heads(key=z, value=y, query=x)",
    "heads(x, y, z, m, n, n)",
    "heads(x, y, attention_mask=mn)",
    "heads(x, y, attention_mask=mn, use_causal_mask=True, training=False)",
    "heads(x, y, query_mask=m, value_mask=n, key_mask=None)",
    "heads(x, x, return_attention_scores=True)",
    "heads(x, y, return_attention_scores=False)",
    "heads(x, x, x, attention_mask=ops.not_equal(mn, 0), return_attention_scores=True)[1]",
    "few(x, y, return_attention_scores=True)",
    "few(x, y, query_mask=m, attention_mask=mn)",
    "layers.Attention()([x, y], mask=[m, n])",
    "layers.Attention()([x, y, z], [m, n, n], return_attention_scores=True)",
    "layers.Attention()([x, y], use_causal_mask=True)",
    "layers.AdditiveAttention()([x, y], return_attention_scores=True)[1]",
    "layers.LSTM(u, return_state=True)(x, initial_state=[h, c])",
    "layers.LSTM(u)(x, [h, c], m)",
    "layers.LSTM(u)(sequences=x, mask=m, training=True)",
    "layers.GRU(u, return_sequences=True)(x, h)",
    "layers.SimpleRNN(u)(x, initial_state=h, mask=None)",
    "layers.RNN(layers.GRUCell(u))(x, mask=m)",
    "layers.Bidirectional(layers.LSTM(u))(x, initial_state=[h, c, h, c], mask=m)",
    "layers.Bidirectional(layers.GRU(u, return_sequences=True))(x, mask=ops.equal(m, 0))",
    "layers.SimpleRNNCell(u)(sequence=h, states=c)",
    "layers.BatchNormalization()(x, training=False, mask=m)",
    "layers.Softmax()(x, mask=ops.cast(x, 'bool'))",
    "layers.GlobalAveragePooling1D()(x, mask=m)",
    "layers.GlobalAveragePooling1D()(x, m)",
    "layers.TimeDistributed(dense)(x, mask=m)",
    "layers.CategoryEncoding(6, output_mode='count')(ids, count_weights=m)",
    "layers.Dropout(0.5)(x, None)",
    "layers.Dropout(0.5)(x, training=True)",
    "layers.Dense(4)(x, training=True)",
    "layers.Dense(4)(inputs=x)",
    "layers.RMSNormalization()(x=x)",
    "layers.RandomFlip()(image, training=False)",
    "layers.RandomFlip()(inputs=image)",
    "layers.Add()(inputs=[x, x])",
    "inner(x, training=True)",
    "inner(inputs=x)",
    "graph([x, m], training=False)",
]
REFUSED = [
    "table(x, True)",
    "table(x, backwards=True)",
    "heads(x)",
    "heads([x, y])",
    "heads(x, y, z, m, n, n, mn, True)",
    "heads(x, y, return_scores=True)",
    "layers.LSTM(u)(x, constants=[h])",
    "layers.LSTM(u)(x, states=[h, c])",
    "layers.Dense(4)(x, name='again')",
    "layers.Dense(4)(x, mask=m)",
    "layers.Dense(4)(x, y)",
    "layers.Dense(4)(x, 3)",
    "layers.Dropout(0.5)(x, y)",
    "layers.Attention()([x, y], [m, n], True)",
    "layers.Add()(x, x)",
    "layers.Concatenate()(x, x)",
    "inner(x, m)",
    "inner(x, alpha=1)",
    "layers.TimeDistributed(layers.LSTM(u))(x, initial_state=[h, c])",
    "dense(x, inputs=x)",
]
DECLARED = [
    "dense(layers.Lambda(lambda v: v * v, output_shape=(6,))(h))",
    "layers.Lambda(lambda v: v * v, output_shape=(6, 2))(x)",
    "layers.Lambda(lambda v: v * v, (6, 2))(x)",
    "layers.Lambda(lambda v: v[:, 0], output_shape=(d,))(x)",
    "layers.Lambda(lambda v: v.nothing(), output_shape=(u,))(x)",
    "layers.Lambda(lambda v: layers.Dense(2)(v), output_shape=(T, 2))(x) + layers.Dense(2)(x)",
    "layers.Lambda(lambda v: v, output_shape=())(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: (s[0], s[1] * s[2]))(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: (None, 9))(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: [s[0], 9])(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: s)(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: [s, (s[0], 4)])(x)",
    "layers.Lambda(lambda v: v, output_shape=((3,), (4, 5)))(x)",
    "layers.Lambda(lambda v: v[0], output_shape=(9,))([x, y])",
    "layers.Lambda(lambda v: v[0], output_shape=lambda s: (s[0][0], s[0][2] + s[1][2]))([x, y])",
    "layers.Lambda(lambda v, k: v[:, :k], None, None, {'k': 3})(x)",
    "layers.Lambda(lambda v, k: v[:, :k], arguments={'k': 3})(x)",
    "layers.Lambda(lambda v: [v, v[:, 0]])(x)",
    "layers.Lambda(lambda v, training=None: v)(x, training=True)",
    "layers.Lambda(lambda v, mask=None: v, mask=lambda v, m=None: m)(x)",
]
UNDECLARED = [
    "layers.Lambda(lambda v: v, output_shape=lambda s: 9)(x)",
    "layers.Lambda(lambda v: v, output_shape=lambda s: None)(x)",
    "layers.Lambda(lambda v: v, output_shape='same')(x)",
    "layers.Lambda(lambda v: v, output_shape=6)(x)",
    "layers.Lambda(lambda v: v, output_shape=(6.5,))(x)",
    "layers.Lambda(lambda v: v.nothing())(x)",
    "layers.Lambda(lambda v, k=1: v)(x, k=2)",
    "layers.Lambda(lambda v: v, ouput_shape=(6,))(x)",
]


def facts(model: Any) -> tuple[list[str], list[tuple[int, ...]], int]:
    return (
        [layer.name for layer in model._operations],
        [tuple(t.shape)[1:] for t in model.outputs],
        model.count_params(),
    )


def run(text: str) -> Any:
    keras.utils.clear_session(free_memory=False)
    variables: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(SCRIPT.format(text), variables)
    return variables["model"]


def ours(source: Any) -> tuple[list[str], list[tuple[int, ...]], int]:
    report = read(source, model="model") if isinstance(source, Path) else read(source)
    report = report.derive().at()
    return [row.name for row in report.rows], [tuple(x) for x in report.outputs], report.params


@pytest.mark.parametrize("text", FOLLOWED)
def test_a_call_gives_what_keras_gives(text: str, tmp_path: Path) -> None:
    model = run(text)
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format(text))
    assert ours(path) == facts(model)
    assert ours(model) == facts(model)


@pytest.mark.parametrize("text", DECLARED)
def test_a_lambda_gives_what_its_output_shape_says(text: str, tmp_path: Path) -> None:
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format(text))
    assert ours(path) == facts(run(text))


@pytest.mark.parametrize("text", [*REFUSED, *UNDECLARED])
def test_a_call_that_keras_refuses_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises((TypeError, ValueError, NotImplementedError)):
        run(text)
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format(text))
    with pytest.raises(SymparamError):
        ours(path)
