"""Attention without weights of its own."""

from __future__ import annotations

from ...algebra import Dim, Shape, product
from ...frozen import dataclass
from .function import Ask, Function


@dataclass(frozen=True)
class Attention(Function):
    """Each query takes its share of all values."""

    enable_gqa: bool = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        q, k, v = xs[:3]
        for x, name in zip(xs[:3], self.given[:3], strict=True):
            if len(x) < 2:
                raise self.refuse(f"{name} has at least 2 axes, not {tuple(x)}")
        ask.equal(q[-1], k[-1], "query and key must have equally many features")
        ask.equal(k[-2], v[-2], "there must be as many keys as values")
        lead = self.heads(ask, q, k, v)
        if len(xs) > 3:
            scores = Shape((*lead, q[-2], k[-2]))
            if len(xs[3]) > len(scores):
                raise self.refuse(f"attn_mask of shape {tuple(xs[3])} has more axes than the scores {tuple(scores)}")
            for a, b in zip(reversed(tuple(xs[3])), reversed(tuple(scores)), strict=False):
                if a != 1:
                    ask.equal(a, b, "attn_mask must be of the shape of the scores, or 1 there")
        return Shape((*lead, q[-2], v[-1]))

    def heads(self, ask: Ask, q: Shape, k: Shape, v: Shape) -> Shape:
        """The axes before the positions; grouped queries share the heads of keys and values."""
        if not self.enable_gqa:
            return ask.joined(*(Shape(x[:-2]) for x in (q, k, v)))
        if len(q) < 3:
            raise self.refuse("with enable_gqa the third axis from the end is that of the heads")
        for x in (k, v):
            ask.divides(x[-3], q[-3], "each head of keys and values must serve equally many queries")
        lead = ask.joined(*(Shape(x[:-3]) for x in (q, k, v)))
        return Shape((*lead, q[-3]))

    def macs(self, *xs: Shape) -> Dim:
        q, k, v = xs[:3]
        lead = self.output(*xs)[:-2]
        return product((*lead, q[-2], k[-2], q[-1] + v[-1]))
