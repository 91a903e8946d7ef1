"""Encoders with decoders: T5, BART and Whisper. The decoder attends to what the encoder gives for S positions."""

from __future__ import annotations

from typing import Any

from ...algebra import Dim, exact
from ...frozen import dataclass
from ...graph import Input, Model
from ...layers.layer import Layer
from ...layers.transformer.attention import CrossAttention, SelfAttention
from ...layers.transformer.embedding import Positions, RelativeBias, TokenEmbedding
from ...layers.transformer.feed_forward import FeedForward, GatedFeedForward
from ...layers.transformer.linear import LanguageHead, Projection
from ...layers.transformer.norm import LayerNorm, RMSNorm
from ...layers.transformer.patches import SoundConv
from ...layers.transformer.pooling import Last
from .blocks import Branch, branch, in_turn, normed_after, repeated
from .config import Config
from .decoder import one_architecture
from .graph import after, tokens
from .vision import classes

SHARED = "shared"
OUT = ("q_proj", "k_proj", "v_proj", "out_proj")


def ending(c: Config, architecture: str, what: str, width: Dim) -> list[Layer]:
    """What ``architectures`` adds to the decoder, where that is no head of a language model."""
    if what == "Model":
        return []
    if what == "ForQuestionAnswering":
        ends = 2 if architecture.startswith("Bart") else c.ends  # BART's class sets it, whatever the config says
        return [Projection(ends, name="qa_outputs")]
    if what == "ForSequenceClassification":
        head = "classification_head"
        return [
            Last(name="last"),
            Projection(width, activation="tanh", name=f"{head}.dense"),
            Projection(classes(c), name=f"{head}.out_proj"),
        ]
    raise c.refusal("architectures", f"{architecture} is not described")


# --- T5 ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class T5:
    """The parts of a T5."""

    c: Config
    vocabulary: Dim
    width: Dim
    heads: Dim
    head: Dim
    units: Dim
    buckets: Dim
    gated: bool

    def attention(self, name: str, causal: bool) -> Layer:
        """Attention of positions to one another."""
        return SelfAttention(self.heads, self.head, **_plain(), causal=causal, name=name)

    def feed_forward(self) -> Branch:
        """The feed-forward part, with its normalization."""
        layer: Layer = FeedForward(self.units, use_bias=False, names=("wi", "wo"), name="DenseReluDense")
        if self.gated:
            layer = GatedFeedForward(self.units, names=("wi_0", "wi_1", "wo"), name="DenseReluDense")
        return branch(RMSNorm(name="ff_layer_norm"), layer)

    def stack(self, name: str, depth: Dim, source: Dim | None) -> list[Layer]:
        """An encoder, or a decoder of what an encoder gives for ``source`` positions."""
        parts = [branch(RMSNorm(name="layer_norm"), self.attention("SelfAttention", source is not None))]
        if source is not None:
            cross = CrossAttention(self.heads, self.head, **_plain(), source=source, name="EncDecAttention")
            parts.append(branch(RMSNorm(name="cross_layer_norm"), cross))
        parts.append(self.feed_forward())
        return [
            TokenEmbedding(self.vocabulary, self.width, table=SHARED, name=f"{name}.embed_tokens"),
            RelativeBias(self.buckets, self.heads, name=f"{name}.relative_attention_bias"),
            repeated(in_turn(*parts), depth, f"{name}.block"),
            RMSNorm(name=f"{name}.final_layer_norm"),
        ]


def _plain() -> dict[str, Any]:
    biases = ("query_bias", "key_bias", "value_bias", "output_bias")
    return {**dict.fromkeys(biases, False), "names": ("q", "k", "v", "o")}


def t5(c: Config) -> Model:
    """A T5 on a text of S tokens, of which it writes T."""
    c.know(
        "n_positions",
        "relative_attention_max_distance",
        "is_gated_act",
        "dense_act_fn",
        "scale_decoder_outputs",
        "output_past",
    )
    form = c.value("feed_forward_proj")
    gated, _, activation = str(form).rpartition("-")
    if gated not in ("", "gated") or activation not in ("relu", "gelu", "silu", "gelu_new", "swish", "gelu_fast"):
        raise c.refusal("feed_forward_proj", f"{form!r} is not described")
    told = c.value("is_gated_act")  # what follows from the other, unless it says otherwise
    doubled = gated == "gated" if told is None else c.flag("is_gated_act")
    depth = c.size("num_layers", "num_hidden_layers", least=0)
    second = c.optional("num_decoder_layers", least=0)
    parts = T5(
        c,
        c.size("vocab_size"),
        c.size("d_model", "hidden_size"),
        c.size("num_heads", "num_attention_heads"),
        c.size("d_kv"),
        c.size("d_ff"),
        c.size("relative_attention_num_buckets"),
        doubled,
    )
    architecture = one_architecture(c, "T5ForConditionalGeneration")
    what = architecture.removeprefix("T5")
    c.symbols.generates = what == "ForConditionalGeneration"
    source = tokens(c, "n_positions", "S", otherwise=512)
    text = Input((source,))
    encoded = after(text, parts.stack("encoder", depth, None))
    if what == "EncoderModel":
        return Model((text,), (encoded,), name=architecture)
    if what == "ForTokenClassification":
        return Model((text,), (Projection(classes(c), name="classifier")(encoded),), name=architecture)
    written = Input((tokens(c, "n_positions", otherwise=512),))
    features = after(written, parts.stack("decoder", depth if second is None else second, source))
    if what != "ForConditionalGeneration":
        features = after(features, ending(c, architecture, what, parts.width))
    else:
        features = LanguageHead(parts.vocabulary, tied=SHARED, name="lm_head")(features)
        if c.value("tie_word_embeddings") is False:
            c.symbols.notes.append(
                "The head is the table of embeddings, as transformers 5 has it; for tie_word_embeddings=false, "
                "transformers 4 gave it V·d parameters of its own."
            )
    return Model((text, written), (encoded, features), name=architecture)


# --- BART and Whisper -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bart:
    """The parts of a BART, or of a Whisper, which normalizes before and has no bias of keys."""

    width: Dim
    before: bool
    key_bias: bool

    def attention(self, heads: Dim, causal: bool) -> Layer:
        """Attention of positions to one another."""
        return SelfAttention(
            heads, exact(self.width, heads), key_bias=self.key_bias, names=OUT, causal=causal, name="self_attn"
        )

    def cross(self, heads: Dim, source: Dim) -> Layer:
        """Attention to what the encoder gives."""
        return CrossAttention(
            heads, exact(self.width, heads), key_bias=self.key_bias, names=OUT, source=source, name="encoder_attn"
        )

    def block(self, attentions: list[Layer], units: Dim, depth: Dim, name: str) -> Layer:
        """All blocks of a stack."""
        norms = [LayerNorm(name=f"{layer.name}_layer_norm") for layer in attentions]
        norms.append(LayerNorm(name="final_layer_norm"))
        layers = [*attentions, FeedForward(units, name="mlp")]
        if self.before:
            wired = in_turn(*(branch(norm, layer) for norm, layer in zip(norms, layers, strict=True)))
        else:
            wired = normed_after(*((branch(layer), norm) for norm, layer in zip(norms, layers, strict=True)))
        return repeated(wired, depth, name)


def stacks(c: Config, parts: Bart, source: Dim) -> tuple[Layer, Layer]:
    """The blocks of the encoder and those of the decoder."""
    c.activation("activation_function")
    heads, many = c.size("encoder_attention_heads", "num_attention_heads"), c.size("decoder_attention_heads")
    encoder = parts.block(
        [parts.attention(heads, False)],
        c.size("encoder_ffn_dim"),
        c.size("encoder_layers", "num_hidden_layers", least=0),
        "encoder.layers",
    )
    decoder = parts.block(
        [parts.attention(many, True), parts.cross(many, source)],
        c.size("decoder_ffn_dim"),
        c.size("decoder_layers", least=0),
        "decoder.layers",
    )
    return encoder, decoder


def bart(c: Config) -> Model:
    """A BART on a text of S tokens, of which it writes T."""
    vocabulary, width, places = (
        c.size("vocab_size"),
        c.size("d_model", "hidden_size"),
        c.size("max_position_embeddings"),
    )
    for key in ("normalize_before", "add_final_layer_norm", "add_bias_logits"):
        c.only(key, False)
    c.only("normalize_embedding", True)
    c.know(
        "extra_pos_embeddings", "classif_dropout", "num_beams", "gradient_checkpointing", "static_position_embeddings"
    )
    architecture = one_architecture(c, "BartForConditionalGeneration")
    what = architecture.removeprefix("Bart")
    c.symbols.generates = what == "ForConditionalGeneration"
    source, target = tokens(c, "max_position_embeddings", "S"), tokens(c, "max_position_embeddings")
    encoder, decoder = stacks(c, Bart(width, False, True), source)
    tied = c.flag("tie_word_embeddings")

    def stack(name: str, layers: Layer) -> list[Layer]:
        return [
            TokenEmbedding(vocabulary, width, table=SHARED if tied else f"{name}.", name=f"{name}.embed_tokens"),
            Positions(places, extra=2, name=f"{name}.embed_positions"),
            LayerNorm(name=f"{name}.layernorm_embedding"),
            layers,
        ]

    if not tied:
        raise c.refusal("tie_word_embeddings", "false is not described for bart")
    text, written = Input((source,)), Input((target,))
    encoded = after(text, stack("encoder", encoder))
    features = after(written, stack("decoder", decoder))
    if what == "ForConditionalGeneration":
        features = LanguageHead(vocabulary, tied=SHARED, name="lm_head")(features)
    else:
        features = after(features, ending(c, architecture, what, width))
    return Model((text, written), (encoded, features), name=architecture)


def whisper(c: Config) -> Model:
    """A Whisper on a spectrogram, of which it writes T tokens."""
    vocabulary, width = c.size("vocab_size"), c.size("d_model", "hidden_size")
    bands, source, places = c.size("num_mel_bins"), c.size("max_source_positions"), c.size("max_target_positions")
    c.know("classifier_proj_size", "use_weighted_layer_sum", "apply_spec_augment", "num_hidden_layers")
    architecture = one_architecture(c, "WhisperForConditionalGeneration")
    what = architecture.removeprefix("Whisper")
    c.symbols.generates = what == "ForConditionalGeneration"
    if what not in ("Model", "ForConditionalGeneration"):
        raise c.refusal("architectures", f"{architecture} is not described")
    encoder, decoder = stacks(c, Bart(width, True, False), source)
    table = "decoder.embed_tokens"
    sound, written = Input((2 * source, bands)), Input((tokens(c, "max_target_positions"),))
    encoded = after(
        sound,
        [
            SoundConv(width, 3, padding=1, name="encoder.conv1"),
            SoundConv(width, 3, stride=2, padding=1, name="encoder.conv2"),
            Positions(source, trainable=False, name="encoder.embed_positions"),
            encoder,
            LayerNorm(name="encoder.layer_norm"),
        ],
    )
    features = after(
        written,
        [
            TokenEmbedding(vocabulary, width, table=table, name=table),
            Positions(places, name="decoder.embed_positions"),
            decoder,
            LayerNorm(name="decoder.layer_norm"),
        ],
    )
    if what == "ForConditionalGeneration":
        tied = table if c.flag("tie_word_embeddings") else ""
        features = LanguageHead(vocabulary, tied=tied, name="proj_out")(features)
    return Model((sound, written), (encoded, features), name=architecture)
