"""Functions in C99, in 64 bits, which notice when a number does not fit."""

from __future__ import annotations

import re

from ...algebra.domain import Progressions
from ...algebra.nodes import (
    Ceiling,
    Floor,
    Maximum,
    Minimum,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)
from ...algebra.valuation import value
from .lowered import comment
from .magnitude import bounds
from .program import Program, Relation, Result

LIMIT = 2**63 - 1
WORDS = frozenset((
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
    "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
    "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "fits",
    "add", "sub", "mul", "floordiv", "power", "largest", "smallest", "main",
))  # fmt: skip

HEAD = r"""#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYMPARAM_OK = 0, SYMPARAM_ILLEGAL = 1, SYMPARAM_TOO_LARGE = 2 };

/* each clears *fits where the exact result has more than 64 bits */
static inline int64_t add(int64_t a, int64_t b, bool *fits) {
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b) { *fits = false; return 0; }
    return a + b;
}
static inline int64_t mul(int64_t a, int64_t b, bool *fits) {
    if (a == INT64_MIN || b == INT64_MIN) { *fits = false; return 0; }
    int64_t p = a < 0 ? -a : a, q = b < 0 ? -b : b;
    if (q != 0 && p > INT64_MAX / q) { *fits = false; return 0; }
    return a * b;
}
static inline int64_t sub(int64_t a, int64_t b, bool *fits) {
    if (b == INT64_MIN) { *fits = false; return 0; }
    return add(a, -b, fits);
}
/* rounds down, for b > 0 */
static inline int64_t floordiv(int64_t a, int64_t b, bool *fits) {
    if (b <= 0) { *fits = false; return 0; }
    return a / b - (a % b < 0);
}
static inline int64_t power(int64_t a, int64_t n, bool *fits) {
    int64_t p = 1;
    for (; n > 0 && *fits; n--) p = mul(p, a, fits);
    return p;
}
static inline int64_t largest(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t smallest(int64_t a, int64_t b) { return a < b ? a : b; }"""


def write(program: Program) -> str:
    """A file with a function for each total; it returns 0, 1 for illegal sizes, or 2 where 64 bits do not suffice."""
    names = [_name(n) for n in program.names]
    taken = "".join(f"int64_t {n}, " for n in names)
    given = "".join(f"{n}, " for n in names)
    lines = [
        "/* " + "\n   ".join([*comment(program), *_limits(program)]) + " */",
        HEAD,
        "",
        f"static bool legal({taken}bool *fits) {{",
        *(f"    (void){n};" for n in names),
        "    (void)fits;",
        f"    return {_legal(program)};",
        "}",
    ]
    for _, r in program.totals:
        body = [f"*result = {_result(r)};"]
        lines += ["", f"/* {_told(r)} */", *_function(r.name, f"{taken}int64_t *result", given, body)]
    if program.layers:
        lines += ["", *_rows(program, taken, given)]
    return "\n".join(lines) + "\n"


def _function(name: str, taken: str, given: str, body: list[str]) -> list[str]:
    return [
        f"int {_name(name)}({taken}) {{",
        "    bool ok = true, *fits = &ok;",
        f"    if (!legal({given}fits)) return ok ? SYMPARAM_ILLEGAL : SYMPARAM_TOO_LARGE;",
        *(f"    {line}" for line in body),
        "    return ok ? SYMPARAM_OK : SYMPARAM_TOO_LARGE;",
        "}",
    ]


def _rows(program: Program, taken: str, given: str) -> list[str]:
    names = ", ".join(f'"{layer.name}"' for layer in program.layers)
    kinds = ", ".join(m.name for m, _ in program.totals)
    body = [
        f"result[{i}][{j}] = {_result(r)};"
        for i, layer in enumerate(program.layers)
        for j, r in enumerate(layer.results)
    ]
    return [
        f"/* for each layer: {kinds} */",
        f"const char *const layers[{len(program.layers)}] = {{{names}}};",
        *_function("rows", f"{taken}int64_t result[][{len(program.totals)}]", given, body),
    ]


def _limits(program: Program) -> list[str]:
    """Up to which size nothing overflows, for each argument while the others have their defaults."""
    lines = []
    if program.refused or any(default is None for _, default in program.arguments):
        return ["A function returns 2 where a number on the way has more than 64 bits."]
    defaults = {n: d for n, d in program.arguments if d is not None}
    for name in program.names:

        def overflows(n: int, name: str = name) -> bool:
            sizes = {**defaults, name: n}
            return n > LIMIT or any(value(m, sizes) > LIMIT for m in bounds(program))

        step = 1
        while not overflows(step):
            step *= 2
        low, high = step // 2, step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if overflows(middle) else (middle, high)
        lines.append(f"{name} ≤ {low:,}" if low < LIMIT else f"any {name}")
    told = "; ".join(lines)
    return [
        f"Nothing overflows for {told}, one at a time with the others at their defaults;",
        "beyond that a function returns 2 where a number on the way has more than 64 bits.",
    ]


# --- formulas ---------------------------------------------------------------------------------------------------


def _name(name: str) -> str:
    plain = re.sub(r"\W", "_", name, flags=re.ASCII)
    return f"{plain}_" if plain in WORDS else plain


def _told(r: Result) -> str:
    return str(r.top) if r.bottom == Number(1) else f"({r.top})/({r.bottom})"


def _result(r: Result) -> str:
    return _c(r.top) if r.bottom == Number(1) else f"floordiv({_c(r.top)}, {_c(r.bottom)}, fits)"


def _number(n: int) -> str:
    if not -LIMIT <= n <= LIMIT:
        return "(*fits = false, 0)"
    return f"INT64_C({n})" if abs(n) >= 2**31 else str(n)


def _c(node: Node) -> str:
    match node:
        case Number(n):
            return _number(n)
        case Name(name):
            return _name(name)
        case Negative(inside):
            return f"sub(0, {_c(inside)}, fits)"
        case Sum(terms):
            told = _c(terms[0])
            for term in terms[1:]:
                sign, inside = ("sub", term.of) if isinstance(term, Negative) else ("add", term)
                told = f"{sign}({told}, {_c(inside)}, fits)"
            return told
        case Product(factors):
            told = _c(factors[0])
            for factor in factors[1:]:
                told = f"mul({told}, {_c(factor)}, fits)"
            return told
        case Power(base, exponent):
            return f"power({_c(base)}, {_c(exponent)}, fits)"
        case Floor(top, bottom) | Quotient(top, bottom):
            return f"floordiv({_c(top)}, {_c(bottom)}, fits)"
        case Ceiling(top, bottom):
            return f"floordiv(add({_c(top)}, sub({_c(bottom)}, 1, fits), fits), {_c(bottom)}, fits)"
        case Maximum(values) | Minimum(values):
            told = _c(values[0])
            for v in values[1:]:
                told = f"{'largest' if isinstance(node, Maximum) else 'smallest'}({told}, {_c(v)})"
            return told
    raise TypeError(f"{node!r} is no display node")


def _legal(program: Program) -> str:
    tests = [_member(_name(name), values) for name, values in program.sets]
    tests += [_relation(r) for r in program.relations]
    return "\n        && ".join(tests) or "true"


def _member(name: str, values: Progressions) -> str:
    cases = []
    for p in values.parts:
        tests = [f"{name} >= {_number(p.first)}"]
        if p.last is not None:
            tests.append(f"{name} <= {_number(p.last)}")
        if p.step > 1:
            tests.append(f"{name} % {_number(p.step)} == {_number(p.first % p.step)}")
        cases.append(" && ".join(tests))
    return f"({' || '.join(f'({c})' for c in cases) or 'false'})"


def _relation(r: Relation) -> str:
    a, b = _result(r.left), _result(r.right)
    if r.op == "divides":
        return f"({a} >= 1 && {b} % largest({a}, 1) == 0)"
    if r.op == "broadcasts":
        return f"({a} == {b} || {a} == 1 || {b} == 1)"
    return f"{a} {r.op} {b}"
