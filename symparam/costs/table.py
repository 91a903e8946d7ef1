"""The costs by name: what each counts, in which unit, and how. ``docs/conventions.md`` shows this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, fields
from typing import Any, Literal

from ..algebra import Dim, gathered, product, size, total
from ..errors import SizeError, guess
from ..frozen import dataclass
from ..weight import Weight
from .dtypes import HALF, slots, width
from .dtypes import in_bytes as bytes_of
from .eager.runtimes import LOSSES, PRECISIONS, RUNTIMES
from .largest import largest
from .memory import live, stored
from .work import Work

ACTIVATIONS = ("none", "peak", "all")  # which activations stand in memory
CONVENTIONS = ("symparam", "torchinfo", "fvcore", "ptflops", "flopcounter", "keras")


@dataclass(frozen=True)
class Options:
    """How costs are counted: for how many samples, in which type, for which optimizer, by whose convention."""

    batch: Dim = 1
    dtype: str = "float32"
    optimizer: str = "adam"
    convention: str = "symparam"
    activations: str = "none"
    runtime: str = ""  # by whose rule training is counted; none: weights, gradients, variables and activations
    loss: str = "square"
    precision: str = "same"
    checkpoint: bool = False
    lora: Dim = 0
    least: Mapping[str, int] = field(default_factory=dict)  # the smallest legal sizes, where they are known

    def __post_init__(self) -> None:
        if self.dtype != HALF:
            width(self.dtype)
        slots(self.optimizer)
        _one_of("convention", self.convention, CONVENTIONS)
        _one_of("runtime", self.runtime, ("", *RUNTIMES))
        _one_of("loss", self.loss, LOSSES)
        _one_of("precision", self.precision, PRECISIONS)
        if self.activations not in ACTIVATIONS:
            raise SizeError(f"activations are one of {', '.join(ACTIVATIONS)}, not {self.activations!r}")


def _one_of(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise SizeError(f"there is no {what} {value!r}; choose one of {', '.join(name for name in known if name)}")


def options(**given: Any) -> Options:
    """Options by keyword; the batch may be a number or the name of a symbol.

    Raises SizeError for one that does not exist.
    """
    names = [f.name for f in fields(Options) if f.name != "least"]
    for name in given:
        if name not in (*names, "least"):
            raise SizeError(f"costs have no option {name!r}; they have {', '.join(names)}")
    batch = given.get("batch", 1)
    if isinstance(batch, str):
        given["batch"] = size(batch)
    elif isinstance(batch, int) and batch < 1:
        raise SizeError(f"batch={batch}: a batch has at least 1 sample")
    return Options(**{name: value for name, value in given.items() if value is not None})


Weights = Iterable[tuple[Weight, int]]  # each with 1, or with −1 where it is counted already
Unit = Literal["parameters", "MACs", "FLOPs", "bytes", "positions"]


@dataclass(frozen=True)
class Cost:
    """One cost: its name for people, what it counts, its unit, and the rule for a row or a whole model."""

    heading: str
    unit: Unit
    counts: str
    of: Callable[[Weights, Sequence[Work], Options], Any]
    once: Callable[[Weights, Options], Dim] | None = None  # what the model adds to the sum of its rows
    by_schedule: bool = False  # a row needs the work of the whole model


def _params(keep: Callable[[Weight], bool]) -> Callable[[Weights, Sequence[Work], Options], Dim]:
    return lambda weights, work, o: gathered(sign * w.size for w, sign in weights if keep(w))


def _macs(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    if o.convention == "symparam":
        return gathered(product((o.batch, w.macs)) for w in work)
    from .tools import macs

    return macs(work, o)


def _flops(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    if o.convention == "symparam":
        return gathered(product((2, o.batch, w.macs)) for w in work)
    from .tools import flops

    return flops(work, o)


def _training_flops(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    return gathered([3 * _flops(weights, work, o)])


def _weights(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    if o.dtype == HALF:
        return bytes_of(total(sign * w.size for w, sign in weights), o.dtype)
    return gathered(sign * width(o.dtype) * w.size for w, sign in weights)


def _active(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    return gathered((*(sign * w.size for w, sign in weights if w.is_parameter), *(-w.idle for w in work)))


def _cache(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    return bytes_of(product((o.batch, gathered(w.cache for w in work))), o.dtype)


def _memory(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    parts = [_weights(weights, work, o), _cache(weights, work, o)]
    if o.activations != "none":
        parts.append((_peak if o.activations == "peak" else _activations)(weights, work, o))
    return gathered(parts)


def _activations(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    return in_bytes(stored(work), o)


def in_bytes(elements: Dim, o: Options) -> Dim:
    """The bytes of so many elements per sample."""
    return gathered([product((width(o.dtype), o.batch, elements))])


def _peak(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    return in_bytes(largest((n for _, n in live(work)), o.least), o)


def _training(weights: Weights, work: Sequence[Work], o: Options) -> Dim:
    """Weights, a gradient for each trainable one, the optimizer's variables, and all activations of the batch."""
    listed = list(weights)
    trainable = gathered(sign * w.size for w, sign in listed if w.trainable)
    if o.runtime:
        from .eager.step import training as step

        every = gathered(sign * w.size for w, sign in listed)
        return largest(step(every, trainable, work, o), o.least)
    numbers = gathered((*(sign * w.size for w, sign in listed), (1 + slots(o.optimizer)[0]) * trainable))
    return gathered((width(o.dtype) * numbers, _activations((), work, o)))


def _training_once(weights: Weights, o: Options) -> Dim:
    """The single numbers of the optimizer."""
    if o.runtime:
        return 0
    return width(o.dtype) * slots(o.optimizer)[1]


def _compiled(weights: Weights, o: Options) -> Dim:
    """The optimizer's variables, which Keras counts among the total once a model is compiled and built."""
    if o.convention != "keras":
        return 0
    each, more = slots(o.optimizer)
    return gathered((each * gathered(sign * w.size for w, sign in weights if w.trainable), more))


def _nowhere(weights: Weights, work: Sequence[Work], o: Options) -> Any:
    raise SizeError("a receptive field belongs to a layer; it has no total")


COSTS: dict[str, Cost] = {
    "params": Cost(
        "Params",
        "parameters",
        "elements of all weights, shared ones once",
        _params(lambda w: w.is_parameter),
        _compiled,
    ),
    "trainable": Cost(
        "Trainable", "parameters", "elements of the weights that training changes", _params(lambda w: w.trainable)
    ),
    "non_trainable": Cost(
        "Non-trainable",
        "parameters",
        "elements of the other weights, moving statistics among them",
        _params(lambda w: w.is_parameter and not w.trainable),
    ),
    "macs": Cost(
        "MACs",
        "MACs",
        "multiply–accumulates of matrix products and convolutions, attention's among them; "
        "no biases, activations, normalization, pooling or interpolation",
        _macs,
    ),
    "flops": Cost("FLOPs", "FLOPs", "2·MACs", _flops),
    "training_flops": Cost(
        "Training FLOPs",
        "FLOPs",
        "3·FLOPs: each product of the forward pass has two in the backward pass, for the gradients of its two factors",
        _training_flops,
    ),
    "weights": Cost("Weights", "bytes", "all weights in one type", _weights),
    "active": Cost(
        "Active params",
        "parameters",
        "parameters that one token makes use of: all but those of the experts that it is not sent to",
        _active,
    ),
    "cache": Cost(
        "Cache",
        "bytes",
        "keys and values of all tokens so far, and the states of state spaces; 0 where nothing is generated",
        _cache,
    ),
    "memory": Cost(
        "Memory",
        "bytes",
        "weights and cache",
        _memory,
    ),
    "activations": Cost(
        "Activations",
        "bytes",
        "the outputs of all layers; not the model's inputs, and not what Flatten, Reshape or Dropout hand on as it is",
        _activations,
    ),
    "peak": Cost(
        "Peak",
        "bytes",
        "the most that is alive at once in a forward pass: layers run in the order of their "
        "calls, an array is kept until its last consumer, inputs and outputs of the model count",
        _peak,
        by_schedule=True,
    ),
    "training": Cost(
        "Training",
        "bytes",
        "weights, gradients, the optimizer's variables, and the activations",
        _training,
        _training_once,
    ),
    "receptive_field": Cost(
        "Receptive field",
        "positions",
        "input positions that one output position depends on, along each spatial axis",
        _nowhere,
        by_schedule=True,
    ),
    "stride": Cost(
        "Stride",
        "positions",
        "how far the receptive field moves from one output position to the next",
        _nowhere,
        by_schedule=True,
    ),
}


def cost(name: str) -> Cost:
    """A cost by name. Raises SizeError, with the nearest name, where there is none."""
    if name not in COSTS:
        raise SizeError(f"there is no cost {name!r}; " + guess(name, COSTS, f"choose among {', '.join(COSTS)}"))
    return COSTS[name]
