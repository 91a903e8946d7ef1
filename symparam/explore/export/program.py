"""What every language gets: arguments, results as display nodes in whole numbers, and when sizes are legal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Expr, fraction, together

from ...algebra import Dim, names_in
from ...algebra.display import display
from ...algebra.domain import Progressions
from ...algebra.domain.periods import denominator
from ...algebra.expanding import expand
from ...algebra.nodes import Node, Number
from ...frozen import dataclass
from ...report import Report
from ..measure import Measure, free_names, measures, without_conditions, without_say


@dataclass(frozen=True)
class Result:
    """One value: ``top`` divided by ``bottom``, without remainder for legal sizes."""

    name: str
    top: Node
    bottom: Node = Number(1)


@dataclass(frozen=True)
class Relation:
    """A condition that joins several sizes: ``left op right``, with op >=, ==, divides or broadcasts."""

    left: Result
    op: str
    right: Result


@dataclass(frozen=True)
class Layer:
    """A row of the table: its name and type, the sizes of its outputs, and one result for each total."""

    name: str
    type: str
    outputs: tuple[tuple[Result, ...], ...]
    results: tuple[Result, ...]
    shared: Result | None  # the parameters that an earlier row counts


@dataclass(frozen=True)
class Program:
    """Functions of sizes. Arguments without a default come first."""

    model: str
    arguments: tuple[tuple[str, int | None], ...]
    totals: tuple[tuple[Measure, Result], ...]
    layers: tuple[Layer, ...]
    sets: tuple[tuple[str, Progressions], ...]  # the legal sizes of each argument by itself
    relations: tuple[Relation, ...]
    legal: str  # the same in words
    refused: str = ""  # the defaults that are illegal: H=28, W=28

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arguments."""
        return tuple(name for name, _ in self.arguments)


def program(report: Report, what: str | Iterable[str] = "params", *, table: bool = False, **options: Any) -> Program:
    """The program of a report's totals, and of its rows where ``table`` asks for them.

    Without the rows, sizes that have no default and no say are not asked for.
    """
    wanted = measures(report, what, **options)
    silent = frozenset[str]() if table else without_say(report, wanted, ())
    report = without_conditions(report, silent)
    names = [n for n in free_names(report, wanted) if n not in silent]
    arguments = sorted(((n, report.defaults.get(n)) for n in names), key=lambda pair: pair[1] is not None)
    domain = report.domain
    relations = tuple(Relation(result("", c.need.left), c.need.op, result("", c.need.right)) for c in domain.relations)
    return Program(
        model=report.name,
        arguments=tuple(arguments),
        totals=tuple((m, result(m.name, m.shown)) for m in wanted),
        layers=_layers(report, wanted, **options) if table else (),
        sets=tuple((n, domain[n] if n in report.symbols else Progressions.at_least(1)) for n in names),
        relations=tuple(dict.fromkeys(relations)),
        legal="there are none" if domain.is_empty else domain.text() if domain.conditions else "sizes of at least 1",
        refused=", ".join(f"{n}={size}" for n, size in report.refusal.sizes.items()) if report.refusal else "",
    )


def _layers(report: Report, wanted: tuple[Measure, ...], **options: Any) -> tuple[Layer, ...]:
    columns = [report.column(m.name, **options) for m in wanted]
    layers = []
    for i, row in enumerate(report.rows):
        outputs = tuple(tuple(result("", n) for n in x) for x in row.outputs)
        values = tuple(result(m.name, 0 if c[i] is None else c[i]) for m, c in zip(wanted, columns, strict=True))
        shared = result("", report.read(Add(*(w.size for w in row.shared if w.is_parameter)))) if row.shared else None
        layers.append(Layer(row.title, row.type, outputs, values, shared))
    return tuple(layers)


def result(name: str, value: Dim) -> Result:
    """A value as a quotient of two formulas with whole coefficients.

    >>> from symparam import sizes
    >>> C, g = sizes("C g")
    >>> r = result("params", 9 * C / g + C / 2)
    >>> from symparam.algebra.text import text
    >>> text(r.top), text(r.bottom)
    ('C·g + 18·C', '2·g')
    """
    if isinstance(value, int) or not isinstance(value, Expr):
        return Result(name, display(value))
    if value.is_Integer:
        return Result(name, display(int(value)))
    if _has_inverse(value):
        top, bottom = fraction(together(value))
        return Result(name, display(expand(top)), display(expand(bottom)))
    scale = denominator(value)
    return Result(name, display(expand(value * scale) if scale > 1 else value), Number(scale))


def _has_inverse(e: Expr) -> bool:
    return bool(names_in(e)) and any(p.exp.could_extract_minus_sign() for p in e.atoms(type(e**-1)) if p.is_Pow)
