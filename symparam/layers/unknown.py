"""Layers without a rule: what they put out is what the user says, and what they add to the totals is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, ClassVar

from ..algebra import Shape
from ..errors import LayerError
from ..frozen import dataclass
from .fields import owner, whole
from .layer import Layer, Output

SAME = "same"  # in place of an output shape: that of the first input
# What the user allows stands around the reading, not among its arguments: two readers ask for it, at four places, and
# between `read` and these places stand the nine readers' signatures and all that Keras's layers are made by.
_ALLOWED: ContextVar[Mapping[str, Any]] = ContextVar("allowed", default=MappingProxyType({}))


@contextmanager
def allowing(kinds: Mapping[str, Any]) -> Iterator[None]:
    """While a model is read, layers of these types are taken as unknown ones; each with its output shape, or "same"."""
    token = _ALLOWED.set(kinds)
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def allowed(kind: str) -> bool:
    """Whether the user allows a layer of this type without a rule."""
    return kind in _ALLOWED.get()


def stand_in(kind: str, name: str | None) -> Unknown:
    """The layer in place of one without a rule that the user allows."""
    return Unknown(kind, _ALLOWED.get()[kind], name=name)


def shapes(layer: Any, name: str, value: Any) -> Shape | tuple[Shape, ...] | None:
    """An output shape, or a tuple or list of them; None where it is not given."""
    if value is None or isinstance(value, Shape):
        return value
    if not isinstance(value, (list, tuple)):
        raise LayerError(f"{owner(layer)}: {name} is a shape without the batch, such as (28, 28, 1), not {value!r}")
    if value and all(isinstance(v, (list, tuple, Shape)) for v in value):
        return tuple(Shape(whole(layer, name, n, 0) for n in v) for v in value)
    return Shape(whole(layer, name, n, 0) for n in value)


class Given(Layer):
    """A layer whose output shape the user gives."""

    output_shape: Any  # a field of each subclass
    example: ClassVar[str]

    arity = (0, None)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not callable(self.output_shape) and self.output_shape != SAME:
            object.__setattr__(self, "output_shape", shapes(self, "output_shape", self.output_shape))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.output_shape is None or callable(self.output_shape):
            raise LayerError(
                f"{owner(self)}: the shape of its output is not known; give it without the batch: {self.example}"
            )

    def output(self, *xs: Shape) -> Output:
        self.accept(*xs)
        return xs[0] if self.output_shape == SAME else self.output_shape


@dataclass(frozen=True)
class Lambda(Given):
    """A function of the input without weights; the user gives the shape of its output.

    params:  0
    source:  keras.layers.Lambda
    """

    function: Any
    output_shape: Any = None

    inert: ClassVar = ("mask", "arguments")
    beside: ClassVar = ("mask", "training")
    example = "Lambda(…, output_shape=(28, 28, 1))"


@dataclass(frozen=True)
class Unknown(Given):
    """A layer of a type that has no rule: a row without parameters, which makes the total partial."""

    kind: str
    output_shape: Any = None

    unknown: ClassVar = True
    example = 'Unknown("MyLayer", output_shape=(28, 28, 1))'

    @property
    def type_name(self) -> str:
        return self.kind
