"""The towers of CLIP and SigLIP, for a text and for a picture, together and each by itself."""

from __future__ import annotations

from collections.abc import Callable

from ...algebra import Dim
from ...graph import Input, Model
from ...layers.layer import Layer
from ...layers.transformer.embedding import Positions, TokenEmbedding
from ...layers.transformer.feed_forward import FeedForward
from ...layers.transformer.linear import Projection
from ...layers.transformer.norm import LayerNorm
from ...layers.transformer.patches import ClassToken, Patches, PlacedPatches
from ...layers.transformer.pooling import AttentionPool, First, Match
from .blocks import branch, in_turn, repeated
from .config import Config
from .decoder import one_architecture
from .defaults import defaults
from .graph import after, tokens
from .vision import attention, model, picture

Tower = Callable[[Config, Dim], list[Layer]]


def tower(c: Config, width: Dim) -> Layer:
    """The blocks of a tower."""
    c.activation("hidden_act")
    block = in_turn(
        branch(LayerNorm(name="layer_norm1"), attention(c, width)),
        branch(LayerNorm(name="layer_norm2"), FeedForward(c.size("intermediate_size"), activation=c.acts, name="mlp")),
    )
    return repeated(block, c.size("num_hidden_layers", least=0), f"{c.prefix}encoder.layers")


def text_tower(c: Config, width: Dim) -> list[Layer]:
    """From tokens to features, as CLIP and SigLIP read a text."""
    return [
        TokenEmbedding(c.size("vocab_size"), width, name=f"{c.prefix}embeddings.token_embedding"),
        Positions(c.size("max_position_embeddings"), name=f"{c.prefix}embeddings.position_embedding"),
        tower(c, width),
        LayerNorm(name=f"{c.prefix}final_layer_norm"),
    ]


def clip_positions(c: Config, width: Dim) -> list[Layer]:
    """From a picture to the features of its patches, as CLIP sees it."""
    return [
        Patches(width, c.size("patch_size"), False, name=f"{c.prefix}embeddings.patch_embedding"),
        ClassToken(axes=1, weight_name="class_embedding", name=f"{c.prefix}embeddings.class_embedding"),
        PlacedPatches(name=f"{c.prefix}embeddings.position_embedding"),
        LayerNorm(name=f"{c.prefix}pre_layrnorm"),
        tower(c, width),
    ]


def clip_end(c: Config) -> list[Layer]:
    """What CLIP makes of the features: those of the class stand for the picture."""
    return [First(name=f"{c.prefix}first"), LayerNorm(name=f"{c.prefix}post_layernorm")]


def siglip_positions(c: Config, width: Dim) -> list[Layer]:
    """From a picture to the features of its patches, as SigLIP sees it."""
    return [
        Patches(width, c.size("patch_size"), name=f"{c.prefix}embeddings.patch_embedding"),
        PlacedPatches(name=f"{c.prefix}embeddings.position_embedding"),
        tower(c, width),
        LayerNorm(name=f"{c.prefix}post_layernorm"),
    ]


def siglip_end(c: Config) -> list[Layer]:
    """What SigLIP makes of the features, where its config has a head."""
    return [AttentionPool(c.size("intermediate_size"), name=f"{c.prefix}head")] if c.flag("vision_use_head") else []


def clip_picture(c: Config, width: Dim) -> list[Layer]:
    """From a picture to features, as CLIP sees it."""
    return [*clip_positions(c, width), *clip_end(c)]


def siglip_picture(c: Config, width: Dim) -> list[Layer]:
    """From a picture to features, as SigLIP sees it."""
    return [*siglip_positions(c, width), *siglip_end(c)]


def siglip_text(c: Config, width: Dim) -> list[Layer]:
    """From tokens to features, as SigLIP reads a text."""
    same = c.value("projection_size") in (None, c.symbols.defaults[f"d{c.suffix}"])
    out = width if same else c.size("projection_size")
    return [*text_tower(c, width), First(name=f"{c.prefix}last"), Projection(out, name=f"{c.prefix}head")]


def clip(c: Config) -> Model:
    """CLIP: a tower for the text and one for the picture, which meet in one space."""
    return _towers(c, "CLIP", clip_picture, text_tower)


def siglip(c: Config) -> Model:
    """SigLIP: the same with other ends."""
    return _towers(c, "Siglip", siglip_picture, siglip_text)


def _towers(c: Config, prefix: str, of_picture: Tower, of_text: Tower) -> Model:
    architecture = one_architecture(c, f"{prefix}Model")
    if architecture != f"{prefix}Model":
        raise c.refusal("architectures", f"{architecture} is not described")
    c.know("logit_scale_init_value")
    kind = c.kind
    text, sight = (
        c.nested(f"{part}_config", f"{kind}_{part}_model", defaults(f"{kind}_{part}_model"), suffix, f"{part}_model.")
        for part, suffix in (("text", "_t"), ("vision", "_v"))
    )
    width, seen = text.size("hidden_size"), sight.size("hidden_size")
    words, points = Input((tokens(text, "max_position_embeddings"),)), Input(picture(sight))
    a, b = after(words, of_text(text, width)), after(points, of_picture(sight, seen))
    for one in (text, sight):
        one.know("projection_dim", "model_type", "logit_scale_init_value")
    if prefix == "CLIP":
        shared = c.size("projection_dim")
        a = Projection(shared, False, name="text_projection")(First(name="text_model.last")(a))
        b = Projection(shared, False, name="visual_projection")(b)
    elif not sight.flag("vision_use_head"):
        raise sight.refusal("vision_use_head", "without a head there is nothing that a text could be compared with")
    x = Match(biased=prefix != "CLIP", name="match")(a, b)
    text.finish()
    sight.finish()
    return Model((words, points), (x,), name=architecture)


def one_tower(c: Config) -> Model:
    """One of the towers by itself."""
    kind, _, part = c.kind.removesuffix("_model").partition("_")
    prefix = {"clip": "CLIP", "siglip": "Siglip"}[kind] + {"text": "TextModel", "vision": "VisionModel"}[part]
    width = c.size("hidden_size")
    architecture = one_architecture(c, prefix)
    c.know("projection_dim", "logit_scale_init_value")
    making = {
        ("clip", "text"): text_tower,
        ("clip", "vision"): clip_picture,
        ("siglip", "text"): siglip_text,
        ("siglip", "vision"): siglip_picture,
    }
    layers = making[kind, part](c, width)
    if architecture == f"{prefix}WithProjection" and kind == "clip":
        name = "text_projection" if part == "text" else "visual_projection"
        layers += [
            *([First(name="last")] if part == "text" else []),
            Projection(c.size("projection_dim"), False, name=name),
        ]
    elif architecture != prefix:
        raise c.refusal("architectures", f"{architecture} is not described")
    shape = (tokens(c, "max_position_embeddings"),) if part == "text" else picture(c)
    return model(c, prefix, shape, layers, architecture)
