"""What a script does that is not followed, and taken not to change the model, is said; ordinary scripts say nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import symparam
from symparam.cli import commands
from symparam.errors import ReadError, SymparamError
from symparam.readers import names
from symparam.readers.keras_script import read_text

from ..frameworks import framework

HEAD = """import keras, sys, threading
import builder
from builder import extend, guard
from keras import Input, Model, Sequential, layers
model = Sequential([Input((8,)), layers.Dense(4, name="first")])
layer = model.layers[0]
"""
SAID = {
    'exec("model.add(layers.Dense(3))")': "exec(…)",
    "exec(open('more.py').read())": "exec(…)",
    'eval("model.add(layers.Dense(3))")': "eval(…)",
    "builder.extend(model)": "builder.extend(…)",
    "builder.deep.extend(1, 2, net=model)": "builder.deep.extend(…)",
    "extend(layer)": "extend(…)",
    "extend([1, model])": "extend(…)",
    "extend({'net': model})": "extend(…)",
    "extend(model.layers)": "extend(…)",
    "found = extend(model)": "extend(…)",
    "extend(builder.Config(), model)": "extend(…)",
    "trainer = builder.Trainer(model)\ntrainer.run()": "builder.Trainer(…)",
    "trainer = builder.Trainer()\ntrainer.run(model)": "trainer.run(…)",
    "builder.Trainer().run(model)": "builder.Trainer().run(…)",
    "class Holder:\n    def __init__(self, net):\n        self.net = net\nextend(Holder(model))": "extend(…)",
    "def change():\n    model.add(layers.Dense(3))\nextend(change)": "extend(…)",
    "def change():\n    layer.trainable = False\nextend(change)": "extend(…)",
    "def change():\n    model.add(layers.Dense(3))\nthreading.Thread(target=change).start()": "threading.Thread(…)",
    "extend(model.pop)": "extend(…)",
    "def train(net):\n    extend(net)\ntrain(model)": "extend(…)",
    "if len(sys.argv) > 1:\n    extend(model)": "extend(…)",
    "for line in open('x'):\n    extend(model)": "extend(…)",
    "if len(sys.argv) > 1:\n    exec('x = 1')": "exec(…)",
    "try:\n    extend(model)\nexcept ValueError:\n    pass": "extend(…)",
    "with builder.session() as s:\n    s.extend(model)": "s.extend(…)",
    "model.quantize('int8')": "model.quantize(…)",
    "layer.enable_lora(2)": "layer.enable_lora(…)",
    "model.layers[0].enable_lora(2)": "model.layers[0].enable_lora(…)",
    "setattr(model, sys.argv[1], 3)": "setattr(…)",
    "delattr(model, 'name')": "delattr(…)",
    "getattr(model, sys.argv[1])()": "getattr(…)",
    "def change(net):\n    extend(net)\nif len(sys.argv) > 1:\n    change(model)": "extend(…)",
    "class Run:\n    def go(self, net):\n        extend(net)\n"
    "run = Run()\nfor line in open('x'):\n    run.go(model)": "extend(…)",
    "for line in [extend]:\n    line(model)": "line(…)",
    "import functools\nfunctools.partial(extend, model)()": "functools.partial(…)",
    "list(map(extend, [model]))": "map(…)",
    "made = [extend(model) for line in open('x')]": "extend(…)",
    "class Grow(keras.callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None):\n"
    "        self.model.layers[0].trainable = False\nmodel.fit(1, callbacks=[Grow()])": "model.fit(…)",
    "[extend(x) for x in model.layers]": "extend(…)",
    "from unittest import mock\nmock.patch('keras.layers.Dense', extend).start()": "mock.patch(…)",
    "builder.monkeypatch.setattr(layers, 'Dense', extend)": "builder.monkeypatch.setattr(…)",
    "class Net(builder.Mixin, Model):\n    pass": "class Net(builder.Mixin)",
    "class Net(Model, metaclass=builder.Meta):\n    pass": "class Net(builder.Meta)",
    "class Agent(builder.Agent):\n    def __init__(self, net):\n        super().__init__(net)\n"
    "Agent(model)": "super().__init__(…)",
    "class Agent(builder.Agent):\n    pass\nAgent(model)": "Agent(…)",
    "class Agent(builder.Agent):\n    pass\nAgent().take(model)": "Agent().take(…)",
    "model.call = extend": "model.call = …",
    "layer.units = 7": "layer.units = …",
    "setattr(layer, 'units', 7)": "setattr(…)",
    "layers.Dense.build = extend": "layers.Dense.build = …",
    "layers.Dense = builder.Dense": "layers.Dense = …",
    "keras.layers.Layer.__call__ = extend": "keras.layers.Layer.__call__ = …",
    "@guard\ndef change():\n    model.add(layers.Dense(3))": "@guard",
    "@builder.guard(3)\nclass Net(Model):\n    pass": "@builder.guard",
}
SILENT = """
import json, os, pickle
import joblib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import shap
import tensorflow as tf
import wandb
from keras.callbacks import ModelCheckpoint
from keras.utils import plot_model
from sklearn.model_selection import GridSearchCV, train_test_split
from scikeras.wrappers import KerasClassifier
from functools import lru_cache


@lru_cache(maxsize=None)
def make():
    return Sequential([Input((8,)), layers.Dense(4)])


@tf.function
def step(net, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(net(x))
    optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))


@keras.saving.register_keras_serializable(package="x")
class Small(Model):
    def train_step(self, data):
        result = super().train_step(data)
        self.compiled_metrics.update_state(data)
        return result

    def call(self, x):
        return x

    def get_config(self):
        return super().get_config()


optimizer = keras.optimizers.Adam(1e-3)
model.compile(optimizer, "mse", metrics=["acc"])
model.summary()
print(model, layer)
plot_model(model, to_file="model.png", show_shapes=True)
stop = keras.callbacks.EarlyStopping(patience=3)
x = np.zeros((9, 8))
history = model.fit(x, x, epochs=3, callbacks=[stop, ModelCheckpoint("best.h5"), wandb.keras.WandbCallback()])
plt.plot(history.history["loss"])
plt.show()
model.evaluate(x, x)
prediction = model.predict(x).argmax(axis=1)
model.save("model.keras")
model.save_weights("w.h5")
model.load_weights("w.h5")
layer.set_weights(layer.get_weights())
keras.models.save_model(model, "m")
tf.saved_model.save(model, "m")
threading.Thread(target=model.fit).start()
tf.lite.TFLiteConverter.from_keras_model(model).convert()
pickle.dump(model, open("m.pkl", "wb"))
joblib.dump(model, "m")
wandb.watch(model)
shap.DeepExplainer(model, x).shap_values(x)
json.dumps(model.to_json())
model.stop_training = True
model.note = "mine"
layer.activation = keras.activations.linear
setattr(model, "comment", 3)
grid = GridSearchCV(KerasClassifier(build_fn=make), {"epochs": [3]})
grid.fit(x, x)
functor = keras.backend.function([model.input], [model.output])
keras.backend.clear_session()
os.environ["X"] = "1"
n = eval("[1, 2]")
model.count_params()


class Watch(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(self.model.predict(x), self.model.optimizer.lr)
        self.model.stop_training = True
        self.model.save("m.keras")


model.fit(x, x, callbacks=[Watch()])
watch = Watch()
watch.set_model(model)
keras.callbacks.TensorBoard("logs").set_model(model)
model.optimizer.lr = 0.1
for epoch in range(3):
    for batch in tf.data.Dataset.from_tensor_slices(x).batch(3):
        step(model, batch)
        model.train_on_batch(batch, batch)
"""


def assumed(code, **options):
    return read_text(HEAD + code, "model.py", **options).derive().assumptions


@pytest.mark.parametrize("code", SAID)
def test_what_is_not_followed_is_said(code):
    lines = (HEAD + code).splitlines()
    (said,) = assumed(code, model="model")
    assert said.what == SAID[code]
    word = said.what.partition("(")[0].removesuffix(" = …").rpartition(".")[2]
    assert word in lines[said.line - 1]


def test_the_usual_calls_are_no_assumptions():
    assert assumed(SILENT, model="model") == ()


SCRIPTS = [*(Path(__file__).parent / "scripts").glob("*.py"), *(Path(__file__).parents[2] / "examples").glob("*.py")]


@pytest.mark.parametrize("path", sorted(SCRIPTS), ids=lambda path: path.stem)
def test_no_published_script_has_assumptions(path):
    try:
        found = names(path, {})
    except SymparamError:  # it asks for an input shape
        return
    for name in found:
        try:
            assert symparam.read(path, model=name).derive().assumptions == ()
        except SymparamError:
            continue


# --- where it is said -----------------------------------------------------------------------------------------------

CODE = HEAD + "exec(open('x').read())\nextend(model)\n"
WORDS = "exec(…) (line 7), extend(…) (line 8)"


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(CODE)

    def run(command, *words):
        more = [str(path)] if command == "compare" else []
        return CliRunner().invoke(commands, [command, str(path), *more, *words])

    return run


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex", "latex-table"])
@pytest.mark.parametrize("command", ["show", "derive"])
def test_below_the_table(run, command, form):
    out = " ".join(run(command, "--format", form).stdout.replace(r"\dots{}", "…").split())
    out = out.replace("`", "").replace("<code>", "").replace("</code>", "").replace(r"\texttt{", "").replace("}", "")
    assert f"Assumed not to change the model: {WORDS}." in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("eval", ()),
        ("sweep", ("d=1:3",)),
        ("solve", ("params <= 1K", "--for", "d")),
        ("growth", ()),
        ("audit", ("params = 36",)),
        ("export", ("--to", "python")),
        ("compare", ()),
        ("show", ("--format", "csv")),
        ("show", ("--keras",)),
        ("show", ("--format", "svg")),
        ("show", ("--format", "dot")),
        ("derive", ("--format", "csv")),
    ],
)
def test_on_standard_error_where_the_output_is_numbers(run, command, words):
    done = run(command, *words)
    assert done.exit_code == 0
    assert done.stderr.strip() == f"symparam: assumed not to change the model: {WORDS}"
    assert "ssumed not to change" not in done.stdout


def test_in_json(run):
    found = json.loads(run("show", "--format", "json").stdout)
    schema = json.loads((Path(symparam.__file__).parent / "printers" / "schema.json").read_text())
    framework("jsonschema").validate(found, schema)
    told = [{"what": "exec(…)", "line": 7}, {"what": "extend(…)", "line": 8}]
    assert found["assumptions"] == told
    assert json.loads(run("derive", "--format", "json").stdout)["assumptions"] == told


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("show", ()),
        ("derive", ()),
        ("eval", ()),
        ("compare", ()),
        ("sweep", ("d=1:3",)),
        ("solve", ("params <= 1K", "--for", "d")),
        ("growth", ()),
        ("audit", ("params = 36",)),
        ("export", ("--to", "python")),
    ],
)
def test_strictly_it_is_an_error(run, command, words):
    done = run(command, *words, "--strict")
    assert isinstance(done.exception, ReadError)
    assert WORDS in str(done.exception)
    assert not done.stdout


def test_strictly_a_script_that_is_followed_is_read(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(HEAD + SILENT)
    assert symparam.read(path, model="model", strict=True).derive().value() == 36


def test_what_is_assumed_stays_with_a_report_that_is_bound():
    report = read_text(CODE, "model.py").derive()
    for other in (report.bind(d=3), report.at(), report.fold(), report.bind(d="n")):
        assert [str(a) for a in other.assumptions] == WORDS.split(", ")


def test_a_decorator_of_the_script_is_applied_to_a_class():
    code = """
def wide(cls):
    class Wide(cls):
        def __init__(self):
            super().__init__()
            self.more = layers.Dense(5)
        def call(self, x):
            return self.more(super().call(x))
    return Wide

@wide
class Net(Model):
    def __init__(self):
        super().__init__()
        self.one = layers.Dense(3)
    def call(self, x):
        return self.one(x)

x = Input((2,))
net = Model(x, Net()(x))
"""
    # 2·3 + 3 and 3·5 + 5
    assert read_text(HEAD + code, "model.py", model="net").derive().value() == 29
