"""The types of models that are described, and the model that a config of one of them means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from ...algebra import Dim
from ...errors import ReadError, SymparamError, UnknownName, guess
from ...graph import Model
from .config import Config, Symbols
from .defaults import defaults

# module:function, which makes the model of a config -> the types it does so for; imported when a config asks for it
MAKERS = {
    "decoders:decoder": """
        llama mistral mixtral qwen2 qwen2_moe qwen3 qwen3_moe qwen3_next gemma gemma2 gemma3_text phi phi3 gpt_oss
        deepseek_v2 deepseek_v3 gpt2 gptj gpt_neox codegen opt falcon olmo olmo2 starcoder2 stablelm smollm3 granite
        cohere jamba
    """,
    "encoders:encoder": "bert roberta xlm-roberta camembert distilbert mpnet electra albert deberta-v2",
    "modern_bert:modern_bert": "modernbert",
    "seq2seq:t5": "t5",
    "seq2seq:bart": "bart",
    "seq2seq:whisper": "whisper",
    "vision:vit": "vit",
    "vision:dinov2": "dinov2",
    "vision:wav2vec2": "wav2vec2",
    "towers:clip": "clip",
    "towers:siglip": "siglip",
    "towers:one_tower": "clip_text_model clip_vision_model siglip_text_model siglip_vision_model",
    "multimodal:seeing": "llava gemma3 paligemma",
    "hybrid:mamba": "mamba",
}
TYPES = {kind: place for place, kinds in MAKERS.items() for kind in kinds.split()}


def maker(kind: str) -> Callable[[Config], Model]:
    """The function that makes the model of a config of a type."""
    module, _, function = TYPES[kind].partition(":")
    made: Callable[[Config], Model] = getattr(import_module(f".{module}", __package__), function)
    return made


def model_of(raw: Mapping[str, Any], place: str, bindings: Mapping[str, Dim]) -> Model:
    """The model of a config. Raises ReadError where something in it is not described."""
    kind = raw.get("model_type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise ReadError(f"{_undescribed(kind)}").at(place)
    symbols = Symbols(bindings)
    c = Config(raw, kind, place, defaults(kind), symbols)
    try:
        model = maker(kind)(c)
    except SymparamError as error:
        raise error.at(place) from None
    c.finish()
    for node in model.nodes:
        if tied := getattr(node.layer, "tied", ""):
            symbols.notes.append(f"{node.layer.name} is tied to {tied}: one table, which counts once.")
    if raw.get("quantization_config"):
        symbols.notes.append(
            "quantization_config changes the bytes of the weights, not their number; bytes are in one type, --dtype."
        )
    for name in bindings:
        if name not in symbols.used and name not in symbols.defaults and name not in symbols.aliases:
            raise UnknownName(f"{model.name} has no size {name}; it has {', '.join(symbols.defaults)}")
    return replace(model, facts=symbols.facts(_dtype(c)))


def _dtype(c: Config) -> str:
    said = c.value("dtype") or c.value("torch_dtype")
    return said if isinstance(said, str) else ""


def _undescribed(kind: Any) -> str:
    if kind is None:
        return "there is no model_type, by which a Hugging Face config says what it is"
    hint = f"{guess(str(kind), TYPES)} ".lstrip()
    return (
        f"the model type {kind!r} is not described; {hint}described are {', '.join(sorted(TYPES))}. "
        "Give the model's script or the live module instead"
    )
