"""What the script of a page knows: symbols, quantities, stages, layers and conditions, with formulas as trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from functools import reduce
from operator import and_
from typing import Any

from ...algebra import Dim, Shape, gathered
from ...algebra.code import DIALECTS, Code
from ...algebra.display import display
from ...algebra.latex import latex
from ...algebra.names import BATCH_NAME
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
from ...algebra.text import GROUPED, text
from ...document.opening import meanings
from ...document.shapes import batches, sizes_of
from ...printable import printable
from ...report import Report
from ...row import Row

SAFE = 2**53  # beyond it JavaScript reads a number of JSON wrongly; text is read exactly
QUANTITIES = {"params": ("Parameters", ""), "macs": ("MACs", ""), "activations": ("Activations", "B")}
KINDS: dict[type[Node], str] = {Floor: "f", Ceiling: "c", Quotient: "f", Power: "^"}


class Pool:
    """Formulas as trees, each once; others refer to them by their place."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.trees: list[Any] = []
        self._names = {name: i for i, name in enumerate(self.names)}
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


def page_data(models: Mapping[str, Report], stages: Mapping[str, Sequence[Any]], pool: Pool) -> dict[str, Any]:
    """Everything that the script asks for, of one model or of two side by side; formulas are places in ``trees``."""
    told = [(report, meanings(report)) for report in models.values()]
    parts = [_model(i, report, stages[name], pool) for i, (name, report) in enumerate(models.items())]
    starts = [0, len(parts[0][1])]
    layers = [{**layer, "stage": layer["stage"] + starts[layer["model"]]} for own, _ in parts for layer in own]
    return {
        "names": list(models),
        "symbols": [_symbol(name, told) for name in pool.names],
        "quantities": [_quantity(name, models, pool) for name in QUANTITIES],
        "layers": _columns(layers),
        "stages": [stage for _, own in parts for stage in own],
        "conditions": [
            {"layer": layer, "op": op, "left": pool(a), "right": pool(b), "why": why, "solved": solved}
            for (a, op, b), (layer, why, solved) in _conditions(models).items()
        ],
        "trees": pool.trees,
    }


def _columns(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Entries that have the same keys, with each key once."""
    return {key: [entry[key] for entry in entries] for key in entries[0]} if entries else {}


def _symbol(name: str, models: Sequence[tuple[Report, Mapping[str, str]]]) -> dict[str, Any]:
    """A size: what it is, its default, its smallest value in any model, first, last and step of what may be legal, and
    whether its solved conditions hold for just these."""
    having = [(report, told) for report, told in models if name in report.symbols]
    default = next((n for report, _ in having if (n := report.symbols[name]) is not None), None)
    meaning = next((text for _, told in having if (text := told[name])), "")
    least = 0 if name in having[0][0].depths else 1
    parts = reduce(and_, (report.domain[name] for report, _ in having)).parts
    (first, last, step), exact = (astuple(parts[0]), True) if len(parts) == 1 else ((least, None, 1), False)
    return {
        "name": name,
        "meaning": meaning,
        "default": default,
        "least": least,
        "legal": [first, last, step],
        "exact": exact,
    }


def _model(
    place: int, report: Report, stages: Sequence[Any], pool: Pool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The layers and the stages of a model."""
    columns = {name: report.counts(name) for name in QUANTITIES}
    costs = {row.name: {name: columns[name][i] or 0 for name in QUANTITIES} for i, row in enumerate(report.rows)}
    of = {row.name: i for i, stage in enumerate(stages) for row in stage.every}
    return (
        [
            {**_entry(row.name, row, [costs[row.name]], pool), "stage": of[row.name], "model": place}
            for row in report.rows
        ],
        [
            {
                **_entry(stage.title, stage.every[-1], [costs[row.name] for row in stage.every], pool),
                "model": place,
            }
            for stage in stages
        ],
    )


def _outputs(row: Row) -> list[Shape]:
    """The shapes that come out for one sample: a page has no name for the batch."""
    shapes = zip(row.outputs, batches(row), strict=True)
    return [Shape(sizes_of(x, times)).bind({BATCH_NAME: 1}) for x, times in shapes]


def _entry(name: str, row: Row, costs: Sequence[Mapping[str, Any]], pool: Pool) -> dict[str, Any]:
    """A layer or a stage: its output, and for each quantity the sum over its layers."""
    return {
        "name": printable(name),
        "output": [[pool(n) for n in x] for x in _outputs(row)],
        **{key: pool(gathered(cost[key] for cost in costs)) for key in QUANTITIES},
    }


def _quantity(name: str, models: Mapping[str, Report], pool: Pool) -> dict[str, Any]:
    """A quantity of each model; what is shown at the top is that of the one model, or the difference of the two."""
    title, unit = QUANTITIES[name]
    totals = [report.cost(name) for report in models.values()]
    first, *others = models.values()
    node = display(first.minus(others[0], name) if others else totals[0])
    terms = node.terms if isinstance(node, Sum) else (node,)
    return {
        "key": name,
        "title": title,
        "top": title if len(totals) == 1 else f"{title}, difference",
        "unit": unit,
        "total": pool(node),
        "totals": [pool(value) for value in totals],
        "terms": [{"tree": pool(term), "text": text(term, GROUPED)} for term in terms],
        "text": text(node),
        "latex": latex(node),
        "python": Code(DIALECTS["python"])(node),
    }


def _conditions(models: Mapping[str, Report]) -> dict[tuple[Dim, str, Dim], tuple[str, str, bool]]:
    """Each relation once, with the first layer that asks for it, and whether its symbol's legal values solve it."""
    found: dict[tuple[Dim, str, Dim], tuple[str, str, bool]] = {}
    for model, report in models.items():
        lead = f"{model}: " if len(models) > 1 else ""
        left = set(report.domain.relations)
        for condition in report.conditions:
            need = condition.need
            said = printable(lead + condition.layer), need.why, condition not in left
            found.setdefault((need.left, need.op, need.right), said)
    return found
