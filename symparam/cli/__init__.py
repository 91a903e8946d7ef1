"""The command line: each command is a small file, loaded when it is called.

    symparam show net.py H=64 -> program finds show -> options make sizes and a Model
        -> one function of the library -> output

A command parses, calls, and echoes. ``options`` are those that several commands share, ``output`` writes to a
terminal or a file, ``streams`` knows what a terminal can show.
"""

from __future__ import annotations

import gc
import os
import signal
from typing import Any


def main() -> None:
    """Run the command line; an error that the input caused is one message and exit code 1, wrong usage 2."""
    signal.signal(signal.SIGINT, _leave)  # before anything that takes time is loaded
    from .limits import bind

    bind()
    gc.set_threshold(200_000)  # more objects than SymPy and we ourselves bring, which it would walk and find no garbage
    from .program import run
    from .tensorless import leave_tensors_out

    leave_tensors_out()
    run()


def _leave(*_: object) -> None:
    """End here, wherever that is: nothing waits to be put away but files, which ``output`` writes without a pause."""
    os._exit(130)


def __getattr__(name: str) -> Any:
    if name in ("COMMANDS", "commands"):
        from . import program

        return getattr(program, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
