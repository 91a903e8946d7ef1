"""Functions that slide a window: convolutions by weights that are given, pools, folds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...algebra import Dim, Shape, product
from ..layer import Output
from .function import Ask, Function
from .modules import LikeModule, as_module
from .table import Call, applied

ROWS = """
F torch | conv1d | Tensor input, Tensor weight, Tensor? bias=None, size[1] stride=1, size[1] padding=0, size[1] dilation=1, size groups=1 | conv
F torch | conv1d | Tensor input, Tensor weight, Tensor? bias=None, size[1] stride=1, str padding='valid', size[1] dilation=1, size groups=1 | conv
F torch | conv2d | Tensor input, Tensor weight, Tensor? bias=None, size[2] stride=1, size[2] padding=0, size[2] dilation=1, size groups=1 | conv
F torch | conv2d | Tensor input, Tensor weight, Tensor? bias=None, size[2] stride=1, str padding='valid', size[2] dilation=1, size groups=1 | conv
F torch | conv3d | Tensor input, Tensor weight, Tensor? bias=None, size[3] stride=1, size[3] padding=0, size[3] dilation=1, size groups=1 | conv
F torch | conv3d | Tensor input, Tensor weight, Tensor? bias=None, size[3] stride=1, str padding='valid', size[3] dilation=1, size groups=1 | conv
F torch | conv_transpose1d | Tensor input, Tensor weight, Tensor? bias=None, size[1] stride=1, size[1] padding=0, size[1] output_padding=0, size groups=1, size[1] dilation=1 | conv_transpose
F torch | conv_transpose2d | Tensor input, Tensor weight, Tensor? bias=None, size[2] stride=1, size[2] padding=0, size[2] output_padding=0, size groups=1, size[2] dilation=1 | conv_transpose
F torch | conv_transpose3d | Tensor input, Tensor weight, Tensor? bias=None, size[3] stride=1, size[3] padding=0, size[3] output_padding=0, size groups=1, size[3] dilation=1 | conv_transpose
F | max_pool1d | Tensor input, any kernel_size, any stride=None, any padding=0, any dilation=1, bool ceil_mode=False, bool return_indices=False | nn.MaxPool1d
F | max_pool2d | Tensor input, any kernel_size, any stride=None, any padding=0, any dilation=1, bool ceil_mode=False, bool return_indices=False | nn.MaxPool2d
F | max_pool3d | Tensor input, any kernel_size, any stride=None, any padding=0, any dilation=1, bool ceil_mode=False, bool return_indices=False | nn.MaxPool3d
F | max_pool1d_with_indices max_pool2d_with_indices max_pool3d_with_indices | Tensor input, any kernel_size, any stride=None, any padding=0, any dilation=1, bool ceil_mode=False, bool return_indices=False | max_pool_with_indices
torch | max_pool1d | Tensor input, size[1] kernel_size, size[1]? stride=(), size[1] padding=0, size[1] dilation=1, bool ceil_mode=False | nn.MaxPool1d
torch | max_pool2d | Tensor input, size[2] kernel_size, size[2]? stride=(), size[2] padding=0, size[2] dilation=1, bool ceil_mode=False | nn.MaxPool2d
torch | max_pool3d | Tensor input, size[3] kernel_size, size[3]? stride=(), size[3] padding=0, size[3] dilation=1, bool ceil_mode=False | nn.MaxPool3d
F torch | avg_pool1d | Tensor input, size[1] kernel_size, size[1]? stride=(), size[1] padding=0, bool ceil_mode=False, bool count_include_pad=True | nn.AvgPool1d
F | avg_pool2d | Tensor input, size[2] kernel_size, size[2]? stride=None, size[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None | nn.AvgPool2d
F | avg_pool3d | Tensor input, size[3] kernel_size, size[3]? stride=None, size[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None | nn.AvgPool3d
F | lp_pool1d | Tensor input, Scalar norm_type, any kernel_size, any stride=None, bool ceil_mode=False | nn.LPPool1d
F | lp_pool2d | Tensor input, Scalar norm_type, any kernel_size, any stride=None, bool ceil_mode=False | nn.LPPool2d
F | lp_pool3d | Tensor input, Scalar norm_type, any kernel_size, any stride=None, bool ceil_mode=False | nn.LPPool3d
F torch | adaptive_avg_pool1d | Tensor input, size[1] output_size | nn.AdaptiveAvgPool1d
F | adaptive_avg_pool2d | Tensor input, any output_size | adaptive
F | adaptive_avg_pool3d | Tensor input, any output_size | adaptive
F | adaptive_max_pool1d | Tensor input, any output_size, bool return_indices=False | adaptive
F | adaptive_max_pool2d | Tensor input, any output_size, bool return_indices=False | adaptive
F | adaptive_max_pool3d | Tensor input, any output_size, bool return_indices=False | adaptive
F | fractional_max_pool2d | Tensor input, any kernel_size, any output_size=None, any output_ratio=None, bool return_indices=False, any _random_samples=None | nn.FractionalMaxPool2d
F | fractional_max_pool3d | Tensor input, any kernel_size, any output_size=None, any output_ratio=None, bool return_indices=False, any _random_samples=None | nn.FractionalMaxPool3d
F | max_unpool1d | Tensor input, Tensor indices, any kernel_size, any stride=None, any padding=0, any output_size=None | nn.MaxUnpool1d
F | max_unpool2d | Tensor input, Tensor indices, any kernel_size, any stride=None, any padding=0, any output_size=None | nn.MaxUnpool2d
F | max_unpool3d | Tensor input, Tensor indices, any kernel_size, any stride=None, any padding=0, any output_size=None | nn.MaxUnpool3d
F | unfold | Tensor input, any kernel_size, any dilation=1, any padding=0, any stride=1 | columns
F | fold | Tensor input, any output_size, any kernel_size, any dilation=1, any padding=0, any stride=1 | columns
"""  # noqa: E501


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
