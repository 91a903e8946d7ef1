"""What one process may take: seconds of the processor, and bytes of memory, so that no input can hang it or fill it."""

from __future__ import annotations

import os
import signal

try:
    import resource
except ImportError:  # there is none on Windows, where the reader's own budget is all there is
    resource = None  # type: ignore[assignment]

SECONDS = 4.5  # of the processor; every model of keras.applications is read and printed in less than one
MEMORY = 450  # megabytes; a network of 10,000 layers takes about a third
LARGEST = 10**6  # seconds that --timeout takes
_bound = False


def bind() -> None:
    """Limit this process."""
    global _bound
    if resource is None:
        return
    _bound = True
    allow(SECONDS)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = MEMORY * 1_000_000
    if most == resource.RLIM_INFINITY or most > wanted:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def allow(seconds: float) -> None:
    """Allow this process so many seconds of the processor from now on, if it is limited at all."""
    if not _bound:
        return

    def late(*_: object) -> None:  # ends at once, as Ctrl-C does: an exception could be taken for one of the model's
        text = f"symparam: no answer within {seconds:g} seconds of work; give --timeout SECONDS to allow more\n"
        os.write(2, text.encode())
        os._exit(1)

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def lift() -> None:
    """Take the limits away, for what other programs and packages need."""
    if _bound:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
