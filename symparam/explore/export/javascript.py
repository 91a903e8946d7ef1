"""Functions in JavaScript, in BigInt."""

from __future__ import annotations

from .lowered import JavaScript, comment
from .program import Program
from .spelling import javascript_comment, javascript_string

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

// a size by its name, or by its name in this file; what an object inherits is none
function given(sizes, names, otherwise) {
  const name = names.find((n) => Object.prototype.hasOwnProperty.call(sizes, n));
  return BigInt((name === undefined ? undefined : sizes[name]) ?? otherwise);
}
"""


def write(program: Program) -> str:
    """A script: a function for each total, which takes an object of sizes and returns a BigInt."""
    lower = JavaScript(program.names)
    lines = [*map(javascript_comment, comment(program)), '"use strict";', "", HEAD]
    lines.append(_sizes(lower, program))
    taken = ", ".join(lower.name(n) for n in program.names)
    open_sizes = f"  const {{ {taken} }} = checked(sizes);\n" if taken else "  checked(sizes);\n"
    for _, r in program.totals:
        lines.append(f"function {r.name}(sizes = {{}}) {{\n{open_sizes}  return {lower.value(r)};\n}}\n")
    exported = [r.name for _, r in program.totals]
    if program.layers:
        exported.append("rows")
        entries = []
        for layer in program.layers:
            values = ", ".join(f"{r.name}: {lower.value(r)}" for r in layer.results)
            entries.append(f"    {{ layer: {javascript_string(layer.name)}, {values} }},")
        body = "\n".join(entries)
        lines.append(f"function rows(sizes = {{}}) {{\n{open_sizes}  return [\n{body}\n  ];\n}}\n")
    lines.append(f'if (typeof module !== "undefined") module.exports = {{ {", ".join(exported)} }};')
    return "\n".join(lines) + "\n"


def _sizes(lower: JavaScript, program: Program) -> str:
    """The function that takes the sizes, fills in the defaults, and refuses illegal ones."""
    lines = ["function checked(sizes) {"]
    for name, default in program.arguments:
        word = lower.name(name)
        keys = ", ".join(map(javascript_string, dict.fromkeys((name, word))))
        otherwise = "" if default is None else f", {lower.number(default)}"
        lines.append(f"  const {word} = given(sizes, [{keys}]{otherwise});")
    message = javascript_string(f"illegal sizes; the model needs {program.legal}")
    lines.append(f"  if (!({lower.legal(program) or 'true'})) throw new RangeError({message});")
    names = ", ".join(lower.name(n) for n in program.names)
    return "\n".join([*lines, f"  return {{ {names} }};", "}\n"])
