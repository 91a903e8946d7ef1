"""What convolutions and transposed ones share: groups of channels, given to the class or taken from the first input."""

from __future__ import annotations

from collections.abc import Iterator

from ...algebra import Dim, Need, Shape
from ...weight import Weight
from .base import Channels


class Kernels(Channels):
    """A module with a kernel for each group of channels."""

    groups: Dim  # fields of each subclass
    out_channels: Dim

    def kernel(self, channels: Dim) -> Iterator[Weight]:
        """The weights on so many input channels."""
        raise NotImplementedError

    def products(self, x: Shape, channels: Dim) -> Dim:
        """The multiply–accumulates on so many input channels."""
        raise NotImplementedError

    def argument_needs(self) -> Iterator[Need]:
        if self.groups != 1:
            yield Need(self.groups, "divides", self.out_channels, "groups must divide out_channels")


class GivenChannels(Kernels):
    """Its ``in_channels`` are an argument, and the input must have them."""

    in_channels: Dim  # a field of each subclass

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.kernel(self.in_channels)

    def argument_needs(self) -> Iterator[Need]:
        if self.groups != 1:
            yield Need(self.groups, "divides", self.in_channels, "groups must divide in_channels")
        yield from super().argument_needs()

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.channels(xs[0]), "==", self.in_channels, "in_channels must be the input's channels")
        yield from super().input_needs(*xs)

    def macs(self, *xs: Shape) -> Dim:
        return self.products(xs[0], self.in_channels)


class FirstChannels(Kernels):
    """It takes ``in_channels`` from its first input."""

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.kernel(self.channels(xs[0]))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if self.groups != 1:
            yield Need(self.groups, "divides", self.channels(xs[0]), "groups must divide the input's channels")
        yield from super().input_needs(*xs)

    def macs(self, *xs: Shape) -> Dim:
        return self.products(xs[0], self.channels(xs[0]))
