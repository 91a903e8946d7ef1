"""One row of a report: a layer with its output shape and weights, and the calls by which it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any

from .algebra import Bindings, Dim, Shape, bind, gathered
from .frozen import dataclass, replace_unchecked
from .several import several, single
from .weight import Weight

if TYPE_CHECKING:
    from sympy import Expr

    from .costs import Work
    from .steps import Steps


def _nothing_inside() -> tuple[Row, ...]:
    return ()


@dataclass(frozen=True)
class Call:
    """One call of a layer: what goes in and comes out, and the layer's rule itself, to run it in numbers."""

    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]
    # (sizes of hyper-parameters, inputs, whether conditions are checked) -> (outputs, weight shapes)
    rule: Callable[..., tuple[tuple[Shape, ...], tuple[Shape, ...]]] = field(repr=False, compare=False)
    inside: Callable[[], tuple[Row, ...]] = field(default=_nothing_inside, repr=False, compare=False)  # a model's rows
    counted: bool = False  # the rule gives two numbers, of trainable parameters and of others, in place of shapes

    def bind(self, bindings: Mapping[str, Dim]) -> Call:
        """The call with symbols replaced by name."""
        bindings = Bindings.of(bindings)
        return replace_unchecked(
            self,
            inputs=tuple(x.bind(bindings) for x in self.inputs),
            outputs=tuple(x.bind(bindings) for x in self.outputs),
            rule=partial(_bound_rule, self.rule, bindings),
            inside=partial(_bound_rows, self.inside, bindings),
        )


@dataclass(frozen=True)
class Traits:
    """What a layer is, for pictures and for columns of a table; a layer within it is a value of its settings."""

    type: str
    family: str = "other"  # convolution, pooling, dense, …
    phrase: str = ""  # what it does in a few words, with its settings in braces: "{kernel_size} conv {filters}"
    settings: Mapping[str, Any] = field(default_factory=dict)  # the hyper-parameters by field


@dataclass(frozen=True)
class Branch:
    """A module that holds others: its path, its type, and what its forward gives, where it is run."""

    path: str
    type: str
    outputs: tuple[Shape, ...] = ()
    batches: tuple[Dim | None, ...] = ()

    def bind(self, bindings: Mapping[str, Dim]) -> Branch:
        """The branch with symbols replaced by name."""
        batches = tuple(n if n is None else bind(n, bindings) for n in self.batches)
        return Branch(self.path, self.type, tuple(x.bind(bindings) for x in self.outputs), batches)


def _no_traits(bindings: Mapping[str, Dim] | None = None) -> Traits:
    return Traits("")


def _as_it_is(n: Dim) -> Any:
    return n


def no_work(bindings: Mapping[str, Dim] | None = None) -> tuple[Work, ...]:
    return ()


@dataclass(frozen=True)
class Row:
    """One layer: its name, type, sources, output shape and weights."""

    name: str
    type: str
    inputs: tuple[str, ...]
    output: Shape | tuple[Shape, ...]
    weights: tuple[Weight, ...]
    sources: tuple[str, ...] = ()  # as Keras writes them: "lstm[0][1]" is the second output of its first call
    shared: tuple[Weight, ...] = ()  # those of the weights that an earlier row counts already
    steps: Callable[..., Steps] = field(repr=False, compare=False, kw_only=True)
    calls: tuple[Call, ...] = field(default=(), repr=False, compare=False)
    work: Callable[..., tuple[Work, ...]] = field(default=no_work, repr=False, compare=False)  # its applications
    traits: Callable[..., Traits] = field(default=_no_traits, repr=False, compare=False)
    rows: tuple[Row, ...] = ()  # the rows inside, where the layer is a model
    parts: tuple[Row, ...] = ()  # the layers of a repeated block, each of which stands for those of all blocks
    repeat: Dim = 1  # how many equal blocks the row stands for; its weights are those of all of them
    batches: tuple[
        Dim | None, ...
    ] = ()  # of each output how many a sample has, None where it is written whole; () for 1
    tied: Mapping[str, str] = field(default_factory=dict)  # weights that are another row's, "emb.weight" among them
    unknown: bool = False  # no rule is known: what the layer adds to the totals is missing from them
    read: Callable[[Dim], Any] = field(default=_as_it_is, repr=False, compare=False)  # how the Report gives a size

    @property
    def counted(self) -> list[tuple[Weight, int]]:
        """Its weights, and once more with a minus those that an earlier row counts already."""
        return [*((w, 1) for w in self.weights), *((w, -1) for w in self.shared)]

    def _latex(self, printer: Any) -> str:
        return str(printer._print(self.params))

    def _pretty(self, printer: Any) -> Any:
        return printer._print(self.params)

    @property
    def params(self) -> Expr:
        """The number of parameters; buffers are none."""
        return self.read(gathered(w.size for w in self.weights if w.is_parameter))

    @property
    def trainable(self) -> Expr:
        """The number of parameters that training changes."""
        return self.read(gathered(w.size for w in self.weights if w.trainable))

    @property
    def non_trainable(self) -> Expr:
        """The number of parameters that training leaves as they are."""
        return self.read(gathered(w.size for w in self.weights if w.is_parameter and not w.trainable))

    @property
    def buffers(self) -> Expr:
        """The number of elements in buffers, which PyTorch keeps beside the parameters."""
        return self.read(gathered(w.size for w in self.weights if not w.is_parameter))

    @property
    def batch(self) -> Any:
        """How many of its outputs each sample has, where axes have joined the batch; None where a shape is whole.

        Of several outputs a tuple.
        """
        times = tuple(n if n is None else self.read(n) for n in self.batches) or (1,) * len(self.outputs)
        return single(times)

    @property
    def called(self) -> bool:
        """Whether a forward pass comes by; PyTorch counts the parameters of a module that is never called too."""
        return bool(self.outputs)

    @property
    def macs(self) -> Expr:
        """Multiply–accumulates of matrix products and convolutions, for one sample."""
        return self.read(gathered(w.of_samples().macs for w in self.work()))

    @property
    def flops(self) -> Expr:
        """Floating-point operations of matrix products and convolutions, for one sample: twice the MACs."""
        return self.read(gathered(2 * w.of_samples().macs for w in self.work()))

    @property
    def title(self) -> str:
        """What people call the row: its name, or the class of the model itself, whose own parameters have no path."""
        return self.name or self.type

    def key(self, weight: str) -> str:
        """The key of one of its weights in PyTorch's state_dict: ``layer1.0.conv1.weight``."""
        return f"{self.name}.{weight}" if self.name else weight

    @property
    def folded(self) -> bool:
        """Whether it stands for rows, as a fold makes it; a model that is a layer has rows too, and is called."""
        return bool(self.rows) and not self.calls

    @property
    def outputs(self) -> tuple[Shape, ...]:
        """All output shapes."""
        return several(self.output)

    def walk(self) -> Iterator[Row]:
        """The row, and those inside it, each before its own."""
        yield self
        for row in self.rows:
            yield from row.walk()

    def bind(self, bindings: Mapping[str, Dim]) -> Row:
        """The row with symbols replaced by name."""
        bindings = Bindings.of(bindings)
        outputs = tuple(x.bind(bindings) for x in self.outputs)
        return replace_unchecked(
            self,
            output=outputs[0] if isinstance(self.output, Shape) else outputs,
            weights=tuple(w.bind(bindings) for w in self.weights),
            shared=tuple(w.bind(bindings) for w in self.shared),
            steps=partial(_bound, self.steps, bindings),
            calls=tuple(call.bind(bindings) for call in self.calls),
            work=partial(_bound, self.work, bindings),
            traits=partial(_bound, self.traits, bindings),
            rows=tuple(row.bind(bindings) for row in self.rows),
            parts=tuple(row.bind(bindings) for row in self.parts),
            repeat=bind(self.repeat, bindings),
            batches=tuple(n if n is None else bind(n, bindings) for n in self.batches),
        )

    def _handed_out(self, read: Callable[[Dim], Any]) -> Row:
        if not self.rows and not self.parts:
            return replace_unchecked(self, read=read)
        rows, parts = (tuple(row._handed_out(read) for row in inner) for inner in (self.rows, self.parts))
        return replace_unchecked(self, read=read, rows=rows, parts=parts)


def _bound(steps: Callable[..., Any], inner: Mapping[str, Dim], outer: Mapping[str, Dim] | None = None) -> Any:
    return steps(_composed(inner, outer or {}))


def _bound_rule(
    rule: Callable[..., Any],
    inner: Mapping[str, Dim],
    outer: Mapping[str, Dim],
    xs: tuple[Shape, ...],
    checked: bool = True,
) -> Any:
    return rule(_composed(inner, outer), xs, checked)


def _bound_rows(rows: Callable[[], tuple[Row, ...]], bindings: Mapping[str, Dim]) -> tuple[Row, ...]:
    return tuple(row.bind(bindings) for row in rows())


def _composed(inner: Mapping[str, Dim], outer: Mapping[str, Dim]) -> Mapping[str, Dim]:
    """First the inner bindings, then the outer ones; the rows of a report share the inner ones, which are many."""
    if not outer:
        return inner
    return {**outer, **{name: bind(value, outer) for name, value in inner.items()}}
