"""Functions that slide a window: convolutions by weights that are given, pools, folds."""

from __future__ import annotations

from typing import Any

from ...algebra import Dim, Shape, product
from ...frozen import dataclass
from ..layer import Output
from .function import Ask, Function
from .modules import LikeModule, as_module
from .table import Call, applied


@dataclass(frozen=True)
class Convolution(LikeModule):
    """A convolution by a kernel that is a tensor of the model."""

    def rule(self, ask: Ask, *xs: Shape) -> Output:
        made = super().rule(ask, *xs)
        given = self.named(xs)
        if "bias" in given:
            self.ranked(given["bias"], 1, name="bias")
            channels = self.module.out_channels  # type: ignore[attr-defined]
            ask.equal(given["bias"][0], channels, "bias must have one number for each output channel")
        return made


def conv(path: str, weight: Any, groups: Dim, **values: Any) -> Call:
    """A convolution by weights (out, in/groups, *kernel)."""
    kernel = _kernel(path, weight)
    return _by(path, "Conv", weight, values, groups, product((kernel[1], groups)), kernel[0])


def conv_transpose(path: str, weight: Any, groups: Dim, **values: Any) -> Call:
    """A transposed convolution by weights (in, out/groups, *kernel)."""
    kernel = _kernel(path, weight)
    return _by(path, "ConvTranspose", weight, values, groups, kernel[0], product((kernel[1], groups)))


def _kernel(path: str, weight: Any) -> Shape:
    kernel = Shape(weight.shape)
    Function(path=path).ranked(kernel, int(path[-2]) + 2, name="weight")
    return kernel


def _by(
    path: str, stem: str, weight: Any, values: dict[str, Any], groups: Dim, in_channels: Dim, out_channels: Dim
) -> Call:
    """A convolution whose weights are a tensor, as the module with weights of that shape."""
    from ..torch import lookup

    rank = int(path[-2])
    windows = {
        name: value * rank if isinstance(value, tuple) and len(value) == 1 else value
        for name, value in values.items()
        if name not in ("input", "bias")
    }
    cls: Any = lookup(f"{stem}{rank}d")
    module = cls(in_channels, out_channels, tuple(weight.shape[2:]), groups=groups, bias=False, name=path, **windows)
    given = {"input": values["input"], "weight": weight, "bias": values["bias"]}
    return applied(Convolution, path, given, module=module)


def columns(path: str, **values: Any) -> Call:
    """Windows as columns, or an image of them; a list has a number for each of the two axes."""
    for name, value in values.items():
        if isinstance(value, (list, tuple)) and len(value) != 2:
            raise Function(path=path).refuse(f"{name} is a number or two, not {tuple(value)}")
    return as_module(path.rpartition(".")[2].title(), path, **values)


def adaptive(path: str, output_size: Any, **values: Any) -> Call:
    """A pool to a given size, which is a number, or one for each axis."""
    name = path.rpartition(".")[2]
    if output_size is None or (isinstance(output_size, (list, tuple)) and len(output_size) != int(name[-2])):
        raise Function(path=path).refuse(f"output_size is a number or {name[-2]} of them, not {output_size!r}")
    stem = "AdaptiveAvgPool" if "avg" in name else "AdaptiveMaxPool"
    return as_module(f"{stem}{name[-2:]}", path, output_size=output_size, **values)


def max_pool_with_indices(path: str, **values: Any) -> Call:
    """The maximum of each window, and where it stands."""
    rank = path.removesuffix("_with_indices")[-2:]
    return as_module(f"MaxPool{rank}", path, **values | {"return_indices": True})
