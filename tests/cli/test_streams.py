"""Standard streams that are full, closed or interrupted: one message at most, the right exit code, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ..frameworks import missing
from ..subprocesses import INTERPRETER, ROOT, environment

REFERENCE = str(ROOT / "examples" / "rgb_classifier.py")
COMMAND = [INTERPRETER, "-c", "from symparam.cli import main; main()"]
ENVIRONMENT = environment()

WORDS = [
    ["show", REFERENCE],
    ["show", REFERENCE, "--format", "json"],
    ["derive", REFERENCE],
    ["eval", REFERENCE],
    ["audit", REFERENCE, "params = 3"],
    ["export", REFERENCE, "--to", "c"],
    ["layers"],
    ["--help"],
    ["show", "--help"],
    ["--version"],
]


def shell(line: str, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command with its streams as the line has them, where $@ stands for it."""
    if os.name != "posix":
        missing("there is no shell")
    return subprocess.run(
        ["sh", "-c", line, "sh", *COMMAND, *words],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("words", WORDS, ids=lambda words: " ".join(words[::2]))
@pytest.mark.parametrize(
    ("line", "why"),
    [('"$@" > /dev/full', "No space left on device"), ('"$@" >&-', "it is closed")],
    ids=["full", "closed"],
)
def test_output_that_cannot_be_written_is_an_error(line: str, why: str, words: list[str]) -> None:
    done = shell(line, *words)
    assert done.stderr == f"symparam: standard output: cannot be written: {why}\n"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("line", "words", "code"),
    [
        ('"$@" 2> /dev/full', ["eval", "absent.py"], 2),
        ('"$@" 2>&-', ["eval", "absent.py"], 2),
        ('"$@" 2>&-', ["eval", REFERENCE], 0),
        ('"$@" 2>&-', ["nonsense"], 2),
        ('"$@" 2> /dev/full', ["nonsense"], 2),
        ('"$@" > /dev/full 2>&1', ["eval", REFERENCE], 1),
        ('"$@" >&- 2>&-', ["eval", REFERENCE], 1),
        ('"$@" <&- >&- 2>&-', ["eval", REFERENCE], 1),
        ('"$@" <&- 2>/dev/null', ["eval", REFERENCE], 0),
        ('"$@" | true', ["show", REFERENCE], 0),
    ],
)
def test_the_exit_code_is_right_where_nobody_reads_the_message(line: str, words: list[str], code: int) -> None:
    done = shell(line, *words)
    assert done.stderr == ""
    assert done.returncode == code


def test_closed_output_is_no_matter_for_what_goes_to_a_file(tmp_path: Path) -> None:
    done = shell('"$@" >&-', "show", REFERENCE, "-o", str(tmp_path / "t.md"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "conv2d" in (tmp_path / "t.md").read_text()


def test_closed_input_is_an_error() -> None:
    done = shell('"$@" <&-', "eval", "-")
    assert done.stderr == "symparam: standard input: it is closed; give the path of a file\n"
    assert done.returncode == 2


@pytest.mark.parametrize("after", [0.15, 0.3, 0.5, 0.8, 1.2])
def test_an_interrupt_is_no_matter_for_words(tmp_path: Path, after: float) -> None:
    """At any time: while Python loads, while a model is read, while it is printed."""
    started = "import sys; print('started', flush=True); "
    command = [INTERPRETER, "-c", started + COMMAND[2], "derive", REFERENCE, "--prove", "-o", "out.tex"]
    with subprocess.Popen(
        command, env=ENVIRONMENT, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert said == ""
    # a process that Python is taking down has no handler left, and dies of the signal, which a shell calls 130 too
    assert process.returncode in (130, 0, -signal.SIGINT)
    assert {p.name for p in tmp_path.iterdir()} <= {"out.tex"}
