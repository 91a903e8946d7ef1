"""What is printed for several models, as one JSON object; tests/test_seeds.py runs it under several seeds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from click.testing import CliRunner

from symparam import Sequential, layers, sizes
from symparam.cli import commands
from symparam.report import Report

from .explore.models import MODELS as EXPLORED
from .printers.models import MODELS as PRINTED
from .subprocesses import ROOT

EXAMPLES = ROOT / "examples"
SCRIPTS = ROOT / "tests" / "readers" / "scripts"
REFERENCE = [
    str(EXAMPLES / "rgb_classifier.py"),
    "--free",
    "conv2d*.filters=F",
    "--free",
    "dense.units=u",
    "F=32",
    "u=512",
]
MODELS = [
    REFERENCE,
    [str(EXAMPLES / "unet.py")],
    [str(EXAMPLES / "transformer_encoder.py")],
    [str(SCRIPTS / "products_and_cuts.py"), "--all"],
]
EVERY = ["show", "show --format json", "derive", "derive --format latex", "eval --what peak"]  # model by model
ONCE = """
show --format latex
show --format markdown
show --format html
show --format csv
show --format svg
show --format tikz
show --ascii --costs macs,flops,weights,activations,training,receptive_field,stride
show --fold
show --keras
show --free nothing.units=n
derive --format markdown
derive --format json
derive --format csv
derive --only costs
derive --prove --full
growth --what params,macs
growth --what params,macs --format json
growth --what params,macs --format csv
export --what params,macs --table --to python
export --what params,macs --table --to numpy
export --what params,macs --table --to javascript
export --what params,macs --table --to c
export --what params,macs --table --to wolfram
solve params<=10M --for H
solve params<=10M --for H --format json
audit params=12345
sweep H=30:70:20
sweep H=30:70:20 --format csv
compare OTHER
compare OTHER --format json
eval H=1
eval none=1
""".strip().splitlines()  # for one model


def said(words: list[str]) -> str:
    result = CliRunner().invoke(commands, words)
    return f"{result.output}{result.exception!r}"


def of_commands() -> Iterator[tuple[str, str]]:
    for model, *options in MODELS:
        for line in EVERY + (ONCE if model == REFERENCE[0] else []):
            command, *words = line.replace("OTHER", str(EXAMPLES / "unet.py")).split()
            given = [] if command == "compare" else options
            yield f"{line} {model}", said([command, model, *words, *given])
    yield "layers", said(["layers"])


def of_reports() -> Iterator[tuple[str, str]]:
    """Models of several inputs, symbols and conditions, written in Python."""
    reports: dict[str, Report] = {f"explored {name}": make().derive() for name, make in EXPLORED.items()}
    A, B, C, D = sizes("A B C D")
    reports["sums"] = Sequential(
        [layers.MaxPooling2D(2), layers.Conv2D(3, 3), layers.Flatten(), layers.Dense(4)], input=(A + B, C + D, 3)
    ).derive()
    reports |= {f"printed {name}": make() for name, make in PRINTED.items()}
    for name, report in reports.items():
        yield f"{name} domain", f"{report.domain} {report.conditions} {report.symbols} {report!r}"
        yield name, report.to("text") + report.to("json") + report.to("latex")
        yield f"{name} growth", "".join(map(str, report.growth("params")))


if __name__ == "__main__":
    json.dump({**dict(of_commands()), **dict(of_reports())}, sys.stdout)
