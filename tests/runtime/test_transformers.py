"""What the rules say is kept of transformers' modules, against what autograd keeps of them."""

from __future__ import annotations

import json

import pytest

import symparam
from symparam.algebra import evaluate
from symparam.costs import options
from symparam.costs.eager.backward import Walk, value_of
from symparam.costs.eager.step import record

from ..huggingface.oracle import transformers_model
from .live import kept, step, torch

BATCH, T = 16, 64
SMALL = {"num_hidden_layers": 3, "hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 128}
TEXT = {"vocab_size": 99, "max_position_embeddings": 64}
STILL = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
TABLES = 2 * T * 64 // 4 * 4  # sines and cosines of the positions, once for the model

# name, config, device (attention of shared keys in float32 has no kernel but the plain one, as on ``meta``), and what
# transformers keeps besides: tables of positions
CASES = [
    (
        "gpt2",
        {
            "model_type": "gpt2",
            "architectures": ["GPT2LMHeadModel"],
            "n_layer": 3,
            "n_embd": 64,
            "n_head": 4,
            "n_positions": 64,
            "vocab_size": 99,
            "resid_pdrop": 0.0,
            "embd_pdrop": 0.0,
            "attn_pdrop": 0.0,
            "bos_token_id": 1,
            "eos_token_id": 1,
        },
        "cpu",
        8 * T,
    ),
    ("bert", {"model_type": "bert", "architectures": ["BertForMaskedLM"], **SMALL, **TEXT, **STILL}, "cpu", 8 * T),
    (
        "llama",
        {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_key_value_heads": 4, **SMALL, **TEXT},
        "cpu",
        TABLES,
    ),
    (
        "shared keys",
        {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_key_value_heads": 2, **SMALL, **TEXT},
        "meta",
        TABLES,
    ),
    (
        "vit",
        {
            "model_type": "vit",
            "architectures": ["ViTForImageClassification"],
            "image_size": 32,
            "patch_size": 8,
            **SMALL,
            **STILL,
        },
        "cpu",
        0,
    ),
]


def read(config, tmp_path):
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config))
    report = symparam.read(file).derive()
    return report.bind(T=T) if "T" in report.symbols else report


def ours(report, **given):
    """The bytes that the rules keep."""
    tape, _, _ = record(
        [w for row in report.rows for w in row.work()], options(batch=BATCH, runtime="pytorch", **given)
    )
    walk = Walk(())
    walk.keep(tape.ops)
    return evaluate(value_of(walk.now.moment()), {})


def modules(config, device):
    model = transformers_model(config, device).train()
    if config["model_type"] == "vit":
        return model, torch.zeros((BATCH, 3, 32, 32), device=device)
    return model, torch.zeros((BATCH, T), dtype=torch.long, device=device)


@pytest.mark.parametrize(("name", "config", "device", "besides"), CASES, ids=[case[0] for case in CASES])
def test_as_much_is_kept_as_autograd_keeps(name, config, device, besides, tmp_path):
    model, x = modules(config, device)
    theirs = kept(lambda: model(x), [*model.parameters(), *model.buffers()])
    assert ours(read(config, tmp_path).at()) + besides == theirs


@pytest.mark.parametrize(("name", "config", "device", "besides"), CASES, ids=[case[0] for case in CASES])
def test_a_step_takes_what_pytorch_takes(name, config, device, besides, tmp_path, monkeypatch):
    monkeypatch.setattr("symparam.costs.rules.saved.call.AT_ONCE", 0)  # no partial sums without the threads of a GPU
    model, x = modules(config, device)
    theirs = step(model, x, lambda y: y.logits.pow(2).mean(), lambda ws: torch.optim.Adam(ws, foreach=True))
    said = read(config, tmp_path).value("training", batch=BATCH, runtime="pytorch")
    assert said == pytest.approx(theirs, rel=0.04 if device == "meta" else 0.003)


@pytest.mark.parametrize("given", [{}, {"checkpoint": True}, {"lora": 8}, {"dtype": "bfloat16", "precision": "mixed"}])
def test_a_number_of_blocks_takes_what_the_formula_says_for_it(given, tmp_path):
    config = CASES[2][1]
    report = read(config, tmp_path)
    defaults = {name: n for name, n in report.defaults.items() if name != "L"}
    for blocks in (1, 2, 3, 7):
        formula = report.bind(**defaults).cost("training", batch=BATCH, runtime="pytorch", **given)
        by_number = read({**config, "num_hidden_layers": blocks}, tmp_path).bind(**defaults, L=blocks)
        assert evaluate(formula, {"L": blocks}) == by_number.value("training", batch=BATCH, runtime="pytorch", **given)


def test_blocks_that_run_again_keep_their_inputs_alone(tmp_path):
    config = {**CASES[2][1], "num_hidden_layers": 12}
    report = read(config, tmp_path)
    plain, again = (report.value("training", batch=BATCH, runtime="pytorch", checkpoint=c) for c in (False, True))
    assert again < plain / 3


def test_adapters_have_the_parameters_that_peft_gives_them(tmp_path):
    """A rank of 8 on the seven maps of three blocks: 8·(into + out) each; no other weight has a gradient."""
    tape, _, _ = record(
        [w for row in read(CASES[2][1], tmp_path).at().rows for w in row.work()],
        options(batch=BATCH, runtime="pytorch", lora=8),
    )
    from symparam.costs.eager.backward import learning

    per_block = 8 * (4 * (64 + 64) + 3 * (64 + 128))
    assert evaluate(learning(tape.ops), {}) == 4 * 3 * per_block
