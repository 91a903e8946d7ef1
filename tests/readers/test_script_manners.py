"""Manners of scripts that Keras of today cannot run, or that wait for someone to call them: totals by hand."""

from __future__ import annotations

import pytest

from symparam.errors import ReadError, SymparamError
from symparam.readers.keras_script import read_text

HEAD = "from keras import Input, Model, Sequential, ops\nfrom keras.layers import *\nimport numpy as np\n"
LAYER = (
    "class Own(Layer):\n"
    "    def __init__(self):\n        super().__init__()\n        self.a, self.b = Dense(3), Dense(4)\n"
)
TWO = (
    "class Two(Model):\n"
    "    def __init__(self):\n        super().__init__()\n        self.a, self.b = Dense(4), Dense(5)\n"
)


def total(code: str, **options: object) -> str:
    return str(read_text(HEAD + code, "model.py", **options).derive().params)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "params"),
    [
        (
            "class Net:\n    @staticmethod\n    def build(width, classes=3):\n"
            "        return Sequential([Input((width,)), Dense(classes)])",
            "classes*width + classes",
        ),
        (
            "class Agent:\n    def __init__(self, state, n=2):\n        self.state, self.n = state, n\n"
            "        self.model = self.network()\n    def network(self):\n"
            "        return Sequential([Input((self.state,)), Dense(self.n)])",
            "n*state + n",
        ),
        ("def main():\n    m = Sequential([Input((4,)), Dense(2)])\n    m.fit(load())", "2*d + 2"),
        ("def train(path):\n    m = Sequential([Input((4,)), Dense(2)])\n    return m.fit(path)", "2*d + 2"),
    ],
)
def test_what_the_script_never_calls_is_called_with_its_defaults(code: str, params: str) -> None:
    assert total(code) == params


@pytest.mark.parametrize(
    "code",
    [
        "from absl import app, flags\nflags.DEFINE_integer('n', 7, 'units')\n"
        "def main(_):\n    m = Sequential([Input((2,)), Dense(flags.FLAGS.n)])\n    m.summary()\napp.run(main)",
        "import click\n@click.command()\n@click.option('--n', default=7)\n"
        "def main(n):\n    m = Sequential([Input((2,)), Dense(n)])\n    m.summary()\nmain()",
        "import os\nm = Sequential([Input((2,)), Dense(int(os.environ.get('N', '7')))])",
    ],
)
def test_an_option_has_its_default(code: str) -> None:
    assert total(code) == "7*d + 7"


def test_a_hyper_parameter_of_keras_tuner_is_a_symbol_with_its_least_value() -> None:
    code = "def build(hp):\n    return Sequential([Input((2,)), Dense(hp.Int('units', 32, 512))])"
    model = read_text(HEAD + code, "model.py")
    assert (str(model.derive().params), model.facts.defaults["units"]) == ("d*units + units", 32)


def test_sizes_of_a_file_that_is_not_read_are_symbols_of_their_names() -> None:
    code = (
        "import settings, yaml\ncfg = yaml.safe_load(open('c.yml'))\n"
        "m = Sequential([Input((2,)), Dense(settings.WIDTH), Dense(cfg['classes'])])"
    )
    assert total(code) == "WIDTH*classes + WIDTH*d + WIDTH + classes"


def test_a_variable_that_a_layer_keeps_is_a_weight() -> None:
    code = (
        "import keras.backend as K\nclass Scale(Layer):\n    def build(self, shape):\n"
        "        self.g = K.variable(np.ones((shape[-1],)))\n    def call(self, x):\n        return x * self.g\n"
        "x = Input((6,))\nm = Model(x, Scale()(x))"
    )
    assert total(code) == "d"


def test_a_model_called_on_several_arrays_has_several_inputs() -> None:
    code = (
        TWO + "    def call(self, inputs):\n        x, y = inputs\n        return self.b(self.a(x) + y)\n"
        "m = Two()\nm([np.zeros((1, 3)), np.zeros((1, 4))])"
    )
    assert total(code) == "4*d + 29"


def test_one_number_for_the_whole_batch_fits_beside_any_tensor() -> None:
    code = (
        "class Pair(Model):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a, self.b, self.c = Embedding(7, 5), Embedding(9, 5), Embedding(7, 1)\n"
        "    def call(self, ids):\n        first, second = self.a(ids[:, 0]), self.b(ids[:, 1])\n"
        "        return ops.tensordot(first, second, 2) + self.c(ids[:, 0])\n"
        "m = Pair()\nm.fit(np.zeros((4, 2)), np.zeros((4, 1)))"
    )
    assert total(code) == "87"


def test_a_layer_whose_result_is_lost_is_told() -> None:
    code = (
        LAYER + "    def call(self, x):\n        self.add_loss(ops.mean(self.b(x)))\n        return self.a(x)\n"
        "x = Input((5,))\nm = Model(x, Own()(x))"
    )
    with pytest.raises(ReadError, match=r"model.py:\d+: own: the layer dense_1 is called, and its result"):
        total(code)


def test_a_second_input_shape_is_refused() -> None:
    with pytest.raises(ReadError, match=r"own input shape .*--input is for a model without one; .* H=… W=… C=…"):
        total("m = Sequential([Input((8, 8, 1)), Conv2D(2, 3)])", input=(9, 9, 1))


def test_a_merge_of_keras_1_holds_its_branches() -> None:
    code = (
        "from keras.layers import Merge\na = Sequential([Dense(3, input_dim=4)])\n"
        "b = Sequential([Dense(5, input_dim=2)])\nm = Sequential()\n"
        "m.add(Merge([a, b], mode='concat'))\nm.add(Dense(1))"
    )
    assert total(code, model="m") == "3*d + 5*d_2 + 17"


@pytest.mark.parametrize(("layer", "params"), [("CuDNNLSTM(8)", "32*d + 320"), ("CuDNNGRU(8)", "24*d + 240")])
def test_cudnn_layers_have_two_biases(layer: str, params: str) -> None:
    code = f"from keras.layers import CuDNNLSTM, CuDNNGRU\nm = Sequential([Input((9, 5)), {layer}])"
    assert total(code) == params


@pytest.mark.parametrize(
    ("code", "folded", "spread"),
    [
        (
            "x = Input((5, 12, 12, 3))\n",
            "y = ops.reshape(x, (-1, 12, 12, 3))\ny = Conv2D(7, 3)(y)\n"
            "y = ops.reshape(y, (-1, 5, 10, 10, 7))\nm = Model(x, y)",
            "m = Model(x, TimeDistributed(Conv2D(7, 3))(x))",
        ),
        (
            "x = Input((6, 8))\n",
            "y = Dense(4)(ops.reshape(x, (-1, 8)))\nm = Model(x, ops.reshape(y, (-1, 6, 4)))",
            "m = Model(x, Dense(4)(x))",
        ),
        (
            "x = Input((5, 4, 6))\n",
            "y = ops.reshape(x, (-1, 4, 6))\ny = ops.matmul(y, ops.transpose(y, (0, 2, 1)))\n"
            "m = Model(x, ops.reshape(y, (-1, 5, 4, 4)))",
            "m = Model(x, ops.matmul(x, ops.transpose(x, (0, 1, 3, 2))))",
        ),
    ],
)
def test_samples_that_are_taken_apart_cost_as_much_as_whole_ones(code: str, folded: str, spread: str) -> None:
    first, second = (read_text(HEAD + code + rest, "model.py").derive() for rest in (folded, spread))
    for cost in ("macs", "activations"):
        assert first.at().cost(cost) == second.at().cost(cost) > 0


@pytest.mark.parametrize(
    "loop",
    [
        "rates = [rate(i) for i in range(10 ** 6)]",
        "table = {i: rate(i) for i in range(10 ** 6)}",
        "total = sum(rate(i) for i in range(10 ** 6))",
        "for i in range(10 ** 6):\n    last = rate(i)",
        "i = 0\nwhile i < 10 ** 6:\n    i += 1",
        "while True:\n    x = play()\n    if x > 195:\n        break",
        "for x in games():\n    score = x\n    if score:\n        break",
        "if play():\n    score = 0 if play() else m(play())\n    last = [score, m.layers]",
        "while True:\n    with play() as tape:\n        for t in range(10 ** 5):\n            last = m(play())[0, 0]\n"
        "    if last > 195:\n        break",
    ],
)
def test_a_loop_that_builds_nothing_is_skipped_however_long(loop: str) -> None:
    code = (
        "from games import play, games\nx = Input((4,))\nm = Model(x, Dense(3)(x))\ndef rate(i):\n    return 0.5 * i\n"
    )
    assert total(code + loop) == "3*d + 3"


@pytest.mark.parametrize(
    "loop",
    [
        "for f in [add] * 4000:\n    f(m)",
        "i, f = 0, [add]\nwhile i < 4000:\n    i += 1\n    f[0](m)",
        "for _ in range(2):\n    for f in [add] * 2000:\n        f(m)",
        "done = [f(m) for f in [add] * 4000]",
        "step = Dense(4)\nfor i in range(25000):\n    y = i\nfor f in [add] * 4000:\n    f(m)",
    ],
)
def test_a_loop_that_builds_by_what_it_comes_to_call_is_followed_however_long(loop: str) -> None:
    code = "m = Sequential([Input((4,)), Dense(4)])\ndef add(model):\n    model.add(Dense(4))\n"
    assert total(code + loop) == "4*d + 80004"


@pytest.mark.parametrize(
    "use",
    ["x = play()\n    if x > 195:\n        break", "x = y"],
)
def test_what_such_a_loop_binds_is_no_part_of_a_model(use: str) -> None:
    code = (
        f"from games import play\nx, y = Input((4,)), Input((5,))\nwhile play():\n    {use}\nm = Model(x, Dense(3)(x))"
    )
    with pytest.raises(ReadError):
        total(code)


@pytest.mark.parametrize("choice", ["y = Dense(3)(x)", "y = d(x)", "y = n.output", "y = d(n.layers[-1].output)"])
def test_a_branch_on_data_that_takes_tensors_of_a_graph_is_refused(choice: str) -> None:
    code = (
        "from games import play\nx, d = Input((4,)), Dense(3)\ny = Dense(5)(x)\nn = Model(x, y)\n"
        f"if play():\n    {choice}\nm = Model(x, y)"
    )
    with pytest.raises(SymparamError, match="play"):
        read_text(HEAD + code, "model.py", model="m")


@pytest.mark.parametrize(
    "layer",
    ["RandomTranslation(zoom / 2, zoom)", "RandomPosterization(zoom)", "LeakyReLU(zoom)", "GaussianNoise(zoom)"],
)
def test_a_number_that_changes_no_shape_may_come_from_data(layer: str) -> None:
    code = f"from games import play\nzoom = play()\nm = Sequential([Input((8, 8, 3)), {layer}, Flatten(), Dense(2)])"
    assert read_text(HEAD + code, "model.py").derive().at().params == 386


def test_weights_of_a_layer_in_a_list_are_not_compared() -> None:
    own = (
        "class Own(Layer):\n    def __init__(self):\n        super().__init__()\n"
        "        self.w = self.add_weight(shape=(4,))\n    def call(self, x):\n        return x * self.w\n"
    )
    assert total(f"{own}own = Own()\nassert own.weights == [own.w]\nx = Input((4,))\nm = Model(x, own(x))") == "4"


def test_properties_of_a_layer_of_the_script_are_not_known_and_compared_with_nothing() -> None:
    code = f"{LAYER}    def call(self, x):\n        return self.a(x)\no = Own()\nassert o.trainable_weights == []\n"
    assert total(f"{code}m = Sequential([Input((2,)), o])") == "3*d + 3"


def test_tf_keras_tells_a_layer_of_training() -> None:
    code = f"{LAYER}    def call(self, x, training):\n        return self.a(x)\ni = Input((2,))\n"
    code = HEAD.replace("from keras", "from tensorflow.keras").replace(", ops", "") + code + "m = Model(i, Own()(i))"
    assert str(read_text(code, "model.py").derive().params) == "3*d + 3"
    with pytest.raises(SymparamError, match="misses its argument training"):
        read_text("import keras\n" + code.replace("tensorflow.keras", "keras"), "model.py")


def test_factors_of_augmentation_may_hold_data() -> None:
    code = "z = load()\nm = Sequential([Input((8, 8, 3)), RandomZoom((-z, -z)), Flatten(), Dense(1)])"
    assert total(code) == "C*H*W + 1"


def test_a_model_that_cannot_be_made_is_told_where_other_tensors_are() -> None:
    with pytest.raises(SymparamError, match="Two is imported"):
        total("from mine import Two\ni = Input((4,))\nx = Dense(3)(i)\na, b = Two()(x)\nm = Model(i, b)")


def test_arguments_without_effect_are_left_out_where_a_class_above_took_them() -> None:
    code = (
        "m = Sequential([Input((8, 8, 3)), SeparableConv2D(4, 3, kernel_initializer='ones', kernel_regularizer='l2')])"
    )
    code = HEAD.replace("from keras", "from tensorflow.keras").replace(", ops", "") + code
    assert str(read_text(code, "model.py").derive().params) == "13*C + 4"
