"""einsum on tensors: which axes are summed, and which shape the rest has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...algebra import Dim, Need, Shape, product
from ...frozen import dataclass
from ...graph import Tensor
from ...interpreter.faults import sure, surely
from ...interpreter.values import Value
from .given import Given, first
from .keras_state import Constant
from .synthetic_layers import StandIn
from .tensor_math import placed
from .turned import standing

if TYPE_CHECKING:
    from .session import Machine


@dataclass(frozen=True)
class Einsum(StandIn):
    """A sum of products over named axes, without the batch: ``terms`` of its inputs, then of its constants."""

    terms: tuple[str, ...] = ()
    result: str = ""
    constants: tuple[tuple[Dim, ...], ...] = ()

    def _sizes(self, *xs: Shape) -> Iterator[tuple[str, Dim]]:
        shapes = [*(x.sizes for x in xs), *self.constants]
        for term, shape in zip(self.terms, shapes, strict=True):
            yield from zip(term, shape, strict=True)

    def output(self, *xs: Shape) -> Shape:
        sizes = dict(reversed(list(self._sizes(*xs))))
        return Shape(sizes[axis] for axis in self.result)

    def macs(self, *xs: Shape) -> Dim:
        return product(dict(self._sizes(*xs)).values()) if len(self.terms) > 1 else 0

    def needs(self, *xs: Shape) -> Iterator[Need]:
        sizes: dict[str, Dim] = {}
        for axis, size in self._sizes(*xs):
            yield Need(sizes.setdefault(axis, size), "==", size, f"the axes {axis} of einsum must be equal")


def einsum(m: Machine, last: str, given: Given, node: ast.AST) -> Value:
    """einsum("bhd,bkd->bhk", x, y)."""
    text, operands = first(given), list(given.get("operands", ()))
    surely(
        isinstance(text, str) and "->" in text,
        "einsum is followed where its equation is known and names the result with ->",
    )
    surely(operands and all(isinstance(x, (Tensor, Constant)) for x in operands), "einsum of other things than tensors")
    left, _, result = text.replace(" ", "").partition("->")
    terms = left.split(",")
    ranks = [len(x.shape) + isinstance(x, Tensor) for x in operands]
    surely(len(terms) == len(ranks), f"the equation {text} has {len(terms)} operands, and {len(ranks)} are given")
    terms, result = sure(
        _spelled_out(terms, result, ranks), f"the equation {text} does not fit the axes of its operands"
    )
    batches = {term[0] for term, x in zip(terms, operands, strict=True) if isinstance(x, Tensor)}
    batch = next(iter(batches), "")
    alone = all(
        batch not in (term[1:] if isinstance(x, Tensor) else term) for term, x in zip(terms, operands, strict=True)
    )
    surely(len(batches) == 1 and batch in result and alone, f"the equation {text} joins the samples of a batch")
    pairs = sorted(zip(operands, terms, strict=True), key=lambda pair: isinstance(pair[0], Constant))
    layer = Einsum(
        "Einsum",
        tuple(term.replace(batch, "") for _, term in pairs),
        result.replace(batch, ""),
        tuple(x.shape for x, _ in pairs if isinstance(x, Constant)),
        name=m.keras.operation_name("Einsum"),
    )
    made = placed(m, layer, [x for x, _ in pairs if isinstance(x, Tensor)], node)
    return standing(made, result.index(batch))


def _spelled_out(terms: list[str], result: str, ranks: list[int]) -> tuple[list[str], str] | None:
    """The terms with letters in place of their ellipses, or None where they do not fit the ranks."""
    free = [chr(n) for n in range(ord("α"), ord("ω"))]
    spans = [
        rank - len(term.replace("...", "")) if "..." in term else 0 for term, rank in zip(terms, ranks, strict=True)
    ]
    longest = max(spans)
    if min(spans) < 0 or longest > len(free) or len({n for n, t in zip(spans, terms, strict=True) if "..." in t}) > 1:
        return None
    made = [
        term.replace("...", "".join(free[longest - span : longest])) for term, span in zip(terms, spans, strict=True)
    ]
    result = result.replace("...", "".join(free[:longest]))
    fits = all(len(term) == rank for term, rank in zip(made, ranks, strict=True))
    return (made, result) if fits and set(result) <= set("".join(made)) else None
