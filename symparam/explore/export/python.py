"""Functions in Python, which need nothing else."""

from __future__ import annotations

from .lowered import Python, comment
from .program import Program, Result
from .spelling import docstring


def write(program: Program) -> str:
    """A module: a function for each total, and ``rows``, with every layer's values, where the table is asked for."""
    lower = Python(program.names)
    check = f"def _check({_names(lower, program)}):\n{_check(lower, program)}"
    parts = [docstring(comment(program)), check]
    for _, r in program.totals:
        parts.append(_function(lower, program, r))
    if program.layers:
        entries = "".join(
            f"        ({layer.name!r}, {_tuple([lower.value(r) for r in layer.results])}),\n"
            for layer in program.layers
        )
        what = _tuple([repr(m.name) for m, _ in program.totals])
        parts.append(
            f"def rows({_signature(lower, program)}):\n"
            f'    """Every layer with its {what}, in order."""\n'
            f"    _check({_names(lower, program)})\n    return [\n{entries}    ]"
        )
    return "\n\n\n".join(parts) + "\n"


def _function(lower: Python, program: Program, r: Result) -> str:
    return (
        f"def {r.name}({_signature(lower, program)}):\n"
        f"    _check({_names(lower, program)})\n    return {lower.value(r)}"
    )


def _check(lower: Python, program: Program) -> str:
    message = f"illegal sizes; the model needs {program.legal}"
    return f"    if not ({lower.legal(program) or 'True'}):\n        raise ValueError({message!r})"


def _names(lower: Python, program: Program) -> str:
    return ", ".join(lower.name(name) for name in program.names)


def _signature(lower: Python, program: Program) -> str:
    return ", ".join(lower.name(n) + ("" if default is None else f"={default}") for n, default in program.arguments)


def _tuple(parts: list[str]) -> str:
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
