"""The layer that a live module of torch.nn is, by the attributes that it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from typing import Any

from ...algebra import Shape
from ...errors import ReadError, UnknownLayer
from ...layers.torch import lookup
from ...layers.torch.base import TorchLayer
from ...layers.torch.held_weight import holding
from ...layers.torch.parametrize import FUNCTIONS, registered
from ...weight import Role, Weight

FLAGS = {"add_bias_kv": "bias_k", "affine": "weight", "elementwise_affine": "weight"}  # argument -> what is there then
NORMS = "torch.nn.utils"
OLD = {"WeightNorm": f"{NORMS}.weight_norm", "SpectralNorm": f"{NORMS}.spectral_norm"}
NEW = {
    "_WeightNorm": f"{NORMS}.parametrizations.weight_norm",
    "_SpectralNorm": f"{NORMS}.parametrizations.spectral_norm",
}
STACKS = {"TransformerEncoder": "encoder_layer", "TransformerDecoder": "decoder_layer"}


def layer_of(module: Any, path: str) -> TorchLayer | None:
    """The layer of a module of torch.nn; None for containers, and for what the user has made. Raises ReadError."""
    cls = type(module)
    if cls.__module__.startswith("torch.nn.utils.parametrize") or cls.__name__.startswith("Parametrized"):
        cls = cls.__mro__[1]
    if not cls.__module__.startswith("torch.nn"):
        return None
    try:
        known = lookup(cls.__name__)
    except UnknownLayer:
        return None
    given: dict[str, Any] = {}
    for f in fields(known):
        if f.kw_only and f.name in ("name", "trainable"):
            continue
        value = _argument(module, f.name, cls.__name__, path)
        if value is not MISSING:
            given[f.name] = value
    made = known(**given)
    weight: Any = getattr(module, "weight", None)
    if "Lazy" not in made.type_name and isinstance(getattr(weight, "shape", None), tuple):
        made = holding(made, Shape(weight.shape))
    for function, weight, dim in _norms(module):
        norm: Any = FUNCTIONS[function]
        made = norm(made, weight, dim=dim)
    for weight, found in getattr(module, "parametrizations", {}).items():
        for own in found:
            if type(own).__name__ not in NEW:
                made = registered(made, weight, _held(own))
    return replace(made, name=path or None)


def _norms(module: Any) -> Iterator[tuple[str, str, int | None]]:
    """The norms of its weights: the function that puts them on, the weight, the axis."""
    for hook in module._forward_pre_hooks.values():
        if type(hook).__name__ in OLD:
            yield OLD[type(hook).__name__], hook.name, hook.dim
    for weight, found in getattr(module, "parametrizations", {}).items():
        for norm in found:
            if type(norm).__name__ in NEW:
                yield NEW[type(norm).__name__], weight, getattr(norm, "dim", None)


def _held(module: Any) -> Iterator[Weight]:
    """What a module of the user's own holds, with all within."""
    parameters = dict(module.named_parameters())
    for name, value in module.state_dict(keep_vars=True).items():
        role: Role = "parameter" if name in parameters else "buffer"
        yield Weight(name, Shape(value.shape), name in parameters, role)


def refuse_unlike(layer: TorchLayer, module: Any, path: str) -> None:
    """Raise ReadError where a module does not hold what its class makes: it was changed after it was made."""
    if "Lazy" in layer.type_name or any("*" in w.name for w in layer.weights()):
        return
    ours = {w.name: tuple(w.shape) for w in layer.weights()}
    real = {name: tuple(value.shape) for name, value in module.state_dict(keep_vars=True).items()}
    for name in [*real, *ours]:
        if ours.get(name) != real.get(name):
            raise ReadError(f"{path}: its {name} is {real.get(name)}, where a {layer.type_name} has {ours.get(name)}")


def _argument(module: Any, name: str, kind: str, path: str) -> Any:
    """The argument with which a module was made; MISSING where its default stands."""
    if kind in STACKS and name == STACKS[kind]:
        return layer_of(module.layers[0], "")
    if name == "norm" and kind in STACKS:
        return None if module.norm is None else layer_of(module.norm, "")
    if name in ("custom_encoder", "custom_decoder"):
        return MISSING
    if kind == "Transformer":
        return _of_transformer(module, name)
    if kind.startswith("Transformer") and kind.endswith("Layer"):
        return _of_block(module, name)
    if name == "bias" and kind == "MultiheadAttention":
        return module.in_proj_bias is not None
    if name in FLAGS and hasattr(module, FLAGS[name]) and not isinstance(getattr(module, name, None), bool):
        return getattr(module, FLAGS[name]) is not None
    value = getattr(module, name, MISSING)
    if name == "bias":
        return value is not None if not isinstance(value, bool) else value
    if hasattr(value, "shape") or callable(value):
        return MISSING
    if name == "output_size" and isinstance(value, tuple):
        return tuple(value)
    if isinstance(value, (int, float, str, tuple, list, type(None))) or value is MISSING:
        return value
    raise ReadError(f"{path}: {name} of {kind} is {value!r}, which is not read")


def _of_block(module: Any, name: str) -> Any:
    """An argument of a TransformerEncoderLayer or a TransformerDecoderLayer."""
    return {
        "d_model": module.self_attn.embed_dim,
        "nhead": module.self_attn.num_heads,
        "dim_feedforward": module.linear1.out_features,
        "batch_first": module.self_attn.batch_first,
        "norm_first": module.norm_first,
        "dropout": module.dropout.p,
        "activation": _named(module.activation),
        "bias": module.linear1.bias is not None,
    }.get(name, MISSING)


def _named(activation: Any) -> Any:
    """The word that torch.nn has for an activation; a function that it has no word for is handed on."""
    name = getattr(activation, "__name__", "")
    return name if name in ("relu", "gelu") else activation


def _of_transformer(module: Any, name: str) -> Any:
    first = module.encoder.layers[0]
    if name in ("num_encoder_layers", "num_decoder_layers"):
        return len((module.encoder if "encoder" in name else module.decoder).layers)
    return module.batch_first if name == "batch_first" else _of_block(first, name)
