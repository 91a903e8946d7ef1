"""What is typed by mistake is answered with what to type."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from symparam.cli import commands

REFERENCE = str(Path(__file__).parents[2] / "examples" / "rgb_classifier.py")
TYPED = [
    (["show", REFERENCE, "--layer", "dense"], "show has no option --layer; derive has it"),
    (["eval", REFERENCE, "--appendix"], "eval has no option --appendix; show, derive have it"),
    (["show", REFERENCE, "--brif"], "--brief"),
    (["show", REFERENCE, "conv2d.filters=8"], "--free conv2d.filters=filters filters=8"),
    (["derive", REFERENCE, "dense"], "a layer is chosen by --layer dense"),
    (["eval", REFERENCE, "params,macs"], "a total is chosen by --what params,macs"),
    (["eval", REFERENCE, "H=1..10"], "a range of sizes is for sweep, and written H=1:10"),
    (["show", REFERENCE, "--input", "(None, 8)"], "None is no size; leave the batch out"),
    (["audit", REFERENCE, "total = 5"], "a claim is about one of params, trainable"),
]


@pytest.mark.parametrize(("words", "advice"), TYPED, ids=[advice for _, advice in TYPED])
def test_a_mistake_is_answered_with_what_to_type(words: list[str], advice: str) -> None:
    result = CliRunner().invoke(commands, words)
    assert (result.exit_code, advice in result.output) == (2, True), result.output
