"""The protocol of a layer: frozen hyper-parameters, and rules that declare shapes, weights and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, field, fields, replace
from enum import Enum
from functools import cache
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight
from .alike import asked
from .construct import Construct
from .fields import Check, owner
from .general import General, Letters

Output = Shape | tuple[Shape, ...]
Key = tuple[int | str, int]  # the owner of a weight, by its identity or by a name, and which of its weights it is


class Assigned(Enum):
    """``trainable``, assigned to a layer whose weights were there already: it reaches all that it trained once."""

    FROZEN = False
    THAWED = True

    def __bool__(self) -> bool:
        return self.value


FROZEN, THAWED = Assigned.FROZEN, Assigned.THAWED
AXES = {1: ("d_in",), 2: ("T", "d_in"), 3: ("H_in", "W_in", "C_in"), 4: ("D_in", "H_in", "W_in", "C_in")}


@dataclass(frozen=True)
class Layer(metaclass=Construct):
    """Hyper-parameters of one layer, as numbers or symbols; knows no totals.

    ``name`` and ``trainable`` are the two keyword arguments that every Keras layer takes. Calling a layer on a tensor
    made by ``symparam.Input`` adds it to a graph.
    """

    name: str | None = field(default=None, kw_only=True, compare=False)
    trainable: bool | Assigned = field(default=True, kw_only=True)

    family: ClassVar[str] = "other"  # the family, by which pictures colour it: convolution, pooling, dense, merge, …
    phrase: ClassVar[str] = ""  # what it does in a few words, with its fields: "{kernel_size} conv {filters}"
    keras_class: ClassVar[str] = ""  # what Keras calls its class, where keras.layers exports it under another name
    inert: ClassVar[tuple[str, ...]] = ()  # Keras arguments without effect here, in Keras's order after the fields
    also: ClassVar[tuple[str, ...]] = ()  # the same, taken as keywords only
    freezes: ClassVar[bool] = True  # whether Keras lets trainable=False, given to the constructor, reach the weights
    late: ClassVar[bool] = False  # whether the weights are in layers that Keras makes when it builds this one
    arity: ClassVar[tuple[int, int | None]] = (1, 1)  # fewest and most inputs; None: any number
    ranks: ClassVar[tuple[int, int | None]] = (0, None)  # fewest and most axes of an input, without the batch
    call: ClassVar[tuple[str, ...]] = ("inputs",)  # the arguments of Keras's call that hold the inputs, in their order
    call_options: ClassVar[tuple[str, ...]] = ()  # fields that are arguments of Keras's call
    beside: ClassVar[
        tuple[str, ...]
    ] = ()  # further arguments of Keras's call, which have no say: layers/without_effect.py
    declares: ClassVar[bool] = False  # whether it carries the weights that a class of the user's own declares
    listed: ClassVar[bool] = True  # whether it is a row of a model
    pytorch: ClassVar[bool] = False  # whether it is a module or a function of PyTorch, on shapes with the batch
    hands_on: ClassVar[bool] = False  # whether the output is the memory of the input
    held: ClassVar[bool] = False  # whether the output is there all the time, and needs no memory of its own
    in_list: ClassVar[bool] = False  # whether Keras wants the inputs in a list, even where there is only one
    letters: ClassVar[Mapping[str, str]] = {}  # what letters of its rule mean, where that is not their usual meaning
    looks_up: ClassVar[bool] = False  # whether its first input holds indices of rows; ``below`` is above all of them
    _plain: ClassVar[Layer | None] = None  # of a layer that is called with options: the layer itself
    unknown: ClassVar[bool] = False  # no rule is known: what the layer adds to the totals is missing from them

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        near = next(c for c in cls.__mro__ if issubclass(c, Layer) and "__repr__" in c.__dict__)
        cls.__repr__ = near.__repr__  # type: ignore[method-assign]  # of its own, so that dataclass makes none

    def __repr__(self) -> str:
        """What differs from the defaults, as it may be written: ``Dense(units=10)``."""
        said = (
            f"{f.name}={getattr(self, f.name)!r}"
            for f in fields(self)
            if f.default is MISSING or getattr(self, f.name) != f.default
        )
        return f"{type(self).__name__}({', '.join(said)})"

    def __post_init__(self) -> None:
        for name, check in _checks(type(self)):
            value = getattr(self, name)
            checked = check(self, name, value)
            if checked is not value:
                object.__setattr__(self, name, checked)

    @property
    def type_name(self) -> str:
        """What Keras calls the type."""
        return self.keras_class or type(self).__name__

    @property
    def identity(self) -> int:
        """What tells the layer from others; the same for a layer that is called with other options."""
        return id(self if self._plain is None else self._plain)

    def called(self, **options: Any) -> Layer:
        """The same layer as a call with some ``call_options`` sees it; its weights are the same."""
        changes = {key: value for key, value in options.items() if getattr(self, key) != value}
        if not changes:
            return self
        other = replace(self, **changes)
        object.__setattr__(other, "_plain", self if self._plain is None else self._plain)
        return other

    def output(self, *xs: Shape) -> Output:
        """The output Shape, or a tuple of them, for the input Shapes."""
        return xs[0]

    def weights(self, *xs: Shape) -> Iterable[Weight]:
        """The weights, in the framework's order."""
        return ()

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        """The weights as training sees them, each under the identity of the layer that owns it.

        None is trainable in a layer that is not; weights that two models share have equal keys.
        """
        owner = self.identity
        for i, weight in enumerate(asked(self, "weights", xs, lambda: self._trained(*xs))):
            yield (owner, i), weight

    def _trained(self, *xs: Shape) -> tuple[Weight, ...]:
        still = self.trainable is FROZEN or (not self.trainable and self.freezes)
        return tuple(replace(weight, trainable=False) if still else weight for weight in self.weights(*xs))

    def needs(self, *xs: Shape) -> Iterable[Need]:
        """The conditions under which the layer accepts the inputs. Never an ``if`` on a size: yield a Need."""
        return ()

    def joins_batch(self, *xs: Shape) -> bool:
        """Whether axes join the batch or leave it: one sample becomes several, or several become one."""
        return False

    def macs(self, *xs: Shape) -> Dim:
        """Multiply–accumulates of matrix products and convolutions, for one sample."""
        return 0

    def cache(self, *xs: Shape) -> Dim:
        """Numbers that are kept of the positions so far, so that the next one needs no more: keys and values."""
        return 0

    def idle(self, *xs: Shape) -> Dim:
        """Parameters that one position makes no use of: those of the experts that it is not sent to."""
        return 0

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        """The letters of the axes of each input in the general rule."""
        return tuple(AXES.get(len(x)) or tuple(f"n_{i + 1}" for i in range(len(x))) for x in xs)

    def accept(self, *xs: Shape) -> None:
        """Raise LayerError where the number of inputs or of their axes is wrong; sizes are left to ``needs``."""
        least, most = self.arity
        if not within(len(xs), self.arity):
            plural = "" if (least, most) == (1, 1) else "s"
            raise LayerError(f"{owner(self)} takes {_range(least, most)} input{plural}, not {len(xs)}")
        least, most = self.ranks
        for x in xs:
            if not within(len(x), self.ranks):
                raise LayerError(
                    f"{owner(self)} takes an input with {_range(least, most)} axes besides the batch, "
                    f"not {len(x)}: {tuple(x)}"
                )

    def __call__(self, *xs: Any, **options: Any) -> Any:
        """Apply the layer to tensors of ``symparam.Input``; a list of tensors counts as several inputs.

        The arguments of Keras's call may be given by name: ``query=``, ``initial_state=``, ``training=``.
        """
        first = xs[0] if xs else next((options[name] for name in self.call if name in options), None)
        while isinstance(first, (list, tuple)) and first:
            first = first[0]
        try:
            apply = first.apply  # type: ignore[union-attr]
        except AttributeError:
            raise LayerError(f"{owner(self)} is called on {first!r}; it takes a tensor made by Input(shape)") from None
        return apply(self, *xs, **options)

    def _repr_latex_(self) -> str | None:
        """What a notebook shows: the general rule of the parameters."""
        from .rule_in_latex import rule_in_latex

        return rule_in_latex(self)

    def general(self, *xs: Shape, taken: Iterable[str] = ()) -> General:
        """The layer and its inputs with a symbol of its own for each size, and what each symbol stands for.

        A symbol whose name is ``taken`` by the model gets a suffix.
        """
        letters = Letters(taken, own=bool(self.letters))
        inputs = tuple(
            Shape(letters.symbol(name, n) for name, n in zip(names, x, strict=True))
            for x, names in zip(xs, self.axis_names(*xs), strict=True)
        )
        return General(letters.layer(self), inputs, letters.values)


@cache
def _checks(cls: type[Layer]) -> tuple[tuple[str, Check], ...]:
    return tuple((f.name, f.metadata["check"]) for f in fields(cls) if "check" in f.metadata)


def within(count: int, span: tuple[int, int | None]) -> bool:
    """Whether a number is from the least to the most; None is no end.

    >>> within(3, (1, None)), within(3, (1, 2))
    (True, False)
    """
    least, most = span
    return least <= count and (most is None or count <= most)


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"
