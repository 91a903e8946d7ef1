"""What is compared: totals, and the outputs and weights of each layer; or that there is no such model, and why."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Layer:
    """A row of a summary; ``outputs`` are those of all its calls."""

    name: str
    weights: tuple[tuple[Shape, bool], ...]  # shape and whether it is trained, in order of size
    outputs: frozenset[Shape]

    def agrees(self, other: Layer) -> bool:
        """Whether the weights are equal, and the outputs where both tell them."""
        met = not self.outputs or not other.outputs or self.outputs & other.outputs
        return (self.name, self.weights) == (other.name, other.weights) and bool(met)

    @property
    def unnamed(self) -> Layer:
        """The layer without its name."""
        return replace(self, name="")

    def __str__(self) -> str:
        weights = ", ".join(f"{shape}{'' if trained else ' frozen'}" for shape, trained in self.weights)
        return f"{self.name} → {', '.join(map(str, sorted(self.outputs, key=repr)))}  {weights}"


@dataclass(frozen=True)
class Facts:
    """A model in numbers."""

    trainable: int
    frozen: int
    layers: tuple[Layer, ...]

    def agrees(self, other: Facts | Refusal) -> bool:
        """Whether the other says the same."""
        return (
            isinstance(other, Facts)
            and (self.trainable, self.frozen) == (other.trainable, other.frozen)
            and len(self.layers) == len(other.layers)
            and all(a.agrees(b) for a, b in zip(self.layers, other.layers, strict=True))
        )

    @property
    def unnamed(self) -> Facts:
        """The facts without the names of layers: a name that tells a size is that of the script's own."""
        return replace(self, layers=tuple(layer.unnamed for layer in self.layers))

    def __str__(self) -> str:
        return "\n".join([f"{self.trainable} trainable, {self.frozen} frozen", *map(str, self.layers)])


@dataclass(frozen=True)
class Refusal:
    """No model, and why."""

    why: str = field(compare=False)
    kind: str = field(default="", compare=False)  # the class of the error
    fault: bool = False  # an error that no user should see, or no answer in time

    @property
    def unnamed(self) -> Refusal:
        """The refusal."""
        return self

    def agrees(self, other: Facts | Refusal) -> bool:
        """Whether the other refuses too."""
        return isinstance(other, Refusal)

    def __str__(self) -> str:
        return f"refused: {self.kind}: {' '.join(self.why.split())[:300]}"


class Late(BaseException):
    """What takes too long."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises Late where the block takes longer."""

    def stop(*_: object) -> None:
        raise Late(f"no answer within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again, where a callback of C swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
