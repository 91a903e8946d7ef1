"""What is read of one script, within limits, in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from symparam.errors import SymparamError
from symparam.readers import names, read_with

SECONDS = 60  # of the processor for a script, then it is ended
MEMORY = 3 << 30


@dataclass
class Outcome:
    """The models that are shown, and the message for each that is not; one without a name where none is listed."""

    shown: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # of the processor

    @property
    def models(self) -> int:
        return len(self.shown) + len([name for name in self.refused if name])


def outcome(path: Path) -> Outcome:
    """As ``read``, in a process that may not take longer or more than the limits."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.close(here)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        with os.fdopen(there, "w") as pipe:
            json.dump(asdict(read(path)), pipe)
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return Outcome(**json.loads(text)) if text else Outcome(refused={"": "ended at the limit"}, seconds=SECONDS)


def read(path: Path) -> Outcome:
    """Every model of a script, derived and counted. An inner error is told by its kind: it is a fault."""
    found, started, kept = Outcome(), time.process_time(), {}  # type: ignore[var-annotated]
    try:
        for name in names(path, {}, kept=kept):
            try:
                report = read_with(path, {}, model=name, kept=kept).derive()
                str(report.params)
                found.shown.append(name or "model")
            except SymparamError as error:
                found.refused[name or "model"] = error.message
    except SymparamError as error:
        found.refused[""] = error.message
    except Exception as error:  # whatever it is, it is told
        found.refused[""] = f"inner error: {type(error).__name__}: {error}"
    found.seconds = time.process_time() - started
    return found
