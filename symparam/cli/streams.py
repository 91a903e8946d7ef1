"""Standard streams that are closed, full, or read by nobody: one message at most, and never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys

from ..printable import printable_lines


class Closed(io.TextIOBase):
    """Standard output where there is none."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "it is closed")


def occupy() -> None:
    """Put something in the place of streams that are closed, so that no file that is opened takes their numbers."""
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None and (opened := os.open(os.devnull, os.O_RDWR)) != number:
            os.close(opened)
    sys.stdout = sys.stdout or Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()


def finish() -> None:
    """Write what is still held back. Raises OSError where that is not possible."""
    sys.stdout.flush()


def give_up(error: OSError) -> None:
    """Say why output ends here, unless its reader has gone, and let nothing more be written."""
    if not isinstance(error, BrokenPipeError):
        complain(f"symparam: {error.filename or 'standard output'}: cannot be written: {error.strerror or error}")
    _drain(1)


def complain(message: str) -> None:
    """A message for people, if anybody reads it."""
    from .output import echo

    try:
        echo(printable_lines(message), err=True)
        sys.stderr.flush()
    except OSError:
        _drain(2)


def _drain(number: int) -> None:
    """Let what Python still holds back for a stream go nowhere; it would complain about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
