"""Configs to compare by: random ones of every type, and those of published models."""

from __future__ import annotations

import random
from typing import Any

from symparam.readers.huggingface.defaults import defaults

Config = dict[str, Any]

# type -> the classes that ``architectures`` may name
GENERIC = ("Model", "ForCausalLM", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering")
TEXT = ("Model", "ForMaskedLM", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering")
CHOICE = (*TEXT, "ForMultipleChoice")
CLASSES: dict[str, tuple[str, ...]] = {
    **{
        kind: tuple(prefix + what for what in GENERIC)
        for kind, prefix in {
            "llama": "Llama",
            "mistral": "Mistral",
            "mixtral": "Mixtral",
            "qwen2": "Qwen2",
            "qwen2_moe": "Qwen2Moe",
            "qwen3": "Qwen3",
            "qwen3_moe": "Qwen3Moe",
            "gpt_neox": "GPTNeoX",
            "smollm3": "SmolLM3",
            "falcon": "Falcon",
            "qwen3_next": "Qwen3Next",
        }.items()
    },
    **{
        kind: (f"{prefix}Model", f"{prefix}ForCausalLM", f"{prefix}ForSequenceClassification")
        for kind, prefix in {
            "gemma": "Gemma",
            "gemma2": "Gemma2",
            "stablelm": "StableLm",
            "phi": "Phi",
            "phi3": "Phi3",
            "deepseek_v3": "DeepseekV3",
            "deepseek_v2": "DeepseekV2",
            "gptj": "GPTJ",
            "opt": "OPT",
            "starcoder2": "Starcoder2",
            "gpt_oss": "GptOss",
            "jamba": "Jamba",
        }.items()
    },
    **{
        kind: (f"{prefix}Model", f"{prefix}ForCausalLM")
        for kind, prefix in {
            "granite": "Granite",
            "olmo": "Olmo",
            "olmo2": "Olmo2",
            "cohere": "Cohere",
            "codegen": "CodeGen",
            "mamba": "Mamba",
        }.items()
    },
    "gemma3_text": ("Gemma3TextModel", "Gemma3ForCausalLM"),
    "gpt2": ("GPT2Model", "GPT2LMHeadModel", "GPT2ForSequenceClassification", "GPT2ForTokenClassification"),
    **{
        kind: tuple(prefix + what for what in CHOICE)
        for kind, prefix in {
            "roberta": "Roberta",
            "xlm-roberta": "XLMRoberta",
            "camembert": "Camembert",
            "distilbert": "DistilBert",
            "mpnet": "MPNet",
            "deberta-v2": "DebertaV2",
            "modernbert": "ModernBert",
        }.items()
    },
    "bert": tuple(f"Bert{what}" for what in (*CHOICE, "ForPreTraining", "ForNextSentencePrediction", "LMHeadModel")),
    "electra": (*(f"Electra{what}" for what in TEXT), "ElectraForPreTraining"),
    "albert": (*(f"Albert{what}" for what in CHOICE), "AlbertForPreTraining"),
    "t5": (
        *("T5Model", "T5ForConditionalGeneration", "T5EncoderModel"),
        *(f"T5For{what}" for what in ("SequenceClassification", "TokenClassification", "QuestionAnswering")),
    ),
    "bart": tuple(
        f"Bart{what}"
        for what in ("Model", "ForConditionalGeneration", "ForSequenceClassification", "ForQuestionAnswering")
    ),
    "whisper": ("WhisperModel", "WhisperForConditionalGeneration"),
    "vit": ("ViTModel", "ViTForImageClassification"),
    "dinov2": ("Dinov2Model", "Dinov2ForImageClassification"),
    "clip": ("CLIPModel",),
    "siglip": ("SiglipModel",),
    "clip_text_model": ("CLIPTextModel", "CLIPTextModelWithProjection"),
    "clip_vision_model": ("CLIPVisionModel", "CLIPVisionModelWithProjection"),
    "siglip_text_model": ("SiglipTextModel",),
    "siglip_vision_model": ("SiglipVisionModel",),
    "wav2vec2": tuple(
        f"Wav2Vec2{what}"
        for what in ("Model", "ForCTC", "ForPreTraining", "ForSequenceClassification", "ForAudioFrameClassification")
    ),
    "llava": ("LlavaModel", "LlavaForConditionalGeneration"),
    "gemma3": ("Gemma3Model", "Gemma3ForConditionalGeneration"),
    "paligemma": ("PaliGemmaModel", "PaliGemmaForConditionalGeneration"),
}
PARTS = {  # of a model that sees: what its text and its tower may be
    "llava": (
        ("llama", "mistral", "qwen2", "qwen3_moe", "gpt_neox", "phi3"),
        ("clip_vision_model", "siglip_vision_model"),
    ),
    "gemma3": (("gemma3_text",), ("siglip_vision_model",)),
    "paligemma": (("gemma", "gemma2"), ("siglip_vision_model",)),
}

# flags that ask for what is not described, or that another library has to be there for
KEPT = {
    "add_adapter",
    "add_cross_attention",
    "is_decoder",
    "is_encoder_decoder",
    "legacy",
    "position_biased_input",
    "qk_layernorm",
    "relative_attention",
    "tie_word_embeddings",
    "use_mamba_kernels",
    "use_weighted_layer_sum",
}


def random_config(kind: str, rng: random.Random) -> Config:
    """A small config of a type: most keys given, some left out, some null."""
    if kind in ("clip", "siglip"):
        config = {f"{part}_config": _values(f"{kind}_{part}_model", rng) for part in ("text", "vision")}
        if kind == "clip":
            config["projection_dim"] = rng.randint(3, 40)
        else:  # what the towers give is compared
            config["vision_config"].pop("vision_use_head", None)
            config["text_config"]["projection_size"] = config["vision_config"]["hidden_size"]
    elif kind in PARTS:
        config = _seeing(kind, rng)
    else:
        config = _values(kind, rng)
    chosen = rng.choice(CLASSES[kind])
    labels = 2 if "QuestionAnswering" in chosen else rng.randint(2, 7)
    return {
        "model_type": kind,
        "architectures": [chosen],
        "id2label": {str(i): str(i) for i in range(labels)},
        **config,
    }


def _seeing(kind: str, rng: random.Random) -> Config:
    text, vision = (rng.choice(kinds) for kinds in PARTS[kind])
    parts = {"text_config": _values(text, rng), "vision_config": _values(vision, rng)}
    for key, chosen in (("text_config", text), ("vision_config", vision)):
        if chosen != PARTS[kind][key != "text_config"][0] or rng.random() < 0.7:
            parts[key]["model_type"] = chosen
    left, patch = rng.randint(1, 4), parts["vision_config"]["patch_size"]
    parts["vision_config"]["image_size"] = patch * left * rng.randint(1, 3)
    parts["text_config"]["max_position_embeddings"] = 400
    own: dict[str, Config] = {
        "llava": {
            "vision_feature_layer": rng.choice([-2, -1, [-2, -1], [1]]),
            "vision_feature_select_strategy": rng.choice(["default", "full"]),
            "multimodal_projector_bias": rng.random() < 0.5,
        },
        "gemma3": {"mm_tokens_per_image": left * left},
        "paligemma": {"projection_dim": parts["text_config"]["hidden_size"]},
    }
    return {**parts, **own[kind], "tie_word_embeddings": rng.random() < 0.5}


def _values(kind: str, rng: random.Random) -> Config:
    known = defaults(kind)
    sizes = _sizes(rng)
    special = SPECIAL.get(kind, lambda rng, sizes: {})(rng, sizes)
    found = {key: value for key, value in {**sizes, **special}.items() if key in known or key in special}
    for key in OPTIONAL & found.keys() - special.keys():
        if rng.random() < 0.1:
            del found[key]
    if "head_dim" in known and kind not in ("deepseek_v2", "deepseek_v3") and rng.random() < 0.5:
        found["head_dim"] = 2 * rng.randint(1, 40)
        if known["head_dim"] is None and rng.random() < 0.3:
            found["head_dim"] = None
    for key, value in known.items():
        if isinstance(value, bool) and key not in KEPT and key not in special and rng.random() < 0.4:
            found[key] = rng.random() < 0.5
    tied = kind in ("bart", "t5")
    return found if tied else {**found, "tie_word_embeddings": rng.random() < 0.5}


OPTIONAL = {"intermediate_size", "vocab_size", "num_hidden_layers", "max_position_embeddings"}


def _sizes(rng: random.Random) -> Config:
    """A value for each key that is a size, such that they fit together."""
    few, group, head = rng.randint(1, 3), rng.randint(1, 3), 4 * rng.randint(1, 5)
    heads = few * group
    width = heads * head
    width_keys = dict.fromkeys(("hidden_size", "n_embd", "d_model", "dim"), width)
    head_keys = dict.fromkeys(
        ("num_attention_heads", "n_head", "n_heads", "encoder_attention_heads", "decoder_attention_heads"), heads
    )
    depth_keys = (
        "num_hidden_layers",
        "n_layer",
        "n_layers",
        "num_layers",
        "encoder_layers",
        "decoder_layers",
        "num_decoder_layers",
    )
    unit_keys = (
        "intermediate_size",
        "ffn_dim",
        "hidden_dim",
        "d_ff",
        "encoder_ffn_dim",
        "decoder_ffn_dim",
        "moe_intermediate_size",
        "shared_expert_intermediate_size",
    )
    place_keys = ("max_position_embeddings", "n_positions", "max_source_positions", "max_target_positions")
    keys = rng.randint(1, 3)
    return {
        **width_keys,
        **head_keys,
        **{key: rng.randint(1, 9) for key in depth_keys},
        **{key: rng.randint(3, 90) for key in unit_keys},
        **{key: rng.randint(20, 200) for key in place_keys},
        **dict.fromkeys(("n_inner", "ffn_hidden_size"), rng.choice([None, rng.randint(3, 90)])),
        "num_key_value_heads": few,
        "num_kv_heads": few,
        "vocab_size": rng.randint(60, 999),
        "pad_token_id": 0,
        "num_local_experts": rng.randint(2, 9),
        "num_experts": rng.randint(2, 9),
        "n_routed_experts": rng.randint(2, 9),
        "num_experts_per_tok": rng.randint(1, 2),
        "n_shared_experts": rng.randint(1, 3),
        "first_k_dense_replace": rng.randint(0, 3),
        "q_lora_rank": rng.choice([None, rng.randint(2, 30)]),
        "kv_lora_rank": rng.randint(2, 30),
        "qk_rope_head_dim": 2 * rng.randint(1, 9),
        "qk_nope_head_dim": rng.randint(2, 30),
        "v_head_dim": rng.randint(2, 30),
        "n_group": 1,
        "topk_group": 1,
        "word_embed_proj_dim": rng.choice([width, rng.randint(3, 50)]),
        "decoder_sparse_step": rng.randint(1, 3),
        "mlp_only_layers": rng.choice([[], [0], [1, 2]]),
        "sliding_window": rng.randint(2, 60),
        "max_window_layers": rng.randint(0, 6),
        "rotary_dim": 4,
        "type_vocab_size": rng.randint(1, 3),
        "embedding_size": rng.choice([width, rng.randint(3, 40)]),
        "relative_attention_num_buckets": 2 * rng.randint(4, 20),
        "num_heads": rng.randint(1, 5),
        "d_kv": rng.randint(2, 20),
        "feed_forward_proj": rng.choice(["relu", "gated-gelu", "gated-silu"]),
        "num_mel_bins": rng.randint(3, 90),
        "image_size": rng.randint(20, 70),
        "patch_size": rng.randint(3, 16),
        "num_channels": rng.randint(1, 5),
        "projection_dim": rng.randint(3, 50),
        "projection_size": rng.choice([None, rng.randint(3, 40)]),
        "pooler_output_size": rng.choice([None, rng.randint(3, 40)]),
        "mlp_ratio": rng.randint(1, 4),
        "state_size": rng.randint(2, 20),
        "expand": rng.randint(1, 3),
        "conv_kernel": rng.randint(2, 5),
        "time_step_rank": rng.choice(["auto", rng.randint(2, 20)]),
        "linear_num_key_heads": keys,
        "linear_num_value_heads": keys * rng.randint(1, 3),
        "linear_key_head_dim": rng.randint(2, 20),
        "linear_value_head_dim": rng.randint(2, 20),
        "linear_conv_kernel_dim": rng.randint(2, 5),
        "expert_layer_period": 3,
        "expert_layer_offset": rng.randint(0, 2),
        "attn_layer_period": 4,
        "attn_layer_offset": rng.randint(0, 3),
        "mamba_d_state": rng.randint(2, 20),
        "mamba_d_conv": rng.randint(2, 5),
        "mamba_expand": rng.randint(1, 3),
        "mamba_dt_rank": rng.choice(["auto", rng.randint(2, 20)]),
        "num_conv_pos_embeddings": 2 * rng.randint(3, 20),
        "num_conv_pos_embedding_groups": rng.choice([1, 2, 4]),
        "feat_extract_norm": rng.choice(["group", "layer"]),
    }


def _deberta(rng: random.Random, sizes: Config) -> Config:
    return {
        "type_vocab_size": rng.randint(0, 2),
        "pos_att_type": rng.choice([None, "p2c|c2p", "c2p", ["p2c", "c2p"]]),
        "relative_attention": rng.random() < 0.7,
        "share_att_key": rng.random() < 0.5,
        "position_buckets": rng.choice([-1, rng.randint(4, 30)]),
        "max_relative_positions": rng.choice([-1, 30]),
        "position_biased_input": rng.random() < 0.5,
        "norm_rel_ebd": rng.choice(["none", "layer_norm"]),
        "conv_kernel_size": rng.choice([0, 3]),
        "conv_act": "gelu",
    }


def _wav2vec2(rng: random.Random, sizes: Config) -> Config:
    layers = rng.randint(2, 5)
    return {
        "conv_dim": [rng.randint(2, 20) for _ in range(layers)],
        "conv_kernel": [rng.randint(2, 6) for _ in range(layers)],
        "conv_stride": [rng.randint(1, 3) for _ in range(layers)],
        "mask_time_prob": rng.choice([0.0, 0.05]),
    }


def _falcon(rng: random.Random, sizes: Config) -> Config:
    parallel = rng.random() < 0.7
    new, multi = parallel and rng.random() < 0.5, rng.random() < 0.5
    few = sizes["num_kv_heads"] if new or multi else sizes["num_attention_heads"]
    return {"parallel_attn": parallel, "new_decoder_architecture": new, "multi_query": multi, "num_kv_heads": few}


def _codegen(rng: random.Random, sizes: Config) -> Config:
    heads = 4 * rng.randint(1, 3)
    return {"n_head": heads, "n_embd": 8 * heads, "rotary_dim": 4}


SPECIAL = {
    "deberta-v2": _deberta,
    "wav2vec2": _wav2vec2,
    "falcon": _falcon,
    "codegen": _codegen,
    "mistral": lambda rng, sizes: {"sliding_window": rng.choice([None, 7])},
    "stablelm": lambda rng, sizes: {"partial_rotary_factor": 0.5, "qk_layernorm": rng.random() < 0.5},
    "gptj": lambda rng, sizes: {"rotary_dim": 4},
    "mpnet": lambda rng, sizes: {"relative_attention_num_buckets": 2 * rng.randint(16, 20)},
    **dict.fromkeys(
        ("deepseek_v2", "deepseek_v3"),
        lambda rng, sizes: {"n_group": 1, "topk_group": 1, "num_key_value_heads": sizes["num_attention_heads"]},
    ),
    "mamba": lambda rng, sizes: {"intermediate_size": rng.randint(8, 99)} if rng.random() < 0.3 else {},
    "jamba": lambda rng, sizes: {"num_experts": rng.randint(1, 6), "num_experts_per_tok": 1},
    "phi": lambda rng, sizes: {"qk_layernorm": rng.random() < 0.5},
    "dinov2": lambda rng, sizes: {
        "use_swiglu_ffn": rng.random() < 0.5 and sizes["hidden_size"] * sizes["mlp_ratio"] > 20
    },
    **dict.fromkeys(("smollm3", "cohere", "phi3", "modernbert", "whisper"), lambda rng, sizes: {"pad_token_id": 0}),
}
