"""Scripts in the manner of tutorials and papers, read and compared with PyTorch, which runs them."""

from __future__ import annotations

from typing import Any

import pytest

from symparam.algebra import evaluate
from symparam.algebra.names import BATCH_NAME as BATCH
from symparam.graph.modules import ModuleModel
from symparam.layers.torch.own import Own
from symparam.readers.torch_script import read, read_text

from ..frameworks import framework
from .torch_cases import CASES, FOLLOWED
from .torch_oracle import SCRIPTS, Case, Oracle, count_of, is_legal, outputs_of, state_of

framework("torch", "torch")


def model_of(case: Case) -> ModuleModel:
    model = read(SCRIPTS / f"{case.file}.py", model=case.model, input=case.input, bindings=dict(case.given))
    assert isinstance(model, ModuleModel)
    return model


@pytest.mark.parametrize("case", [*CASES, *FOLLOWED], ids=str)
def test_parameters_outputs_and_legal_sizes_are_those_of_pytorch(case: Case) -> None:
    model, oracle = model_of(case), Oracle(case)
    first = {**model.facts.defaults, **case.at[0]}
    ours = outputs_of(model, first)
    real = oracle.run(model, first)
    assert state_of(model, first) == oracle.state()
    assert list(state_of(model, first)) == list(oracle.state())
    assert count_of(model, first) == oracle.count()
    assert count_of(model, first, trainable=True) == oracle.trainable()
    for sizes in case.at:
        values = {**model.facts.defaults, **sizes}
        assert is_legal(model, values), f"refused at {values}"
        ours, real = outputs_of(model, values), oracle.run(model, values)
        assert ours == {path: shapes for path, shapes in real.items() if path in ours}
        layers = {m.path for m in model.modules if m.layer is not None and not isinstance(m.layer, Own)}
        assert {path for path in real if path in layers} == ours.keys()
    for sizes in sweep(case):
        values = {**model.facts.defaults, **case.at[0], **sizes}
        assert is_legal(model, values) is oracle.legal(model, values), f"at {values}"


def sweep(case: Case) -> list[dict[str, int]]:
    """Sizes over a range: axes one by one, those with several letters together."""
    return [dict.fromkeys(letters, n) for letters, numbers in case.over.items() for n in numbers]


PACKED = """
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

class Tagger(nn.Module):
    def __init__(self, d=6):
        super().__init__()
        self.rnn = nn.LSTM(d, 4, 2, bidirectional=True, batch_first={module})

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first={given}, enforce_sorted=False)
        out, (h, c) = self.rnn(packed)
        out, sizes = pad_packed_sequence(out, batch_first={wanted})
        return out, h, sizes

model = Tagger()
"""


@pytest.mark.parametrize(
    ("module", "given", "wanted"), [(True, True, True), (False, True, False), (True, False, True), (False, True, True)]
)
def test_packed_sequences_are_those_of_pytorch(module: bool, given: bool, wanted: bool) -> None:
    import torch

    text = PACKED.format(module=module, given=given, wanted=wanted)
    names: dict[str, Any] = {}
    exec(text, names)
    shape = (3, 5, 6) if given else (5, 3, 6)
    real = names["model"](torch.zeros(shape), torch.tensor([5, 2, 4]))
    model = read_text(text, "net.py", input=(5, 6))
    sizes = {**model.facts.defaults, BATCH: 3}
    ours = [tuple(int(evaluate(n, sizes)) for n in t.shape) for t in model.outputs]
    assert ours == [tuple(t.shape) for t in real]


HELPED = """
from torch import nn
{imported}

class Block(nn.Module):
    def __init__(self, d, drop, window=3):
        super().__init__()
        self.conv = nn.Conv2d(d, d, {window}, padding=1)
        self.drop = {drop}
        {initialized}

    def forward(self, x):
        return x + self.drop(self.conv(x))

net = nn.Sequential(Block(4, 0.1), Block(4, 0.2))
"""


@pytest.mark.parametrize("room", ["timm.models.layers", "timm.layers", "timm.layers.helpers, timm.layers.drop"])
def test_helpers_of_timm_do_what_plain_code_does(room: str) -> None:
    """timm is no dependency of the tests: DropPath hands on what it gets, to_2tuple(3) is (3, 3)."""
    first, _, second = room.partition(", ")
    imported = f"from {first} import to_2tuple\nfrom {second or first} import DropPath\n"
    imported += "from timm.models.layers import trunc_normal_"
    helped = HELPED.format(
        imported=imported,
        window="to_2tuple(window)",
        drop="DropPath(drop)",
        initialized="trunc_normal_(self.conv.weight, std=0.02)",
    )
    plain = HELPED.format(imported="", window="(window, window)", drop="nn.Identity()", initialized="")
    one, other = (read_text(text, "net.py").derive() for text in (helped, plain))
    assert (one.params, one.outputs, one.conditions) == (other.params, other.outputs, other.conditions)
