"""What a script sets on a module of torch.nn after it is made: ``conv.stride = (1, 1)``, ``fc.weight = …``."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...errors import LayerError
from ...interpreter.values import Value
from ...layers.layer import Layer
from ...layers.torch.adaptive import AdaptiveAvgPool, AdaptiveMaxPool
from ...layers.torch.base import TorchLayer
from ...layers.torch.conv import Convolving
from ...layers.torch.conv_transpose import Spreading
from ...layers.torch.held_weight import holding
from ...layers.torch.pool import AvgPool1d, MaxPool
from ...layers.torch.reshaping import Flatten
from ...layers.torch.upsampling import Upsample
from .arguments import converted
from .modules import Module, Parameter

if TYPE_CHECKING:
    from .session import Machine

# what the forward of a module looks at anew in every call
LIVE: dict[type[Layer], tuple[str, ...]] = {
    Convolving: ("stride", "padding", "dilation"),
    Spreading: ("stride", "padding", "output_padding", "dilation"),
    MaxPool: ("kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"),
    AvgPool1d: ("kernel_size", "stride", "padding", "ceil_mode"),
    AdaptiveAvgPool: ("output_size",),
    AdaptiveMaxPool: ("output_size", "return_indices"),
    Upsample: ("size", "scale_factor"),
    Flatten: ("start_dim", "end_dim"),
}
# what decides no shape, or did so only when the module was made
SETTLED = frozenset(
    [
        *("in_features", "out_features", "in_channels", "out_channels", "num_features", "num_embeddings"),
        *("embedding_dim", "kernel_size", "padding_idx", "max_norm", "eps", "momentum", "affine", "p", "inplace"),
        *("track_running_stats", "elementwise_affine", "negative_slope", "align_corners", "count_include_pad"),
        *("dropout", "divisor_override", "alpha", "approximate"),
    ]
)


def set_later(m: Machine, module: Module, name: str, new: Value, node: ast.AST) -> None:
    """module.name = new, for an argument of its class. Raises ReadError where that is not followed."""
    layer = module.layer
    if layer is None or name not in layer.__dataclass_fields__:
        return
    live = next((names for cls, names in LIVE.items() if isinstance(layer, cls)), ())
    if name == "padding" and getattr(layer, "padding_mode", "zeros") != "zeros":
        return  # torch.nn pads such a convolution as its constructor was told
    if name in live and not m.torch.running:
        changes: dict[str, Any] = {name: converted(m, type(layer), name, new, node)}
        if name == "kernel_size" and getattr(layer, "stride", ()) is None:
            changes["stride"] = layer.kernel_size  # type: ignore[attr-defined]
        with m.located(node):
            module.layer = replace(layer, **changes)
    elif name in live or name not in SETTLED:
        kind = layer.type_name
        raise LayerError(f"{name} of a {kind} is set after it is made; give it to {kind}(…)").at(m.file, m.line)


def put_in_place(m: Machine, module: Module, weight: Parameter) -> None:
    """module.weight = nn.Parameter(…), of another shape than its own."""
    if isinstance(module.layer, TorchLayer) and weight.shape is not None and not m.torch.running:
        module.layer = holding(module.layer, weight.shape)
