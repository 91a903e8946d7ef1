"""Completion as the shells themselves run it: bash, zsh and fish, with the command's own scripts."""

from __future__ import annotations

import os
import subprocess

import pytest

from ..frameworks import tool
from ..subprocesses import INTERPRETER, environment, symparam

ASKED = {
    "sh": {"show"},
    "show keras:VGG": {"keras:VGG16", "keras:VGG19"},
    "show model.py --format me": {"mermaid"},
    "show model.py --costs macs,fl": {"macs,flops"},
    "show model.py --sta": {"--stages", "--standalone"},
    "layers MultiH": {"MultiHeadAttention"},
    "export model.py --to nu": {"numpy"},
    "show model.py --from hug": {"huggingface"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the program, its completions and a model."""
    folder = tmp_path_factory.mktemp("home")
    program = folder / "symparam"
    program.write_text(f'#!/bin/sh\nexec "{INTERPRETER}" -m symparam "$@"\n')
    program.chmod(0o755)
    for shell in ("bash", "zsh", "fish"):
        (folder / f"complete.{shell}").write_text(symparam("completion", shell, text=True, check=True).stdout)
    return folder


def run(home, shell: str, script: str) -> set[str]:
    env = {**environment(), "PATH": f"{home}:{os.environ['PATH']}", "HOME": str(home), "TERM": "dumb"}
    flags = ["-f"] if shell == "zsh" else ["--no-config"] if shell == "fish" else ["--norc"]
    done = subprocess.run(
        [tool(shell), *flags, "-c", script], env=env, cwd=home, text=True, capture_output=True, check=True
    )
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize("line", ASKED)
def test_bash_completes(home, line) -> None:
    words = " ".join(f"'{word}'" for word in ["symparam", *line.split(" ")])
    script = (
        f"source ./complete.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        '_symparam_completion symparam; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert run(home, "bash", script) == ASKED[line]


@pytest.mark.parametrize("line", ASKED)
def test_fish_completes(home, line) -> None:
    script = f"source ./complete.fish; complete --do-complete 'symparam {line}'"
    assert {found.partition("\t")[0] for found in run(home, "fish", script)} == ASKED[line]


@pytest.mark.parametrize("line", ASKED)
def test_zsh_completes(home, line) -> None:
    """What is handed to zsh's own compadd and _describe is written down by functions of these names."""
    words = " ".join(f"'{word}'" for word in ["symparam", *line.split(" ")])
    script = (
        "compdef() { }; compadd() { print -l -- $completions }\n"
        "_describe() { print -l -- ${completions_with_descriptions%%:*} }\n"
        f"source ./complete.zsh; words=({words}); CURRENT=$#words; _symparam_completion; true"
    )
    assert run(home, "zsh", script) == ASKED[line]


def test_bash_takes_a_colon_for_a_letter(home) -> None:
    found = run(
        home, "bash", "source ./complete.bash; case $COMP_WORDBREAKS in *:*) echo breaks;; *) echo whole;; esac"
    )
    assert found == {"whole"}


def test_another_shell_is_refused() -> None:
    done = symparam("completion", "tcsh", text=True)
    assert (done.returncode, "bash" in done.stderr) == (2, True)
