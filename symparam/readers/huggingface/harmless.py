"""Keys of configs that change neither parameters nor shapes, whatever the model."""

from __future__ import annotations

import re
from typing import Any

# what every config of transformers has (PretrainedConfig, 4 and 5), and what old ones had of text generation
WORDS = """
transformers_version architectures model_type auto_map dtype torch_dtype _name_or_path name_or_path name
output_hidden_states output_attentions return_dict use_bfloat16 tf_legacy_loss
chunk_size_feed_forward is_encoder_decoder id2label label2id problem_type finetuning_task num_labels
_num_labels sentence_transformers force_bos_token_to_be_generated
tokenizer_class prefix task_specific_params use_cache gradient_checkpointing use_return_dict
max_length min_length do_sample early_stopping num_beams num_beam_groups diversity_penalty temperature top_k
top_p typical_p repetition_penalty length_penalty no_repeat_ngram_size encoder_no_repeat_ngram_size
bad_words_ids num_return_sequences output_scores return_dict_in_generate forced_bos_token_id
forced_eos_token_id remove_invalid_values exponential_decay_length_penalty suppress_tokens
begin_suppress_tokens forced_decoder_ids attn_implementation _attn_implementation
_attn_implementation_autoset attention_implementation output_past pretraining_tp custom_pipelines license
model_max_length language languages unsloth_version unsloth_fixed use_flash_attn flash_attn
_flash_attn_2_enabled use_flash_attention save_step seq_length transformers.js_config quantization_config
compression_config quantization generation_config cache_implementation initializer_range initializer_factor
init_std init_device rope_theta rope_scaling rope_parameters rope_local_base_freq rope_interleave rotary_dim
rotary_pct rotary_emb_base rope_pct partial_rotary_factor rope_traditional original_max_position_embeddings
hidden_dropout_prob attention_probs_dropout_prob classifier_dropout attention_dropout hidden_dropout
layerdrop layer_norm_eps layer_norm_epsilon rms_norm_eps norm_eps norm_epsilon scale_embedding
scale_attn_weights reorder_and_upcast_attn scale_attn_by_inverse_layer_idx embedding_multiplier
logits_scaling residual_multiplier attention_multiplier logit_scale final_logit_softcapping
attn_logit_softcapping query_pre_attn_scalar output_router_logits router_aux_loss_coef router_jitter_noise
norm_topk_prob routed_scaling_factor scoring_func topk_method n_group topk_group seq_aux aux_loss_alpha
ep_size directionality initializer_cutoff_factor
classifier_activation classifier_pooling summary_type summary_use_proj summary_activation
summary_proj_to_labels summary_first_dropout summary_last_dropout mask_time_prob mask_time_length
mask_time_min_masks mask_feature_prob mask_feature_length mask_feature_min_masks median_filter_width
pooler_fc_size pooler_num_attention_heads pooler_num_fc_layers pooler_size_per_head pooler_type
n_ctx static_position_embeddings normalize_before ignore_index
"""
COMMON = frozenset(WORDS.split())
PATTERNS = re.compile(
    r".*(_token_ids?|_token_index|dropout|_dropout_prob|_pdrop|layerdrop|dropout_rate|drop_path_rate|_act_fn)\Z"
    r"|(eos|bos|pad|unk|sep|cls|mask)_token\Z|_commit_hash\Z|(eos|bos)_.*_id\Z"
)


def changes_nothing(key: str, value: Any) -> bool:
    """Whether a key is known to change nothing, whatever its value, or is off: null, false, or empty."""
    return key in COMMON or bool(PATTERNS.match(key)) or value is None or value is False or value in ("", [], {})
