"""Formulas, values and shapes as JSON has them: text that ``symparam.algebra.parse`` reads back, and integers."""

from __future__ import annotations

from typing import Any

from ..algebra import Condition, Dim, Shape
from ..algebra.text import ASCII, text
from ..costs import COSTS
from ..document.lines import Writer
from ..document.shapes import batches
from ..report import Report
from ..row import Branch, Row
from ..several import single
from ..weight import Weight

COUNTS = ("params", "trainable", "non_trainable")


def refusal_object(report: Report) -> dict[str, Any] | None:
    """Why there are no values; null where there are."""
    refused = report.refusal
    if refused is None:
        return None
    return {
        "layer": refused.layer,
        "reason": refused.message,
        "sizes": dict(refused.sizes),
        "nearest": [{name: list(sizes) for name, sizes in near.items()} for near in refused.nearest],
    }


def assumptions_list(report: Report) -> list[dict[str, Any]]:
    """What in the source was not followed, and taken not to change the model."""
    return [{"what": a.what, "line": a.line} for a in report.assumptions]


def cost_key(name: str) -> str:
    """The key of a cost; those in bytes say so, and ``weights`` are the arrays."""
    return f"{name}_bytes" if COSTS[name].unit == "bytes" else name


def _one(values: list[Any]) -> Any:
    """The value, where there is one; null where there is none."""
    return None if not values else single(values)


class Formulas:
    """Writes sizes as formulas and as values at the report's default sizes."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def formula(self, n: Dim) -> str:
        """A size as text."""
        return text(self._writer.node(n), ASCII)

    def value(self, n: Dim) -> int | None:
        """A size in numbers, null where a symbol has no size."""
        return self._writer.value(n)

    def shape(self, x: Shape) -> list[str]:
        """A shape as texts."""
        return [self.formula(n) for n in x]

    def values(self, x: Shape) -> list[int | None]:
        """A shape in numbers, null where a symbol has no size."""
        return [self._writer.value(n) for n in x]

    def row(self, row: Row) -> dict[str, Any]:
        """One layer; several outputs are a list of shapes."""
        shapes, values = [self.shape(x) for x in row.outputs], [self.values(x) for x in row.outputs]
        return {
            "name": row.name,
            "type": row.type,
            "inputs": list(row.inputs),
            "output": _one(shapes),
            "output_value": _one(values),
            "weights": [self.weight(w) for w in row.weights],
            **self.counts(row),
            **self.buffers(row),
            "repeat": self.formula(row.repeat),
            "repeat_value": self._writer.value(row.repeat),
            "unknown": row.unknown,
            **(self.torch(row) if self._writer.report.library == "torch" else {}),
        }

    def torch(self, row: Row) -> dict[str, Any]:
        """What a row of PyTorch has besides: buffers, ties, and how many of its outputs a sample has."""
        times = [None if n is None else self.formula(n) for n in batches(row)]
        return {
            "batch": _one(times),
            "called": row.called,
            "tied": dict(row.tied),
        }

    def buffers(self, of: Row | Report) -> dict[str, Any]:
        """The elements of buffers, which PyTorch alone has."""
        if self._writer.report.library != "torch":
            return {}
        return {"buffers": self.formula(of.buffers), "buffers_value": self._writer.value(of.buffers)}

    def branch(self, branch: Branch) -> dict[str, Any]:
        """A module that holds others, and what its forward gives."""
        return {
            "name": branch.path,
            "type": branch.type,
            "output": _one([self.shape(x) for x in branch.outputs]),
            "output_value": _one([self.values(x) for x in branch.outputs]),
            "batch": _one([None if n is None else self.formula(n) for n in branch.batches]),
        }

    def weight(self, w: Weight) -> dict[str, Any]:
        """One array of parameters."""
        return {
            "name": w.name,
            "shape": self.shape(w.shape),
            "shape_value": self.values(w.shape),
            "trainable": w.trainable,
            **({} if w.is_parameter else {"role": w.role}),
        }

    def counts(self, of: Row | Report) -> dict[str, Any]:
        """The three counts, each as a formula and as a value."""
        found: dict[str, Any] = {}
        for name in COUNTS:
            n = getattr(of, name)
            found[name], found[f"{name}_value"] = self.formula(n), self._writer.value(n)
        return found

    def costs(self, values: dict[str, Any]) -> dict[str, Any]:
        """Costs by name, each as a formula and as a value; along several axes a list, null where it is all of one."""
        found: dict[str, Any] = {}
        for name, n in values.items():
            several = isinstance(n, tuple)
            axes = [
                (None, None) if v is None else (self.formula(v), self._writer.value(v))
                for v in (n if several else (n,))
            ]
            formulas, numbers = ([pair[i] for pair in axes] for i in (0, 1))
            found[cost_key(name)] = formulas if several else formulas[0]
            found[f"{cost_key(name)}_value"] = numbers if several else numbers[0]
        return found

    def relation(self, condition: Condition) -> str:
        """A condition as text: ``H - 2 >= 3``, ``g divides C``."""
        need = condition.need
        return f"{self.formula(need.left)} {need.op} {self.formula(need.right)}"
