"""What is written wrongly in Python is told what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, Sequential, SymparamError, layers, sizes

EXAMPLE = Path(__file__).parent.parent / "examples" / "unet.py"
x = Input((4,))

WRONG = [
    (lambda: sizes(3), r"sizes takes names, such as sizes\('H W C'\), not 3"),
    (lambda: sizes([1]), "sizes takes names"),
    (lambda: Input(4), r"a shape is a tuple of sizes such as .*, or \(8,\) for one size; not 4"),
    (lambda: Input("H W"), "a shape is a tuple of sizes"),
    (lambda: Sequential([layers.Dense(3)], input=4), "a shape is a tuple of sizes"),
    (lambda: Sequential(layers.Dense(3)), r"Sequential takes a list of layers, such as .*; not Dense$"),
    (lambda: Sequential(None, (3,)), "Sequential takes a list of layers"),
    (lambda: Sequential([layers.Dense], (3,)), r"Dense is a class; write Dense\(…\)"),
    (lambda: Model(x), "Model needs outputs"),
    (lambda: Model(x, layers.Dense(3)), "outputs are tensors, and Dense is a layer; call it on a tensor first"),
    (lambda: symparam.read(EXAMPLE, input=4), r"input is a shape such as \(28, 28, 1\)"),
    (lambda: symparam.read(EXAMPLE, model=0), "model is the name of one of the models of the source, not 0"),
    (
        lambda: Sequential([layers.LSTM(8), layers.GRU(4)], (10, 4)),
        "GRU takes an input with 2 axes .*; give LSTM return_sequences=True",
    ),
    (lambda: symparam.read(EXAMPLE, input="4"), r"input is a shape such as \(28, 28, 1\)"),
    (lambda: symparam.read(Model(x, layers.Dense(3)(x))), r"its report is what derive\(\) gives$"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_wrong_is_told_in_a_sentence(wrong, said):
    with pytest.raises(SymparamError, match=said):
        wrong()


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        (layers, "Dens", "did you mean Dense?"),
        (layers, "MaxPool2d", "did you mean MaxPool2D?"),
        (symparam, "Sequentail", "did you mean Sequential?"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_misspelt_name_of_a_module_is_told_the_nearest(module, name, said):
    with pytest.raises(AttributeError) as told:
        getattr(module, name)
    assert str(told.value).endswith(said)
    assert not hasattr(module, name)


def test_names_may_stand_in_a_list():
    assert sizes(["H", "W"]) == sizes("H W") == sizes(("H", "W"))


def test_what_a_report_has_is_asked_of_the_report():
    model = Sequential([layers.Dense(3)], (4,))
    for name, said in (
        ("params", r"a Model has no params; its report has it: model\.derive\(\)\.params"),
        ("parms", "'Model' object has no attribute 'parms'"),
    ):
        with pytest.raises(AttributeError, match=said):
            getattr(model, name)
