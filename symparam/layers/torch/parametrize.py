"""Modules with a weight that is worked out from others: weight_norm, spectral_norm, orthogonal; old and parametrized.

The old ones replace the weight among the module's own and keep its type; the parametrized ones keep theirs below
``parametrizations``, which PyTorch registers as the last module inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, maximum, product
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight
from ..fields import called as named
from ..fields import choice, integers, owner, sub
from ..layer import Layer, Output
from .axis import place
from .base import TorchLayer
from .conv_transpose import ConvTranspose


@dataclass(frozen=True)
class Reparametrized(TorchLayer):
    """A module of which one weight is worked out from others."""

    layer: Any = sub()
    parameter: str = "weight"

    inert: ClassVar = ()
    parametrized: ClassVar[bool] = True  # below ``parametrizations``

    def __post_init__(self) -> None:
        if not isinstance(self.layer, TorchLayer):
            raise LayerError(f"{owner(self)} takes a module, not {named(self.layer)}")
        super().__post_init__()
        if "Lazy" not in self.type_name:
            list(self.weights())

    @property
    def type_name(self) -> str:
        plain: str = self.layer.type_name
        return f"Parametrized{plain}" if self.parametrized and not plain.startswith("Parametrized") else plain

    @property
    def family(self) -> str:  # type: ignore[override]
        family: str = self.layer.family
        return family

    @property
    def call(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.call
        return names

    @property
    def forward(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.forward
        return names

    @property
    def call_options(self) -> tuple[str, ...]:  # type: ignore[override]
        names: tuple[str, ...] = self.layer.call_options
        return names

    def called(self, **options: Any) -> Layer:
        inner = self.layer.called(**options)
        if inner is self.layer:
            return self
        other = replace(self, layer=inner)
        object.__setattr__(other, "_plain", self.__dict__.get("_plain", self))
        return other

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

    def argument_needs(self) -> Iterator[Need]:
        yield from self.layer.argument_needs()

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.layer.input_needs(*xs)

    def accept(self, *xs: Shape) -> None:
        self.layer.accept(*xs)

    def output(self, *xs: Shape) -> Output:
        return self.layer.output(*xs)

    def arrange(self, outputs: Sequence[Any]) -> Any:
        return self.layer.arrange(outputs)

    def macs(self, *xs: Shape) -> Dim:
        return self.layer.macs(*xs)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return self.layer.axis_names(*xs)


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
