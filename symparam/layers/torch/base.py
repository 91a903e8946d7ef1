"""What all modules of PyTorch have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...several import single
from ..fields import owner
from ..layer import Layer, within

SPATIAL = {1: ("T",), 2: ("H_in", "W_in"), 3: ("D_in", "H_in", "W_in")}
WORDS = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


@dataclass(frozen=True)
class TorchLayer(Layer):
    """A module of torch.nn, as a rule on whole shapes; its arguments are those of the class in PyTorch, in their order.

    ``call`` names the arguments of ``forward`` that hold tensors, ``forward`` all of them in PyTorch's order. Those
    that are among neither ``call`` nor ``call_options`` have no say. A class declares ``argument_needs``, which hold or
    fail as soon as the module is made, and ``input_needs``.
    """

    pytorch: ClassVar = True
    everywhere: ClassVar = ()
    own: ClassVar[tuple[str, ...]] = ("name", "trainable")
    inert: ClassVar[tuple[str, ...]] = ("device", "dtype")  # arguments without effect on shapes and counts
    call: ClassVar[tuple[str, ...]] = ("input",)
    forward: ClassVar[tuple[str, ...]] = ()  # where it is not ``call``
    swallows: ClassVar[bool] = False  # whether the constructor takes whatever it is given

    def __repr__(self) -> str:
        """What differs from the defaults, as it may be written: ``Conv2d(in_channels=3, …)``."""
        given = ((f.name, getattr(self, f.name), f.default) for f in fields(self))
        said = (f"{name}={value!r}" for name, value, usual in given if not _is_usual(value, usual))
        return f"{type(self).__name__}({', '.join(said)})"

    def __post_init__(self) -> None:
        super().__post_init__()
        for need in self.argument_needs():
            if need.is_number and not need.holds():
                raise LayerError(need.refusal(owner(self)))

    def argument_needs(self) -> Iterable[Need]:
        """The conditions on the arguments of the constructor alone."""
        return ()

    def input_needs(self, *xs: Shape) -> Iterable[Need]:
        """The conditions on the inputs."""
        return ()

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.argument_needs()
        yield from self.input_needs(*xs)

    def arrange(self, outputs: Sequence[Any]) -> Any:
        """What ``forward`` returns, made of the outputs in the order of the rule: ``(output, (h, c))`` of an LSTM."""
        return single(tuple(outputs))

    def accept(self, *xs: Shape) -> None:
        if not within(len(xs), self.arity):
            raise LayerError(f"{owner(self)} takes {_span(*self.arity)} tensors, not {len(xs)}")
        for x in xs:
            if not within(len(x), self.ranks):
                raise LayerError(f"{owner(self)} takes an input with {_span(*self.ranks)} axes, not {len(x)}: {x}")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(map(general_axes, xs))


class Channels(TorchLayer):
    """A module on ``rank`` spatial axes, before which stand the channels, and before these a batch if there is one."""

    rank: ClassVar[int]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        rank = getattr(cls, "rank", None)
        if rank is not None and "ranks" not in cls.__dict__:
            cls.ranks = (rank + 1, rank + 2)

    def spatial(self, x: Shape) -> tuple[Dim, ...]:
        """The spatial sizes of an input."""
        return x[len(x) - self.rank :]

    def channels(self, x: Shape) -> Dim:
        """The channels of an input."""
        return x[len(x) - self.rank - 1]

    def shape(self, x: Shape, spatial: Iterable[Dim], channels: Dim | None = None) -> Shape:
        """A shape with the batch of an input, and with its channels unless others are given."""
        before = x[: len(x) - self.rank - 1]
        return Shape((*before, self.channels(x) if channels is None else channels, *spatial))

    def nonempty(self, x: Shape) -> Iterator[Need]:
        """No spatial axis is empty."""
        for word, n in zip(WORDS[self.rank], self.spatial(x), strict=True):
            yield Need(n, ">=", 1, f"the {word} is empty")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(spatial_axes(len(x), self.rank) for x in xs)


def general_axes(x: Shape) -> tuple[str, ...]:
    """The letters of the axes of an input of any kind: the batch, what comes between, the features."""
    between = {0: (), 1: ("T",)}.get(len(x) - 2) or tuple(f"n_{i + 1}" for i in range(len(x) - 2))
    return ("d_in",) if len(x) == 1 else ("N", *between, "d_in") if len(x) else ()


def spatial_axes(count: int, rank: int) -> tuple[str, ...]:
    """The letters of so many axes, of which the last ones are spatial.

    >>> spatial_axes(4, 2), spatial_axes(2, 2)
    (('N', 'C_in', 'H_in', 'W_in'), ('H_in', 'W_in'))
    """
    names = ("N", "C_in", *SPATIAL[rank])
    more = tuple(f"n_{i + 1}" for i in range(count - len(names)))
    return (*more, *names[max(0, len(names) - count) :])


def _is_usual(value: Any, usual: Any) -> bool:
    """Whether a field is at its default, of which one stands for all axes."""
    return bool(value == usual or (isinstance(value, tuple) and value and all(v == usual for v in value)))


def _span(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} or {most}" if most == least + 1 else f"{least} to {most}"
