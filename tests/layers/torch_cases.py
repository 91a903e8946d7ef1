"""Random cases of PyTorch's modules: one description, made both by torch and by symparam, with the outcome of each.

A row is a generator of cases for one or more names of torch.nn; rows live in ``tests/layers/torch_rows``. About one
case in five is illegal. PyTorch runs on its meta device, where shapes are worked out and no numbers.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from symparam.algebra import Need, Shape
from symparam.errors import ConditionError, LayerError, SizeError
from symparam.layers.torch import TorchLayer, bind_forward, make
from symparam.layers.torch.masks import mask_needs
from symparam.layers.torch.parametrize import FUNCTIONS

from .keras_cases import Sizes, Spec, as_tuple, some

CASES_PER_ROW = int(os.environ.get("CASES_PER_ROW", "24"))  # for each name; more for a thorough run
ROWS: dict[str, Callable[[Random, str], Case]] = {}


@dataclass(frozen=True)
class Case:
    """A module and the shapes that its ``forward`` takes; None and tuples of shapes stand where PyTorch has them.

    ``whole`` says which arguments hold whole numbers, ``meta`` whether PyTorch can run it without numbers.
    """

    layer: Spec
    shapes: Sequence[Any]
    call: dict[str, Any] = field(default_factory=dict)
    whole: tuple[int, ...] = ()
    meta: bool = False
    wrap: tuple[str, dict[str, Any]] | None = None  # a function of torch.nn.utils around the module

    def __repr__(self) -> str:
        said = f"{self.layer!r} on {', '.join(map(str, self.shapes))} {self.call or ''}"
        return f"{self.wrap} around {said}" if self.wrap else said


@dataclass(frozen=True)
class Outcome:
    """What a module gives and holds, or the reason why it refuses."""

    outputs: Any = ()
    weights: tuple[tuple[str, Sizes, str, bool], ...] = ()  # name, shape, role, whether it is trained
    refused: str | None = field(default=None, compare=False)

    def agrees(self, other: Outcome) -> bool:
        """Both refuse, or both have equal shapes and weights."""
        return (self.refused is None) == (other.refused is None) and (self.refused is not None or self == other)


def row(*names: str) -> Callable[[Callable[[Random, str], Case]], Callable[[Random, str], Case]]:
    """Register a generator of cases for these names of torch.nn."""

    def register(generate: Callable[[Random, str], Case]) -> Callable[[Random, str], Case]:
        for name in names:
            assert name not in ROWS, f"two rows for {name}"
            ROWS[name] = generate
        return generate

    return register


def load_rows() -> dict[str, Callable[[Random, str], Case]]:
    """All rows, after importing every file of ``tests/layers/torch_rows``."""
    from . import torch_rows

    for module in pkgutil.iter_modules(torch_rows.__path__):
        importlib.import_module(f"{torch_rows.__name__}.{module.name}")
    return ROWS


@cache
def case(name: str, seed: int) -> Case:
    """The seed-th case of a row, the same in every run."""
    return load_rows()[name](Random(zlib.crc32(f"torch {name} {seed}".encode())), name)


# --- what rows are made of ---------------------------------------------------------------------------------------


def sizes(r: Random, rank: int, low: int = 1, high: int = 9) -> Sizes:
    """A random shape."""
    return tuple(r.randint(low, high) for _ in range(rank))


def wrong(r: Random, n: int, share: float = 0.06) -> int:
    """A size that is seldom another one."""
    return max(1, n + r.choice((-1, 1))) if r.random() < share else n


def image(r: Random, channels: int, rank: int, low: int = 1, high: int = 9) -> Sizes:
    """Channels and spatial axes, mostly with a batch; seldom with an axis too few or too many, or other channels."""
    x = (wrong(r, channels), *sizes(r, rank, low, high))
    if r.random() < 0.8:
        x = (r.randint(1, 3), *x)
    if r.random() < 0.03:
        x = x[1:]
    return (r.randint(1, 2), *x) if r.random() < 0.03 else x


def each(r: Random, rank: int, low: int, high: int) -> Any:
    """A size for all axes, or one for each."""
    return r.randint(low, high) if r.random() < 0.6 else sizes(r, rank, low, high)


# --- the two sides -----------------------------------------------------------------------------------------------


def torch_outcome(this: Case) -> Outcome:
    """What PyTorch does."""
    import torch

    device = torch.device("meta" if this.meta else "cpu")

    def tensor(shape: Any, whole: bool) -> Any:
        if shape is None:
            return None
        if isinstance(shape, Several):
            return tuple(tensor(one, whole) for one in shape.shapes)
        return torch.zeros(shape, dtype=torch.long if whole else torch.float32, device=device)

    with warnings.catch_warnings(), torch.no_grad(), device:
        warnings.simplefilter("ignore")
        try:
            module = this.layer.build(lambda name: getattr(torch.nn, name))
            if this.wrap:
                module = torch_function(this.wrap[0])(module, **this.wrap[1])
            module.eval()
            call = {k: torch.zeros(v.shape, device=device) if isinstance(v, Given) else v for k, v in this.call.items()}
            made = module(*(tensor(x, i in this.whole) for i, x in enumerate(this.shapes)), **call)
        except Exception as error:
            return Outcome(refused=f"{type(error).__name__}: {error}")
    weights = [(n, tuple(p.shape), "parameter", p.requires_grad) for n, p in module.named_parameters()]
    weights += [(n, tuple(b.shape), "buffer", False) for n, b in module.named_buffers()]
    return Outcome(_shapes(made, torch.Tensor), tuple(weights))


def torch_function(path: str) -> Any:
    """A function of PyTorch, by its path."""
    import torch.nn.utils.parametrizations  # noqa: F401

    found: Any = importlib.import_module("torch")
    for name in path.split(".")[1:]:
        found = getattr(found, name)
    return found


def _shapes(made: Any, kind: type) -> Any:
    if isinstance(made, (tuple, list)):
        return tuple(_shapes(one, kind) for one in made)
    return tuple(made.shape) if isinstance(made, kind) else made


@dataclass(frozen=True)
class Several:
    """Tensors in one argument: ``hx=(h, c)``."""

    shapes: tuple[Sizes, ...]


class Given:
    """A tensor for an argument of a constructor, or a mask of a call."""

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def __repr__(self) -> str:
        return f"a tensor {self.shape}"


def bound_case(this: Case) -> tuple[TorchLayer, tuple[Shape, ...]]:
    """The module of a case in symparam, and the shapes that its rule takes."""
    layer: Any = this.layer.build(lambda name: lambda *args, **kwargs: make(name, args, kwargs))
    if this.wrap:
        layer = FUNCTIONS[this.wrap[0]](layer, **this.wrap[1])
    args = [
        tuple(map(Shape, x.shapes)) if isinstance(x, Several) else x if x is None else Shape(x) for x in this.shapes
    ]
    return bind_forward(layer, args, this.call)


def asked(this: Case, layer: TorchLayer, xs: Sequence[Shape]) -> Iterator[Need]:
    """The conditions of a call on inputs of these shapes, those of its masks too."""
    masks = {name: Shape(value.shape) for name, value in this.call.items() if isinstance(value, Given)}
    yield from layer.needs(*xs)
    yield from mask_needs(layer, masks, xs)


def our_outcome(this: Case) -> Outcome:
    """What symparam does; an error that is not for users is not caught."""
    try:
        layer, xs = bound_case(this)
        layer.accept(*xs)
        broken = [need for need in asked(this, layer, xs) if not need.holds()]
        if broken:
            return Outcome(refused=broken[0].refusal(layer.type_name))
        made = layer.arrange([tuple(s) for s in as_tuple(layer.output(*xs))])
        weights = tuple((w.name, tuple(w.shape), w.role, w.trainable) for w in layer.weights(*xs))
        return Outcome(made, weights)
    except (LayerError, SizeError, ConditionError) as error:
        return Outcome(refused=str(error))


__all__ = ["Case", "Spec", "as_tuple", "each", "image", "row", "sizes", "some", "wrong"]
