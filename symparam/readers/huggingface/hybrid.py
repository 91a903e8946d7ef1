"""State spaces, and decoders in which they alternate with attention: Mamba, Jamba, Qwen3-Next."""

from __future__ import annotations

from ...algebra import Dim, ceil
from ...graph import Model, Sequential
from ...layers.layer import Layer
from ...layers.transformer.embedding import TokenEmbedding
from ...layers.transformer.linear import LanguageHead
from ...layers.transformer.norm import RMSNorm
from ...layers.transformer.state_space import LinearAttention
from ...layers.transformer.state_space import Mamba as Mixer
from .blocks import branch, in_turn, repeated
from .config import Config
from .decoder import FULL, LINEAR, Decoder, Experts, every, listed_layers, one_architecture
from .graph import tokens
from .pattern import Pattern

TABLE = "embeddings"


def state_space(c: Config, width: Dim, key: str, inner: Dim, name: str, **options: bool) -> Layer:
    """A state space whose config keys begin with ``key``."""
    rank = c.value(f"{key}time_step_rank" if not key else f"{key}dt_rank")
    names = ("time_step_rank",) if not key else (f"{key}dt_rank",)
    step = ceil(width, 16) if rank == "auto" else c.size(*names)
    state, window = ("state_size", "conv_kernel") if not key else (f"{key}d_state", f"{key}d_conv")
    return Mixer(inner, c.size(state), c.size(window), step, name=name, **options)


def mamba(c: Config) -> Model:
    """A Mamba on a text of T tokens."""
    vocabulary, width, depth = c.size("vocab_size"), c.size("hidden_size"), c.size("num_hidden_layers", least=0)
    c.activation("hidden_act")
    c.know("residual_in_fp32", "rescale_prenorm_residual", "time_step_init_scheme")
    c.know("time_step_scale", "time_step_min", "time_step_max", "time_step_floor", "use_mambapy")
    c.know("use_associative_scan", "d_inner", "n_layer", "d_model", "ssm_cfg", "rms_norm", "fused_add_norm")
    c.know("pad_vocab_size_multiple")
    architecture = one_architecture(c, "MambaForCausalLM")
    c.symbols.generates = True
    inner = c.number("expand", least=1) * width
    said = c.value("intermediate_size")
    if said is not None and said != c.number("expand") * c.symbols.defaults["d"]:
        inner = c.size("intermediate_size", letter="f_x")
    mixer = state_space(c, width, "", inner, "mixer", use_bias=c.flag("use_bias"), conv_bias=c.flag("use_conv_bias"))
    layers: list[Layer] = [
        TokenEmbedding(vocabulary, width, table=TABLE, name=TABLE),
        repeated(in_turn(branch(RMSNorm(name="norm"), mixer)), depth, "layers"),
        RMSNorm(name="norm_f"),
    ]
    if architecture == "MambaForCausalLM":
        layers.append(LanguageHead(vocabulary, tied=TABLE if c.flag("tie_word_embeddings") else "", name="lm_head"))
    elif architecture != "MambaModel":
        raise c.refusal("architectures", f"{architecture} is not described")
    return Sequential(layers, input=(tokens(c, "", otherwise=1),), name=architecture)


def jamba_mixer(c: Config, width: Dim) -> Layer:
    """Jamba's state space."""
    inner = c.number("mamba_expand", least=1) * width
    c.only("mamba_inner_layernorms", True)
    return state_space(
        c,
        width,
        "mamba_",
        inner,
        "mamba",
        use_bias=c.flag("mamba_proj_bias"),
        conv_bias=c.flag("mamba_conv_bias"),
        norms=True,
    )


def periodic(c: Config, key: str, one: object, others: object) -> Pattern:
    """All of one kind but each so-manieth, counted from an offset."""
    period, offset = c.number(f"{key}_period", least=1), c.number(f"{key}_offset")
    if offset >= period:
        raise c.refusal(f"{key}_offset", f"it is below {key}_period={period}, not {offset}")
    return Pattern(tuple(one if i == offset else others for i in range(period)))


def jamba_experts(c: Config) -> Pattern:
    """Which of Jamba's layers are mixtures: none where there is one expert only."""
    pattern = periodic(c, "expert_layer", True, False)
    return pattern if c.number("num_experts", least=1) > 1 else Pattern((False,))


def qwen3_next_mixer(c: Config, width: Dim) -> Layer:
    """Qwen3-Next's linear attention."""
    return LinearAttention(
        c.size("linear_num_key_heads"),
        c.size("linear_num_value_heads"),
        c.size("linear_key_head_dim"),
        c.size("linear_value_head_dim"),
        c.size("linear_conv_kernel_dim"),
        name="linear_attn",
    )


def qwen3_next_pattern(c: Config) -> Pattern:
    """All layers are linear, but each fourth, or as ``layer_types`` says."""
    listed = listed_layers(c, LINEAR)
    interval = c.value("full_attention_interval")
    if listed is not None:
        return listed
    return every(4 if interval is None else c.number("full_attention_interval", least=1), FULL, LINEAR)


def unturned(c: Config, head: Dim) -> None:
    """However many features a head has, positions turn some of them, or none."""


QWEN3_NEXT = Decoder(
    "Qwen3Next",
    head_dim=True,
    turned=unturned,
    query_key_value_bias="attention_bias",
    output_bias="attention_bias",
    qk_norm="head",
    gate=True,
    windows=qwen3_next_pattern,
    mixer=qwen3_next_mixer,
    experts=Experts(
        ("num_experts", "num_local_experts"),
        shared="shared_expert_intermediate_size",
        shared_gate=True,
        shared_name="shared_expert",
        sparse_step=True,
    ),
)
JAMBA = Decoder(
    "Jamba",
    turned=unturned,
    before=("input_layernorm", "pre_ff_layernorm"),
    feed_forward="feed_forward",
    final_norm="final_layernorm",
    windows=lambda c: periodic(c, "attn_layer", FULL, LINEAR),
    mixer=jamba_mixer,
    experts=Experts(
        ("num_experts", "num_local_experts"), units="intermediate_size", router="router", sparse=jamba_experts
    ),
    inert=(
        "use_mamba_kernels",
        "use_mambapy",
        "use_associative_scan",
        "calc_logits_for_entire_prompt",
        "num_logits_to_keep",
    ),
)
HYBRIDS: dict[str, Decoder] = {"qwen3_next": QWEN3_NEXT, "jamba": JAMBA}
