"""Language models that see: a tower for the picture, a projector, and a decoder whose tokens it takes the place of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isqrt
from typing import Any

from ...algebra import Dim, div
from ...frozen import dataclass
from ...graph import Input, Model
from ...graph.tensor import Tensor
from ...layers.layer import Layer
from ...layers.transformer.linear import Projection
from ...layers.transformer.norm import RMSNorm
from ...layers.transformer.picture_tokens import AfterClass, InPlace, PooledPatches, SideBySide
from .config import Config
from .decoder import Builder, one_architecture
from .decoders import row_of
from .defaults import defaults
from .graph import after, tokens
from .towers import clip_end, clip_positions, siglip_end, siglip_positions
from .vision import picture

Part = Callable[[Config, Config, Dim, Dim], list[Layer]]  # the whole config, the tower's, the widths of both
PROJECTOR = "multi_modal_projector"
TOWERS: dict[str, tuple[Callable[[Config, Dim], list[Layer]], Callable[[Config], list[Layer]]]] = {
    "clip_vision_model": (clip_positions, clip_end),
    "siglip_vision_model": (siglip_positions, siglip_end),
}


@dataclass(frozen=True)
class Seeing:
    """What a type says of itself: its projector, and what its two parts are where the config does not say it."""

    prefix: str  # of its classes
    text: str
    vision: str
    projector: Part
    text_otherwise: Mapping[str, Any]  # in place of the text's config, where there is none
    vision_otherwise: Mapping[str, Any]
    tied_by_text: bool = False  # the text's config may tie the head too
    inert: tuple[str, ...] = ()


def llava_projector(c: Config, seen: Config, sight: Dim, width: Dim) -> list[Layer]:
    """Two linear maps of the features of one layer of the tower, or of several side by side."""
    c.activation("projector_hidden_act")
    chosen = c.value("vision_feature_layer")
    listed = [chosen] if isinstance(chosen, int) and not isinstance(chosen, bool) else chosen
    if not isinstance(listed, list) or not listed or not all(type(n) is int for n in listed):
        raise c.refusal("vision_feature_layer", f"it is a layer's number or a list of them, not {chosen!r}")
    bias = c.flag("multimodal_projector_bias")
    without_class = c.word("vision_feature_select_strategy", "default", "full") == "default"
    return [
        *([SideBySide(len(listed), name=f"{PROJECTOR}.features")] if len(listed) > 1 else []),
        *([AfterClass(name=f"{PROJECTOR}.after_class")] if without_class else []),
        Projection(width, bias, name=f"{PROJECTOR}.linear_1"),
        Projection(width, bias, name=f"{PROJECTOR}.linear_2"),
    ]


def gemma3_projector(c: Config, seen: Config, sight: Dim, width: Dim) -> list[Layer]:
    """The patches are pooled to so many tokens as the config has for a picture, normalized, and mapped."""
    side = div(seen.size("image_size"), seen.size("patch_size"))
    left = isqrt(c.number("mm_tokens_per_image", least=1))
    return [
        PooledPatches(side, left, name=f"{PROJECTOR}.avg_pool"),
        RMSNorm(name=f"{PROJECTOR}.mm_soft_emb_norm"),
        Projection(width, False, transposed=True, name=f"{PROJECTOR}.mm_input_projection"),
    ]


def paligemma_projector(c: Config, seen: Config, sight: Dim, width: Dim) -> list[Layer]:
    """One linear map, to the width that the config gives it."""
    same = c.value("projection_dim") == c.symbols.defaults["d"]
    return [Projection(width if same else c.size("projection_dim"), name=f"{PROJECTOR}.linear")]


SEEING = {
    "llava": Seeing(
        "Llava",
        "llama",
        "clip_vision_model",
        llava_projector,
        {},
        {
            "intermediate_size": 4096,
            "hidden_size": 1024,
            "patch_size": 14,
            "image_size": 336,
            "num_hidden_layers": 24,
            "num_attention_heads": 16,
        },
        tied_by_text=True,
        inert=("image_seq_length", "vocab_size"),
    ),
    "gemma3": Seeing("Gemma3", "gemma3_text", "siglip_vision_model", gemma3_projector, {}, {}),
    "paligemma": Seeing(
        "PaliGemma",
        "gemma",
        "siglip_vision_model",
        paligemma_projector,
        {
            "hidden_size": 2048,
            "num_hidden_layers": 18,
            "intermediate_size": 16384,
            "num_attention_heads": 8,
            "num_key_value_heads": 1,
            "vocab_size": 257152,
        },
        {
            "intermediate_size": 4096,
            "hidden_size": 1152,
            "patch_size": 14,
            "image_size": 224,
            "num_hidden_layers": 27,
            "num_attention_heads": 16,
            "vision_use_head": False,
        },
        inert=("vocab_size", "hidden_size", "num_image_tokens"),
    ),
}


def seeing(c: Config) -> Model:
    """A decoder on T tokens, some of which are the positions of a picture."""
    said = SEEING[c.kind]
    c.know(*said.inert, "image_token_id")
    c.symbols.generates = True
    architecture = one_architecture(c, f"{said.prefix}ForConditionalGeneration")
    if architecture not in (f"{said.prefix}Model", f"{said.prefix}ForConditionalGeneration"):
        raise c.refusal("architectures", f"{architecture} is not described")
    text = _part(c, "text_config", said.text, said.text_otherwise)
    seen = _part(c, "vision_config", said.vision, said.vision_otherwise, "_v", "vision_tower.")
    if seen.kind not in TOWERS:
        raise seen.refusal("model_type", f"{seen.kind!r} is not described as a tower; {', '.join(TOWERS)} are")
    builder = _decoder(text)
    words, image = Input((tokens(text, builder.row.context),)), Input(picture(seen))
    features, pooled = _seen(seen, image)
    features = after(features, said.projector(c, seen, seen.size("hidden_size"), builder.width))
    x = InPlace(name="image_in_place")(after(words, builder.embeddings()), features)
    x = after(x, builder.stack())
    tied = c.flag("tie_word_embeddings")
    if architecture.endswith("ForConditionalGeneration"):
        x = builder.head(False, tied or (said.tied_by_text and text.flag("tie_word_embeddings")))(x)
    text.finish()
    seen.finish()
    return Model((words, image), (x, *pooled), name=architecture)


def _part(c: Config, key: str, kind: str, otherwise: Mapping[str, Any], suffix: str = "", prefix: str = "") -> Config:
    """The config of a part; its type is what it says, or the usual one."""
    inner = c.value(key)
    if isinstance(inner, Mapping) and isinstance(inner.get("model_type"), str):
        kind = inner["model_type"]
    part = c.nested(key, kind, {**defaults(kind), **({} if inner else otherwise)}, suffix, prefix)
    part.know("projection_dim", "vocab_size", "num_image_tokens", "projector_hidden_act")
    return part


def _decoder(text: Config) -> Builder:
    """The decoder that the text's config describes."""
    try:
        builder = Builder(text, row_of(text.kind))
    except KeyError:
        raise text.refusal("model_type", f"{text.kind!r} is not described as a decoder") from None
    if builder.narrow is not None:
        raise text.refusal(builder.row.embedding_width, "embeddings narrower than the model take no picture")
    return builder


def _seen(seen: Config, image: Tensor) -> tuple[Tensor, list[Tensor]]:
    """The features of the picture's patches; and what the tower makes of them for itself, which nothing here takes."""
    positions, end = TOWERS[seen.kind]
    features = after(image, positions(seen, seen.size("hidden_size")))
    layers = end(seen)
    return features, [after(features, layers)] if layers else []
