"""In a session each value shows itself in one line, a layer as it may be written; print shows a report as text."""

from __future__ import annotations

import pytest

from symparam import Input, Sequential, layers, sizes
from symparam.layers.registry import HOME, lookup

H, n = sizes("H n")
MODEL = Sequential([layers.Conv1D(n, 3), layers.Flatten(), layers.Dense(10)], input=(H, 1), name="net")


@pytest.mark.parametrize(
    "value",
    [
        MODEL,
        MODEL.derive(),
        MODEL.derive().at(H=9, n=2),
        MODEL.derive().derivation(),
        layers.Conv2D(32, 3, padding="same"),
        Input((H, 3)),
        Input((H, 3)).shape,
    ],
    ids=type,
)
def test_a_value_shows_itself_in_a_short_line(value):
    assert "\n" not in repr(value)
    assert len(repr(value)) <= 100


def test_a_report_tells_its_name_its_layers_and_its_total():
    report = MODEL.derive()
    assert all(part in repr(report) for part in ("net", "3 layers", str(report.params)))
    assert "net" in repr(report.at(H=9, n=2))
    assert str(report.at(H=9, n=2).params) in repr(report.at(H=9, n=2))


def test_printing_a_report_shows_its_table(capsys):
    report = MODEL.derive()
    print(report)
    printed = capsys.readouterr().out
    report.show()
    assert printed.rstrip("\n") == capsys.readouterr().out.rstrip("\n")


@pytest.mark.parametrize(
    "layer",
    [
        layers.Dense(10),
        layers.Conv2D(32, (3, 5), padding="same", use_bias=False),
        layers.Dropout(0.5),
        layers.Flatten(),
        layers.Bidirectional(layers.LSTM(3)),
        layers.MultiHeadAttention(2, 4, name="heads"),
        layers.Dense(2 * n),
    ],
    ids=repr,
)
def test_a_layer_shows_itself_as_it_may_be_written(layer):
    assert eval(repr(layer), {name: lookup(name) for name in HOME} | {"n": n}) == layer
    assert "=None" not in repr(layer)
