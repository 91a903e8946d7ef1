"""Encoders of text: BERT and its like; a type says what differs, and ``architectures`` chooses pooler and head."""

from __future__ import annotations

from collections.abc import Sequence

from ...algebra import Dim, exact
from ...frozen import dataclass
from ...graph.repeat import Repeat
from ...layers.layer import Layer
from ...layers.transformer.attention import DisentangledAttention, SelfAttention
from ...layers.transformer.embedding import Learnt, Positions, RelativeBias, TokenEmbedding, TokenTypes
from ...layers.transformer.feed_forward import FeedForward
from ...layers.transformer.linear import LanguageHead, Projection
from ...layers.transformer.norm import LayerNorm
from ...layers.transformer.patches import SoundConv
from ...layers.transformer.pooling import First
from .blocks import branch, normed_after, repeated
from .config import Config

BERT_ATTENTION = ("self.query", "self.key", "self.value", "output.dense")
BERT_FEED_FORWARD = ("intermediate.dense", "output.dense")
TABLE = "embeddings.word_embeddings"


@dataclass(frozen=True)
class Encoder:
    """What a type of encoder says of itself; the defaults are BERT's."""

    prefix: str
    width: tuple[str, ...] = ("hidden_size",)
    depth: tuple[str, ...] = ("num_hidden_layers",)
    heads: tuple[str, ...] = ("num_attention_heads",)
    units: tuple[str, ...] = ("intermediate_size",)
    activation: tuple[str, ...] = ("hidden_act",)
    types: bool = True  # embeddings of kinds of tokens
    padded: bool = False  # positions are counted behind the padding token's
    narrow: str = ""  # the name of the map from narrow embeddings to the model's width
    always_mapped: bool = False  # the map is there even where the widths agree
    relative: bool = False  # a bias for buckets of distances, once for all layers
    attention: tuple[str, ...] = BERT_ATTENTION
    feed_forward: tuple[str, ...] = BERT_FEED_FORWARD
    norms: tuple[str, str] = ("attention.output.LayerNorm", "output.LayerNorm")
    names: tuple[str, str, str] = ("encoder.layer", "attention", "ffn")  # of blocks, attention, feed-forward part
    shared: bool = False  # all layers have the same weights
    pooler: str = "pooler.dense"
    pooled: tuple[str, ...] = ("Model", "ForPreTraining", "ForSequenceClassification", "ForMultipleChoice")
    classifier: tuple[str, ...] = ("classifier",)  # maps of a classifier of the whole text
    choosing: tuple[str, ...] = ("classifier",)  # and of what chooses among several
    transform: tuple[str, str] = ("cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm")
    decoder: tuple[str, str] = ("cls.predictions.decoder", "cls.predictions.bias")
    two_biases: bool = True  # where nothing is tied, the head has two
    masked: tuple[str, ...] = ("ForMaskedLM",)
    questions: str = "qa_outputs"
    inert: tuple[str, ...] = ()
    only: tuple[tuple[str, object], ...] = ()  # keys of which one value is described
    disentangled: bool = False
    decodes: bool = False  # is_decoder makes it one, whose positions see those before them


class EncoderBuilder:
    """The layers of an encoder, from its config and what its type says."""

    def __init__(self, c: Config, row: Encoder, architecture: str) -> None:
        self.c, self.row = c, row
        self.what = architecture.removeprefix(row.prefix)
        self.vocabulary = c.size("vocab_size")
        self.width = c.size(*row.width)
        self.depth = c.size(*row.depth, least=0)
        self.heads = c.size(*row.heads)
        self.units = c.size(*row.units)
        self.activation = c.activation(*row.activation)
        self.drops = c.drops("hidden_dropout_prob", "hidden_dropout", "dropout")
        c.know(*row.inert)
        self.causal = row.decodes and c.flag("is_decoder")
        c.symbols.generates = self.causal
        c.only("add_cross_attention", False)
        c.only("position_embedding_type", "absolute")
        for key, value in row.only:
            c.only(key, value)
        self.places = c.size("max_position_embeddings")
        self.narrow = self._narrow()

    def _narrow(self) -> Dim | None:
        if not self.row.narrow:
            return None
        same = self.c.value("embedding_size") in (None, self.c.symbols.defaults["d"])
        return None if same and not self.row.always_mapped else self.c.size("embedding_size")

    def embeddings(self) -> list[Layer]:
        """From tokens to features."""
        c, row = self.c, self.row
        made: list[Layer] = [
            TokenEmbedding(self.vocabulary, self.width if self.narrow is None else self.narrow, table=TABLE, name=TABLE)
        ]
        if not row.disentangled or c.flag("position_biased_input"):
            reserved = c.number("pad_token_id") + 1 if row.padded else 0
            made.append(Positions(self.places, reserved=reserved, name="embeddings.position_embeddings"))
        kinds = c.optional("type_vocab_size", least=0 if row.disentangled else 1) if row.types else None
        if kinds is not None and c.symbols.defaults["n_type"] > 0:
            made.append(TokenTypes(kinds, name="embeddings.token_type_embeddings"))
        mapped = [] if self.narrow is None else [Projection(self.width, not row.disentangled, name=row.narrow)]
        norm = LayerNorm(name="embeddings.LayerNorm")
        return [*made, *mapped, norm] if row.disentangled else [*made, norm, *mapped]

    def attention(self) -> Layer:
        """The attention of a block."""
        row, head = self.row, exact(self.width, self.heads)
        names, name = row.attention, row.names[1]
        if row.disentangled:
            return self._disentangled(head)
        return SelfAttention(self.heads, head, names=names, causal=self.causal, drops=self.drops, name=name)

    def _disentangled(self, head: Dim) -> Layer:
        c = self.c
        kinds = c.value("pos_att_type") or []
        kinds = [k.strip() for k in kinds.lower().split("|")] if isinstance(kinds, str) else kinds
        if not isinstance(kinds, list) or any(kind not in ("c2p", "p2c") for kind in kinds):
            raise c.refusal("pos_att_type", f"{kinds!r} is not described; c2p and p2c are")
        shared = c.flag("share_att_key")
        own = c.value("attention_head_size")
        if own is not None and own * c.symbols.defaults["n_q"] != c.symbols.defaults["d"]:
            raise c.refusal(
                "attention_head_size", f"{own}, where heads of a {c.kind} share its width, is not described"
            )
        return DisentangledAttention(
            self.heads,
            head,
            names=self.row.attention,
            causal=False,
            distances=self.distances(),
            to_position="c2p" in kinds,
            from_position="p2c" in kinds,
            own=self.distances() is not None and not shared,
            name=self.row.names[1],
        )

    def distances(self) -> Dim | None:
        """How many rows of distances DeBERTa has, None where it has none."""
        c = self.c
        on, buckets, most = c.flag("relative_attention"), c.value("position_buckets"), c.value("max_relative_positions")
        if not on:
            return None
        if buckets is not None and c.number("position_buckets", least=-1) > 0:
            return 2 * c.size("position_buckets")
        if most is not None and c.number("max_relative_positions", least=-1) > 0:
            return 2 * c.size("max_relative_positions")
        return 2 * self.places

    def layers(self) -> list[Layer]:
        """All blocks."""
        row = self.row
        first, second = (LayerNorm(name=name) for name in row.norms)
        feed_forward = FeedForward(
            self.units, names=row.feed_forward, activation=self.activation, drops=self.drops, name=row.names[2]
        )
        block = normed_after((branch(self.attention()), first), (branch(feed_forward), second))
        if row.shared:
            return [Repeat(block, self.depth, name=row.names[0], opened=True, shared=True)]
        return [repeated(block, self.depth, row.names[0])]

    def extras(self) -> list[Layer]:
        """What the stack of layers has once."""
        row, c = self.row, self.c
        made: list[Layer] = []
        if row.relative:
            c.number("relative_attention_num_buckets", least=32)  # so many are told apart, whatever the config says
            made.append(
                RelativeBias(
                    c.size("relative_attention_num_buckets"), self.heads, name="encoder.relative_attention_bias"
                )
            )
        if row.disentangled:
            rows = self.distances()
            if rows is not None:
                made.append(Positions(rows, bounds=False, name="encoder.rel_embeddings"))
            said = str(c.value("norm_rel_ebd") or "none").lower()
            if "layer_norm" in [word.strip() for word in said.split("|")]:
                made.append(LayerNorm(name="encoder.LayerNorm"))
            if c.value("conv_kernel_size") not in (None, 0):
                c.activation("conv_act")
                groups = c.size("conv_groups") if c.value("conv_groups") is not None else 1
                made.append(
                    SoundConv(
                        self.width, c.size("conv_kernel_size"), groups=groups, keeps=True, name="encoder.conv.conv"
                    )
                )
                made.append(LayerNorm(name="encoder.conv.LayerNorm"))
            else:
                c.know("conv_act", "conv_groups")
        return made

    def body(self) -> list[Layer]:
        """Embeddings, what the stack has once, and the blocks."""
        return [*self.embeddings(), *self.extras(), *self.layers()]

    # --- heads ----------------------------------------------------------------------------------------------------

    def pooler(self) -> list[Layer]:
        """A map of the first position's features."""
        if not self.row.pooler or self.what not in self.row.pooled:
            return []
        width = self.width
        if self.row.disentangled:
            said = self.c.value("pooler_hidden_size")
            if said is not None and said != self.c.symbols.defaults["d"]:
                raise self.c.refusal("pooler_hidden_size", f"{said} is not the model's width")
        return [First(), Projection(width, activation="tanh", name=self.row.pooler)]

    def prediction(self) -> list[Layer]:
        """The head that fills masks: a map, a normalization, and the vocabulary."""
        row, c = self.row, self.c
        tied = c.flag("tie_word_embeddings")
        width = self.width if self.narrow is None else self.narrow
        dense, norm = row.transform
        decoder, bias = row.decoder
        head = LanguageHead(self.vocabulary, True, tied=TABLE if tied else "", name=decoder)
        more = [Learnt(self.vocabulary, name=bias)] if bias and row.two_biases and not tied else []
        return [Projection(width, activation=self.activation, name=dense), LayerNorm(name=norm), head, *more]

    def classes(self) -> Dim:
        """The number of classes."""
        return self.c.symbols.add("n_class", self.c.labels, "classes", "num_labels")

    def of_text(self, scores: Dim, names: tuple[str, ...]) -> list[Layer]:
        """Scores of the whole text, behind the pooler where there is one."""
        *maps, last = names
        start = self.pooler() or [First()]
        return [*start, *(Projection(self.width, name=name) for name in maps), Projection(scores, name=last)]

    def heads_of(self) -> Sequence[list[Layer]]:
        """The chains of layers behind the body, one for each output."""
        row, what = self.row, self.what
        if what == "Model":
            return [self.pooler()]
        if what in row.masked:
            return [self.prediction()]
        if what == "ForPreTraining" and row.prefix in ("Bert", "Albert"):
            return [
                self.prediction(),
                [
                    *self.pooler(),
                    Projection(2 if row.prefix == "Bert" else self.classes(), name="cls.seq_relationship"),
                ],
            ]
        if what == "ForNextSentencePrediction" and row.prefix == "Bert":
            return [
                [
                    First(),
                    Projection(self.width, activation="tanh", name=row.pooler),
                    Projection(2, name="cls.seq_relationship"),
                ]
            ]
        if what == "ForPreTraining" and row.prefix == "Electra":
            return [
                [
                    Projection(self.width, activation=self.activation, name="discriminator_predictions.dense"),
                    Projection(1, name="discriminator_predictions.dense_prediction"),
                ]
            ]
        if what == "ForSequenceClassification":
            return [self.of_text(self.classes(), row.classifier)]
        if what == "ForMultipleChoice" and row.choosing:
            return [self.of_text(1, row.choosing)]
        if what == "ForTokenClassification":
            return [[Projection(self.classes(), name="classifier")]]
        if what == "ForQuestionAnswering":
            return [[Projection(self.c.ends, name=row.questions)]]
        raise self.c.refusal("architectures", f"{row.prefix}{what} is not described")
