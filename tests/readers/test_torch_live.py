"""Live modules of PyTorch: their state_dict, their outputs and their legal sizes, read on proxies."""

from __future__ import annotations

import math

import pytest

from symparam import read
from symparam.errors import ReadError
from symparam.graph.modules import ModuleModel

from ..frameworks import framework
from .torch_cases import CASES
from .torch_oracle import Case, Oracle, count_of, is_legal, numbers, outputs_of, state_of

torch = framework("torch", "torch")

INPUTS = {
    "vae": (1, 28, 28),
    "gpt": (8,),
    "moduledict": (3, 32, 32),
    "swin": (3, 32, 32),
}  # where nothing in the module tells
LETTERS = {"gpt": {"T": "d"}, "video": {"T": "C", "D": "D"}}  # a shape that is given has the letters of its rank
LIVE = [case for case in CASES if case.file not in ("lazy", "gan", "seq2seq", "cvae")]


def model_of(oracle: Oracle, case: Case) -> ModuleModel:
    model = read(oracle.module, input=INPUTS.get(case.file))
    assert isinstance(model, ModuleModel)
    return model


@pytest.mark.parametrize("case", LIVE, ids=str)
def test_a_live_module_is_read_as_pytorch_runs_it(case: Case) -> None:
    oracle = Oracle(case)
    model = model_of(oracle, case)
    names = LETTERS.get(case.file, {})
    at = [{names.get(n, n): size for n, size in sizes.items()} for sizes in case.at]
    first = {**model.facts.defaults, **at[0]}
    assert state_of(model, first) == oracle.state()
    for sizes in at:
        values = {**model.facts.defaults, **sizes}
        assert is_legal(model, values)
        ours, real = outputs_of(model, values), oracle.run(model, values)
        assert ours == {path: shapes for path, shapes in real.items() if path in ours}
    for letters, span in case.over.items():
        for n in list(span)[:12]:
            values = {**model.facts.defaults, **first, **{names.get(c, c): n for c in letters}}
            assert is_legal(model, values) is oracle.legal(model, values), f"at {values}"


def test_parameters_count_once_and_frozen_ones_are_told() -> None:
    net = torch.nn.Sequential(torch.nn.Embedding(50, 8), torch.nn.Linear(8, 50, bias=False))
    net[1].weight = net[0].weight
    for parameter in net.parameters():
        parameter.requires_grad = False
    model = read(net)
    assert isinstance(model, ModuleModel)
    assert (count_of(model, {}), count_of(model, {}, trainable=True)) == (400, 0)


def test_the_module_is_as_it_was() -> None:
    net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.Dropout())
    net.train()
    before = {name: id(value) for name, value in net.state_dict(keep_vars=True).items()}
    read(net)
    assert net.training
    assert {name: id(value) for name, value in net.state_dict(keep_vars=True).items()} == before
    assert net(torch.zeros(1, 3, 8, 8)).shape == (1, 4, 6, 6)


def test_an_input_that_nothing_tells_is_asked_for() -> None:
    class Flat(torch.nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.fc = torch.nn.Linear(784, 10)

        def forward(self, x):  # type: ignore[no-untyped-def]
            return self.fc(x.view(-1, 784))

    with pytest.raises(ReadError, match=r"the shape of the input of Flat is not told .* input=\(3, 224, 224\)"):
        read(Flat())
    assert read(Flat(), input=(1, 28, 28)).derive().params == 7850


def test_padding_that_is_worked_out_from_the_size_keeps_its_formula() -> None:
    class Same(torch.nn.Conv2d):  # type: ignore[name-defined,misc]
        def forward(self, x):  # type: ignore[no-untyped-def]
            h, w = (
                max((math.ceil(n / s) - 1) * s + k - n, 0)
                for n, k, s in zip(x.shape[-2:], self.kernel_size, self.stride, strict=True)
            )
            if h > 0 or w > 0:
                x = torch.nn.functional.pad(x, (w // 2, w - w // 2, h // 2, h - h // 2))
            return torch.nn.functional.conv2d(x, self.weight, self.bias, self.stride)

    net = torch.nn.Sequential(Same(3, 4, 3, 2), Same(4, 4, 1, 2), Same(4, 5, 5, 1))
    model = read(net, input=(3, 32, 32))
    assert isinstance(model, ModuleModel)
    assert not model.facts.pinned
    for n in range(1, 12):
        values = {**model.facts.defaults, "H": n, "W": n + 3}
        assert is_legal(model, values)
        assert numbers(model.outputs[0].shape, values) == tuple(net(torch.zeros(2, 3, n, n + 3)).shape)
