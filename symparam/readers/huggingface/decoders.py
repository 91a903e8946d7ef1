"""The types of decoders: what each says of itself, where it is not Llama."""

from __future__ import annotations

from dataclasses import replace

from ...algebra import Dim
from ...graph import Model, Sequential
from .config import Config
from .decoder import FULL, SLIDING, Builder, Decoder, Experts, every, listed_or, turned_in_part
from .graph import tokens
from .pattern import Pattern

PHI3 = ("interpolate_factor", "full_attn_mod")
GPT = ("q_proj", "k_proj", "v_proj", "out_proj")


def sliding_if_given(c: Config) -> Pattern:
    """All layers look at a window, where the config has one."""
    return Pattern((SLIDING if c.value("sliding_window") is not None else FULL,))


def sliding_if_used(c: Config) -> Pattern:
    """The same, where ``use_sliding_window`` says so."""
    c.value("sliding_window")
    return sliding_if_given(c) if c.flag("use_sliding_window") else Pattern((FULL,))


def sliding_from(c: Config) -> Pattern:
    """Layers look at a window from ``max_window_layers`` on, where windows are used."""
    used, window, first = c.flag("use_sliding_window"), c.value("sliding_window"), c.number("max_window_layers")
    if not used or window is None:
        return Pattern((FULL,))
    return Pattern(tuple(SLIDING if i >= first else FULL for i in range(c.symbols.defaults["L"])), recurs=False)


def gemma3_pattern(c: Config) -> Pattern:
    """All layers look at a window, but each sixth."""
    period = c.value("sliding_window_pattern")
    return every(6 if period is None else c.number("sliding_window_pattern", least=1))


def falcon(c: Config, row: Decoder) -> Decoder:
    """Falcon's attention has three forms, and its blocks have three."""
    new, multi, parallel = (c.flag(k) for k in ("new_decoder_architecture", "multi_query", "parallel_attn"))
    if c.flag("alibi"):
        row = replace(row, turned=lambda c, head: None)
    norms = c.value("num_ln_in_parallel_attn")
    two = c.number("num_ln_in_parallel_attn", least=1) == 2 if norms is not None else new
    if not parallel and new:
        raise c.refusal("parallel_attn", "false, with new_decoder_architecture, is not described")
    if two and not new:
        raise c.refusal("num_ln_in_parallel_attn", "2, without new_decoder_architecture, is not described")
    row = replace(row, kv_heads=row.kv_heads if new or not multi else ())
    few = c.value("num_kv_heads", "n_head_kv")
    if not new and not multi and few not in (None, c.value("num_attention_heads", "n_head")):
        raise c.refusal(
            "num_kv_heads", "each head has keys of its own without multi_query and without new_decoder_architecture"
        )
    if new:
        row = replace(row, cached=lambda c: c.size("num_attention_heads"))
    elif multi:
        row = replace(row, one_kv_head=True)
    else:
        row = replace(row, kv_heads=())
    if not parallel:
        return row
    before = ("ln_attn", "ln_mlp") if two else ("input_layernorm", "")
    return replace(row, wiring="side by side", before=before)


def opt(c: Config, row: Decoder) -> Decoder:
    """OPT's blocks normalize before or after; its embeddings may be narrower than the model."""
    removed = c.flag("_remove_final_layer_norm")
    if not c.flag("layer_norm_elementwise_affine"):
        row = replace(row, norm="none")
    if not c.flag("do_layer_norm_before"):
        return replace(row, wiring="normed after", final_norm="")
    return replace(row, final_norm="" if removed else row.final_norm)


def starcoder2(c: Config, row: Decoder) -> Decoder:
    """Two keys of which only one value was ever in use."""
    c.only("mlp_type", "default")
    c.only("norm_type", "layer_norm")
    return row


def deepseek(c: Config, row: Decoder) -> Decoder:
    """Every layer behind the dense ones has a mixture."""
    c.only("moe_layer_freq", 1)
    c.only("head_dim", None, c.value("qk_rope_head_dim"))
    c.only("num_key_value_heads", c.value("num_attention_heads"))
    return row


def phi3(c: Config, head: Dim) -> Dim | None:
    """All features of a head, unless the config names a part of them, which is rounded up to pairs."""
    part = turned_in_part("1")(c, head)
    return part if part == head else None


MISTRAL = Decoder("Mistral", head_dim=True, windows=sliding_if_given)
GEMMA2 = Decoder(
    "Gemma2",
    head_dim=True,
    even=True,
    query_key_value_bias="attention_bias",
    output_bias="attention_bias",
    activation=("hidden_activation", "hidden_act"),
    before=("input_layernorm", "pre_feedforward_layernorm"),
    after=("post_attention_layernorm", "post_feedforward_layernorm"),
    windows=listed_or(lambda c: every(2)),
    inert=("_sliding_window_pattern", "sliding_window_size", "use_bidirectional_attention"),
)
GPT2 = Decoder(
    "GPT2",
    width=("n_embd", "hidden_size"),
    depth=("n_layer", "num_hidden_layers"),
    heads=("n_head", "num_attention_heads"),
    kv_heads=(),
    units=("n_inner",),
    activation=("activation_function",),
    query_key_value_bias=True,
    output_bias=True,
    norm="layer",
    fused="c_attn",
    transposed=True,
    names=("", "", "", "c_proj"),
    mlp="plain",
    mlp_bias=True,
    mlp_names=("c_fc", "c_proj"),
    before=("ln_1", "ln_2"),
    places="n_positions",
    final_norm="ln_f",
    causal_lm="LMHeadModel",
    embed="wte",
    attention="attn",
    blocks="h",
    context="n_positions",
)
GPTJ = replace(
    GPT2,
    prefix="GPTJ",
    turned=lambda c, head: c.number("rotary_dim", least=1) if c.value("rotary_dim") is not None else None,
    query_key_value_bias=False,
    output_bias=False,
    fused="",
    transposed=False,
    names=GPT,
    mlp_names=("fc_in", "fc_out"),
    before=("ln_1", ""),
    wiring="side by side",
    places="",
    causal_lm="ForCausalLM",
    head_bias=True,
    inert=("rotary",),
)
DEEPSEEK = Decoder(
    "DeepseekV3",
    kv_heads=(),
    latent=True,
    query_key_value_bias="attention_bias",
    experts=Experts(("n_routed_experts", "num_local_experts"), shared="count", dense_first=True),
    inert=("qk_head_dim", "num_nextn_predict_layers"),
    adjust=deepseek,
)
QWEN_MOE = Experts(("num_local_experts", "num_experts"), sparse_step=True)

DECODERS: dict[str, Decoder] = {
    "llama": Decoder(
        "Llama",
        head_dim=True,
        even=True,
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        mlp_bias="mlp_bias",
    ),
    "smollm3": Decoder(
        "SmolLM3",
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        mlp_bias="mlp_bias",
        windows=listed_or(lambda c: _smollm3(c), "use_sliding_window"),
        inert=("max_window_layers",),
    ),
    "granite": Decoder(
        "Granite", query_key_value_bias="attention_bias", output_bias="attention_bias", mlp_bias="mlp_bias"
    ),
    "mistral": MISTRAL,
    "mixtral": replace(MISTRAL, prefix="Mixtral", experts=Experts(units="intermediate_size")),
    "qwen2": Decoder("Qwen2", query_key_value_bias=True, windows=listed_or(sliding_from, "use_sliding_window")),
    "qwen2_moe": Decoder(
        "Qwen2Moe",
        query_key_value_bias="qkv_bias",
        windows=listed_or(lambda c: _qwen2_moe(c), "use_sliding_window"),
        experts=replace(
            QWEN_MOE,
            experts=("num_experts", "num_local_experts"),
            shared="shared_expert_intermediate_size",
            shared_gate=True,
            shared_name="shared_expert",
        ),
    ),
    "qwen3": Decoder(
        "Qwen3",
        head_dim=True,
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        qk_norm="head",
        windows=listed_or(sliding_from, "use_sliding_window"),
    ),
    "qwen3_moe": Decoder(
        "Qwen3Moe",
        head_dim=True,
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        qk_norm="head",
        windows=sliding_if_used,
        experts=QWEN_MOE,
        inert=("max_window_layers",),
    ),
    "gemma": Decoder(
        "Gemma",
        head_dim=True,
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        activation=("hidden_act", "hidden_activation"),
        inert=("use_bidirectional_attention",),
    ),
    "gemma2": GEMMA2,
    "gemma3_text": replace(
        GEMMA2,
        prefix="Gemma3",
        qk_norm="head",
        windows=listed_or(gemma3_pattern),
        halved_if="use_bidirectional_attention",
    ),
    "phi": Decoder(
        "Phi",
        turned=turned_in_part("0.5"),
        query_key_value_bias=True,
        output_bias=True,
        norm="layer",
        qk_norm="head with bias",
        qk_norm_if="qk_layernorm",
        qk_norm_names=("q_layernorm", "k_layernorm"),
        names=("q_proj", "k_proj", "v_proj", "dense"),
        mlp="plain",
        mlp_bias=True,
        before=("input_layernorm", ""),
        wiring="side by side",
        final_norm="final_layernorm",
        head_bias=True,
    ),
    "phi3": Decoder(
        "Phi3", turned=phi3, fused="qkv_proj", mlp_fused="gate_up_proj", windows=sliding_if_given, inert=PHI3
    ),
    "gpt_oss": Decoder(
        "GptOss",
        head_dim=True,
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        sinks=True,
        windows=listed_or(lambda c: every(2)),
        experts=Experts(
            units="intermediate_size", expert_bias=True, router_bias=True, transposed=True, router="router"
        ),
        inert=("swiglu_alpha", "swiglu_limit", "experts_per_token", "initial_context_length"),
    ),
    "deepseek_v3": DEEPSEEK,
    "deepseek_v2": replace(DEEPSEEK, prefix="DeepseekV2", even=True, mlp_bias="mlp_bias"),
    "olmo": Decoder("Olmo", query_key_value_bias="attention_bias", output_bias="attention_bias", norm="none"),
    "olmo2": Decoder(
        "Olmo2",
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        qk_norm="whole",
        before=("", ""),
        after=("post_attention_layernorm", "post_feedforward_layernorm"),
    ),
    "starcoder2": Decoder(
        "Starcoder2",
        query_key_value_bias="use_bias",
        output_bias="use_bias",
        norm="layer",
        mlp="plain",
        mlp_bias="use_bias",
        mlp_names=("c_fc", "c_proj"),
        windows=sliding_if_given,
        adjust=starcoder2,
    ),
    "stablelm": Decoder(
        "StableLm",
        turned=turned_in_part("0.25"),
        query_key_value_bias="use_qkv_bias",
        norm="layer",
        qk_norm="heads apart",
        qk_norm_if="qk_layernorm",
        qk_norm_names=("q_layernorm", "k_layernorm"),
        adjust=lambda c, row: (
            replace(row, wiring="side by side", before=("input_layernorm", ""))
            if c.flag("use_parallel_residual")
            else row
        ),
    ),
    "cohere": Decoder(
        "Cohere",
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        norm="layer without bias",
        qk_norm="each head",
        qk_norm_if="use_qk_norm",
        before=("input_layernorm", ""),
        wiring="side by side",
    ),
    "gpt2": GPT2,
    "gptj": GPTJ,
    "codegen": replace(GPTJ, prefix="CodeGen", fused="qkv_proj", names=("", "", "", "out_proj")),
    "gpt_neox": Decoder(
        "GPTNeoX",
        turned=lambda c, head: None,
        kv_heads=(),
        query_key_value_bias="attention_bias",
        output_bias="attention_bias",
        norm="layer",
        fused="query_key_value",
        names=("", "", "", "dense"),
        mlp="plain",
        mlp_bias=True,
        mlp_names=("dense_h_to_4h", "dense_4h_to_h"),
        final_norm="final_layer_norm",
        embed="embed_in",
        attention="attention",
        inert=("use_parallel_residual",),
    ),
    "falcon": Decoder(
        "Falcon",
        width=("hidden_size", "n_embed"),
        depth=("num_hidden_layers", "n_layer"),
        heads=("num_attention_heads", "n_head"),
        kv_heads=("num_kv_heads", "n_head_kv"),
        units=("ffn_hidden_size",),
        activation=("activation",),
        query_key_value_bias="bias",
        output_bias="bias",
        norm="layer",
        fused="query_key_value",
        names=("", "", "", "dense"),
        mlp="plain",
        mlp_bias="bias",
        mlp_names=("dense_h_to_4h", "dense_4h_to_h"),
        final_norm="ln_f",
        embed="word_embeddings",
        attention="self_attention",
        blocks="h",
        adjust=falcon,
    ),
    "opt": Decoder(
        "OPT",
        kv_heads=(),
        units=("ffn_dim",),
        activation=("activation_function",),
        query_key_value_bias="enable_bias",
        output_bias="enable_bias",
        norm="layer",
        names=GPT,
        mlp="plain",
        mlp_bias="enable_bias",
        before=("self_attn_layer_norm", "final_layer_norm"),
        places="max_position_embeddings",
        places_extra=2,
        embedding_width="word_embed_proj_dim",
        final_norm="final_layer_norm",
        adjust=opt,
    ),
}


def decoder(c: Config) -> Model:
    """A decoder on a text of T tokens."""
    row = row_of(c.kind)
    builder = Builder(c, row)
    c.symbols.generates = True
    architecture = builder.architecture()
    layers = [*builder.embeddings(), *builder.stack(), *builder.ending(architecture)]
    return Sequential(layers, input=(tokens(c, row.context),), name=architecture)


def row_of(kind: str) -> Decoder:
    """What a type says of itself; hybrids stand in a module of their own. Raises KeyError for no decoder."""
    if kind in DECODERS:
        return DECODERS[kind]
    from .hybrid import HYBRIDS

    return HYBRIDS[kind]


def _smollm3(c: Config) -> Pattern:
    used, window = c.flag("use_sliding_window"), c.value("sliding_window")
    rotary, interval = c.value("no_rope_layers"), c.number("no_rope_layer_interval", least=1)
    if not used or window is None:
        return Pattern((FULL,))
    if rotary is not None:
        return Pattern(tuple(FULL if on else SLIDING for on in c.numbers("no_rope_layers", least=0)), recurs=False)
    return every(interval, last=SLIDING, others=FULL)


def _qwen2_moe(c: Config) -> Pattern:
    most, _ = c.number("max_window_layers"), c.value("sliding_window")
    if not c.flag("use_sliding_window"):
        return Pattern((FULL,))
    kinds = (SLIDING if (i + 1) % 2 and i < most else FULL for i in range(c.symbols.defaults["L"]))
    return Pattern(tuple(kinds), recurs=False)
