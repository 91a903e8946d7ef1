"""What a size decides: a report is what Keras builds of the script at that size, or refuses it.

Each script is run by Keras with another number written in place of its own.
"""

from __future__ import annotations

import math
import re
from typing import Any

import numpy
import pytest

from symparam.errors import ReadError, SymparamError
from symparam.readers.keras_script import read_text
from symparam.report import Report

from ..frameworks import keras

HEAD = "import math\nimport keras\nimport numpy as np\nfrom keras import layers\n"
SIZES = (1, 3, 8, 10, 20, 40)


def script(body: str) -> str:
    """A script whose input is ``x`` of shape (H, 36, 3) with H = 9, beside the constants W = 12 and n = 4."""
    return f"{HEAD}H = 9\nW = 12\nn = 4\nx = s = keras.Input((H, 36, 3))\n{body}\nmodel = keras.Model(s, x)\n"


def built(code: str, size: int) -> Any:
    """Parameters, trainable parameters and output shape of Keras's model, or None where the script fails."""
    names: dict[str, Any] = {}
    keras.utils.clear_session(free_memory=False)
    try:
        with keras.StatelessScope(initialize_variables=False):
            exec(re.sub(r"(?m)^H = \d+$", f"H = {size}", code), names)
    except Exception:
        return None
    model = names["model"]
    trained = sum(math.prod(map(int, w.shape)) for w in model.trainable_weights)
    return model.count_params(), trained, tuple(map(int, numpy.ravel([t.shape[1:] for t in model.outputs])))


def read(report: Report, **sizes: int) -> Any:
    """The same of the report; None where it refuses the size."""
    try:
        numbers = report.at(**sizes)
    except SymparamError:
        return None
    return int(numbers.params), int(numbers.trainable), tuple(int(n) for shape in numbers.outputs for n in shape)


def check(code: str) -> None:
    """The report is Keras's model at the script's own size, and at every other size or refuses it."""
    report = read_text(code, "model.py").derive()
    assert read(report) == built(code, 9) is not None
    for size in SIZES:
        found = read(report, H=size)
        assert found is None or found == built(code, size), size


NUMBERS = [  # units of a layer
    "H if H > n else 5",
    "5 if n < H < 20 else H",
    "max(H, n)",
    "min(H, n * 3)",
    "sorted([H, n])[1]",
    "int(str(H))",
    "int(f'{H}')",
    "int('%d' % H)",
    "int('{}'.format(H))",
    "int('1' + str(H)) - 10",
    "int(''.join([str(H), '1']))",
    "int(str(H).zfill(4)[-1]) + 1",
    "len(str(H))",
    "list(map(int, str(H)))[0]",
    "{'9': 4}.get(str(H), 7)",
    "4 if str(H) == '9' else 7",
    "4 if '9' in str(H) else 7",
    "4 if str(H).startswith('9') else 7",
    "4 if H is 9 else 7",
    "4 if H in (9, 20) else 7",
    "[H, 5].index(9) + 1",
    "[H, 5].count(9) + 1",
    "4 if 9 in [H, W] else 7",
    "4 if x.shape == (None, 9, 36, 3) else 7",
    "4 if {'a': H} == {'a': 9} else 7",
    "4 if H / 8 - 1 else 7",
    "4 if H % 2 else 7",
    "7 if (H - 9) else 4",
    "max(H // 4, 1) * 3",
    "20 // (H - 5) + 30",
    "2 ** (H - 6)",
    "int((H - 5) / 4) + 100",
    "int(np.ceil(H / 4).astype(int)) + H.bit_length()",
    "int(np.uint8(H * 20))",
    "int(format(H, 'd'))",
    "bin(H).count('1') + 1",
    "4 if math.sqrt(H).is_integer() else 7",
    "4 if H.__class__.__name__ == 'int' else 7",
]


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("units", NUMBERS)
def test_a_number_made_of_a_size_is_right_at_every_size_or_refused(units: str) -> None:
    check(script(f"x = layers.Dense({units})(x)"))


TAIL = "a = layers.Dense(4)(x)\nb = layers.Dense(7)(a)\n"
ENDS = [  # what is decided after the last layer
    "x = [a, b][H % 2]",
    "x = a if H == 20 else b",
    "x = {9: a}.get(H, b)",
    "x = b\nif H in (20, 40):\n    x = layers.Dense(5)(x)",
    "x = b\nif H == 20:\n    x = a",
    "x = b\nfor i in range(H // 10):\n    x = layers.Dense(7)(x)",
    "x = b\nfor t in [a][: H // 10]:\n    x = t",
    "x = b\nwhile x.shape[1] > W:\n    x = layers.MaxPooling2D(2)(x)",
    "x = b\ntry:\n    {9: 1}[H]\nexcept KeyError:\n    x = a",
    "x = b\nmatch H:\n    case 20:\n        x = a",
    "def end():\n    if H == 20:\n        return a\n    return b\nx = end()",
    "def longer(t):\n    return layers.Dense(5)(t)\nx = b\nfor i in range(H // 10):\n    x = longer(x)",
    "ends = [b]\nif H == 20:\n    ends.append(a)\nx = ends[-1]",
    "x = b\nH == 20 and [x := a]",
    "x = functools.reduce(lambda t, layer: layer(t), [layers.Dense(5)][: H // 10], b)",
]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_the_model_is_right_at_every_size_or_refused(end: str) -> None:
    check(script(f"import functools\n{TAIL}{end}"))


FREEZING = [
    "for layer in model.layers[: H // 4]:\n    layer.trainable = False",
    "for layer in model.layers[: H // 10]:\n    layer.trainable = False",
    "if H == 20:\n    model.trainable = False",
    "model.trainable = H != 20",
    "model.layers[H % 3].trainable = False",
    "def freeze(layer):\n    layer.trainable = False\nlist(map(freeze, model.layers[: H // 10]))",
    "[setattr(layer, 'trainable', False) for layer in model.layers[: H // 10]]",
    "if str(H) == '20':\n    model.trainable = False",
    "i = 0\nfor _ in range(H // 10):\n    i += 1\nmodel.layers[i].trainable = False",
]


@pytest.mark.parametrize("freezing", FREEZING)
def test_what_is_frozen_is_right_at_every_size_or_refused(freezing: str) -> None:
    check(f"{script(TAIL + 'x = b')}\n{freezing}\n")


@pytest.mark.parametrize("layer", ["model.layers[9]", "model.get_layer(index=9)", "{4: model}[H]"])
def test_freezing_what_is_not_there_is_an_error_as_in_python(layer: str) -> None:
    code = f"{script(TAIL + 'x = b')}\n{layer}.trainable = False\n"
    assert built(code, 9) is None
    with pytest.raises(ReadError, match="Error: "):
        read_text(code, "model.py")


@pytest.mark.parametrize(
    "after",
    [
        "for i in range(H):\n    print(i)",
        "names = []\nfor i in range(H):\n    names.append(str(i))",
        "if H == 9:\n    print('nine')",
        "print(f'{H} and {H // 2:03d}')",
        "history = model.fit(np.zeros((5, H, 36, 3)), epochs=round(H / 2))",
        "for i in range(H):\n    shown = model.predict(np.zeros((1, H, 36, 3)))[i]",
        "text = str(H)\nif text == '9':\n    text = 'nine'",
        "def plot(net, i):\n    net.predict(i)\nfor i in range(H):\n    plot(model, i)",
    ],
)
def test_what_changes_no_model_fixes_no_size(after: str) -> None:
    assert read_text(f"{script(TAIL + 'x = b')}\n{after}\n", "model.py").facts.defaults["H"] == 9


@pytest.mark.parametrize("units", ["max(H // 4, 1)", "min(H, 20)", "min(max(H // 8, 1), 4) * 8", "max(H, W) // 4"])
def test_one_formula_for_both_branches_narrows_no_size(units: str) -> None:
    code = script(f"x = layers.Dense({units})(x)")
    report = read_text(code, "model.py").derive()
    assert [read(report, H=size) for size in (1, 3, 8, 20, 40)] == [built(code, size) for size in (1, 3, 8, 20, 40)]


@pytest.mark.parametrize("size", [1, 5])
def test_the_branch_of_a_rule_is_that_of_the_own_size(size: int) -> None:
    code = f"{HEAD}s = keras.Input(({size},))\nx = layers.CategoryEncoding(8, output_mode='one_hot')(s)\n"
    code += "model = keras.Model(s, layers.Dense(3)(x))"
    report = read_text(code, "model.py").derive()
    assert read(report) == built(code, 0)
    assert ("d" in report.pinned) is (size == 1)


@pytest.mark.parametrize(
    ("body", "condition", "fixed"),
    [
        ("x = layers.Dense(5 if H > n else 6)(x)", "H >= 5", {"n": 4}),
        ("x = layers.Dense(5 if H > n + W else 6)(x)", "16 >= H", {"n": 4, "W": 12}),
        ("while x.shape[1] > n:\n    x = layers.MaxPooling2D((2, 1))(x)", "floor(H/2) >= 1", {"n": 4}),
    ],
)
def test_a_name_that_is_in_no_shape_stands_for_its_value_in_conditions(
    body: str, condition: str, fixed: dict[str, int]
) -> None:
    model = read_text(script(body), "model.py")
    found = [f"{c.need.left} {c.need.op} {c.need.right}" for c in model.derive().conditions]
    assert condition in found or any("floor(H/2)" in text for text in found)
    assert {name: value for name, (value, _) in model.facts.pinned.items()} == fixed
    assert all("model.py:" in why for _, why in model.facts.pinned.values())


@pytest.mark.parametrize("given", ["H = 64", "H = None"], ids=["a default", "no default"])
@pytest.mark.parametrize(
    "check",
    [
        "assert x.shape[1] <= 256 and x.shape[1] % 8 == 0, 'no'",
        "assert not x.shape[1] > 256\nassert not x.shape[1] % 8",
        "if x.shape[1] > 256 or x.shape[1] % 8 != 0:\n    raise ValueError('no')",
        "if x.shape[1] % 8:\n    raise ValueError\nif 256 < x.shape[1]:\n    raise ValueError",
        "if x.shape[1] <= 256 and x.shape[1] % 8 == 0:\n    pass\nelse:\n    raise ValueError",
    ],
)
def test_what_a_script_assures_of_a_size_is_a_condition(check: str, given: str) -> None:
    code = script(check).replace("H = 9", given)
    report = read_text(code, "model.py").derive()
    for size in (1, 7, 8, 12, 256, 257, 264):
        assert report.domain.contains(H=size) == (built(code.replace(given, "H = 0"), size) is not None), size


@pytest.mark.parametrize(
    "around",
    ["keras.Sequential([model, layers.Dense(3)])", "keras.Model(s, layers.Dense(3)(model(s)))"],
    ids=["a Sequential", "a Model"],
)
def test_a_size_that_an_inner_model_fixes_is_fixed_in_the_model_around_it(around: str) -> None:
    code = (
        f"{HEAD}x = s = keras.Input((9, 3))\nfor u in [5, 6][x.shape[1] % 3 :]:\n    x = layers.Dense(u)(x)\n"
        f"model = keras.Model(s, x)\nmodel = {around}\n"
    )
    report = read_text(code, "model.py", model="model").derive()
    assert report.inputs[0][0] == 9
    assert report.pinned == {"T": 9}


def test_a_layer_behind_a_condition_of_a_size_is_made_once() -> None:
    code = "s = keras.Input((10, 3))\nx = s[:, 1:]\nif x.shape[1] % 2:\n    x = keras.layers.ZeroPadding1D(0)(x)\n"
    report = read_text(f"{HEAD}{code}model = keras.Model(s, x)\n", "model.py").derive()
    assert report.rows[-1].name == "zero_padding1d"  # and not zero_padding1d_1
    assert str(report.rows[-1].output[0]) == "max(0, T - 1)"
