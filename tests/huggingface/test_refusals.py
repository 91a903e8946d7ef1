"""What transformers does not take, or cannot run, is refused: the config is made, the model, and a pass of one text."""

from __future__ import annotations

import pytest

from symparam.errors import SymparamError
from symparam.readers.huggingface import from_config
from symparam.readers.huggingface.defaults import defaults, may_be_null

from .configs import CLASSES
from .oracle import torch, transformers_config, transformers_model

DECODER = {
    "vocab_size": 40,
    "hidden_size": 24,
    "intermediate_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "pad_token_id": 0,
}
ENCODER = {key: value for key, value in DECODER.items() if key != "num_key_value_heads"}
CODEGEN = {"vocab_size": 40, "n_embd": 16, "n_layer": 1, "n_head": 4}
FALCON = {key: value for key, value in ENCODER.items() if key != "intermediate_size"}
QUESTIONS = {"id2label": {"0": "a", "1": "b", "2": "c"}}
MIXED = ["sliding_attention", "full_attention"]
UNUSED = {"layer_types": MIXED, "use_sliding_window": False}
LATENT = {**DECODER, "qk_rope_head_dim": 4, "kv_lora_rank": 4, "n_routed_experts": 4, "num_experts_per_tok": 1}
LATENT |= {"first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "moe_intermediate_size": 4}
CASES = [  # type, class, a config that runs, what makes it one that does not, and our reason
    ("llama", "LlamaModel", DECODER, {"hidden_size": 26}, "in pairs"),
    ("llama", "LlamaModel", DECODER, {"head_dim": 3}, "in pairs"),
    ("llama", "LlamaModel", {**DECODER, "head_dim": 4}, {"hidden_size": 25}, "evenly"),
    ("llama", "LlamaModel", DECODER, {"num_attention_heads": 3}, "share each key"),
    ("gemma2", "Gemma2Model", {**DECODER, "head_dim": 4}, {"hidden_size": 25}, "evenly"),
    ("gemma3_text", "Gemma3TextModel", {**DECODER, "layer_types": MIXED}, {"layer_types": MIXED[:1]}, "of 1 layers"),
    ("qwen2", "Qwen2Model", {**DECODER, "use_sliding_window": True}, UNUSED, "no window"),
    ("qwen3", "Qwen3Model", {**DECODER, "head_dim": 4}, {"layer_types": [*MIXED, *MIXED]}, "of 4 layers"),
    ("phi", "PhiModel", DECODER, {"hidden_size": 20}, "in pairs"),
    ("codegen", "CodeGenModel", {**CODEGEN, "rotary_dim": 4}, {"rotary_dim": 8}, "than it has"),
    ("falcon", "FalconModel", {**FALCON, "multi_query": False}, {"num_kv_heads": 1}, "keys of its own"),
    ("deepseek_v3", "DeepseekV3Model", LATENT, {"num_key_value_heads": 1}, "num_key_value_heads"),
    ("deepseek_v3", "DeepseekV3Model", LATENT, {"qk_rope_head_dim": 3}, "in pairs"),
    ("bert", "BertModel", ENCODER, {"type_vocab_size": 0}, "at least 1"),
    ("roberta", "RobertaForQuestionAnswering", ENCODER, QUESTIONS, "a start and an end"),
    ("modernbert", "ModernBertForQuestionAnswering", ENCODER, QUESTIONS, "a start and an end"),
    ("modernbert", "ModernBertModel", ENCODER, {"hidden_size": 6}, "in pairs"),
    ("mpnet", "MPNetModel", ENCODER, {"relative_attention_num_buckets": 16}, "at least 32"),
]


def runs(config):
    """Whether transformers makes the model, and it takes a text."""
    try:
        with torch.no_grad():
            transformers_model(config, "cpu")(torch.randint(3, 20, (1, 5)))
    except Exception:  # each class says it in its own way
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "name", "keys", "fault", "why"), CASES, ids=[f"{kind}: {why}" for kind, *_, why in CASES]
)
def test_what_transformers_does_not_take_is_refused(kind, name, keys, fault, why):
    config = {"model_type": kind, "architectures": [name], **keys}
    assert runs(config)
    assert from_config(config).derive().value("params")
    assert not runs({**config, **fault})
    with pytest.raises(SymparamError, match=why):
        from_config({**config, **fault}).derive().value("params")


@pytest.mark.parametrize("kind", sorted(set(CLASSES) - {"clip", "siglip", "llava", "gemma3", "paligemma"}))
def test_null_is_refused_where_transformers_refuses_it(kind):
    for key, value in defaults(kind).items():
        try:
            transformers_config({"model_type": kind, key: None})
        except Exception:  # of a validator
            assert not may_be_null(kind, key) or value is None, key
            with pytest.raises(SymparamError):
                from_config({"model_type": kind, key: None})


def test_one_size_under_two_names_is_one_size():
    with pytest.raises(SymparamError, match="n_layer=12 and num_hidden_layers=6"):
        from_config({"model_type": "gpt2", "n_layer": 12, "num_hidden_layers": 6})
