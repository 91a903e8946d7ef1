"""What the script of a page knows: symbols, quantities, stages, layers and conditions, with formulas as trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...algebra import Dim, total
from ...algebra.code import DIALECTS, Code
from ...algebra.display import display
from ...algebra.latex import latex
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
from ...document.opening import meanings
from ...report import Report
from ...row import Row

SAFE = 2**53  # beyond it JavaScript reads a number of JSON wrongly; text is read exactly
QUANTITIES = {"params": ("Parameters", ""), "macs": ("MACs", ""), "activations": ("Activations", "B")}
KINDS: dict[type[Node], str] = {Floor: "f", Ceiling: "c", Quotient: "f", Power: "^"}


class Pool:
    """Formulas as trees, each once; others refer to them by their place."""

    def __init__(self, names: list[str]) -> None:
        self.trees: list[Any] = []
        self._names = {name: i for i, name in enumerate(names)}
        self._places: dict[Node, int] = {}

    def __call__(self, value: Dim | Node) -> int:
        """The place of a formula."""
        node = display(value)
        if node not in self._places:
            self._places[node] = len(self.trees)
            self.trees.append(self._tree(node))
        return self._places[node]

    def _tree(self, node: Node) -> Any:
        match node:
            case Number(value):
                return value if value < SAFE else str(value)
            case Name(name):
                return ["s", self._names[name]]
            case Negative(of):
                return ["-", self._tree(of)]
            case Sum(terms):
                return ["+", *map(self._tree, terms)]
            case Product(factors):
                return ["*", *map(self._tree, factors)]
            case Maximum(values):
                return ["max", *map(self._tree, values)]
            case Minimum(values):
                return ["min", *map(self._tree, values)]
            case Floor(a, b) | Ceiling(a, b) | Quotient(a, b) | Power(a, b):
                return [KINDS[type(node)], self._tree(a), self._tree(b)]
        raise TypeError(f"{node!r} is no display node")


def page_data(report: Report) -> dict[str, Any]:
    """Everything that the script asks for; formulas are places in ``trees``."""
    pool = Pool(list(report.symbols))
    told = meanings(report)
    columns = {name: report.column(name) for name in QUANTITIES}
    costs = {row.name: {name: columns[name][i] or 0 for name in QUANTITIES} for i, row in enumerate(report.rows)}
    stages = report.stages()
    place = {row.name: i for i, stage in enumerate(stages) for row in stage.every}
    return {
        "name": report.name,
        "symbols": [
            {"name": name, "meaning": told[name], "default": size, "least": 0 if name in report.depths else 1}
            for name, size in report.symbols.items()
        ],
        "quantities": [_quantity(name, report.cost(name), pool) for name in QUANTITIES],
        "layers": [_entry(report, row.name, row, place[row.name], [costs[row.name]], pool) for row in report.rows],
        "stages": [
            _entry(report, stage.title, stage.every[-1], i, [costs[row.name] for row in stage.every], pool)
            for i, stage in enumerate(stages)
        ],
        "conditions": [
            {"layer": layer, "op": op, "left": pool(a), "right": pool(b), "why": why}
            for (a, op, b), (layer, why) in _conditions(report).items()
        ],
        "trees": pool.trees,
    }


def _entry(
    report: Report, name: str, row: Row, stage: int, costs: Sequence[Mapping[str, Any]], pool: Pool
) -> dict[str, Any]:
    """A layer or a stage: its output, and for each quantity the sum over its layers."""
    return {
        "name": name,
        "stage": stage,
        "output": [[pool(report.read(n)) for n in x] for x in row.outputs],
        **{key: pool(report.read(total(cost[key] for cost in costs))) for key in QUANTITIES},
    }


def _quantity(name: str, value: Any, pool: Pool) -> dict[str, Any]:
    title, unit = QUANTITIES[name]
    node = display(value)
    terms = node.terms if isinstance(node, Sum) else (node,)
    return {
        "key": name,
        "title": title,
        "unit": unit,
        "total": pool(node),
        "terms": [{"tree": pool(term), "text": text(term)} for term in terms],
        "text": text(node),
        "latex": latex(node),
        "python": Code(DIALECTS["python"])(node),
    }


def _conditions(report: Report) -> dict[tuple[Dim, str, Dim], tuple[str, str]]:
    """Each relation once, with the first layer that asks for it."""
    found: dict[tuple[Dim, str, Dim], tuple[str, str]] = {}
    for condition in report.conditions:
        need = condition.need
        found.setdefault((need.left, need.op, need.right), (condition.layer, need.why))
    return found
