"""Functions in JavaScript, in BigInt."""

from __future__ import annotations

from .lowered import JavaScript, comment
from .program import Program

HEAD = """// the largest integer that is at most a/b, for b > 0; BigInt's own division rounds towards zero
function floorDiv(a, b) {
  const q = a / b;
  return a % b < 0n ? q - 1n : q;
}

function largest(...values) {
  return values.reduce((a, b) => (a > b ? a : b));
}

function smallest(...values) {
  return values.reduce((a, b) => (a < b ? a : b));
}
"""


def write(program: Program) -> str:
    """A script: a function for each total, which takes an object of sizes and returns a BigInt."""
    lower = JavaScript()
    lines = [*(f"// {line}" for line in comment(program)), '"use strict";', "", HEAD]
    lines.append(_sizes(lower, program))
    taken = ", ".join(lower.name(n) for n in program.names)
    open_sizes = f"  const {{ {taken} }} = checked(sizes);\n" if taken else "  checked(sizes);\n"
    for _, r in program.totals:
        lines.append(f"function {lower.name(r.name)}(sizes = {{}}) {{\n{open_sizes}  return {lower.value(r)};\n}}\n")
    exported = [r.name for _, r in program.totals]
    if program.layers:
        exported.append("rows")
        entries = []
        for layer in program.layers:
            values = ", ".join(f"{r.name}: {lower.value(r)}" for r in layer.results)
            entries.append(f'    {{ layer: "{layer.name}", {values} }},')
        body = "\n".join(entries)
        lines.append(f"function rows(sizes = {{}}) {{\n{open_sizes}  return [\n{body}\n  ];\n}}\n")
    lines.append(f'if (typeof module !== "undefined") module.exports = {{ {", ".join(exported)} }};')
    return "\n".join(lines) + "\n"


def _sizes(lower: JavaScript, program: Program) -> str:
    """The function that takes the sizes, fills in the defaults, and refuses illegal ones."""
    lines = ["function checked(sizes) {"]
    for name, default in program.arguments:
        given = f"sizes.{name}" if default is None else f"sizes.{name} ?? {default}"
        lines.append(f"  const {lower.name(name)} = BigInt({given});")
    message = f"illegal sizes; the model needs {program.legal}".replace('"', "'")
    lines.append(f'  if (!({lower.legal(program) or "true"})) throw new RangeError("{message}");')
    names = ", ".join(lower.name(n) for n in program.names)
    return "\n".join([*lines, f"  return {{ {names} }};", "}\n"])
