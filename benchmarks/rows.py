"""The rows of the table, each a function that makes its two sides. One that needs a package imports it first."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pairs import Pair, Run

import symparam
from symparam import Input, Model, Sequential, layers, repeat, sizes

os.environ.setdefault("KERAS_BACKEND", "jax")
ROOT = Path(__file__).parent.parent
COMMAND = "from symparam.cli import main; main()"
H, W, C, D, L = sizes("H W C d L")


def process(*arguments: str) -> Run:
    """A whole Python process, with compiled bytecode."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=environment)


def show() -> Pair:
    ours = process("-c", COMMAND, "show", "examples/rgb_classifier.py")
    return Pair("`symparam show` on the reference", "`import sympy`", ours, process("-c", "import sympy"), 1.3)


def show_config() -> Pair:
    ours = process("-c", COMMAND, "show", "examples/llama.json")
    return Pair("`symparam show` on a config of Llama", "`import sympy`", ours, process("-c", "import sympy"))


def show_help() -> Pair:
    return Pair(
        "`symparam --help`", "`import click`", process("-c", COMMAND, "--help"), process("-c", "import click"), 1.25
    )


def show_torch() -> Pair:
    import torchinfo  # noqa: F401  one asks for what is missing before the run, not in it

    summary = (
        "import sys, torchinfo; sys.path.insert(0, 'examples'); from lenet_torch import model;"
        "torchinfo.summary(model, (1, 3, 32, 32), verbose=1)"
    )
    ours = process("-c", COMMAND, "show", "examples/lenet_torch.py")
    return Pair("`symparam show` on a LeNet of PyTorch", "`torchinfo.summary`", ours, process("-c", summary), runs=5)


def unset(name: str, **arguments: Any) -> Any:
    """A model of keras.applications, without values for its weights."""
    import keras

    with keras.StatelessScope(initialize_variables=False):
        return getattr(keras.applications, name)(weights=None, **arguments)


@cache
def config(name: str) -> Path:
    """A file with the config of a model of keras.applications."""
    path = Path(tempfile.mkdtemp()) / f"{name}.json"
    path.write_text(unset(name).to_json())
    return path


def warm(name: str, at_most: float) -> Callable[[], Pair]:
    def row() -> Pair:
        path = config(name)

        def built() -> object:
            import keras

            with keras.StatelessScope(initialize_variables=False):
                return keras.models.model_from_json(path.read_text())

        what = f"{name}, config file to report, warm"
        return Pair(what, "Keras building it without weights", lambda: symparam.read(path).derive(), built, at_most)

    row.__name__ = name
    return row


def cold() -> Pair:
    path = str(config("ResNet50"))
    ours = process("-c", f"import sympy, symparam; symparam.read({path!r}).derive()")
    return Pair("ResNet50, config file to report, cold", "`import sympy`", ours, process("-c", "import sympy"))


PIXELS = range(64, 384, 16)


def built_many_times() -> object:
    return [unset("VGG16", input_shape=(n, n, 3)).count_params() for n in PIXELS]


def many_sizes() -> Pair:
    report = symparam.read(config("VGG16")).derive()
    return Pair(
        "VGG16's parameters at 20 sizes, the report being there",
        "Keras building it 20 times without weights",
        lambda: report.sweep("params", H=PIXELS, W="H", C=3),
        built_many_times,
        0.003,
        runs=3,
    )


def many_reports() -> Pair:
    report = symparam.read(config("VGG16")).derive()
    return Pair(
        "VGG16's whole report in numbers at 20 sizes",
        "Keras building it 20 times without weights",
        lambda: [report.at(H=n, W=n, C=3).params for n in PIXELS],
        built_many_times,
        runs=3,
    )


def one_more_point() -> Pair:
    import numpy as np

    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()

    def theirs() -> object:  # the same formula, one point after the other, in 64 bits
        total = []
        for n in np.arange(64, 4064, dtype=np.int64):
            f = np.floor_divide(n - 20, 12)
            total.append(16384 * f * f + 288 * np.int64(3) + 129 * np.int64(9) + 112448)
        return total

    def ours() -> object:
        return report.sweep("params", H=range(64, 4064), W="H", C=3, num_class=9)

    return Pair("one more point of a sweep", "the formula in NumPy, point by point", ours, theirs, 2, per=(4000, 4000))


def longer() -> Pair:
    long, short = ([layers.Conv2D(4, 3) for _ in range(n)] for n in (10_000, 1_000))

    def derived(chain: list[Any]) -> Run:
        return lambda: Sequential(chain, input=(H, W, C)).derive()

    return Pair("10,000 convolutions in a row", "1,000 of them", derived(long), derived(short), 11, runs=5)


def costs(what: str) -> Callable[[], Pair]:
    def row() -> Pair:
        chain = [layers.Conv2D(4, 3) for _ in range(1_000)]

        def fresh() -> Any:
            return Sequential(chain, input=(H, W, C)).derive()

        return Pair(
            f"1,000 valid convolutions: {what}",
            "their parameters",
            lambda: fresh().cost(what),
            lambda: fresh().params,
            10,
            runs=3,
        )

    row.__name__ = what
    return row


def symbolic_depth() -> Pair:
    def block(x: Any) -> Any:
        return layers.Dense(D)(layers.Dense(4 * D, activation="relu")(x))

    def ours() -> object:
        x = Input((D,))
        return Model(x, repeat(block, times=L)(x)).derive().params

    def theirs() -> object:
        x = Input((D,))
        return Model(x, block(x)).derive().params

    return Pair("`repeat(block, L)`", "one block", ours, theirs, 2, runs=25)


ROWS: tuple[Callable[[], Pair], ...] = (
    show,
    show_config,
    show_help,
    show_torch,
    warm("ResNet50", 0.05),
    cold,
    warm("NASNetLarge", 0.06),
    warm("EfficientNetB7", 0.06),
    many_sizes,
    many_reports,
    one_more_point,
    longer,
    costs("macs"),
    costs("peak"),
    symbolic_depth,
)
