"""What other tools count for one module or function of PyTorch, on whole shapes; see ``tools`` for their sources.

A module that torchinfo and ptflops find by its class is counted as they do; of functions only products count, but
for those that ptflops patches by themselves.
"""

from __future__ import annotations

from ...algebra import Dim, Shape, product, total
from ...layers.functions.function import Function
from ...layers.layer import Layer
from ...layers.torch.activations import PReLU
from ...layers.torch.adaptive import Adaptive, AdaptiveAvgPool2d
from ...layers.torch.attention import MultiheadAttention
from ...layers.torch.conv import Convolving
from ...layers.torch.conv_transpose import Spreading
from ...layers.torch.elementwise import Elementwise
from ...layers.torch.layer_norm import OverLast
from ...layers.torch.linear import Linear
from ...layers.torch.norm import GroupNorm, OverBatch, OverInstance
from ...layers.torch.pool import Pool
from ...layers.torch.upsampling import Upsample

Shapes = tuple[Shape, ...]
TWICE = ("ReLU", "ReLU6", "ELU", "GELU")  # modules that call a function which ptflops has patched too
FUNCTIONS = ("relu", "relu6", "elu", "gelu", "leaky_relu")


def torchinfo(layer: Layer, xs: Shapes, ys: Shapes) -> Dim:
    """Parameters times the first axis, of a convolution times the output's positions too; nothing of functions."""
    if isinstance(layer, (Function, MultiheadAttention)):
        return 0
    y = ys[0]
    positions = (y[0], *y[2:]) if isinstance(layer, (Convolving, Spreading)) else y[:1]
    weights = [w for w in layer.weights(*xs) if w.is_parameter]
    plain = total(w.size for w in weights if w.name in ("weight", "bias"))
    numbered = total(w.size for w in weights if w.name not in ("weight", "bias"))  # weight_ih_l0
    return total((product((plain, *positions)), product((numbered, *y[:2]))))


def fvcore(layer: Layer, xs: Shapes, ys: Shapes) -> Dim:
    """One for a multiply–accumulate; norms, upsampling and pooling to a fixed size count too."""
    affine = bool(list(layer.weights(*xs))) if not isinstance(layer, Function) else False
    if isinstance(layer, OverBatch):
        return product((2 if any(w.is_parameter for w in layer.weights(*xs)) else 1, xs[0].volume))
    if isinstance(layer, (OverLast, GroupNorm, OverInstance)):
        return product((5 if affine else 4, xs[0].volume))
    if isinstance(layer, Upsample) and len(xs[0]) == 4:
        return product(({"nearest": 1, "bilinear": 4}.get(layer.mode, 0), ys[0].volume))
    if isinstance(layer, AdaptiveAvgPool2d):
        return xs[0].volume
    return layer.macs(*xs)


def ptflops(layer: Layer, xs: Shapes, ys: Shapes) -> Dim:
    """Biases, activations, pooling, norms and upsampling count too, some of them twice."""
    return total((layer.macs(*xs), _more(layer, xs, ys)))


def _more(layer: Layer, xs: Shapes, ys: Shapes) -> Dim:
    name = layer.type_name
    if isinstance(layer, (Convolving, Spreading, Linear)):
        return ys[0].volume if layer.bias else 0
    if isinstance(layer, OverBatch | GroupNorm | OverInstance):
        affine = any(w.is_parameter for w in layer.weights(*xs))
        return product((2 if affine else 1, xs[0].volume))
    if isinstance(layer, OverLast):
        return xs[0].volume
    if isinstance(layer, (Pool, Adaptive, PReLU)) or (isinstance(layer, Elementwise) and name in TWICE):
        return 2 * xs[0].volume
    if isinstance(layer, Upsample):
        return 2 * ys[0].volume
    if name == "LeakyReLU" or (isinstance(layer, Function) and name in FUNCTIONS):
        return xs[0].volume
    return 0


def flopcounter(layer: Layer, xs: Shapes, ys: Shapes) -> Dim:
    """Matrix products and convolutions, as here."""
    return layer.macs(*xs)


TOOLS = {"torchinfo": torchinfo, "fvcore": fvcore, "ptflops": ptflops, "flopcounter": flopcounter}
