"""Decoders: one description, of which Llama is the plainest case; a type says what differs from that."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any, Literal

from ...algebra import Dim, div, exact, product
from ...frozen import dataclass
from ...layers.layer import Layer
from ...layers.transformer.attention import NAMES, GroupedAttention, LatentAttention, Normed, SelfAttention
from ...layers.transformer.embedding import Positions, TokenEmbedding
from ...layers.transformer.feed_forward import FeedForward, GatedFeedForward, Mixture
from ...layers.transformer.linear import LanguageHead, Projection
from ...layers.transformer.norm import LayerNorm, RMSNorm
from .blocks import branch, in_turn, normed_after, repeated, side_by_side
from .config import Config
from .letters import LETTERS
from .pattern import Pattern, both, groups

Switch = bool | str  # always, never, or as a key of the config says
NormKind = Literal["rms", "layer", "layer without bias", "none"]
FULL, SLIDING, LINEAR = "full_attention", "sliding_attention", "linear_attention"


@dataclass(frozen=True)
class Experts:
    """What a type says of its mixtures."""

    experts: tuple[str, ...] = ("num_local_experts", "num_experts")
    units: str = "moe_intermediate_size"
    shared: str = ""  # the key of the hidden units of the shared expert, or "count" for n_shared_experts experts
    shared_gate: bool = False
    shared_name: str = "shared_experts"
    expert_bias: bool = False
    router_bias: bool = False
    transposed: bool = False
    router: str = "gate"
    dense_first: bool = False  # first_k_dense_replace layers have no mixture
    sparse: Callable[[Config], Pattern] | None = None  # which layers have one
    sparse_step: bool = False  # decoder_sparse_step and mlp_only_layers say which layers have one


@dataclass(frozen=True)
class Decoder:
    """What a type of decoder says of itself; the defaults are Llama's."""

    prefix: str  # of its classes: LlamaModel, LlamaForCausalLM
    width: tuple[str, ...] = ("hidden_size",)
    depth: tuple[str, ...] = ("num_hidden_layers",)
    heads: tuple[str, ...] = ("num_attention_heads",)
    kv_heads: tuple[str, ...] = ("num_key_value_heads",)  # none: as many as heads
    units: tuple[str, ...] = ("intermediate_size",)
    activation: tuple[str, ...] = ("hidden_act",)
    head_dim: bool = False  # whether head_dim may be given
    even: bool = False  # whether the heads must divide the width all the same
    turned: Callable[[Config, Dim], Dim | None] = field(default=lambda c, head: head)  # features of a head, in pairs
    query_key_value_bias: Switch = False
    output_bias: Switch = False
    norm: NormKind = "rms"
    qk_norm: Normed = ""
    qk_norm_if: str = ""  # the key that turns it on
    qk_norm_names: tuple[str, str] = ("q_norm", "k_norm")
    one_kv_head: bool = False  # whatever the config says
    halved_if: str = ""  # the key that makes a window one of both sides
    latent: bool = False
    gate: bool = False  # queries come with a gate
    mixer: Callable[[Config, Dim], Layer] | None = None  # what stands in place of attention in linear layers
    sinks: bool = False
    fused: str = ""
    transposed: bool = False
    names: tuple[str, ...] = NAMES
    mlp: Literal["gated", "plain"] = "gated"
    mlp_bias: Switch = False
    mlp_fused: str = ""
    mlp_names: tuple[str, ...] = ()
    experts: Experts | None = None
    before: tuple[str, str] = ("input_layernorm", "post_attention_layernorm")  # names of norms before the two parts
    after: tuple[str, str] = ("", "")  # and of those after them
    wiring: Literal["in turn", "side by side", "normed after"] = "in turn"
    places: str = ""  # the key of learned positions
    places_extra: int = 0
    windows: Callable[[Config], Pattern] | None = None  # which layers look at a window only
    embedding_width: str = ""  # the key of a width of embeddings of their own
    final_norm: str = "norm"
    head: str = "lm_head"
    head_bias: Switch = False
    causal_lm: str = "ForCausalLM"
    score: str = "score"
    embed: str = "embed_tokens"
    attention: str = "self_attn"
    feed_forward: str = "mlp"
    blocks: str = "layers"
    context: str = "max_position_embeddings"
    inert: tuple[str, ...] = ()  # keys of its own that change nothing
    cached: Callable[[Config], Dim | None] = field(default=lambda c: None)
    adjust: Callable[[Config, Decoder], Decoder] = field(default=lambda c, row: row)


def switch(c: Config, value: Switch) -> bool:
    """Whether something is there."""
    return c.flag(value) if isinstance(value, str) else value


class Builder:
    """The layers of a decoder, from its config and what its type says."""

    def __init__(self, c: Config, row: Decoder) -> None:
        self.c, self.row = c, row.adjust(c, row)
        row = self.row
        c.know(*row.inert, "is_decoder")
        self.vocabulary = c.size("vocab_size")
        self.width = c.size(*row.width)
        self.depth = c.size(*row.depth, least=0)
        self.normed = row.qk_norm if not row.qk_norm_if or c.flag(row.qk_norm_if) else ""
        apart = self.normed == "heads apart"
        self.heads = self._counted(row.heads) if apart else c.size(*row.heads)
        self.kv_heads: Dim | None = None
        if row.kv_heads:
            self.kv_heads = self._counted(row.kv_heads) if apart else c.optional(*row.kv_heads)
        own = c.optional("head_dim") if row.head_dim else None
        self.head_dim: Dim = exact(self.width, self.heads) if own is None else own
        self.activation = c.activation(*row.activation)
        units = c.optional(*row.units)
        self.units: Dim = 4 * self.width if units is None else units
        self.narrow = self._narrow()
        if row.experts is not None:
            said = row.experts
            c.know(*said.experts, said.units, said.shared, "num_experts_per_tok", "n_shared_experts")

    def _counted(self, keys: tuple[str, ...]) -> Dim:
        """Heads of which each has an array of its own, so that there is a number of them."""
        letter = LETTERS[keys[0]]
        number = self.c.number(*keys, letter, least=1)
        self.c.symbols.fix(letter, number, "each head is normalized by weights of its own")
        return number

    def _narrow(self) -> Dim | None:
        """The width of the embeddings, where it is not that of the model."""
        key, c = self.row.embedding_width, self.c
        said = c.value(key) if key else None
        if said is None or said == c.symbols.defaults["d"]:
            return None
        return c.size(key)

    # --- parts of a block -----------------------------------------------------------------------------------------

    def norm(self, name: str) -> Layer | None:
        """A normalization of that name, where the type has one."""
        if not name or self.row.norm == "none":
            return None
        if self.row.norm == "rms":
            return RMSNorm(name=name)
        return LayerNorm(use_bias=self.row.norm == "layer", name=name)

    def attention(self, kind: Hashable) -> Layer:
        """The attention of a layer that looks at all positions, or at those in a window."""
        c, row = self.c, self.row
        if kind == LINEAR and row.mixer is not None:
            return row.mixer(c, self.width)
        if row.latent:
            return LatentAttention(
                self.heads,
                c.optional("q_lora_rank"),
                c.size("kv_lora_rank"),
                c.size("qk_nope_head_dim"),
                c.size("qk_rope_head_dim"),
                c.size("v_head_dim"),
                switch(c, row.query_key_value_bias),
                even=row.even,
                name=row.attention,
            )
        bias = switch(c, row.query_key_value_bias)
        options: dict[str, Any] = {
            "query_bias": bias,
            "key_bias": bias,
            "value_bias": bias,
            "output_bias": switch(c, row.output_bias),
            "norm": self.normed,
            "norm_names": row.qk_norm_names,
            "sinks": row.sinks,
            "gate": row.gate,
            "fused": row.fused,
            "names": row.names,
            "transposed": row.transposed,
            "window": self.window() if kind == SLIDING else None,
            "cached_heads": row.cached(c),
            "rotary": not row.places,
            "turned": None if row.places else row.turned(c, self.head_dim),
            "even": row.even and self.head_dim != exact(self.width, self.heads),
            "capped": bool(c.value("attn_logit_softcapping")),
            "drops": c.drops("resid_pdrop", "hidden_dropout", "dropout"),
            "name": row.attention,
        }
        few = 1 if row.one_kv_head else self.kv_heads
        if few is None:
            return SelfAttention(self.heads, self.head_dim, **options)
        return GroupedAttention(self.heads, self.head_dim, num_key_value_heads=few, **options)

    def window(self) -> Dim:
        """How many positions a head looks back at, its own among them."""
        window = self.c.size("sliding_window")
        return div(window, 2) + 1 if self.row.halved_if and self.c.flag(self.row.halved_if) else window

    def dense(self) -> Layer:
        """The feed-forward part."""
        row = self.row
        bias = switch(self.c, row.mlp_bias)
        more: dict[str, Any] = {
            "activation": self.activation,
            "drops": self.c.drops("resid_pdrop", "hidden_dropout", "dropout"),
        }
        if row.mlp == "plain":
            names = row.mlp_names or ("fc1", "fc2")
            return FeedForward(
                self.units, use_bias=bias, names=names, transposed=row.transposed, name=row.feed_forward, **more
            )
        names = row.mlp_names or ("gate_proj", "up_proj", "down_proj")
        return GatedFeedForward(
            self.units, use_bias=bias, fused=row.mlp_fused, names=names, name=row.feed_forward, **more
        )

    def mixture(self, said: Experts) -> Layer:
        """The experts in place of one feed-forward part."""
        c = self.c
        units = self.units if said.units == "intermediate_size" else c.size(said.units)
        shared = None
        if said.shared == "count":
            number = c.optional("n_shared_experts", least=0)
            shared = None if number is None or number == 0 else product((number, units))
        elif said.shared:
            shared = c.size(said.shared)
        return Mixture(
            c.size(*said.experts),
            c.size("num_experts_per_tok"),
            units,
            shared=shared,
            shared_bias=switch(c, self.row.mlp_bias),
            shared_gate=said.shared_gate,
            shared_name=said.shared_name,
            expert_bias=said.expert_bias,
            router_bias=said.router_bias,
            transposed=said.transposed,
            router=said.router,
            name=self.row.feed_forward,
        )

    # --- blocks ---------------------------------------------------------------------------------------------------

    def block(self, kind: Hashable, sparse: bool) -> Callable:  # type: ignore[type-arg]
        """One block of a kind."""
        row = self.row
        attention = self.attention(kind)
        feed_forward = self.mixture(row.experts) if sparse and row.experts else self.dense()
        (first, second), (after_first, after_second) = row.before, row.after
        if row.wiring == "side by side":
            return side_by_side(
                None if second else self.norm(first),
                branch(self.norm(first) if second else None, attention, self.norm(after_first)),
                branch(self.norm(second), feed_forward, self.norm(after_second)),
            )
        if row.wiring == "normed after":
            norms = [self.norm(name) for name in (first, second)]
            return normed_after((branch(attention), norms[0]), (branch(feed_forward), norms[1]))
        return in_turn(
            branch(self.norm(first), attention, self.norm(after_first)),
            branch(self.norm(second), feed_forward, self.norm(after_second)),
        )

    def layers(self) -> list[Layer]:
        """All blocks, in groups of equal ones."""
        row = self.row
        groups = self.groups()
        if len(groups) == 1:
            ((kind, sparse), times) = groups[0]
            return [repeated(self.block(kind, sparse), times, row.blocks)]
        return [
            repeated(self.block(kind, sparse), times, f"{row.blocks}_{name}")
            for ((kind, sparse), times), name in zip(groups, _names(groups), strict=True)
        ]

    def groups(self) -> list[tuple[tuple[Hashable, bool], Dim]]:
        """Each kind of block, with how often it is there: its attention, and whether it is a mixture."""
        row, c, experts = self.row, self.c, self.row.experts
        if experts and experts.dense_first:
            first = c.optional("first_k_dense_replace", least=0)
            if first is not None and c.symbols.defaults["L_0"] > 0:
                return [((FULL, False), first), ((FULL, True), self.depth - first)]
            return [((FULL, True), self.depth)]
        sparse = Pattern((experts is not None,))
        if experts and (experts.sparse or experts.sparse_step):
            sparse = (experts.sparse or sparse_layers)(c)
        looks = row.windows(c) if row.windows else Pattern((FULL,))
        return groups(c, both(looks, sparse), self.depth, c.symbols.defaults["L"])  # type: ignore[return-value]

    # --- the whole ------------------------------------------------------------------------------------------------

    def embeddings(self) -> list[Layer]:
        """From tokens to features."""
        c, row = self.c, self.row
        narrow = self.narrow
        made: list[Layer] = [
            TokenEmbedding(self.vocabulary, self.width if narrow is None else narrow, table=row.embed, name=row.embed)
        ]
        if narrow is not None:
            made.append(Projection(self.width, False, name="project_in"))
        if row.places:
            made.append(
                Positions(
                    c.size(row.places, letter="n_pos"),
                    extra=row.places_extra,
                    drops=c.drops("embd_pdrop", "dropout"),
                    name=_position_names(row),
                )
            )
        return made

    def stack(self) -> list[Layer]:
        """Blocks, and the last normalization."""
        last = self.norm(self.row.final_norm)
        back = Projection(self.narrow, False, name="project_out") if self.narrow is not None else None
        return [*self.layers(), *(layer for layer in (last, back) if layer is not None)]

    def head(self, bias: bool, tied: bool) -> Layer:
        """The scores of the next token."""
        row = self.row
        return LanguageHead(self.vocabulary, bias, tied=row.embed if tied else "", name=row.head)

    def ending(self, architecture: str) -> list[Layer]:
        """What ``architectures`` adds to the body."""
        c, row = self.c, self.row
        tied = c.flag("tie_word_embeddings")
        what = architecture.removeprefix(row.prefix)
        if what in ("Model", "TextModel"):
            return []
        if what in (row.causal_lm, "ForCausalLM"):
            return [self.head(switch(c, row.head_bias), tied)]
        if what == "ForQuestionAnswering":
            return [Projection(2, True, name="qa_outputs")]
        if what in ("ForSequenceClassification", "ForTokenClassification"):
            classes = c.symbols.add("n_class", c.labels, "classes", "num_labels")
            return [Projection(classes, what == "ForTokenClassification", name=row.score)]
        raise c.refusal("architectures", f"{architecture} is not described")

    def architecture(self) -> str:
        """The class that the config names, or the one with the head of a language model."""
        return one_architecture(self.c, self.row.prefix + self.row.causal_lm)


def one_architecture(c: Config, default: str) -> str:
    """What ``architectures`` says; the default where it says nothing."""
    said = c.value("architectures")
    if said is None or said == []:
        return default
    if not isinstance(said, list) or len(said) != 1 or not isinstance(said[0], str):
        raise c.refusal("architectures", f'it is a list of one name, such as ["{default}"], not {said!r}')
    return said[0]


def _names(groups: list[tuple[tuple[Hashable, bool], Dim]]) -> list[str]:
    """A word for each group: what tells it from the others."""
    kinds = len({kind for (kind, _), _ in groups}) > 1
    sparse = len({sparse for (_, sparse), _ in groups}) > 1
    return [
        "_".join(
            [
                *([str(kind).removesuffix("_attention")] if kinds else []),
                *(["sparse" if is_sparse else "dense"] if sparse else []),
            ]
        )
        for (kind, is_sparse), _ in groups
    ]


def _position_names(row: Decoder) -> str:
    return {"wte": "wpe"}.get(row.embed, "embed_positions")


def sparse_layers(c: Config) -> Pattern:
    """Which layers have a mixture, as Qwen's mixtures say it."""
    step = c.number("decoder_sparse_step", least=1)
    dense = c.numbers("mlp_only_layers", least=0) if c.value("mlp_only_layers") is not None else []
    every = Pattern(tuple((i + 1) % step == 0 for i in range(step)))
    if not dense:
        return every
    return Pattern(tuple(i not in dense and every.layer(i) for i in range(c.symbols.defaults["L"])), recurs=False)


def listed_or(rule: Callable[[Config], Pattern], window_if: str = "") -> Callable[[Config], Pattern]:
    """The kinds of layers as ``layer_types`` lists them, or else by the type's own rule.

    ``window_if`` is the key without which there is no window that a layer could look at.
    """

    def kinds(c: Config) -> Pattern:
        listed = listed_layers(c, SLIDING)
        own = rule(c)
        if listed is None:
            return own
        if window_if and SLIDING in listed.kinds and not c.flag(window_if):
            raise c.refusal("layer_types", f"{SLIDING} has no window where {window_if} is false")
        return listed

    return kinds


def listed_layers(c: Config, other: str) -> Pattern | None:
    """What ``layer_types`` says of each layer, full attention or another kind; None where it says nothing."""
    listed = c.words("layer_types", FULL, other)
    if listed is None:
        return None
    layers = c.written("num_hidden_layers")
    if len(listed) != layers:
        raise c.refusal("layer_types", f"it names the kinds of {len(listed)} layers; num_hidden_layers is {layers}")
    return Pattern(tuple(listed), recurs=False)


def turned_in_part(otherwise: str) -> Callable[[Config, Dim], Dim]:
    """The share of a head's features that positions turn, as the config says it."""

    def turned(c: Config, head: Dim) -> Dim:
        ropes = [rope for key in ("rope_parameters", "rope_scaling") if isinstance(rope := c.raw.get(key), Mapping)]
        said = [rope["partial_rotary_factor"] for rope in ropes if "partial_rotary_factor" in rope]
        share = Fraction(str(said[0] if said else c.fraction("partial_rotary_factor", float(otherwise))))
        return div(share.numerator * head, share.denominator)

    return turned


def every(period: int, last: Hashable = FULL, others: Hashable = SLIDING) -> Pattern:
    """All of one kind but each so-manieth."""
    return Pattern((*(others,) * (period - 1), last))
