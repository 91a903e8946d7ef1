"""Python in a process of its own, which imports the tree that the tests stand in, wherever it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
INTERPRETER = sys.executable  # for those that need more of a process than ``python`` gives, with ``environment``


def environment(*, encoding: str | None = None, seed: int | None = None) -> dict[str, str]:
    """The variables of a process that imports this tree."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    if encoding is not None:
        env["PYTHONIOENCODING"] = encoding
    if seed is not None:
        env["PYTHONHASHSEED"] = str(seed)
    return env


def python(
    code: str, *words: str, encoding: str | None = None, seed: int | None = None, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run code with the words as its arguments; ``encoding`` is that of its streams, ``seed`` that of its hashes.

    The options are ``run``'s.
    """
    env = environment(encoding=encoding, seed=seed)
    return subprocess.run(
        [INTERPRETER, "-c", code, *words], env=env, **{"capture_output": True, "check": False, **options}
    )


def symparam(*words: str, **options: Any) -> subprocess.CompletedProcess[Any]:
    """Run the command."""
    return python("from symparam.cli import main; main()", *words, **options)
