"""What each position does by itself: two or three matrices, or a choice among experts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from .tokens import Tokens, linear


@dataclass(frozen=True)
class FeedForward(Tokens):
    """Each position goes through f hidden units and back to d features.

    shape:   (T, d) -> (T, d)
    params:  f*d + f + d*f + d
    macs:    2*T*d*f
    source:  transformers
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "feed-forward {units}"

    units: Dim = dim("f")
    use_bias: bool = flag(True, kw_only=True)
    names: tuple[str, ...] = field(default=("fc1", "fc2"), kw_only=True)
    transposed: bool = flag(kw_only=True)
    activation: str = field(default="gelu", kw_only=True)
    drops: bool = flag(kw_only=True)  # whether training drops a share of what comes out

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        up, down = self.names
        yield from linear(up, xs[0][-1], self.units, self.use_bias, self.transposed)
        yield from linear(down, self.units, xs[0][-1], self.use_bias, self.transposed)


@dataclass(frozen=True)
class GatedFeedForward(Tokens):
    """Each position goes through f hidden units, each multiplied by a gate of its own, and back to d features.

    shape:   (T, d) -> (T, d)
    params:  f*d + f*d + d*f
    macs:    3*T*d*f
    source:  transformers
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "gated feed-forward {units}"

    units: Dim = dim("f")
    use_bias: bool = flag(False, kw_only=True)
    fused: str = field(default="", kw_only=True)  # gate and hidden units as one matrix
    names: tuple[str, ...] = field(default=("gate_proj", "up_proj", "down_proj"), kw_only=True)
    activation: str = field(default="silu", kw_only=True)
    drops: bool = flag(kw_only=True)  # whether training drops a share of what comes out

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        gate, up, down = self.names
        if self.fused:
            yield from linear(self.fused, xs[0][-1], 2 * self.units, self.use_bias)
        else:
            yield from linear(gate, xs[0][-1], self.units, self.use_bias)
            yield from linear(up, xs[0][-1], self.units, self.use_bias)
        yield from linear(down, self.units, xs[0][-1], self.use_bias)


@dataclass(frozen=True)
class Mixture(Tokens):
    """A router sends each position to k of E experts, each of which is a gated map through f hidden units of its own.

    shape:   (T, d) -> (T, d)
    params:  E*d + E*(2*f)*d + E*d*f
    macs:    T*d*E + 3*T*k*d*f
    active:  E*d + k*3*d*f
    source:  transformers
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "{chosen} of {experts} experts {units}"

    experts: Dim = dim("E")
    chosen: Dim = dim("k")
    units: Dim = dim("f")
    shared: Dim | None = dim("f_s", None, optional=True, kw_only=True)  # hidden units of the expert that all have
    shared_bias: bool = flag(kw_only=True)
    shared_gate: bool = flag(kw_only=True)
    expert_bias: bool = flag(kw_only=True)
    router_bias: bool = flag(kw_only=True)
    transposed: bool = flag(kw_only=True)
    router: str = field(default="gate", kw_only=True)
    shared_name: str = field(default="shared_experts", kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d = xs[0][-1]
        yield from linear(self.router, d, self.experts, self.router_bias)
        yield from self._experts(d)
        if self.shared is not None:
            for name in ("gate_proj", "up_proj"):
                yield from linear(f"{self.shared_name}.{name}", d, self.shared, self.shared_bias)
            yield from linear(f"{self.shared_name}.down_proj", self.shared, d, self.shared_bias)
        yield from optional(self.shared_gate, Weight(f"{self.shared_name}_gate.weight", (1, d)))

    def _experts(self, d: Dim) -> Iterator[Weight]:
        """The arrays that hold all experts."""
        into, back = (2 * self.units, d), (d, self.units)
        if self.transposed:
            into, back = into[::-1], back[::-1]
        yield Weight("experts.gate_up_proj", (self.experts, *into))
        yield from optional(self.expert_bias, Weight("experts.gate_up_proj_bias", (self.experts, 2 * self.units)))
        yield Weight("experts.down_proj", (self.experts, *back))
        yield from optional(self.expert_bias, Weight("experts.down_proj_bias", (self.experts, d)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.experts, ">=", self.chosen, "there are as many experts as are chosen, or more")

    def macs(self, *xs: Shape) -> Dim:
        every = [w.size for w in self.weights(*xs) if len(w.shape) == 2 and not w.name.startswith("experts.")]
        return total((product((xs[0][0], total(every))), product((3, *xs[0], self.chosen, self.units))))

    def idle(self, *xs: Shape) -> Dim:
        sleeping = self.experts - self.chosen
        return total(product((sleeping, *w.shape[1:])) for w in self._experts(xs[0][-1]))
