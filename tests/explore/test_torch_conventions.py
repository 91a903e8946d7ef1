"""The figures of other tools for PyTorch's own modules, against the tools themselves."""

from __future__ import annotations

import random

import pytest

from symparam import Input, SymparamError
from symparam.algebra.batch import BATCH
from symparam.graph.modules import Module, ModuleModel
from symparam.layers.torch import lookup

from .test_conventions import flopcounter, fvcore, ptflops, torch, torchinfo


def drawn(rng):
    """Names and arguments of modules in a chain, and the shape of a sample."""
    c, f = rng.randint(1, 4), 2 * rng.randint(1, 4)
    k, s, n = rng.randint(1, 4), rng.randint(1, 2), rng.randint(14, 24)
    affine = rng.random() < 0.7
    return [
        ("Conv2d", (c, f, k, s), {"bias": rng.random() < 0.5}),
        ("BatchNorm2d", (f,), {"affine": affine}),
        ("ReLU", (), {}),
        ("MaxPool2d", (2,), {}),
        ("Conv2d", (f, 2 * f, 3), {"groups": 2, "bias": False}),
        ("GroupNorm", (2, 2 * f), {}),
        ("LeakyReLU", (), {}),
        ("Upsample", (), {"scale_factor": 2}),
        ("ConvTranspose2d", (2 * f, 3, 3, 2), {}),
        ("AdaptiveAvgPool2d", (1,), {}),
        ("Flatten", (), {}),
        ("Linear", (3, 5), {}),
        ("LayerNorm", (5,), {}),
    ], (c, n, n)


def ours_and_theirs(rng):
    chain, shape = drawn(rng)
    x = y = Input((BATCH, *shape))
    modules = [Module("", "Net")]
    for i, (name, args, keywords) in enumerate(chain):
        layer = lookup(name)(*args, **keywords, name=str(i))
        y = layer(y)
        modules.append(Module(str(i), name, layer))
    theirs = torch.nn.Sequential(*(getattr(torch.nn, name)(*args, **keywords) for name, args, keywords in chain))
    return ModuleModel(x, y, modules=tuple(modules)).derive(), theirs.eval(), (1, *shape)


@pytest.mark.parametrize("tool", [torchinfo, fvcore, ptflops, flopcounter])
def test_a_convention_gives_the_tool_s_own_figure(tool):
    rng = random.Random(11)
    for _ in range(6):
        report, module, shape = ours_and_theirs(rng)
        assert report.cost("macs", convention=tool.__name__) == tool(module, shape), module


@pytest.mark.parametrize("batch", [1, 4])
def test_a_batch_is_that_of_the_tool(batch):
    report, module, shape = ours_and_theirs(random.Random(3))
    for tool in (torchinfo, fvcore, flopcounter):
        assert report.cost("macs", convention=tool.__name__, batch=batch) == tool(module, (batch, *shape[1:]))


def test_an_audit_knows_them():
    report, module, shape = ours_and_theirs(random.Random(5))
    said = str(report.audit(f"macs = {torchinfo(module, shape)}"))
    assert "torchinfo" in said


def test_keras_counts_nothing_of_it():
    report, _, _ = ours_and_theirs(random.Random(5))
    with pytest.raises(SymparamError, match="Keras counts no MACs"):
        report.cost("macs", convention="keras")


def test_recurrent_modules():
    lstm = lookup("LSTM")(5, 7, batch_first=True, name="lstm")
    y = lstm(Input((BATCH, 9, 5), name="x"))
    x = y[0].node.inputs[0]
    report = ModuleModel(x, y[0], modules=(Module("lstm", "LSTM", lstm),)).derive()
    theirs = torch.nn.LSTM(5, 7, batch_first=True).eval()
    assert report.cost("macs", convention="torchinfo") == torchinfo(theirs, (1, 9, 5))
