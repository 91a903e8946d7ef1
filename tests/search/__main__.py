"""Search for as long as one likes: ``python -m tests.search --seed 7 --seconds 600``; ends with 1 for a fault."""

from __future__ import annotations

import argparse
import sys
import time

from . import oracle
from .case import Case
from .judge import Finding, Judge
from .program import Script, script
from .shrink import shrunk


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="another seed, other scripts")
    parser.add_argument("--seconds", type=float, default=60, help="how long to search")
    parser.add_argument("--first", type=int, default=0, help="the number of the first script, to see one again")
    parser.add_argument("--faults", type=int, default=1, help="how many faults to find before it ends")
    parser.add_argument("--as-found", action="store_true", help="do not shrink what is found")
    options = parser.parse_args()
    found, number, judge, end = 0, options.first, Judge(), time.monotonic() + options.seconds
    with oracle.session():
        while time.monotonic() < end and found < options.faults:
            name = f"{options.seed}:{number}"
            made = script(name)
            finding = next(judge.findings(made, name), None)
            if finding:
                found += 1
                tell(name, *((made, finding) if options.as_found else smallest(made, finding)))
            number += 1
    print(f"\n{number - options.first} scripts of seed {options.seed}, {found} with a fault")
    for outcome, times in sorted(judge.outcomes.items()):
        print(f"{times:6} {outcome}")
    for reason, times in judge.reasons.most_common(12):
        print(f"{times:6} not followed: {reason[:160]}")
    return 1 if found else 0


def smallest(made: Script, finding: Finding) -> tuple[Script, Finding]:
    """The smallest script that is wrong in the same way at the same sizes."""
    best = [finding]

    def shows(smaller: Script) -> bool:
        again = Judge().ask(Case(smaller), finding.question)
        if again and again.kind == finding.kind:
            best[:] = [again]
            return True
        return False

    return shrunk(made, shows), best[0]


def tell(name: str, made: Script, finding: Finding) -> None:
    """A script and both answers, as a person needs them."""
    print(f"\n=== script {name}\n{made.at()}\n{finding}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
