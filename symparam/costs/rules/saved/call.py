"""One call of a layer, handed to the rule of its class."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from ....algebra import Dim, Shape, exact, gathered, minimum, product, total
from ....frozen import dataclass
from ....layers.layer import Key, Layer
from ....layers.torch.base import TorchLayer
from ....weight import Weight
from ...eager.tape import Tape, Value

AT_ONCE = 4 * 128 * 132 * 2048  # bytes of partial sums of all threads of an H100 or H200: 132 multiprocessors of 2048

Gradients = tuple[tuple[Hashable, Dim], ...]
Rule = Callable[["Call"], "Value | tuple[Value, ...]"]
Given = TypeVar("Given", bound=Rule)


@dataclass(frozen=True)
class Call:
    """A layer on values: the shapes without the batch, and how often each sample has them."""

    layer: Any
    shapes: tuple[Shape, ...]
    results: tuple[Shape, ...]
    times: Dim
    tape: Tape
    xs: tuple[Value, ...]

    @property
    def x(self) -> Value:
        """The first input."""
        return self.xs[0]

    def many(self, *sizes: Dim) -> Dim:
        """The elements of an array of these sizes, for one sample."""
        return product((self.times, *sizes))

    @property
    def size(self) -> Dim:
        """Elements of the first result."""
        return self.many(*self.results[0])

    @cached_property
    def _owned(self) -> list[tuple[Key, Weight]]:
        return [(key, w) for key, w in self.layer.owned(*self.shapes) if w.trainable]

    def gradients(self, *starts: str) -> Gradients:
        """The gradients of the trainable weights whose names start so, or of all; of none where adapters learn."""
        if self.tape.given.lora:
            return ()
        return tuple(
            ((key, self.tape.turn), self.tape.fixed(w.size))
            for key, w in self._owned
            if not starts or w.name.startswith(starts)
        )

    # --- operations that many rules have --------------------------------------------------------------------------

    def map(self, x: Value, elements: Dim, *weights: str) -> Value:
        """A linear map or a convolution: the input is kept where the weight learns.

        Autocast takes a narrower copy of the input and of the weight, and keeps the copies.
        """
        gradients, x, narrow = self.gradients(*weights), self.tape.narrow(x), self.tape.given.narrow
        copies = [exact(product((narrow, size)), self.tape.given.width) for _, size in gradients if narrow]
        y = self.tape.run(
            elements,
            x,
            keeps=(x,) if gradients else (),
            extra=copies[:1] if x.tracked else (),
            weights=gradients,
            scratch=self.summed(elements, *weights),
            width=narrow or None,
            narrow=gathered(copies),
        )
        return self._adapted(x, y, elements, weights) if self.tape.given.lora and self.tape.turn else y

    def summed(self, elements: Dim, *starts: str) -> Dim:
        """What PyTorch's sum over all rows takes besides for the gradient of a bias: room for partial sums.

        ATen/native/cuda/Reduce.cuh, ``global_memory_size``: 128 sums of 4 bytes by each thread block, of which there is
        one for every 64 rows and 128 columns, but no more than run at once.
        """
        ranks = {len(w.shape) for _, w in self._owned if not starts or w.name.startswith(starts)}
        if self.tape.given.lora or self.tape.given.runtime != "torch" or ranks != {1, 2}:
            return 0
        return minimum(self.tape.bytes(elements, 8), AT_ONCE)

    def _adapted(self, x: Value, y: Value, elements: Dim, starts: tuple[str, ...]) -> Value:
        """The sum of a linear map and its adapter: down to a few features, and up again."""
        rank = self.tape.given.lora
        for key, weight in self._owned:
            if len(weight.shape) == 2 and weight.name.startswith(starts or ""):
                size = self.tape.fixed(product((rank, total(weight.shape))))
                few = self.many(*self.shapes[0][:-1], rank)
                a = self.tape.run(few, x, keeps=(x,), weights=(((key, self.tape.turn, "adapter"), size),))
                y = self.tape.run(elements, y, self.tape.run(elements, a, keeps=(a,)), gradient="same")
        return y

    def add(self, elements: Dim, *xs: Value) -> Value:
        """A sum, which hands its gradient on."""
        return self.tape.run(elements, *xs, gradient="same")

    def times_each(self, elements: Dim, a: Value, b: Value) -> Value:
        """A product: each factor is kept for the gradient of the other."""
        keeps = [x for x, other in ((a, b), (b, a)) if other.tracked]
        return self.tape.run(elements, a, b, keeps=keeps)

    def drop(self, x: Value, elements: Dim) -> Value:
        """Dropout: a mask of one byte for each element."""
        return self.tape.run(elements, x, extra=(self.tape.bytes(elements, 1),))


class Rules:
    """Rules by the class of a layer; a class without one has its base's."""

    def __init__(self, otherwise: Rules | None = None) -> None:
        self._of: dict[type, Rule] = {}
        self._named: dict[str, Rule] = {}  # of PyTorch's modules, which share names with layers of Keras
        self._otherwise = otherwise

    def of(self, *classes: type[Layer]) -> Callable[[Given], Given]:
        """Register a rule for some classes."""

        def register(rule: Given) -> Given:
            self._of.update(dict.fromkeys(classes, rule))
            return rule

        return register

    def named(self, *names: str) -> Callable[[Given], Given]:
        """Register a rule for some modules of PyTorch."""

        def register(rule: Given) -> Given:
            self._named.update(dict.fromkeys(names, rule))
            return rule

        return register

    def find(self, cls: type) -> Rule | None:
        """The rule of a class, or of the nearest of its bases; then that of the table behind this one."""
        if issubclass(cls, TorchLayer) and cls.__name__ in self._named:
            return self._named[cls.__name__]
        found = next((self._of[c] for c in cls.__mro__ if c in self._of), None)
        return self._otherwise.find(cls) if found is None and self._otherwise else found
