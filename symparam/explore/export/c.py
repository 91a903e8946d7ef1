"""Functions in C99, in 64 bits, which notice when a number does not fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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
from ...algebra.text import text
from ...algebra.valuation import value
from ...budget import spend
from ...frozen import dataclass
from .lowered import comment
from .magnitude import bounds, known
from .program import Program, Relation, Result
from .spelling import C, c_comment, c_string

LIMIT = 2**63 - 1
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
    lower = Formulas(C.of(program.names))
    names = [lower.spelled[n] for n in program.names]
    taken = "".join(f"int64_t {n}, " for n in names)
    given = "".join(f"{n}, " for n in names)
    lines = [
        c_comment([*comment(program), *_limits(program)]),
        HEAD,
        "",
        f"static bool legal({taken}bool *fits) {{",
        *(f"    (void){n};" for n in names),
        "    (void)fits;",
        f"    return {lower.legal(program)};",
        "}",
    ]
    for _, r in program.totals:
        body = [f"*result = {lower.result(r)};"]
        lines += ["", c_comment([_told(r)]), *_function(r.name, f"{taken}int64_t *result", given, body)]
    if program.layers:
        lines += ["", *_rows(program, lower, taken, given)]
    return "\n".join(lines) + "\n"


def _function(name: str, taken: str, given: str, body: list[str]) -> list[str]:
    return [
        f"int {name}({taken}) {{",
        "    bool ok = true, *fits = &ok;",
        f"    if (!legal({given}fits)) return ok ? SYMPARAM_ILLEGAL : SYMPARAM_TOO_LARGE;",
        *(f"    {line}" for line in body),
        "    return ok ? SYMPARAM_OK : SYMPARAM_TOO_LARGE;",
        "}",
    ]


def _rows(program: Program, lower: Formulas, taken: str, given: str) -> list[str]:
    names = ", ".join(c_string(layer.name) for layer in program.layers)
    kinds = ", ".join(m.name for m, _ in program.totals)
    body = [
        f"result[{i}][{j}] = {lower.result(r)};"
        for i, layer in enumerate(program.layers)
        for j, r in enumerate(layer.results)
    ]
    return [
        c_comment([f"for each layer: {kinds}"]),
        f"const char *const layers[{len(program.layers)}] = {{{names}}};",
        *_function("rows", f"{taken}int64_t result[][{len(program.totals)}]", given, body),
    ]


def _limits(program: Program) -> list[str]:
    """Up to which size nothing overflows, for each argument while the others have their defaults."""
    lines = []
    if program.refused or any(default is None for _, default in program.arguments):
        return ["A function returns 2 where a number on the way has more than 64 bits."]
    defaults = {n: d for n, d in program.arguments if d is not None}
    everything = bounds(program)
    for name in program.names:
        others = defaults.copy()
        del others[name]
        spend(1 + len(others) // 8)
        along = dict.fromkeys(known(m, others) for m in everything)

        def overflows(n: int, name: str = name, along: Collection[Node] = along) -> bool:
            spend(len(along))
            return n > LIMIT or any(value(m, {name: n}) > LIMIT for m in along)

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


def _told(r: Result) -> str:
    return text(r.top) if r.bottom == Number(1) else f"({text(r.top)})/({text(r.bottom)})"


def _number(n: int) -> str:
    if not -LIMIT <= n <= LIMIT:
        return "(*fits = false, 0)"
    return f"INT64_C({n})" if abs(n) >= 2**31 else str(n)


@dataclass(frozen=True)
class Formulas:
    """Formulas and conditions as calls of the functions at the head; ``spelled`` is how each name is written."""

    spelled: Mapping[str, str]

    def result(self, r: Result) -> str:
        """A result; its quotient is exact."""
        return self(r.top) if r.bottom == Number(1) else f"floordiv({self(r.top)}, {self(r.bottom)}, fits)"

    def __call__(self, node: Node) -> str:
        match node:
            case Number(n):
                return _number(n)
            case Name(name):
                return self.spelled[name]
            case Negative(inside):
                return f"sub(0, {self(inside)}, fits)"
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                told = self(factors[0])
                for factor in factors[1:]:
                    told = f"mul({told}, {self(factor)}, fits)"
                return told
            case Power(base, exponent):
                return f"power({self(base)}, {self(exponent)}, fits)"
            case Floor(top, bottom) | Quotient(top, bottom):
                return f"floordiv({self(top)}, {self(bottom)}, fits)"
            case Ceiling(top, bottom):
                return f"floordiv(add({self(top)}, sub({self(bottom)}, 1, fits), fits), {self(bottom)}, fits)"
            case Maximum(values):
                return self._extreme("largest", values)
            case Minimum(values):
                return self._extreme("smallest", values)
        raise TypeError(f"{node!r} is no display node")

    def _sum(self, terms: Sequence[Node]) -> str:
        told = self(terms[0])
        for term in terms[1:]:
            sign, inside = ("sub", term.of) if isinstance(term, Negative) else ("add", term)
            told = f"{sign}({told}, {self(inside)}, fits)"
        return told

    def _extreme(self, function: str, values: Sequence[Node]) -> str:
        told = self(values[0])
        for v in values[1:]:
            told = f"{function}({told}, {self(v)})"
        return told

    def legal(self, program: Program) -> str:
        """When the sizes are legal, as one expression."""
        tests = [self._member(self.spelled[name], values) for name, values in program.sets]
        tests += [self._relation(r) for r in program.relations]
        return "\n        && ".join(tests) or "true"

    def _member(self, name: str, values: Progressions) -> str:
        cases = []
        for p in values.parts:
            tests = [f"{name} >= {_number(p.first)}"]
            if p.last is not None:
                tests.append(f"{name} <= {_number(p.last)}")
            if p.step > 1:
                tests.append(f"{name} % {_number(p.step)} == {_number(p.first % p.step)}")
            cases.append(" && ".join(tests))
        return f"({' || '.join(f'({c})' for c in cases) or 'false'})"

    def _relation(self, r: Relation) -> str:
        a, b = self.result(r.left), self.result(r.right)
        if r.op == "divides":
            return f"({a} >= 1 && {b} % largest({a}, 1) == 0)"
        if r.op == "broadcasts":
            return f"({a} == {b} || {a} == 1 || {b} == 1)"
        return f"{a} {r.op} {b}"
