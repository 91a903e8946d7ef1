"""Modules with a weight that is worked out from others: weight_norm, spectral_norm, orthogonal; old and parametrized.

The old ones replace the weight among the module's own and keep its type; the parametrized ones keep theirs below
``parametrizations``, which PyTorch registers as the last module inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, maximum, product
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Role, Weight
from ..fields import called as named
from ..fields import choice, integers, owner
from .axis import place
from .base import TorchLayer
from .conv_transpose import ConvTranspose
from .wrapped import Wrapped


@dataclass(frozen=True)
class Reparametrized(Wrapped):
    """A module of which one weight is worked out from others."""

    parameter: str = "weight"

    parametrized: ClassVar[bool] = True  # below ``parametrizations``

    def __post_init__(self) -> None:
        super().__post_init__()
        if "Lazy" not in self.type_name:
            list(self.weights())

    @property
    def type_name(self) -> str:
        plain: str = self.layer.type_name
        return f"Parametrized{plain}" if self.parametrized and not plain.startswith("Parametrized") else plain

    def made(self, weight: Weight) -> Iterator[Weight]:
        """What stands in the place of the weight."""
        raise NotImplementedError

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        kept = list(self.layer.weights(*xs))
        found = next((w for w in kept if w.name == self.parameter and w.role == "parameter"), None)
        if found is None:
            raise LayerError(f"{owner(self)}: {named(self.layer)} has no weight {self.parameter!r} of its own")
        new = list(self.made(found))
        for role in ("parameter", "buffer"):
            own = [w for w in kept if w.role == role and w is not found]
            inside = [w for w in own if "." in w.name]
            yield from (w for w in own if "." not in w.name)
            mine = [w for w in new if w.role == role]
            yield from (*inside, *mine) if self.parametrized else (*mine, *inside)


@dataclass(frozen=True)
class WeightNorm(Reparametrized):
    """A module whose weight is a direction times a length, along one axis or in all.

    source:  torch.nn.utils.weight_norm
    """

    phrase: ClassVar = "weight norm: {layer}"
    parametrized = False

    dim: int | None = integers(0, many=False, optional=True)

    def made(self, weight: Weight) -> Iterator[Weight]:
        x = weight.shape
        axis = None if self.dim in (None, -1) or self.dim is None else place(self, x, self.dim)
        length = () if axis is None else tuple(n if i == axis else 1 for i, n in enumerate(x))
        names = ("_g", "_v") if not self.parametrized else ("0", "1")
        for name, shape in zip(names, (length, tuple(x)), strict=True):
            yield Weight(self._name(name), shape, trainable=weight.trainable or not self.parametrized)

    def _name(self, last: str) -> str:
        return f"{self.parameter}{last}"


@dataclass(frozen=True)
class ParametrizedWeightNorm(WeightNorm):
    """A module whose weight is a direction times a length, along one axis or in all.

    source:  torch.nn.utils.parametrizations.weight_norm
    """

    parametrized = True

    def _name(self, last: str) -> str:
        return f"parametrizations.{self.parameter}.original{last}"


@dataclass(frozen=True)
class SpectralNorm(Reparametrized):
    """A module whose weight is divided by its largest singular value, which two buffers approximate.

    source:  torch.nn.utils.spectral_norm
    """

    phrase: ClassVar = "spectral norm: {layer}"
    parametrized = False
    names: ClassVar = ("{}_orig", "{}_u", "{}_v")

    n_power_iterations: int = integers(1, many=False)
    eps: Any = 1e-12
    dim: int | None = integers(None, many=False, optional=True)

    def made(self, weight: Weight) -> Iterator[Weight]:
        whole, u, v = (name.format(self.parameter) for name in self.names)
        x = weight.shape
        rows = self.dim if self.dim is not None else int(isinstance(self.layer, ConvTranspose))
        i = place(self, x, rows)
        yield Weight(whole, x, trainable=weight.trainable)
        if len(x) > 1 or not self.parametrized:
            yield Weight(u, (x[i],), trainable=False, role="buffer")
            yield Weight(v, (product((*x[:i], *x[i + 1 :])),), trainable=False, role="buffer")

    def argument_needs(self) -> Iterator[Need]:
        yield from super().argument_needs()
        yield Need(self.n_power_iterations, ">=", 1, "n_power_iterations is at least 1")


@dataclass(frozen=True)
class ParametrizedSpectralNorm(SpectralNorm):
    """A module whose weight is divided by its largest singular value, which two buffers approximate.

    source:  torch.nn.utils.parametrizations.spectral_norm
    """

    parametrized = True
    names = ("parametrizations.{}.original", "parametrizations.{}.0._u", "parametrizations.{}.0._v")


@dataclass(frozen=True)
class Orthogonal(Reparametrized):
    """A module whose weight is kept orthogonal.

    source:  torch.nn.utils.parametrizations.orthogonal
    """

    phrase: ClassVar = "orthogonal: {layer}"

    orthogonal_map: str | None = choice(None, None, "matrix_exp", "cayley", "householder")
    use_trivialization: bool = True

    def made(self, weight: Weight) -> Iterator[Weight]:
        if len(weight.shape) < 2:
            raise LayerError(f"{owner(self)}: {self.parameter} {weight.shape} is no matrix")
        yield Weight(f"parametrizations.{self.parameter}.original", weight.shape, trainable=weight.trainable)
        if self.use_trivialization:
            *stacked, n, k = weight.shape
            base = (*stacked, maximum(n, k), maximum(n, k))
            yield Weight(f"parametrizations.{self.parameter}.0.base", base, trainable=False, role="buffer")


@dataclass(frozen=True)
class Registered(Reparametrized):
    """A module whose weight modules of the user's own work out, in a shape that stays.

    ``names`` and ``shapes`` are those of the arrays that these modules hold, below ``parametrizations.weight``.

    source:  torch.nn.utils.parametrize.register_parametrization
    """

    phrase: ClassVar = "parametrized: {layer}"

    count: int = 1
    names: tuple[str, ...] = ()
    shapes: tuple[tuple[Dim, ...], ...] = field(default=(), metadata={"letter": "n_", "neutral": None})
    trained: tuple[bool, ...] = ()
    roles: tuple[Role, ...] = ()

    def made(self, weight: Weight) -> Iterator[Weight]:
        room = f"parametrizations.{self.parameter}"
        yield Weight(f"{room}.original", weight.shape, trainable=weight.trainable)
        for name, shape, trained, role in zip(self.names, self.shapes, self.trained, self.roles, strict=True):
            yield Weight(f"{room}.{name}", shape, trained, role)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        """Those of the user's modules one module after the other, as a state_dict has them."""
        found = list(super().weights(*xs))
        places = {f"parametrizations.{self.parameter}.{name}": i for i, name in enumerate(self.names)}
        yield from sorted(found, key=lambda w: ("." in w.name, places.get(w.name, -1)))


def registered(module: TorchLayer, name: str, more: Iterable[Weight]) -> Registered:
    """The module with one more parametrization of a weight, which holds these arrays."""
    before = module if isinstance(module, Registered) and module.parameter == name else None
    count = before.count if before is not None else 0
    found = [replace(w, name=f"{count}.{w.name}") for w in more]
    made = before or Registered(layer=module, parameter=name, count=0)
    return replace(
        made,
        count=count + 1,
        names=(*made.names, *(w.name for w in found)),
        shapes=(*made.shapes, *(tuple(w.shape) for w in found)),
        trained=(*made.trained, *(w.trainable for w in found)),
        roles=(*made.roles, *(w.role for w in found)),
    )


def weight_norm(module: TorchLayer, name: str = "weight", dim: int | None = 0) -> TorchLayer:
    """torch.nn.utils.weight_norm."""
    return WeightNorm(layer=module, parameter=name, dim=dim)


def spectral_norm(
    module: TorchLayer, name: str = "weight", n_power_iterations: int = 1, eps: float = 1e-12, dim: int | None = None
) -> TorchLayer:
    """torch.nn.utils.spectral_norm."""
    return SpectralNorm(layer=module, parameter=name, n_power_iterations=n_power_iterations, eps=eps, dim=dim)


def parametrized_weight_norm(module: TorchLayer, name: str = "weight", dim: int | None = 0) -> TorchLayer:
    """torch.nn.utils.parametrizations.weight_norm."""
    return ParametrizedWeightNorm(layer=module, parameter=name, dim=dim)


def parametrized_spectral_norm(
    module: TorchLayer, name: str = "weight", n_power_iterations: int = 1, eps: float = 1e-12, dim: int | None = None
) -> TorchLayer:
    """torch.nn.utils.parametrizations.spectral_norm."""
    return ParametrizedSpectralNorm(
        layer=module, parameter=name, n_power_iterations=n_power_iterations, eps=eps, dim=dim
    )


def orthogonal(
    module: TorchLayer, name: str = "weight", orthogonal_map: str | None = None, *, use_trivialization: bool = True
) -> TorchLayer:
    """torch.nn.utils.parametrizations.orthogonal."""
    return Orthogonal(
        layer=module, parameter=name, orthogonal_map=orthogonal_map, use_trivialization=use_trivialization
    )


FUNCTIONS = {
    "torch.nn.utils.weight_norm": weight_norm,
    "torch.nn.utils.spectral_norm": spectral_norm,
    "torch.nn.utils.parametrizations.weight_norm": parametrized_weight_norm,
    "torch.nn.utils.parametrizations.spectral_norm": parametrized_spectral_norm,
    "torch.nn.utils.parametrizations.orthogonal": orthogonal,
}
