"""Defaults of absent keys, by type: those of the transformers config class of that type (5.24)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

TABLE = """
llama:
    vocab_size=32000 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 pad_token_id=null
    tie_word_embeddings=false attention_bias=false mlp_bias=false head_dim=null
smollm3:
    vocab_size=128256 hidden_size=2048 intermediate_size=11008 num_hidden_layers=36 num_attention_heads=16
    num_key_value_heads=4 hidden_act="silu" max_position_embeddings=32768 pad_token_id=128004
    use_sliding_window=false sliding_window=null no_rope_layers=null no_rope_layer_interval=4 layer_types=null
    attention_bias=false mlp_bias=false tie_word_embeddings=true
granite:
    vocab_size=32000 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 pad_token_id=null
    tie_word_embeddings=false attention_bias=false mlp_bias=false
mistral:
    vocab_size=32000 hidden_size=4096 intermediate_size=14336 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=8 head_dim=null hidden_act="silu" max_position_embeddings=131072 pad_token_id=null
    tie_word_embeddings=false sliding_window=4096
mixtral:
    vocab_size=32000 hidden_size=4096 intermediate_size=14336 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=8 head_dim=null hidden_act="silu" max_position_embeddings=131072 pad_token_id=null
    tie_word_embeddings=false sliding_window=null num_experts_per_tok=2 num_local_experts=8
qwen2:
    vocab_size=151936 hidden_size=4096 intermediate_size=22016 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    use_sliding_window=false sliding_window=4096 max_window_layers=28 layer_types=null pad_token_id=null
qwen2_moe:
    vocab_size=151936 hidden_size=2048 intermediate_size=5632 num_hidden_layers=24 num_attention_heads=16
    num_key_value_heads=16 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    use_sliding_window=false sliding_window=4096 max_window_layers=28 decoder_sparse_step=1
    moe_intermediate_size=1408 shared_expert_intermediate_size=5632 num_experts_per_tok=4 num_experts=60
    mlp_only_layers=null qkv_bias=true layer_types=null pad_token_id=null
qwen3:
    vocab_size=151936 hidden_size=4096 intermediate_size=22016 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 head_dim=128 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    attention_bias=false use_sliding_window=false sliding_window=4096 max_window_layers=28 layer_types=null
    pad_token_id=null
qwen3_moe:
    vocab_size=151936 hidden_size=2048 intermediate_size=6144 num_hidden_layers=24 num_attention_heads=32
    num_key_value_heads=4 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    attention_bias=false use_sliding_window=false sliding_window=4096 decoder_sparse_step=1
    moe_intermediate_size=768 num_experts_per_tok=8 num_experts=128 mlp_only_layers=null pad_token_id=null
gemma:
    vocab_size=256000 hidden_size=3072 intermediate_size=24576 num_hidden_layers=28 num_attention_heads=16
    num_key_value_heads=16 head_dim=256 hidden_act="gelu_pytorch_tanh" max_position_embeddings=8192 pad_token_id=0
    tie_word_embeddings=true attention_bias=false use_bidirectional_attention=null
gemma2:
    attn_logit_softcapping=50.0
    vocab_size=256000 hidden_size=2304 intermediate_size=9216 num_hidden_layers=26 num_attention_heads=8
    num_key_value_heads=4 head_dim=256 hidden_activation="gelu_pytorch_tanh" max_position_embeddings=8192
    pad_token_id=0 tie_word_embeddings=true attention_bias=false sliding_window=4096 layer_types=null
    use_bidirectional_attention=null
gemma3_text:
    vocab_size=262208 hidden_size=2304 intermediate_size=9216 num_hidden_layers=26 num_attention_heads=8
    num_key_value_heads=4 head_dim=256 hidden_activation="gelu_pytorch_tanh" max_position_embeddings=131072
    pad_token_id=0 tie_word_embeddings=true attention_bias=false sliding_window=4096 layer_types=null
    use_bidirectional_attention=false
phi:
    vocab_size=51200 hidden_size=2048 intermediate_size=8192 num_hidden_layers=24 num_attention_heads=32
    num_key_value_heads=null hidden_act="gelu_new" max_position_embeddings=2048 tie_word_embeddings=false
    qk_layernorm=false pad_token_id=null
phi3:
    vocab_size=32064 hidden_size=3072 intermediate_size=8192 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=4096 tie_word_embeddings=false
    pad_token_id=32000 sliding_window=null
gpt_oss:
    num_hidden_layers=36 num_local_experts=128 vocab_size=201088 hidden_size=2880 intermediate_size=2880 head_dim=64
    num_attention_heads=64 num_key_value_heads=8 sliding_window=128 tie_word_embeddings=false hidden_act="silu"
    max_position_embeddings=131072 num_experts_per_tok=4 layer_types=null pad_token_id=null attention_bias=true
deepseek_v3:
    vocab_size=129280 hidden_size=7168 intermediate_size=18432 moe_intermediate_size=2048 num_hidden_layers=61
    num_attention_heads=128 num_key_value_heads=128 n_shared_experts=1 n_routed_experts=256 kv_lora_rank=512
    q_lora_rank=1536 qk_rope_head_dim=64 v_head_dim=128 qk_nope_head_dim=128 num_experts_per_tok=8
    first_k_dense_replace=3 hidden_act="silu" max_position_embeddings=4096 pad_token_id=null
    tie_word_embeddings=false attention_bias=false num_mtp_layers=1
deepseek_v2:
    vocab_size=102400 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 pad_token_id=null
    tie_word_embeddings=false attention_bias=false mlp_bias=false head_dim=null first_k_dense_replace=0
    kv_lora_rank=512 q_lora_rank=1536 n_routed_experts=64 n_shared_experts=2 qk_nope_head_dim=128
    qk_rope_head_dim=64 v_head_dim=128 num_experts_per_tok=null moe_intermediate_size=1407
olmo:
    vocab_size=50304 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 pad_token_id=1 tie_word_embeddings=false
    attention_bias=false clip_qkv=null
olmo2:
    vocab_size=50304 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 pad_token_id=1 tie_word_embeddings=false
    attention_bias=false
starcoder2:
    vocab_size=49152 hidden_size=3072 intermediate_size=12288 num_hidden_layers=30 num_attention_heads=24
    num_key_value_heads=2 hidden_act="gelu_pytorch_tanh" max_position_embeddings=4096 pad_token_id=null
    sliding_window=null use_bias=true tie_word_embeddings=true
stablelm:
    vocab_size=50304 intermediate_size=6912 hidden_size=2560 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 hidden_act="silu" max_position_embeddings=4096 tie_word_embeddings=false
    use_qkv_bias=false qk_layernorm=false use_parallel_residual=false pad_token_id=null
cohere:
    vocab_size=256000 hidden_size=8192 intermediate_size=22528 num_hidden_layers=40 num_attention_heads=64
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=8192 pad_token_id=0 tie_word_embeddings=true
    attention_bias=false use_qk_norm=false
gpt2:
    vocab_size=50257 n_positions=1024 n_embd=768 n_layer=12 n_head=12 n_inner=null activation_function="gelu_new"
    pad_token_id=null add_cross_attention=false tie_word_embeddings=true
gptj:
    vocab_size=50400 n_positions=2048 n_embd=4096 n_layer=28 n_head=16 n_inner=null activation_function="gelu_new"
    pad_token_id=null tie_word_embeddings=false rotary_dim=64
codegen:
    vocab_size=50400 n_positions=2048 n_embd=4096 n_layer=28 n_head=16 n_inner=null activation_function="gelu_new"
    tie_word_embeddings=false rotary_dim=64
gpt_neox:
    vocab_size=50432 hidden_size=6144 num_hidden_layers=44 num_attention_heads=64 intermediate_size=24576
    hidden_act="gelu" max_position_embeddings=2048 pad_token_id=null tie_word_embeddings=false
    use_parallel_residual=true attention_bias=true is_decoder=false
falcon:
    vocab_size=65024 hidden_size=4544 num_hidden_layers=32 num_attention_heads=71 num_ln_in_parallel_attn=null
    num_kv_heads=null alibi=false new_decoder_architecture=false multi_query=true parallel_attn=true bias=false
    max_position_embeddings=2048 pad_token_id=null ffn_hidden_size=null activation="gelu" tie_word_embeddings=true
opt:
    vocab_size=50272 hidden_size=768 num_hidden_layers=12 ffn_dim=3072 max_position_embeddings=2048
    do_layer_norm_before=true _remove_final_layer_norm=false word_embed_proj_dim=null num_attention_heads=12
    activation_function="relu" pad_token_id=1 enable_bias=true layer_norm_elementwise_affine=true
    tie_word_embeddings=true
qwen3_next:
    vocab_size=151936 hidden_size=2048 intermediate_size=5632 num_hidden_layers=48 num_attention_heads=16
    num_key_value_heads=2 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    attention_bias=false head_dim=256 linear_conv_kernel_dim=4 linear_key_head_dim=128 linear_value_head_dim=128
    linear_num_key_heads=16 linear_num_value_heads=32 decoder_sparse_step=1 moe_intermediate_size=512
    shared_expert_intermediate_size=512 num_experts_per_tok=10 num_experts=512 mlp_only_layers=null layer_types=null
    pad_token_id=null
jamba:
    vocab_size=65536 tie_word_embeddings=false hidden_size=4096 intermediate_size=14336 num_hidden_layers=32
    num_attention_heads=32 num_key_value_heads=8 hidden_act="silu" pad_token_id=0 max_position_embeddings=262144
    num_experts_per_tok=2 num_experts=16 expert_layer_period=2 expert_layer_offset=1 attn_layer_period=8
    attn_layer_offset=4 use_mamba_kernels=true mamba_d_state=16 mamba_d_conv=4 mamba_expand=2 mamba_dt_rank="auto"
    mamba_conv_bias=true mamba_proj_bias=false use_mambapy=false use_associative_scan=true
bert:
    vocab_size=30522 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" max_position_embeddings=512 type_vocab_size=2 pad_token_id=0 is_decoder=false
    add_cross_attention=false tie_word_embeddings=true
roberta:
    vocab_size=50265 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" max_position_embeddings=512 type_vocab_size=2 pad_token_id=1 is_decoder=false
    add_cross_attention=false tie_word_embeddings=true
xlm-roberta:
    vocab_size=30522 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" max_position_embeddings=512 type_vocab_size=2 pad_token_id=1 is_decoder=false
    add_cross_attention=false tie_word_embeddings=true
camembert:
    vocab_size=30522 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" max_position_embeddings=512 type_vocab_size=2 pad_token_id=1 is_decoder=false
    add_cross_attention=false tie_word_embeddings=true
distilbert:
    vocab_size=30522 max_position_embeddings=512 sinusoidal_pos_embds=false n_layers=6 n_heads=12 dim=768
    hidden_dim=3072 activation="gelu" pad_token_id=0 tie_word_embeddings=true
mpnet:
    vocab_size=30527 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" max_position_embeddings=512 relative_attention_num_buckets=32 pad_token_id=1
    tie_word_embeddings=true
electra:
    vocab_size=30522 embedding_size=128 hidden_size=256 num_hidden_layers=12 num_attention_heads=4
    intermediate_size=1024 hidden_act="gelu" max_position_embeddings=512 type_vocab_size=2 pad_token_id=0
    is_decoder=false add_cross_attention=false tie_word_embeddings=true
albert:
    vocab_size=30000 embedding_size=128 hidden_size=4096 num_hidden_layers=12 num_hidden_groups=1
    num_attention_heads=64 intermediate_size=16384 inner_group_num=1 hidden_act="gelu_new"
    max_position_embeddings=512 type_vocab_size=2 pad_token_id=0 tie_word_embeddings=true
deberta-v2:
    vocab_size=128100 hidden_size=1536 num_hidden_layers=24 num_attention_heads=24 intermediate_size=6144
    hidden_act="gelu" max_position_embeddings=512 type_vocab_size=0 relative_attention=false
    max_relative_positions=-1 pad_token_id=0 position_biased_input=true pos_att_type=null pooler_hidden_act="gelu"
    legacy=true tie_word_embeddings=true
modernbert:
    vocab_size=50368 hidden_size=768 intermediate_size=1152 num_hidden_layers=22 num_attention_heads=12
    hidden_activation="gelu" max_position_embeddings=8192 norm_bias=false pad_token_id=50283 attention_bias=false
    layer_types=null local_attention=128 mlp_bias=false decoder_bias=true classifier_bias=false
    deterministic_flash_attn=false sparse_prediction=false sparse_pred_ignore_index=-100 tie_word_embeddings=true
t5:
    vocab_size=32128 d_model=512 d_kv=64 d_ff=2048 num_layers=6 num_decoder_layers=null num_heads=8
    relative_attention_num_buckets=32 relative_attention_max_distance=128 feed_forward_proj="relu" pad_token_id=0
    is_decoder=false
bart:
    vocab_size=50265 max_position_embeddings=1024 encoder_layers=12 encoder_ffn_dim=4096 encoder_attention_heads=16
    decoder_layers=12 decoder_ffn_dim=4096 decoder_attention_heads=16 activation_function="gelu" d_model=1024
    pad_token_id=1 is_decoder=false tie_word_embeddings=true
whisper:
    vocab_size=51865 num_mel_bins=80 encoder_layers=4 encoder_attention_heads=6 decoder_layers=4
    decoder_attention_heads=6 decoder_ffn_dim=1536 encoder_ffn_dim=1536 activation_function="gelu" d_model=384
    max_source_positions=1500 max_target_positions=448 pad_token_id=50256 use_weighted_layer_sum=false
    classifier_proj_size=256 apply_spec_augment=false tie_word_embeddings=true
vit:
    hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072 hidden_act="gelu"
    image_size=224 patch_size=16 num_channels=3 qkv_bias=true encoder_stride=16 pooler_output_size=null
    pooler_act="tanh"
dinov2:
    hidden_size=768 num_hidden_layers=12 num_attention_heads=12 mlp_ratio=4 hidden_act="gelu" image_size=224
    patch_size=14 num_channels=3 qkv_bias=true layerscale_value=1.0 use_swiglu_ffn=false apply_layernorm=true
    reshape_hidden_states=true use_mask_token=true
clip:
    text_config=null vision_config=null projection_dim=512
siglip:
    text_config=null vision_config=null
clip_text_model:
    vocab_size=49408 hidden_size=512 intermediate_size=2048 projection_dim=512 num_hidden_layers=12
    num_attention_heads=8 max_position_embeddings=77 hidden_act="quick_gelu" pad_token_id=1
clip_vision_model:
    hidden_size=768 intermediate_size=3072 projection_dim=512 num_hidden_layers=12 num_attention_heads=12
    num_channels=3 image_size=224 patch_size=32 hidden_act="quick_gelu"
siglip_text_model:
    vocab_size=32000 hidden_size=768 intermediate_size=3072 num_hidden_layers=12 num_attention_heads=12
    max_position_embeddings=64 hidden_act="gelu_pytorch_tanh" pad_token_id=1 projection_size=null
siglip_vision_model:
    hidden_size=768 intermediate_size=3072 num_hidden_layers=12 num_attention_heads=12 num_channels=3 image_size=224
    patch_size=16 hidden_act="gelu_pytorch_tanh" vision_use_head=true
llava:
    text_config=null vision_config=null projector_hidden_act="gelu" vision_feature_select_strategy="default"
    vision_feature_layer=-2 multimodal_projector_bias=true tie_word_embeddings=false
gemma3:
    text_config=null vision_config=null mm_tokens_per_image=256 tie_word_embeddings=true
paligemma:
    text_config=null vision_config=null projection_dim=2048 tie_word_embeddings=true
wav2vec2:
    vocab_size=32 hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072
    hidden_act="gelu" feat_extract_norm="group" feat_extract_activation="gelu"
    conv_dim=[512,512,512,512,512,512,512] conv_stride=[5,2,2,2,2,2,2] conv_kernel=[10,3,3,3,3,2,2] conv_bias=false
    num_conv_pos_embeddings=128 num_conv_pos_embedding_groups=16 do_stable_layer_norm=false apply_spec_augment=true
    num_codevectors_per_group=320 num_codevector_groups=2 num_negatives=100 codevector_dim=256
    proj_codevector_dim=256 ctc_loss_reduction="sum" ctc_zero_infinity=false use_weighted_layer_sum=false
    classifier_proj_size=256 tdnn_dim=[512,512,512,512,1500] tdnn_kernel=[5,3,3,1,1] tdnn_dilation=[1,2,3,1,1]
    xvector_output_dim=512 pad_token_id=0 add_adapter=false adapter_kernel_size=3 adapter_stride=2
    num_adapter_layers=3 output_hidden_size=null adapter_attn_dim=null
mamba:
    vocab_size=50280 hidden_size=768 state_size=16 num_hidden_layers=32 pad_token_id=0 expand=2 conv_kernel=4
    use_bias=false use_conv_bias=true hidden_act="silu" residual_in_fp32=true time_step_rank="auto"
    time_step_init_scheme="random" rescale_prenorm_residual=false use_mambapy=false use_associative_scan=true
    tie_word_embeddings=true
"""

# keys of the table that may be null though their default is not; every other must have a value, or be absent
NULLABLE = frozenset((
    "pad_token_id", "sliding_window", "q_lora_rank", "attn_logit_softcapping", "use_bidirectional_attention",
    "use_qk_norm",
))  # fmt: skip
UNGROUPED = frozenset(("qwen2", "qwen2_moe", "qwen3", "smollm3", "deepseek_v3"))  # null is then as many as heads


def may_be_null(kind: str, key: str) -> bool:
    """Whether a config of a type takes null for a key.

    >>> may_be_null("qwen3", "num_key_value_heads"), may_be_null("mistral", "num_key_value_heads")
    (True, False)
    """
    if key in NULLABLE or (key == "num_key_value_heads" and kind in UNGROUPED):
        return True
    return defaults(kind).get(key) is None


@cache
def defaults(kind: str) -> dict[str, Any]:
    """The defaults of one type.

    >>> defaults("gpt2")["n_embd"]
    768
    """
    _, found, rest = TABLE.partition(f"\n{kind}:\n")
    words = rest.partition(":\n")[0].split() if found else []
    return {key: json.loads(value) for key, equals, value in (word.partition("=") for word in words) if equals}
