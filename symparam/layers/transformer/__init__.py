"""The layers of transformers and of state spaces, with the weights that Hugging Face's have, by their names.

    GroupedAttention on (T, d) -> q_proj (n_q·d_h, d), k_proj (n_kv·d_h, d), … -> d² + 2·n_kv·d_h·d + d²

They are put together by `readers.huggingface`; what a derivation says of their letters stands in ``letters``.
"""
