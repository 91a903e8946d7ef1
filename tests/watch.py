"""Memory of the workers of the tests.

XLA's compiler has been seen not to come back from a trivial program, in a process that had run much else before, and to
fill the memory. A worker that grows so is ended: the test that it ran is told as crashed, and runs once more by itself
(``.ci/run``).
"""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

MOST = 6 << 30  # bytes
STATM = Path("/proc/self/statm")


def resident() -> int:
    """The bytes of memory that this process has."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def watch(most: int = MOST, every: float = 5) -> None:
    """End this process once it has more than so many bytes."""
    while resident() <= most:
        time.sleep(every)
    os.kill(os.getpid(), signal.SIGKILL)


def start() -> None:
    """Watch this process beside its tests, where it is a worker and the system tells its memory."""
    if "PYTEST_XDIST_WORKER" in os.environ and STATM.exists():
        threading.Thread(target=watch, daemon=True).start()
