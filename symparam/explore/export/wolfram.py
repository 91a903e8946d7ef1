"""Definitions in the Wolfram Language."""

from __future__ import annotations

from .lowered import Wolfram, comment
from .program import Program
from .spelling import WOLFRAM, wolfram_comment, wolfram_string


def write(program: Program) -> str:
    """One definition for each total; illegal sizes give $Failed. With the table, ``rows`` is a list of rules."""
    lower = Wolfram(program.names)
    lines = list(map(wolfram_comment, comment(program)))
    taken = ", ".join(f"{lower.name(n)}_Integer" + ("" if d is None else f": {d}") for n, d in program.arguments)
    legal = lower.legal(program) or "True"
    for _, r in program.totals:
        lines.append(f"{WOLFRAM.form(r.name)}[{taken}] := If[{legal}, {lower.value(r)}, $Failed]")
    if program.layers:
        entries = ", ".join(
            f"{wolfram_string(layer.name)} -> {{{', '.join(lower.value(r) for r in layer.results)}}}"
            for layer in program.layers
        )
        lines.append(f"rows[{taken}] := If[{legal}, {{{entries}}}, $Failed]")
    return "\n".join(lines) + "\n"
