"""Random layer cases: one description, built both by Keras and by symparam, with the outcome of each.

A row is a generator of cases for one or more Keras names. Rows live in ``tests/layers/rows``, one file per family:

    @row("Conv1D", "Conv2D", "Conv3D")
    def conv(r: Random, name: str) -> Case:
        n = int(name[4])
        return Case(Spec(name, filters=r.randint(1, 9), kernel_size=r.randint(1, 4)), [sizes(r, n + 1, 1, 12)])

Every file there is found by itself. Illegal cases belong in the same generators: about one in five.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from symparam.errors import LayerError, SizeError
from symparam.layers import lookup
from symparam.layers.layer import Layer

BATCH = 2
CASES_PER_ROW = int(os.environ.get("CASES_PER_ROW", "24"))  # for each Keras name; more for a thorough run
ROWS: dict[str, Callable[[Random, str], Case]] = {}
DISAGREEMENTS: list[Disagreement] = []
Sizes = tuple[int, ...]


class Spec:
    """A layer of either library: its Keras name and arguments; arguments may hold further Specs."""

    def __init__(self, name: str, /, *args: Any, **kwargs: Any) -> None:
        self.name, self.args, self.kwargs = name, args, kwargs

    def given(self, **kwargs: Any) -> Spec:
        """The same with further arguments."""
        return Spec(self.name, *self.args, **{**self.kwargs, **kwargs})

    def __repr__(self) -> str:
        parts = [*map(repr, self.args), *(f"{k}={v!r}" for k, v in self.kwargs.items())]
        return f"{self.name}({', '.join(parts)})"

    def build(self, find: Callable[[str], Any]) -> Any:
        """The layer, with its class found by name."""

        def built(value: Any) -> Any:
            if isinstance(value, Spec):
                return value.build(find)
            return type(value)(map(built, value)) if isinstance(value, (list, tuple)) else value

        return find(self.name)(*map(built, self.args), **{k: built(v) for k, v in self.kwargs.items()})


def several(call: Callable[..., Any], xs: list[Any]) -> Any:
    """How Keras is called by default: one tensor as it is, several as a list (merge layers)."""
    return call(xs[0] if len(xs) == 1 else xs)


def separate(call: Callable[..., Any], xs: list[Any]) -> Any:
    """The tensors as positional arguments (MultiHeadAttention)."""
    return call(*xs)


@dataclass(frozen=True)
class Case:
    """One layer and the shapes of its inputs, without the batch; ``call`` says how Keras takes several inputs."""

    layer: Spec
    shapes: Sequence[Sizes]
    dtype: str = "float32"
    call: Callable[[Callable[..., Any], list[Any]], Any] = several

    def __repr__(self) -> str:
        return f"{self.layer!r} on {', '.join(map(str, self.shapes))}"


@dataclass(frozen=True)
class Outcome:
    """What a layer does to its inputs: output shapes and weights, or the reason why it refuses."""

    outputs: tuple[Sizes, ...] = ()
    weights: tuple[tuple[str, Sizes, bool], ...] = ()  # name without path, shape, trainable
    refused: str | None = field(default=None, compare=False)

    def agrees(self, other: Outcome) -> bool:
        """Both refuse, or both have equal shapes and weights."""
        return (self.refused is None) == (other.refused is None) and (self.refused is not None or self == other)


@dataclass(frozen=True)
class Disagreement:
    """A family of cases in which Keras's symbolic and concrete behaviour differ, or symparam differs from both.

    ``follows`` is the one that symparam agrees with: "symbolic", "concrete" or "neither".
    """

    names: tuple[str, ...]
    follows: str
    reason: str
    when: Callable[[Case], bool] = lambda case: True


def row(*names: str) -> Callable[[Callable[[Random, str], Case]], Callable[[Random, str], Case]]:
    """Register a generator of cases for these Keras names."""

    def register(generate: Callable[[Random, str], Case]) -> Callable[[Random, str], Case]:
        for name in names:
            assert name not in ROWS, f"two rows for {name}"
            ROWS[name] = generate
        return generate

    return register


def disagreement(*names: str, follows: str, reason: str, when: Callable[[Case], bool] = lambda case: True) -> None:
    """Register a known disagreement for these Keras names."""
    assert follows in ("symbolic", "concrete", "neither")
    DISAGREEMENTS.append(Disagreement(names, follows, reason, when))


def known_disagreement(name: str, case: Case) -> Disagreement | None:
    """The entry of the table that covers a case."""
    return next((d for d in DISAGREEMENTS if name in d.names and d.when(case)), None)


def load_rows() -> dict[str, Callable[[Random, str], Case]]:
    """All rows, after importing every file of ``tests/layers/rows``."""
    from . import rows

    for module in pkgutil.iter_modules(rows.__path__):
        importlib.import_module(f"{rows.__name__}.{module.name}")
    return ROWS


def case(name: str, seed: int) -> Case:
    """The seed-th case of a row, the same in every run."""
    return load_rows()[name](Random(zlib.crc32(f"{name} {seed}".encode())), name)


def sizes(r: Random, rank: int, low: int = 1, high: int = 9) -> Sizes:
    """A random shape."""
    return tuple(r.randint(low, high) for _ in range(rank))


def some(r: Random, **options: Sequence[Any]) -> dict[str, Any]:
    """Random keyword arguments, each left out in half of the cases."""
    return {name: r.choice(values) for name, values in options.items() if r.random() < 0.5}


# --- the two sides ---------------------------------------------------------------------------------------------


def keras_outcome(case: Case) -> tuple[Outcome, Outcome]:
    """What Keras does on symbolic tensors, and on concrete ones (the traced ``call``); equal cases are run once."""
    key = (repr(case), case.dtype, case.call)
    if key not in _OUTCOMES:
        _OUTCOMES[key] = _keras_outcome(case)
    return _OUTCOMES[key]


_OUTCOMES: dict[Any, tuple[Outcome, Outcome]] = {}


def _keras_outcome(case: Case) -> tuple[Outcome, Outcome]:
    import keras
    from keras.src import backend

    xs = [keras.KerasTensor((BATCH, *shape), case.dtype) for shape in case.shapes]
    with keras.StatelessScope(initialize_variables=False):
        try:
            layer = case.layer.build(lambda name: getattr(keras.layers, name))
            outputs = case.call(layer, xs)
            weights = tuple((w.name, tuple(w.shape), bool(w.trainable)) for w in layer.weights)
            symbolic = Outcome(_keras_shapes(outputs), weights)
        except Exception as error:  # Keras raises whatever its backend raises
            refused = Outcome(refused=f"{type(error).__name__}: {error}")
            return refused, refused
        try:
            traced = backend.compute_output_spec(lambda *ts: case.call(layer.call, list(ts)), *xs)
            return symbolic, Outcome(_keras_shapes(traced), weights)
        except Exception as error:
            return symbolic, Outcome(refused=f"{type(error).__name__}: {error}")


def keras_frozen(case: Case, when: str) -> list[tuple[Sizes, bool]] | None:
    """The weights of a layer frozen in its constructor, before or after it is built; None where it cannot be given."""
    import keras

    layer = case.layer if when != "constructor" else case.layer.given(trainable=False)
    with keras.StatelessScope(initialize_variables=False):
        try:
            made = layer.build(lambda name: getattr(keras.layers, name))
        except TypeError:  # Pipeline does not take it
            return None
        if when == "before":
            made.trainable = False
        case.call(made, [keras.KerasTensor((BATCH, *shape), case.dtype) for shape in case.shapes])
        if when == "after":
            made.trainable = False
        return [(tuple(w.shape), bool(w.trainable)) for w in made.weights]


def our_frozen(case: Case, when: str) -> list[tuple[Sizes, bool]]:
    """The same in symparam."""
    from symparam.layers.nested import frozen

    if when == "constructor":
        layer = case.layer.given(trainable=False).build(lookup)
    else:
        layer = frozen(our_layer(case), False, built=when == "after")
    return [(tuple(w.shape), w.trainable) for w in dict(layer.owned(*our_shapes(case))).values()]


def _keras_shapes(outputs: Any) -> tuple[Sizes, ...]:
    from keras import tree

    return tuple(tuple(x.shape)[1:] for x in tree.flatten(outputs))


def our_outcome(case: Case) -> Outcome:
    """What symparam does; an error that is not for users is not caught."""
    try:
        layer = our_layer(case)
        layer.accept(*our_shapes(case))
        weights = tuple(dict(layer.owned(*our_shapes(case))).values())  # a weight with several users once
        broken = [need for need in layer.needs(*our_shapes(case)) if not need.holds()]
        if broken:
            return Outcome(refused=broken[0].why)
        return Outcome(
            tuple(tuple(s) for s in as_tuple(layer.output(*our_shapes(case)))),
            tuple((w.name.rsplit("/", 1)[-1], tuple(w.shape), w.trainable) for w in weights),
        )
    except (LayerError, SizeError) as error:
        return Outcome(refused=str(error))


def our_layer(case: Case) -> Layer:
    """The case's layer in symparam."""
    return case.layer.build(lookup)


def our_shapes(case: Case) -> list[Any]:
    """The case's inputs in symparam."""
    from symparam.algebra import Shape

    return [Shape(shape) for shape in case.shapes]


def as_tuple(output: Any) -> tuple[Any, ...]:
    """Several outputs as they are, one as a tuple of one."""
    return output if isinstance(output, tuple) else (output,)
