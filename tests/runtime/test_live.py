"""Live modules of PyTorch: what is kept against autograd, steps against what they took on a GPU."""

from __future__ import annotations

import json

import pytest

import symparam
from symparam.algebra import evaluate
from symparam.costs import options
from symparam.costs.eager.backward import Walk, value_of
from symparam.costs.eager.step import record
from symparam.errors import SizeError

from .live import kept, torch
from .measured import CONFIGS, MODULES

nn = torch.nn


def said(report, batch):
    """The bytes that the rules keep."""
    work = [w.of_samples() for row in report.at().rows for w in row.work()]
    tape, _, _ = record(work, options(batch=batch, runtime="pytorch"))
    walk = Walk(())
    walk.keep(tape.ops)
    return evaluate(value_of(walk.now.moment()), {})


class Twice(nn.Module):
    """A module of two sequences, on one that is taken for both."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x, x)


class Attended(nn.Module):
    def __init__(self, weighed, **given):
        super().__init__()
        self.inner, self.weighed = nn.MultiheadAttention(32, 4, **given), weighed

    def forward(self, x):
        return self.inner(x, x, x, need_weights=self.weighed)[0]


BLOCK = {"d_model": 32, "nhead": 4, "dim_feedforward": 64, "dropout": 0.0, "batch_first": True}
# each with the number of attentions that do not give their weights
KEPT = {
    "weighed": (lambda: Attended(True, batch_first=True), 0),
    "not weighed": (lambda: Attended(False, batch_first=True), 1),
    "encoder block": (lambda: nn.TransformerEncoderLayer(**BLOCK), 1),
    "normalized before": (lambda: nn.TransformerEncoderLayer(**BLOCK, norm_first=True), 1),
    "decoder block": (lambda: Twice(nn.TransformerDecoderLayer(**BLOCK, activation="gelu")), 2),
    "transformer": (lambda: Twice(nn.Transformer(32, 4, 2, 2, 64, 0.0, batch_first=True)), 6),
}


@pytest.mark.parametrize("name", list(KEPT))
def test_as_much_is_kept_as_autograd_keeps(name):
    """On a CPU attention gives its result in the order of its queries, so that no copy of it in another is kept."""
    make, attentions = KEPT[name]
    module, x = make().train(), torch.zeros(4, 16, 32)
    theirs = kept(lambda: module(x), [*module.parameters(), *module.buffers()])
    assert said(symparam.read(module, input=(16, 32)).derive(), 4) == theirs + attentions * x.nbytes


@pytest.fixture(scope="module")
def reports():
    from .networks.modules import MADE

    known = {}

    def of(name):
        if name not in known:
            make, sizes = MADE[name]
            with torch.device("meta"):
                known[name] = symparam.read(make(), input=sizes).derive()
        return known[name]

    return of


@pytest.mark.parametrize(("name", "batch", "precision", "most"), MODULES)
def test_a_step_takes_what_was_measured(reports, name, batch, precision, most):
    value = reports(name).value("training", batch=batch, runtime="pytorch", precision=precision)
    assert value == pytest.approx(most, rel=0.03)


COMMON = {"vocab_size": 8000, "hidden_size": 512, "num_hidden_layers": 4, "num_attention_heads": 8}
MORE = {
    "mixtral": {"intermediate_size": 1024, "num_local_experts": 8, "num_experts_per_tok": 2},
    "qwen3_moe": {"moe_intermediate_size": 256, "num_experts": 16, "num_experts_per_tok": 4, "head_dim": 64},
    "qwen2_moe": {
        "moe_intermediate_size": 256,
        "num_experts": 16,
        "num_experts_per_tok": 4,
        "shared_expert_intermediate_size": 1024,
        "mlp_only_layers": [],
    },
    "llama": {"intermediate_size": 1408},
    "qwen3": {"intermediate_size": 1408, "head_dim": 64},
    "gpt_neox": {"intermediate_size": 2048},
}
HEADS = {
    "mixtral": "Mixtral",
    "qwen3_moe": "Qwen3Moe",
    "qwen2_moe": "Qwen2Moe",
    "llama": "Llama",
    "qwen3": "Qwen3",
    "gpt_neox": "GPTNeoX",
}


@pytest.mark.parametrize(("kind", "batch", "tokens", "precision", "most"), CONFIGS)
def test_a_config_takes_what_was_measured(kind, batch, tokens, precision, most, tmp_path):
    file = tmp_path / "config.json"
    config = {"model_type": kind, "architectures": [f"{HEADS[kind]}ForCausalLM"], **COMMON, **MORE[kind]}
    file.write_text(json.dumps({"num_key_value_heads": 8, **config} if kind != "gpt_neox" else config))
    report = symparam.read(file).derive().bind(T=tokens)
    value = report.value("training", batch=batch, runtime="pytorch", precision=precision)
    assert value == pytest.approx(most, rel=0.03)


def test_types_of_two_bytes_are_refused_for_recurrent_modules(reports):
    with pytest.raises(SizeError, match="follows from the algorithm"):
        reports("LSTM").value("training", runtime="pytorch", precision="autocast")


def test_autocast_is_refused_where_it_is_not_pytorchs(reports):
    with pytest.raises(SizeError, match="autocast is PyTorch's"):
        reports("linear").value("training", runtime="xla", precision="autocast")
