"""What other tools count for one layer, from their sources; half of their FLOPs where a product and a sum are two.

torchinfo 1.8.0    layer_info.py, calculate_macs: parameters times output positions of a convolution; parameters
                   alone for anything else, however often they are used. model_statistics.py sums the modules without
                   modules in them, so that nothing of nn.MultiheadAttention counts, nor a parameter of one's own class
fvcore 0.1.5       nn/flop_count.py: one flop for a multiply–accumulate; 2 per element of BatchNorm, 5 of other
                   norms, 1 of nearest and 4 of bilinear upsampling, 1 per input element of global average pooling
ptflops 0.7.5      pytorch_ops.py, backend pytorch: biases, activations, pooling, norms and upsampling count too;
                   what a module hands to a function that ptflops has patched counts a second time: rectifiers,
                   pooling, upsampling and the products of attention
flopcounter        torch.utils.flop_counter of PyTorch 2.13: matrix products and convolutions, as here
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from ...algebra import Dim, Shape, product, total
from ...errors import SizeError
from ...layers.activations import PReLU
from ...layers.addons import InstanceNormalization
from ...layers.attention import MultiHeadAttention
from ...layers.bidirectional import Bidirectional
from ...layers.borders import UpSampling1D
from ...layers.conv import Conv
from ...layers.conv_transpose import ConvTranspose
from ...layers.core import Dense
from ...layers.depthwise import DepthwiseConv, SeparableConv
from ...layers.elementwise import Elementwise
from ...layers.functions.function import Function
from ...layers.layer import Layer
from ...layers.norm import BatchNormalization, GroupNormalization, LayerNormalization
from ...layers.pool import AdaptivePool, GlobalPool, Pool
from ...layers.recurrent import Recurrent
from ...layers.torch.base import TorchLayer

RECTIFIERS = {"relu": 2, "relu6": 2, "elu": 2, "gelu": 2, "leaky_relu": 1}  # how often ptflops counts an element
POINTWISE = {"ReLU": 2, "ELU": 2, "LeakyReLU": 1}


def counted(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...], tool: str) -> Dim:
    """What a tool counts for one call and one sample. Raises SizeError for a tool that counts nothing."""
    if tool not in TOOLS:
        raise SizeError("Keras counts no MACs and no FLOPs; leave out --convention keras, or ask for params")
    if isinstance(layer, (TorchLayer, Function)):
        from . import torch_tool_counts

        return torch_tool_counts.TOOLS[tool](layer, xs, ys)
    return TOOLS[tool](layer, xs, ys)


def _flopcounter(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...]) -> Dim:
    return layer.macs(*xs)


# --- torchinfo ---------------------------------------------------------------------------------------------------


def _torchinfo(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...]) -> Dim:
    if isinstance(layer, MultiHeadAttention) or layer.declares:
        return 0
    weights = total(w.size for w in layer.weights(*xs) if w.trainable)
    if isinstance(layer, (Conv, ConvTranspose, DepthwiseConv, SeparableConv)):
        return product((weights, *layer.spatial(ys[0])))
    if isinstance(layer, (Recurrent, Bidirectional)):
        return product((weights, xs[0][0]))  # it takes the first axis behind the batch
    return weights


# --- fvcore ------------------------------------------------------------------------------------------------------


def _fvcore(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...]) -> Dim:
    if isinstance(layer, BatchNormalization):
        return product((2 if layer.scale or layer.center else 1, xs[0].volume))
    if isinstance(layer, (LayerNormalization, GroupNormalization, InstanceNormalization)):
        return product((5 if layer.scale or layer.center else 4, xs[0].volume))
    if isinstance(layer, UpSampling1D) and layer.rank == 2:
        return product((4 if getattr(layer, "interpolation", "nearest") == "bilinear" else 1, ys[0].volume))
    if isinstance(layer, GlobalPool) and layer.rank == 2 and "Average" in layer.type_name:
        return xs[0].volume
    return layer.macs(*xs)


# --- ptflops -----------------------------------------------------------------------------------------------------


def _ptflops(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...]) -> Dim:
    activation = None if isinstance(layer, Elementwise) else getattr(layer, "activation", None)
    extra = product((RECTIFIERS[activation], ys[0].volume)) if activation in RECTIFIERS else 0
    return total((_extra(layer, *xs), layer.macs(*xs), extra))


@singledispatch
def _extra(layer: Layer, *xs: Shape) -> Dim:
    """What ptflops counts besides matrix products."""
    return 0


@_extra.register(Conv)
@_extra.register(ConvTranspose)
@_extra.register(DepthwiseConv)
@_extra.register(SeparableConv)
@_extra.register(Dense)
def _biases(layer: Conv | Dense, x: Shape) -> Dim:
    return layer.output(x).volume if layer.use_bias else 0


@_extra.register(Elementwise)
def _activation(layer: Elementwise, *xs: Shape) -> Dim:
    named = RECTIFIERS.get(layer.activation, 0) if layer.type_name == "Activation" else 0  # type: ignore[attr-defined]
    return product((POINTWISE.get(layer.type_name, named), xs[0].volume))


@_extra.register(PReLU)
@_extra.register(Pool)
@_extra.register(GlobalPool)
@_extra.register(AdaptivePool)
def _elements(layer: Layer, x: Shape) -> Dim:
    return 2 * x.volume


@_extra.register(LayerNormalization)
def _layer_norm(layer: LayerNormalization, x: Shape) -> Dim:
    return x.volume


@_extra.register(BatchNormalization)
@_extra.register(GroupNormalization)
@_extra.register(InstanceNormalization)
def _norm(layer: BatchNormalization, x: Shape) -> Dim:
    return product((2 if layer.scale or layer.center else 1, x.volume))


@_extra.register(UpSampling1D)
def _upsampling(layer: UpSampling1D, x: Shape) -> Dim:
    return 2 * layer.output(x).volume


@_extra.register(MultiHeadAttention)
def _attention(layer: MultiHeadAttention, *xs: Shape) -> Dim:
    """Scaling of the query, biases, softmax, and the two products again; the last projection's bias counts always."""
    query, value, _ = layer.three(xs)
    many, _, d_key, d_value = layer.heads()
    rows, columns = product(query[:-1]), product(value[:-1])
    biases = (rows * many * d_key, columns * many * d_key, columns * many * d_value) if layer.use_bias else ()
    scores = many * rows * columns
    again = (scores, scores, scores * d_key, scores * d_value)
    return total((rows * query[-1], *biases, *again, product((*query[:-1], *layer.features(query)))))


TOOLS: dict[str, Callable[[Layer, tuple[Shape, ...], tuple[Shape, ...]], Dim]] = {
    "torchinfo": _torchinfo, "fvcore": _fvcore, "ptflops": _ptflops, "flopcounter": _flopcounter,
}  # fmt: skip
