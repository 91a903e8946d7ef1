"""The types of models that are described, and the model that a config of one of them means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from ...algebra import Dim
from ...errors import ReadError, SymparamError, UnknownName
from ...graph import Input, Model, Sequential
from .config import Config, Symbols
from .decoder import Builder, one_architecture
from .decoders import DECODERS, row_of
from .defaults import defaults
from .encoder import EncoderBuilder
from .encoders import ENCODERS
from .graph import after, tokens

Reader = Callable[[Config], Model]


def decoder(c: Config) -> Model:
    """A decoder on a text of T tokens."""
    row = row_of(c.kind)
    builder = Builder(c, row)
    c.symbols.generates = True
    architecture = builder.architecture()
    layers = [*builder.embeddings(), *builder.stack(), *builder.ending(architecture)]
    return Sequential(layers, input=(tokens(c, row.context),), name=architecture)


def encoder(c: Config) -> Model:
    """An encoder on a text of T tokens."""
    row = ENCODERS[c.kind]
    architecture = one_architecture(c, f"{row.prefix}Model")
    builder = EncoderBuilder(c, row, architecture)
    text = Input((tokens(c, "max_position_embeddings", less=c.number("pad_token_id") + 1 if row.padded else 0),))
    features = after(text, builder.body())
    outputs = [after(features, head) for head in builder.heads_of()]
    return Model((text,), tuple(outputs), name=architecture, sequential=len(outputs) == 1)


def modern_bert(c: Config) -> Model:
    """A ModernBERT on a text of T tokens."""
    from . import modern_bert as parts

    architecture = one_architecture(c, "ModernBertModel")
    layers, width, vocabulary = parts.body(c)
    layers += parts.head(c, architecture, width, vocabulary)
    return Sequential(layers, input=(tokens(c, "max_position_embeddings"),), name=architecture)


def lazily(module: str, function: str) -> Reader:
    """A reader in a module of its own, which is imported when a config asks for it."""

    def reader(c: Config) -> Model:
        made: Model = getattr(import_module(f".{module}", __package__), function)(c)
        return made

    return reader


TYPES: dict[str, Reader] = {
    **dict.fromkeys((*DECODERS, "qwen3_next", "jamba"), decoder),
    **dict.fromkeys(ENCODERS, encoder),
    "modernbert": modern_bert,
    "t5": lazily("seq2seq", "t5"),
    "bart": lazily("seq2seq", "bart"),
    "whisper": lazily("seq2seq", "whisper"),
    "vit": lazily("vision", "vit"),
    "dinov2": lazily("vision", "dinov2"),
    "clip": lazily("towers", "clip"),
    "siglip": lazily("towers", "siglip"),
    "clip_text_model": lazily("towers", "one_tower"),
    "clip_vision_model": lazily("towers", "one_tower"),
    "siglip_text_model": lazily("towers", "one_tower"),
    "siglip_vision_model": lazily("towers", "one_tower"),
    "llava": lazily("multimodal", "seeing"),
    "gemma3": lazily("multimodal", "seeing"),
    "paligemma": lazily("multimodal", "seeing"),
    "wav2vec2": lazily("vision", "wav2vec2"),
    "mamba": lazily("hybrid", "mamba"),
}


def model_of(raw: Mapping[str, Any], place: str, bindings: Mapping[str, Dim]) -> Model:
    """The model of a config. Raises ReadError where something in it is not described."""
    kind = raw.get("model_type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise ReadError(f"{_undescribed(kind)}").at(place)
    symbols = Symbols(bindings)
    c = Config(raw, kind, place, defaults(kind), symbols)
    try:
        model = TYPES[kind](c)
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
    near = get_close_matches(str(kind), TYPES, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    return (
        f"the model type {kind!r} is not described; {hint}described are {', '.join(sorted(TYPES))}. "
        "Give the model's script or the live module instead"
    )
