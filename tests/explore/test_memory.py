"""Peak memory against a schedule that keeps real arrays, and the sums that it is made of."""

from __future__ import annotations

import random

import pytest

from symparam import Input, Model, Sequential, layers, repeat, sizes
from symparam.explore.fold import fold
from tests.steps import steps

from .models import MODELS


def simulated(model):
    """Run the calls in order with a dictionary of live arrays; an array is dropped after its last use."""
    from symparam.layers.core import InputLayer

    names = {"Flatten", "Reshape", "Dropout"}
    nodes = sorted(model.nodes, key=lambda node: node.serial)
    outputs = {(t.node, t.index) for t in model.outputs}
    root, alive, most, made = {}, {}, 0, 0

    def uses(key, after):
        return key in outputs or any((t.node, t.index) == key for n in nodes[after:] for t in n.xs)

    for node in nodes:
        if isinstance(node.layer, InputLayer):
            root[node, 0] = (node, 0)
            if uses((node, 0), 0):
                alive[node, 0] = node.shapes[0].volume
    for i, node in enumerate(nodes):
        if isinstance(node.layer, InputLayer):
            continue
        alias = type(node.layer).__name__ in names
        for j, shape in enumerate(node.shapes):
            source = (node.xs[0].node, node.xs[0].index) if alias else None
            root[node, j] = root[source] if source else (node, j)
            if not alias:
                alive[node, j] = shape.volume
                made += shape.volume
        most = max(most, sum(alive.values()))
        for key in list(alive):
            if not any(uses(k, i + 1) for k, r in root.items() if r == key):
                del alive[key]
    return most, made


def random_graph(rng):
    """Layers on random earlier tensors of one size."""
    tensors = [Input((8, 8, 4)), Input((8, 8, 4))]
    inputs = list(tensors)
    for _ in range(rng.randint(3, 14)):
        kind = rng.choice(["conv", "add", "concat", "drop", "pool"])
        x = rng.choice(tensors)
        if kind == "conv":
            tensors.append(layers.Conv2D(4 * rng.randint(1, 4), 3, padding="same")(x))
        elif kind == "add":
            tensors.append(layers.Add()(x, rng.choice([t for t in tensors if t.shape == x.shape])))
        elif kind == "concat":
            tensors.append(layers.Concatenate()(x, rng.choice(tensors)))
        elif kind == "drop":
            tensors.append(layers.Dropout(0.5)(x))
        else:
            tensors.append(layers.AveragePooling2D(3, strides=1, padding="same")(x))
    outputs = rng.sample(tensors[2:], rng.randint(1, 2))
    return Model(inputs, outputs)


@pytest.mark.parametrize("seed", range(60))
def test_peak_of_a_random_graph_equals_the_simulated_schedule(seed):
    model = random_graph(random.Random(seed))
    report = model.derive().at()
    most, made = simulated(model)
    assert report.cost("peak") == 4 * most
    assert report.cost("activations") == 4 * made


@pytest.mark.parametrize("name", [m for m in MODELS if m not in ("encoder", "grouped")])
def test_the_formula_of_the_peak_is_right_at_many_sizes(name):
    rng = random.Random(name)
    report = MODELS[name]().derive()
    for _ in range(15):
        at = {n: report.domain[n].above(rng.randint(1, 200)) for n in report.symbols}
        bound = report.at(**at)
        assert bound.cost("peak") == max(v for v in bound.column("peak") if v is not None)
        rule = dict(zip(sizes(" ".join(at)), at.values(), strict=True))
        assert report.cost("peak").xreplace(rule) == bound.cost("peak")


def test_a_skip_connection_keeps_its_array():
    x = Input((10, 10, 4))
    y = layers.Conv2D(4, 3, padding="same")(layers.Conv2D(4, 3, padding="same")(x))
    assert Model(x, y).derive().at().cost("peak") == 4 * 800
    assert Model(x, layers.Add()(y, x)).derive().at().cost("peak") == 4 * 1200


@pytest.mark.parametrize("what", ["macs", "activations", "peak", "training"])
def test_folding_changes_no_cost(what):
    report = Sequential([layers.Dense(64, activation="relu") for _ in range(6)], input=sizes("d")).derive()
    assert fold(report).cost(what) == report.cost(what)


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_symbolic_number_of_blocks_costs_what_so_many_blocks_cost(times):
    report = MODELS["encoder"]().derive()
    T, d = sizes("T d")

    def block(x):
        y = layers.LayerNormalization()(layers.Add()(x, layers.MultiHeadAttention(4, 16)(x, x)))
        return layers.LayerNormalization()(layers.Add()(y, layers.Dense(d)(layers.Dense(4 * d)(y))))

    x = y = Input((T, d))
    for _ in range(times):
        y = block(y)
    unrolled = Model(x, layers.Dense(10)(layers.GlobalAveragePooling1D()(y))).derive()
    for what in ("params", "macs", "activations", "peak", "training"):
        a = report.bind(L=times).at(T=33, d=20).cost(what)
        assert a == unrolled.at(T=33, d=20).cost(what), what


@pytest.mark.parametrize(("depth", "values"), [(1, 2 + 6), (2, 6 + 6), (3, 6 + 6)])
def test_the_peak_of_repeated_blocks_is_that_of_so_many(depth, values):
    """One Dense(6) holds its 2 and 6 values of each step, two of them the 6 and 6 between them."""
    T, C, L = sizes("T C L")
    deep = Sequential([repeat([layers.Dense(6)], L)], input=(T, C)).derive()
    assert deep.at(T=21, C=2, L=depth).cost("peak") == 4 * 21 * values
    assert deep.cost("peak").xreplace({T: 21, C: 2, L: depth}) == 4 * 21 * values


def test_training_memory_is_weights_gradients_state_and_activations():
    report = MODELS["strided"]().derive().at()
    p, t = report.params, report.trainable
    for optimizer, (slots, more) in {"sgd": (0, 2), "adam": (2, 2), "rmsprop": (1, 2), "amsgrad": (3, 2)}.items():
        expected = 2 * (p + t + slots * t + more) + report.cost("activations", batch=8, dtype="float16")
        assert report.cost("training", batch=8, dtype="float16", optimizer=optimizer) == expected


def test_optimizers_have_the_variables_that_keras_makes():
    from symparam.costs.dtypes import OPTIMIZERS, slots

    from ..frameworks import keras

    assert keras is not None
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5), keras.layers.Dense(2, use_bias=False)])
    count = sum(int(v.size if hasattr(v, "size") else 1) for w in model.trainable_weights for v in [w.value])
    made = {
        "adam": "Adam",
        "adamw": "AdamW",
        "sgd": "SGD",
        "rmsprop": "RMSprop",
        "adagrad": "Adagrad",
        "lion": "Lion",
        "adamax": "Adamax",
        "adadelta": "Adadelta",
        "ftrl": "Ftrl",
        "lamb": "Lamb",
        "nadam": "Nadam",
    }
    cases = [(getattr(keras.optimizers, cls)(), name) for name, cls in made.items()]
    cases += [(keras.optimizers.SGD(momentum=0.9), "momentum"), (keras.optimizers.Adam(amsgrad=True), "amsgrad")]
    for optimizer, name in cases:
        optimizer.build(model.trainable_weights)
        each, more = slots(name)
        total = sum(int(v.value.size) for v in optimizer.variables)
        assert total == each * count + more, name
    assert set(OPTIMIZERS) == {name for _, name in cases} | {"none"}


def test_the_peak_of_a_chain_grows_with_its_length_and_no_faster() -> None:
    def taken(n: int) -> int:
        report = Sequential([layers.Conv2D(4, 3) for _ in range(n)], input=sizes("H W C")).derive()
        return steps(lambda: report.cost("peak"))

    taken(2)  # what is found once is kept
    assert taken(120) < 3 * taken(60)
    assert taken(121) < 121 * 2_000  # 900 for each layer; with SymPy's expand it were 8,000
