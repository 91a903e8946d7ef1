"""What symparam says of a script, a config or a live model: at its own sizes, at others, and read anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import symparam
from symparam.errors import SymparamError

from .facts import Facts, Late, Layer, Refusal, within

SECONDS = 30
FOLDER = re.compile(r"\S*/(?=script\.)")
NO_SIZES: Mapping[str, int] = {}


def report_of(source: Any, suffix: str = "", **sizes: int) -> Any:
    """The Report of a text with this suffix, or of a live model; or the Refusal."""

    def read() -> Any:
        if not suffix:
            return symparam.read(source).derive()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"script{suffix}"
            path.write_text(source)
            return symparam.read(path, **({"model": "model"} if suffix == ".py" else {}), **sizes).derive()

    return asked(read)


def asked(question: Callable[[], Any]) -> Any:
    """The answer, or the Refusal; whatever is no error for users is a fault."""
    try:
        with within(SECONDS):
            return question()
    except SymparamError as error:
        return Refusal(FOLDER.sub("", str(error)), type(error).__name__)
    except (Exception, Late) as error:
        return Refusal(repr(error), type(error).__name__, fault=True)


def facts_at(report: Any, sizes: Mapping[str, int] = NO_SIZES) -> Facts | Refusal:
    """A report in numbers, at its own sizes but for these; a Refusal stays one."""
    return report if isinstance(report, Refusal) else asked(lambda: facts(report.at(**sizes)))


def facts(report: Any) -> Facts:
    """A report of numbers."""
    layers = tuple(
        Layer(
            row.name,
            tuple(sorted((tuple(map(int, w.shape)), w.trainable) for w in row.weights)),
            frozenset(tuple(map(int, x)) for x in row.outputs),
        )
        for row in report.rows
    )
    return Facts(int(report.trainable), int(report.non_trainable), layers)


def is_of_the_script(report: Any, sizes: Mapping[str, int]) -> bool:
    """Whether the script itself narrows these sizes out, by a branch or a limit; not only its layers."""
    return any(".py:" in violation.condition.layer for violation in report.domain.violations(sizes))
