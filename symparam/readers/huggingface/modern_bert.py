"""ModernBERT: gated, without biases, and without the first normalization of all."""

from __future__ import annotations

from ...algebra import Dim, exact
from ...graph import Model, Sequential
from ...layers.layer import Layer
from ...layers.transformer.attention import SelfAttention
from ...layers.transformer.embedding import TokenEmbedding
from ...layers.transformer.feed_forward import GatedFeedForward
from ...layers.transformer.linear import LanguageHead, Projection
from ...layers.transformer.norm import LayerNorm
from ...layers.transformer.pooling import First
from .blocks import branch, in_turn, repeated
from .config import Config
from .decoder import one_architecture
from .graph import tokens

PREFIX = "ModernBert"
TABLE = "embeddings.tok_embeddings"


def body(c: Config) -> tuple[list[Layer], Dim, Dim]:
    """Embeddings, blocks, the last normalization; the width, and the vocabulary."""
    vocabulary, width, depth = c.size("vocab_size"), c.size("hidden_size"), c.size("num_hidden_layers", least=1)
    heads, units = c.size("num_attention_heads"), c.size("intermediate_size")
    bias, wide_bias, norm_bias = (c.flag(key) for key in ("attention_bias", "mlp_bias", "norm_bias"))
    c.activation("hidden_activation", "hidden_act")
    c.know("layer_types", "local_attention", "global_attn_every_n_layers", "decoder_bias", "classifier_bias")
    c.know("deterministic_flash_attn", "sparse_prediction", "sparse_pred_ignore_index", "global_rope_theta")
    c.know("local_rope_theta", "reference_compile", "repad_logits_with_grad", "norm_eps", "tie_word_embeddings")
    c.know("position_embedding_type")

    def norm(name: str) -> Layer:
        return LayerNorm(norm_bias, name=name)

    attention = SelfAttention(
        heads,
        exact(width, heads),
        query_bias=bias,
        output_bias=bias,
        fused="Wqkv",
        names=("", "", "", "Wo"),
        causal=False,
        turned=exact(width, heads),
        name="attn",
    )
    feed_forward = GatedFeedForward(units, use_bias=wide_bias, fused="Wi", names=("", "", "Wo"), name="mlp")
    wide = branch(norm("mlp_norm"), feed_forward)
    first = in_turn(branch(attention), wide)
    others = in_turn(branch(norm("attn_norm"), attention), wide)
    layers = [repeated(first, 1, "layers_first"), repeated(others, depth - 1, "layers")]
    embedded = TokenEmbedding(vocabulary, width, table=TABLE, name=TABLE)
    return [embedded, norm("embeddings.norm"), *layers, norm("final_norm")], width, vocabulary


def head(c: Config, architecture: str, width: Dim, vocabulary: Dim) -> list[Layer]:
    """What ``architectures`` adds."""
    what = architecture.removeprefix(PREFIX)
    if what == "Model":
        return []
    start: list[Layer] = [
        Projection(width, c.flag("classifier_bias"), name="head.dense"),
        LayerNorm(c.flag("norm_bias"), name="head.norm"),
    ]
    if what == "ForMaskedLM":
        tied = TABLE if c.flag("tie_word_embeddings") else ""
        return [*start, LanguageHead(vocabulary, c.flag("decoder_bias"), tied=tied, name="decoder")]
    if what == "ForMultipleChoice":
        return [First(), *start, Projection(1, name="classifier")]
    if what not in ("ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"):
        raise c.refusal("architectures", f"{architecture} is not described")
    classes = c.ends if what == "ForQuestionAnswering" else c.symbols.add("n_class", c.labels, "classes", "num_labels")
    first: list[Layer] = [First()] if what == "ForSequenceClassification" else []
    return [*first, *start, Projection(classes, name="classifier")]


def modern_bert(c: Config) -> Model:
    """A ModernBERT on a text of T tokens."""
    architecture = one_architecture(c, "ModernBertModel")
    layers, width, vocabulary = body(c)
    layers += head(c, architecture, width, vocabulary)
    return Sequential(layers, input=(tokens(c, "max_position_embeddings"),), name=architecture)
