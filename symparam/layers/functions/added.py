"""A product of matrices, and a tensor that is added to it."""

from __future__ import annotations

from ...algebra import Dim, Shape, product
from .function import Ask, Function
from .products import Bmm, Mm, Mv, Outer


class Added(Function):
    """A product, and a tensor that is repeated to its shape."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        """The shape of the product."""
        raise NotImplementedError

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        made = self.product(ask, *xs[1:])
        if len(xs[0]) > len(made):
            raise self.refuse(f"input of shape {tuple(xs[0])} cannot be repeated to {tuple(made)}")
        for a, b in zip(reversed(tuple(xs[0])), reversed(tuple(made)), strict=False):
            if a != 1:
                ask.equal(a, b, "input must be of the shape of the product, or 1 there")
        return made

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.product(Ask(), *xs[1:]), xs[1][-1]))


class AddMm(Added):
    """A matrix and the product of two."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Mm(path=self.path, given=self.given[1:]).rule(ask, *xs)


class AddMv(Added):
    """A vector and the product of a matrix with another."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Mv(path=self.path, given=self.given[1:]).rule(ask, *xs)


class Addr(Added):
    """A matrix and the products of the elements of two vectors."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Outer(path=self.path, given=self.given[1:]).rule(ask, *xs)

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[1], *xs[2]))


class BaddBmm(Added):
    """Matrices and the products of as many pairs of them."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Bmm(path=self.path, given=self.given[1:]).rule(ask, *xs)


class AddBmm(Added):
    """A matrix and the sum of the products of pairs of them."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Shape(Bmm(path=self.path, given=self.given[1:]).rule(ask, *xs)[1:])

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[1], xs[2][2]))
