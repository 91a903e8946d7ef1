"""Defaults of absent keys, by type: those of the transformers config class of that type (5.24)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

TABLE = """
llama:
    vocab_size=32000 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 tie_word_embeddings=false
    attention_bias=false mlp_bias=false head_dim=null
smollm3:
    vocab_size=128256 hidden_size=2048 intermediate_size=11008 num_hidden_layers=36 num_attention_heads=16
    num_key_value_heads=4 hidden_act="silu" max_position_embeddings=32768 use_sliding_window=false
    sliding_window=null no_rope_layers=null no_rope_layer_interval=4 layer_types=null attention_bias=false
    mlp_bias=false tie_word_embeddings=true
granite:
    vocab_size=32000 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 tie_word_embeddings=false
    attention_bias=false mlp_bias=false
mistral:
    vocab_size=32000 hidden_size=4096 intermediate_size=14336 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=8 head_dim=null hidden_act="silu" max_position_embeddings=131072 tie_word_embeddings=false
    sliding_window=4096
mixtral:
    vocab_size=32000 hidden_size=4096 intermediate_size=14336 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=8 head_dim=null hidden_act="silu" max_position_embeddings=131072 tie_word_embeddings=false
    sliding_window=null num_experts_per_tok=2 num_local_experts=8
qwen2:
    vocab_size=151936 hidden_size=4096 intermediate_size=22016 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    use_sliding_window=false sliding_window=4096 max_window_layers=28 layer_types=null
qwen2_moe:
    vocab_size=151936 hidden_size=2048 intermediate_size=5632 num_hidden_layers=24 num_attention_heads=16
    num_key_value_heads=16 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    use_sliding_window=false sliding_window=4096 max_window_layers=28 decoder_sparse_step=1
    moe_intermediate_size=1408 shared_expert_intermediate_size=5632 num_experts_per_tok=4 num_experts=60
    mlp_only_layers=null qkv_bias=true layer_types=null
qwen3:
    vocab_size=151936 hidden_size=4096 intermediate_size=22016 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 head_dim=128 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    attention_bias=false use_sliding_window=false sliding_window=4096 max_window_layers=28 layer_types=null
qwen3_moe:
    vocab_size=151936 hidden_size=2048 intermediate_size=6144 num_hidden_layers=24 num_attention_heads=32
    num_key_value_heads=4 hidden_act="silu" max_position_embeddings=32768 tie_word_embeddings=false
    attention_bias=false use_sliding_window=false sliding_window=4096 decoder_sparse_step=1
    moe_intermediate_size=768 num_experts_per_tok=8 num_experts=128 mlp_only_layers=null
gemma:
    vocab_size=256000 hidden_size=3072 intermediate_size=24576 num_hidden_layers=28 num_attention_heads=16
    num_key_value_heads=16 head_dim=256 hidden_act="gelu_pytorch_tanh" max_position_embeddings=8192
    tie_word_embeddings=true attention_bias=false use_bidirectional_attention=null
gemma2:
    vocab_size=256000 hidden_size=2304 intermediate_size=9216 num_hidden_layers=26 num_attention_heads=8
    num_key_value_heads=4 head_dim=256 hidden_activation="gelu_pytorch_tanh" max_position_embeddings=8192
    tie_word_embeddings=true attention_bias=false sliding_window=4096 layer_types=null
    use_bidirectional_attention=null
gemma3_text:
    vocab_size=262208 hidden_size=2304 intermediate_size=9216 num_hidden_layers=26 num_attention_heads=8
    num_key_value_heads=4 head_dim=256 hidden_activation="gelu_pytorch_tanh" max_position_embeddings=131072
    tie_word_embeddings=true attention_bias=false sliding_window=4096 layer_types=null
    use_bidirectional_attention=false
phi:
    vocab_size=51200 hidden_size=2048 intermediate_size=8192 num_hidden_layers=24 num_attention_heads=32
    num_key_value_heads=null hidden_act="gelu_new" max_position_embeddings=2048 tie_word_embeddings=false
    qk_layernorm=false
phi3:
    vocab_size=32064 hidden_size=3072 intermediate_size=8192 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=4096 tie_word_embeddings=false
    sliding_window=null
gpt_oss:
    num_hidden_layers=36 num_local_experts=128 vocab_size=201088 hidden_size=2880 intermediate_size=2880 head_dim=64
    num_attention_heads=64 num_key_value_heads=8 sliding_window=128 tie_word_embeddings=false hidden_act="silu"
    max_position_embeddings=131072 num_experts_per_tok=4 layer_types=null attention_bias=true
deepseek_v3:
    vocab_size=129280 hidden_size=7168 intermediate_size=18432 moe_intermediate_size=2048 num_hidden_layers=61
    num_attention_heads=128 num_key_value_heads=128 n_shared_experts=1 n_routed_experts=256 kv_lora_rank=512
    q_lora_rank=1536 qk_rope_head_dim=64 v_head_dim=128 qk_nope_head_dim=128 num_experts_per_tok=8
    first_k_dense_replace=3 hidden_act="silu" max_position_embeddings=4096 tie_word_embeddings=false
    attention_bias=false num_mtp_layers=1
deepseek_v2:
    vocab_size=102400 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 tie_word_embeddings=false
    attention_bias=false mlp_bias=false head_dim=null first_k_dense_replace=0 kv_lora_rank=512 q_lora_rank=1536
    n_routed_experts=64 n_shared_experts=2 qk_nope_head_dim=128 qk_rope_head_dim=64 v_head_dim=128
    num_experts_per_tok=null moe_intermediate_size=1407
olmo:
    vocab_size=50304 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 tie_word_embeddings=false
    attention_bias=false clip_qkv=null
olmo2:
    vocab_size=50304 hidden_size=4096 intermediate_size=11008 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=2048 tie_word_embeddings=false
    attention_bias=false
starcoder2:
    vocab_size=49152 hidden_size=3072 intermediate_size=12288 num_hidden_layers=30 num_attention_heads=24
    num_key_value_heads=2 hidden_act="gelu_pytorch_tanh" max_position_embeddings=4096 sliding_window=null
    use_bias=true tie_word_embeddings=true
stablelm:
    vocab_size=50304 intermediate_size=6912 hidden_size=2560 num_hidden_layers=32 num_attention_heads=32
    num_key_value_heads=32 hidden_act="silu" max_position_embeddings=4096 tie_word_embeddings=false
    use_qkv_bias=false qk_layernorm=false use_parallel_residual=false
cohere:
    vocab_size=256000 hidden_size=8192 intermediate_size=22528 num_hidden_layers=40 num_attention_heads=64
    num_key_value_heads=null hidden_act="silu" max_position_embeddings=8192 tie_word_embeddings=true
    attention_bias=false use_qk_norm=false
gpt2:
    vocab_size=50257 n_positions=1024 n_embd=768 n_layer=12 n_head=12 n_inner=null activation_function="gelu_new"
    add_cross_attention=false tie_word_embeddings=true
gptj:
    vocab_size=50400 n_positions=2048 n_embd=4096 n_layer=28 n_head=16 n_inner=null activation_function="gelu_new"
    tie_word_embeddings=false
codegen:
    vocab_size=50400 n_positions=2048 n_ctx=2048 n_embd=4096 n_layer=28 n_head=16 n_inner=null
    activation_function="gelu_new" tie_word_embeddings=false
gpt_neox:
    vocab_size=50432 hidden_size=6144 num_hidden_layers=44 num_attention_heads=64 intermediate_size=24576
    hidden_act="gelu" max_position_embeddings=2048 tie_word_embeddings=false use_parallel_residual=true
    attention_bias=true is_decoder=false
falcon:
    vocab_size=65024 hidden_size=4544 num_hidden_layers=32 num_attention_heads=71 num_ln_in_parallel_attn=null
    num_kv_heads=null alibi=false new_decoder_architecture=false multi_query=true parallel_attn=true bias=false
    max_position_embeddings=2048 ffn_hidden_size=null activation="gelu" tie_word_embeddings=true
opt:
    vocab_size=50272 hidden_size=768 num_hidden_layers=12 ffn_dim=3072 max_position_embeddings=2048
    do_layer_norm_before=true _remove_final_layer_norm=false word_embed_proj_dim=null num_attention_heads=12
    activation_function="relu" enable_bias=true layer_norm_elementwise_affine=true tie_word_embeddings=true
"""


@cache
def defaults(kind: str) -> dict[str, Any]:
    """The defaults of one type.

    >>> defaults("gpt2")["n_embd"]
    768
    """
    _, found, rest = TABLE.partition(f"\n{kind}:\n")
    words = rest.partition(":\n")[0].split() if found else []
    return {key: json.loads(value) for key, equals, value in (word.partition("=") for word in words) if equals}
