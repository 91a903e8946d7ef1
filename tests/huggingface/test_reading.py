"""What is refused and why; names of sizes; how long it takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import symparam
from symparam.errors import SymparamError
from symparam.explore.audit import audit
from symparam.readers.huggingface import from_config
from symparam.readers.huggingface.decoders import DECODERS
from symparam.readers.huggingface.encoders import ENCODERS
from symparam.readers.huggingface.hybrid import HYBRIDS
from symparam.readers.huggingface.multimodal import SEEING
from symparam.readers.huggingface.types import MAKERS

from ..subprocesses import symparam as run
from .published import PUBLISHED

LLAMA = PUBLISHED["Llama-3.1-8B"]
EXAMPLES = Path(__file__).parents[2] / "examples"

REFUSED = [
    ({"model_type": "lama"}, "did you mean"),
    ({"model_type": "rwkv"}, "is not described"),
    ({"model_type": None}, "no model_type"),
    ({"hidden_size": "4096"}, "a whole number"),
    ({"hidden_size": 4096.0}, "a whole number"),
    ({"hidden_size": True}, "a whole number"),
    ({"hidden_size": None}, "needs it"),
    ({"hidden_size": 0}, "at least 1"),
    ({"vocab_size": -1}, "at least 1"),
    ({"num_hidden_layers": 10**12}, "is no size"),
    ({"attention_bias": "yes"}, "true or false"),
    ({"attention_bias": 1}, "true or false"),
    ({"hidden_act": "xielu"}, "no activation"),
    ({"hidden_act": "prelu"}, "no activation"),
    ({"architectures": ["LlamaForSomething"]}, "not described"),
    ({"architectures": ["LlamaModel", "LlamaForCausalLM"]}, "list of one name"),
    ({"architectures": "LlamaModel"}, "list of one name"),
    ({"lora_rank": 8}, "may change the model"),
    ({"adapters": {"adapters": {"a": {}}}}, "may change the model"),
    ({"num_experts": 8}, "may change the model"),
    ({"use_moe": True}, "may change the model"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED, ids=[str(change) for change, _ in REFUSED])
def test_what_is_not_understood_is_refused(change, why):
    with pytest.raises(SymparamError, match=why):
        from_config({**LLAMA, **change})


HARMLESS = [
    {"rope_scaling": {"factor": 8.0, "rope_type": "llama3"}},
    {"torch_dtype": "float16"},
    {"quantization_config": {"bits": 4}},
    {"use_cache": False},
    {"num_key_value_heads_of_tomorrow": None},
    {"something_new": False},
    {"attention_dropout": 0.1},
]


@pytest.mark.parametrize("change", HARMLESS, ids=[str(change) for change in HARMLESS])
def test_what_changes_nothing_changes_nothing(change):
    assert from_config({**LLAMA, **change}).derive().params == from_config(LLAMA).derive().params


IN_FILES = [  # keys of configs on the Hub which their classes do not read, or of which they know one value
    ("gpt2", {"_num_labels": 1}),
    ("bert", {"sentence_transformers": {"version": "4.1.0"}}),
    ("deberta-v2", {"attention_head_size": 64}),
    ("modernbert", {"position_embedding_type": "sans_pos"}),
    ("mamba", {"pad_vocab_size_multiple": 8, "intermediate_size": 1536}),
    ("jamba", {"mamba_inner_layernorms": True}),
    ("gptj", {"rotary": True}),
    ("qwen3_moe", {"max_window_layers": 48}),
    ("bart", {"_num_labels": 3, "force_bos_token_to_be_generated": True}),
    ("wav2vec2", {"mask_channel_length": 10, "freeze_feat_extract_train": True}),
    ("llama", {"is_decoder": True}),
]


@pytest.mark.parametrize(("kind", "keys"), IN_FILES, ids=[kind for kind, _ in IN_FILES])
def test_what_published_files_say_besides_changes_nothing(kind, keys):
    plain = {"model_type": kind}
    assert from_config({**plain, **keys}).derive().params == from_config(plain).derive().params


IN_PART = [  # keys that change the model, of which only some values are described
    ("bert", {"add_cross_attention": True}),
    ("roberta", {"is_decoder": True, "add_cross_attention": True}),
    ("deberta-v2", {"attention_head_size": 32}),
    ("deberta-v2", {"pos_att_type": 3}),
    ("jamba", {"mamba_inner_layernorms": False}),
]


@pytest.mark.parametrize(("kind", "keys"), IN_PART, ids=[str(keys) for _, keys in IN_PART])
def test_what_is_described_in_part_is_refused_otherwise(kind, keys):
    with pytest.raises(SymparamError, match="not described"):
        from_config({"model_type": kind, **keys})


def test_the_tables_of_types_name_the_same():
    """A type is found by one table, and described by a row of another, which is loaded when it is asked for."""
    rows = {"decoders:decoder": {**DECODERS, **HYBRIDS}, "encoders:encoder": ENCODERS, "multimodal:seeing": SEEING}
    for place, table in rows.items():
        assert set(MAKERS[place].split()) == set(table)


def test_a_derivation_says_whose_counts_they_are_and_what_a_token_costs():
    """Layers of one name in two kinds of blocks are told apart."""
    said = " ".join(from_config(PUBLISHED["DeepSeek-V3"]).derive().derivation().split())
    assert "counts of weights are those of transformers" in said
    assert "Keras" not in said
    assert "layers_sparse.self_attn likewise" in said
    for line in ("Active params per token", "KV cache per token", "MACs per token"):
        assert line in said


def test_a_page_tells_layers_of_one_name_in_two_kinds_of_blocks_apart():
    page = from_config(PUBLISHED["DeepSeek-V3"]).derive().page()
    told = re.findall(r'class="why" data-layers="([\d ]+)"><h3><code>mlp</code> \((\w+)\)', page)
    assert told == [("1", "GatedFeedForward"), ("2", "Mixture")]


def test_a_factor_that_is_a_sum_stands_in_brackets():
    report = from_config(PUBLISHED["DeepSeek-V3"]).derive()
    assert "× (L − L_0)" in " ".join(report.to("text").split())
    assert "(L − L_0) × layers_sparse" in re.sub(r"<[^>]*>", "", report.to("svg"))
    assert "L ≥ L_0" in report.domain.text()


def test_blocks_that_share_their_weights_are_counted_in_products():
    report = from_config({"model_type": "albert"}, bindings={"T": 8}).derive()
    twelve, two = report.value("macs"), report.at(L=2).cost("macs")
    assert report.at(L=3).cost("macs") - two == (twelve - two) // 10
    assert report.at(L=3).params == report.value("params")


def test_sizes_that_do_not_fit_are_a_condition():
    report = from_config({**LLAMA, "num_attention_heads": 33}).derive()
    with pytest.raises(SymparamError, match="does not divide"):
        report.value("params")


SPELLINGS = [
    (["hidden_size=2048"], ["d=2048"]),
    (["num_hidden_layers=16", "num_key_value_heads=4"], ["L=16", "n_kv=4"]),
    (["num_key_value_heads=num_attention_heads"], ["n_kv=n_q"]),
    (["intermediate_size=4*hidden_size"], ["f=4*d"]),
    (["--context", "100", "--what", "memory"], ["T=100", "--what", "memory"]),
]


@pytest.mark.parametrize(("long", "short"), SPELLINGS, ids=[" ".join(long) for long, _ in SPELLINGS])
def test_the_config_s_own_keys_are_names(long, short):
    path = EXAMPLES / "llama.json"
    answers = [run("eval", str(path), *words, text=True).stdout for words in (long, short)]
    assert answers[0] == answers[1] != ""


def test_an_unknown_name_is_refused():
    path = EXAMPLES / "llama.json"
    unknown = run("eval", str(path), "no_such_key=3", text=True)
    assert unknown.returncode
    assert "has no size no_such_key" in unknown.stderr


def test_bindings_reach_the_report_by_either_name():
    report = from_config(LLAMA).derive()
    assert report.at(hidden_size=2048).params == report.at(d=2048).params
    assert report.sweep("params", num_hidden_layers=[1, 2]).points == report.sweep("params", L=[1, 2]).points


def test_a_config_is_found_by_its_model_type(tmp_path):
    path = tmp_path / "config.json"
    path.write_text(json.dumps(LLAMA))
    assert symparam.read(path).derive().value("params") == 8_030_261_248


def test_memory_is_in_the_config_s_own_type():
    report = from_config(LLAMA, bindings={"T": 1}).derive()
    assert report.value("weights") == 2 * report.value("params")
    assert report.value("weights", dtype="fp32") == 4 * report.value("params")
    assert report.value("weights", dtype="int4") == report.value("params") // 2


def test_nothing_of_a_framework_is_loaded():
    code = (
        "import sys, symparam; symparam.read('examples/llama.json').derive().value('params');"
        "print([n for n in ('torch', 'transformers', 'keras', 'numpy') if n in sys.modules])"
    )
    from ..subprocesses import python

    assert python(code, text=True, check=True, cwd=EXAMPLES.parent).stdout.strip() == "[]"


AUDITS = [
    ("llama.json", "params = 8.03B", "confirmed"),
    ("llama.json", "params = 7.5B", "without lm_head"),
    ("llama.json", "params = 8.84B", "as if none were grouped"),
    ("llama.json", "cache = 4.29GB", "as if none were grouped"),
    ("llama.json", "memory = 137GB", "the bits"),
    ("llama.json", "flops = 394.7T", "6·N for each token of training"),
    ("mixtral.json", "params = 12.9B", "with the chosen experts alone"),
    ("mixtral.json", "active = 46.7B", "with all experts at work"),
]


@pytest.mark.parametrize(("name", "claim", "says"), AUDITS, ids=[claim for _, claim, _ in AUDITS])
def test_the_usual_mistakes_are_known(name, claim, says):
    model = symparam.read(EXAMPLES / name)
    assert says in str(audit(model.derive(), claim, model=model))
