"""Symbol or structure: the ten rules of the design, each with its proof."""

from __future__ import annotations

import pytest

from symparam.errors import ReadError
from symparam.graph import Model
from symparam.readers.keras_script import read_text

HEAD = "from keras import Input, Model, Sequential\nfrom keras.layers import *\nimport math\n"


def read(code: str, **options: object) -> Model:
    return read_text(HEAD + code, "model.py", **options)  # type: ignore[arg-type]


def params(code: str, **options: object) -> str:
    return str(read(code, **options).derive().params)


def pinned(code: str, **options: object) -> dict[str, tuple[int, str]]:
    return dict(read(code, **options).facts.pinned)


def dense(units: str, before: str = "") -> str:
    return f"{before}\nm = Sequential([Input((8,)), Dense({units}, use_bias=False)])"


# --- 1: a number is a pair; literals have no symbol, except the axes of an input shape


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ("(8,)", {"d": 8}),
        ("(20, 8)", {"T": 20, "d": 8}),
        ("(32, 48, 3)", {"H": 32, "W": 48, "C": 3}),
        ("(4, 32, 48, 3)", {"D": 4, "H": 32, "W": 48, "C": 3}),
    ],
)
def test_the_axes_of_an_input_shape_are_symbols(shape: str, names: dict[str, int]) -> None:
    model = read(f"x = Input({shape})\nm = Model(x, Dense(5)(x))")
    assert model.facts.defaults == names


def test_channels_first_puts_the_channels_first() -> None:
    model = read("x = Input((3, 32, 48))\nm = Model(x, Conv2D(5, 3)(x))", data_format="channels_first")
    assert list(model.facts.defaults) == ["C", "H", "W"]


@pytest.mark.parametrize(
    ("shape", "layer", "names"),
    [
        ((3, 32), "Conv1D(4, 3, {})", ["d", "T"]),
        ((3, 32, 48), "Conv2D(4, 3, {})", ["C", "H", "W"]),
        ((3, 32, 48), "SeparableConv2D(4, 3, {})", ["C", "H", "W"]),
        ((3, 16, 32, 48), "MaxPooling3D(2, {})", ["C", "D", "H", "W"]),
    ],
)
def test_a_layers_own_channels_first_puts_the_channels_first(
    shape: tuple[int, ...], layer: str, names: list[str]
) -> None:
    script = f"x = Input({shape})\nm = Model(x, {layer}(x))"
    model = read(script.format('data_format="channels_first"'))
    assert model.facts.defaults == dict(zip(names, shape, strict=True))
    assert list(read(script.format("")).facts.defaults) == [*names[1:], names[0]]


def test_a_literal_has_no_symbol() -> None:
    assert params(dense("16")) == "16*d"


# --- 2: constants of the module, parameters of the function called from outside


def test_a_constant_assigned_once_is_a_symbol() -> None:
    assert params(dense("units", "units = 16")) == "d*units"


@pytest.mark.parametrize(
    "before",
    [
        "units = 8\nunits = 16",
        "units = 8\nunits += 8",
        "for units in (8, 16): pass",
        "units = 16.0; units = int(units)",
        "units = True * 16",
        "units = 8\ndef f():\n    global units\n    units = 16\nf()",
    ],
)
def test_a_name_assigned_twice_is_none(before: str) -> None:
    assert params(dense("units", before)) == "16*d"


def test_unpacked_constants_are_symbols() -> None:
    assert params(dense("a + b", "a, b = 3, 4")) == "a*d + b*d"


def test_parameters_of_the_function_called_from_outside_are_symbols_and_others_are_not() -> None:
    code = (
        "def part(x, width=4):\n    return Dense(width, use_bias=False)(x)\n"
        "def build(units=16):\n    x = Input((8,))\n    return Model(x, Dense(units, use_bias=False)(part(x)))"
    )
    assert params(code) == "4*d + 4*units"


def test_a_parameter_without_default_is_a_symbol_without_default() -> None:
    model = read("def build(units):\n    x = Input((8,))\n    return Model(x, Dense(units)(x))")
    assert model.facts.defaults == {"d": 8}
    assert str(model.derive().params) == "d*units + units"


def test_names_of_the_file_win_over_letters() -> None:
    model = read("rows, cols = 28, 30\nx = Input((rows, cols, 1))\nm = Model(x, Flatten()(x))")
    assert model.facts.defaults == {"rows": 28, "cols": 30, "C": 1}


def test_a_constant_named_as_a_letter_keeps_it() -> None:
    model = read("C = 10\nx = Input((28, 28, 3))\nm = Model(x, Dense(C)(x))")
    assert model.facts.defaults == {"H": 28, "W": 28, "C": 10, "C_2": 3}


def test_later_inputs_get_letters_not_yet_taken() -> None:
    model = read("a = Input((8,))\nb = Input((9,))\nm = Model([a, b], concatenate([a, b]))")
    assert model.facts.defaults == {"d": 8, "d_2": 9}


def test_the_letters_are_those_of_the_model_that_is_read() -> None:
    code = "a = Sequential([Input((8,)), Dense(3)])\nb = Sequential([Input((9,)), Dense(3)])"
    assert read(code, model="b").facts.defaults == {"d": 9}


# --- 3 and 4: arithmetic acts on both; int(a/b) is a//b; other uses of floats pin


@pytest.mark.parametrize(
    ("units", "formula"),
    [
        ("2 * n + 1", "2*d*n + d"),
        ("n - 1", "d*n - d"),
        ("n // 3", "d*floor(n/3)"),
        ("int(n / 3)", "d*floor(n/3)"),
        ("n ** 2", "d*n**2"),
        ("n % 3", "d*n - 3*d*floor(n/3)"),
        ("math.ceil(n / 3)", "d*floor((n + 2)/3)"),
        ("math.floor(n / 3)", "d*floor(n/3)"),
    ],
)
def test_arithmetic_acts_on_value_and_formula(units: str, formula: str) -> None:
    report = read(dense(units, "n = 10")).derive()
    assert str(report.params) == formula
    assert report.at().params == 8 * eval(units, {"n": 10, "math": __import__("math")})


@pytest.mark.parametrize("units", ["int(n * 0.5)", "int(math.sqrt(n))", "round(n / 4)", "n >> 1"])
def test_other_uses_of_floats_pin(units: str) -> None:
    model = read(dense(units, "n = 10"))
    assert "n" not in model.facts.defaults
    assert model.facts.pinned["n"][0] == 10
    assert "model.py:5" in model.facts.pinned["n"][1]


# --- 5: comparisons and abs follow the value and record what they relied upon; min and max are formulas


@pytest.mark.parametrize(
    ("units", "formula", "need"),
    [
        ("abs(n)", "d*n", "n >= 0"),
        ("n if n > 3 else 7", "d*n", "n >= 4"),
        ("7 if n > 12 else n", "d*n", "12 >= n"),
        ("n if n <= 10 else 3", "d*n", "10 >= n"),
    ],
)
def test_comparisons_follow_the_value_and_record_the_relation(units: str, formula: str, need: str) -> None:
    model = read(dense(units, "n = 10"))
    assert str(model.derive().params) == formula
    conditions = [(c.layer, f"{c.need.left} {c.need.op} {c.need.right}") for c in model.facts.conditions]
    assert conditions in ([("model.py:5", need)], [])  # n >= 0 holds for every size


@pytest.mark.parametrize(
    ("units", "formula"),
    [
        ("max(n // 4, 1)", "d*max(1, floor(n/4))"),
        ("min(n, 64)", "d*min(64, n)"),
        ("max(n, n + 2)", "d*n + 2*d"),
        ("min([n, 3, 5])", "d*min(3, n)"),
    ],
)
def test_extremes_are_formulas(units: str, formula: str) -> None:
    model = read(dense(units, "n = 10"))
    assert str(model.derive().params) == formula
    assert model.facts.conditions == ()


def test_an_extreme_that_divides_or_is_a_window_is_what_it_is_here() -> None:
    pooled = "MaxPooling1D(min(2, n))(x)"
    model = read(f"x = Input((10, 3))\nn = x.shape[1]\nm = Model(x, Dense(100 // max(n, 4))({pooled}))")
    assert [f"{c.need.left} {c.need.op} {c.need.right}" for c in model.facts.conditions] == ["T >= 4", "T >= 2"]


# --- 6 and 7: loop bounds, indices, keys, == and round pin, and a pinned name is its value everywhere


@pytest.mark.parametrize(
    "use",
    [
        "for i in range(n): m.add(Dense(3))",
        "m.add(Dense([3, 4, 5, 6][n]))",
        "m.add(Dense({3: 5}[n]))",
        "m.add(Dense(5 if n == 3 else 6))",
        "m.add(Dense(round(n / 2)))",
        "[m.add(Dense(4)) for _ in [0] * n]",
    ],
)
def test_structure_pins(use: str) -> None:
    model = read(f"n = 3\nm = Sequential([Input((8,)), Dense(n)])\n{use}")
    assert model.facts.pinned["n"][0] == 3
    assert "model.py:6" in model.facts.pinned["n"][1]
    assert model.facts.defaults == {"d": 8}
    assert str(model.derive().rows[0].params) == "3*d + 3"


def test_epochs_pin_nothing() -> None:
    code = "epochs = 5\nm = Sequential([Input((8,)), Dense(3)])\nfor epoch in range(epochs): print(epoch)"
    assert pinned(code) == {}


# --- 8: window fields take the value


def test_windows_take_the_value() -> None:
    model = read("k = 3\nm = Sequential([Input((28, 28, 1)), Conv2D(4, k), MaxPooling2D((k, k))])")
    assert str(model.derive().params) == "36*C + 4"
    assert model.facts.pinned["k"][0] == 3


# --- 9: names in strings use the value and pin nothing; what does not reach the report vanishes


def test_strings_use_the_value_and_pin_nothing() -> None:
    model = read("n = 3\nbatch = 32\nm = Sequential([Input((8,)), Dense(n, name=f'a{n}_%d_{{}}'.format(n) % n)])")
    assert model.derive().rows[0].name == "a3_3_3"
    assert model.facts.defaults == {"d": 8, "n": 3}
    assert model.facts.pinned == {}


# --- 10: NAME=VALUE applies before interpretation


def test_bindings_apply_before_interpretation() -> None:
    code = "n = 3\nm = Sequential([Input((8,))])\nfor i in range(n): m.add(Dense(4))"
    assert len(read(code, bindings={"n": 5}).derive().rows) == 5
    assert read(dense("n", "n = 3"), bindings={"n": 5}).facts.defaults == {"d": 8, "n": 5}
    assert read(dense("3"), bindings={"d": 5}).facts.defaults == {"d": 5}
    assert read(
        "def build(n=3):\n    return Sequential([Input((8,)), Dense(n)])", bindings={"n": 6}
    ).facts.defaults == {"d": 8, "n": 6}
    assert read("args = load()\n" + dense("args"), bindings={"args": 5}).derive().at().params == 40


def test_a_binding_of_no_name_is_refused() -> None:
    with pytest.raises(ReadError, match=r"has no name 'unit' to set; did you mean units\?"):
        read(dense("units", "units = 3"), bindings={"unit": 5})
    code = "def build(n):\n    return Sequential([Input((8,)), Dense(n)])\nm = build(3)"
    with pytest.raises(ReadError, match=r"'n' to set; build\(…\) is given its own; --free LAYER\.FIELD=n names"):
        read(code, bindings={"n": 5})


# --- what is not known becomes a symbol


@pytest.mark.parametrize(
    ("before", "units", "formula", "meaning"),
    [
        (
            "import pandas as pd\nvocab_size = len(pd.read_csv('x')) + 1",
            "vocab_size",
            "d*vocab_size",
            "len(pd.read_csv('x')) + 1, line 5",
        ),
        ("import pandas as pd\ndf = pd.read_csv('x')", "len(df)", "d*len_df", "len(df), line 6"),
        ("import pandas as pd\nn = len(pd.read_csv('x'))", "n + 1", "d*n + d", "len(pd.read_csv('x')), line 5"),
        ("from settings import CLASSES", "CLASSES", "CLASSES*d", "settings.CLASSES, line 4"),
    ],
)
def test_a_scalar_from_data_is_a_symbol_without_default(before: str, units: str, formula: str, meaning: str) -> None:
    model = read(dense(units, before))
    assert str(model.derive().params) == formula
    (name,) = set(model.facts.meanings) - {"d"}
    assert name not in model.facts.defaults
    assert model.facts.meanings[name] == meaning


def test_none_is_a_symbol_without_default() -> None:
    model = read("x = Input((None, None, 3))\nm = Model(x, Conv2D(4, 3)(x))")
    assert model.facts.defaults == {"C": 3}
    assert [str(n) for n in model.derive().outputs[0]] == ["H - 2", "W - 2", "4"]


def test_inputs_of_one_tuple_of_the_script_have_the_same_axes() -> None:
    code = "shape = (8,)\na, b = Input(shape), Input(shape)\nm = Model([a, b], add([a, b]))"
    assert read(code).facts.defaults == {"d": 8}
