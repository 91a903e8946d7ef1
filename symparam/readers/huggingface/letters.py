"""Which letter stands for which key of a config, and what it means."""

from __future__ import annotations

# letter: meaning: the keys that it stands for
TABLE = """
d       width of the model                      hidden_size n_embd d_model dim
L       layers                                  num_hidden_layers n_layer n_layers num_layers
V       vocabulary                              vocab_size
n_q     heads                                   num_attention_heads n_head n_heads num_heads
n_kv    heads of keys and values                num_key_value_heads num_kv_heads
d_h     width of a head                         head_dim d_kv
f       hidden units of the feed-forward part   intermediate_size n_inner ffn_dim hidden_dim d_ff ffn_hidden_size
E       experts                                 num_local_experts num_experts n_routed_experts
k       experts that a token goes through       num_experts_per_tok
f_E     hidden units of an expert               moe_intermediate_size
f_s     hidden units of the shared expert       shared_expert_intermediate_size
n_s     shared experts                          n_shared_experts
L_0     dense layers before the mixtures        first_k_dense_replace
w       positions in a window                   sliding_window local_attention
n_pos   learned positions                       max_position_embeddings n_positions
n_type  kinds of tokens                         type_vocab_size
e       width of the embeddings                 embedding_size word_embed_proj_dim
r_q     rank of the queries                     q_lora_rank
r_kv    rank of keys and values                 kv_lora_rank
d_n     width of a head without position        qk_nope_head_dim
d_r     width of a head with position           qk_rope_head_dim
d_v     width of a head's values                v_head_dim
L_e     layers of the encoder                   encoder_layers
L_d     layers of the decoder                   decoder_layers num_decoder_layers
n_e     heads of the encoder                    encoder_attention_heads
n_d     heads of the decoder                    decoder_attention_heads
f_e     hidden units in the encoder             encoder_ffn_dim
f_d     hidden units in the decoder             decoder_ffn_dim
b       buckets of distances                    relative_attention_num_buckets
b_d     rows of distances, one way              position_buckets max_relative_positions
k_c     positions of the convolution            conv_kernel_size
g       groups of the convolution               conv_groups
G       groups of codebooks                     num_codevector_groups
n_c     arrays in a codebook                    num_codevectors_per_group
d_c     width of what the codebooks give        codevector_dim
d_q     width of what they are compared by      proj_codevector_dim
n_mel   bands of the spectrogram                num_mel_bins
n_src   positions of the encoder                max_source_positions
n_tgt   positions of the decoder                max_target_positions
s       numbers in the state of a channel       state_size mamba_d_state
c       positions of the convolution            conv_kernel mamba_d_conv linear_conv_kernel_dim
r       rank of the time step                   time_step_rank mamba_dt_rank
C       channels of the image                   num_channels
H       side of the image                       image_size
p       side of a patch                         patch_size
d_p     width of what the towers share          projection_dim projection_size
d_o     width of the pooled output              pooler_output_size pooler_hidden_size classifier_proj_size
n_class classes                                 num_labels
d_k     width of a linear head's keys           linear_key_head_dim
d_l     width of a linear head's values         linear_value_head_dim
n_k     linear heads of keys                    linear_num_key_heads
n_v     linear heads of values                  linear_num_value_heads
f_x     inner features of the state space
"""


def _rows() -> list[tuple[str, str, list[str]]]:
    rows = []
    for line in TABLE.strip().splitlines():
        rows.append((line[:8].strip(), line[8:48].strip(), line[48:].split()))
    return rows


LETTERS = {key: letter for letter, _, keys in _rows() for key in keys}
MEANINGS = {letter: meaning for letter, meaning, _ in _rows()}
