"""The figures of other tools against the tools themselves, on equal modules; all tables of names agree."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from symparam import Input, Model, SymparamError, layers
from symparam.cli import cost_options
from symparam.costs import COSTS
from symparam.costs.dtypes import BYTES, OPTIMIZERS
from symparam.costs.table import ACTIVATIONS, CONVENTIONS
from symparam.layers.addons import InstanceNormalization

from ..frameworks import framework

torch = framework("torch", "torch")


def ours_and_theirs(rng):
    """The same small network on both sides, channels first."""
    c, f = rng.randint(1, 4), 2 * rng.randint(1, 4)
    k, s, n = rng.randint(1, 4), rng.randint(1, 2), rng.randint(14, 24)
    first = {"data_format": "channels_first"}
    x = Input((c, n, n))
    y = layers.BatchNormalization(axis=1)(layers.Conv2D(f, k, strides=s, **first)(x))
    y = layers.MaxPooling2D(2, **first)(layers.ReLU()(y))
    y = layers.Conv2D(2 * f, 3, groups=2, use_bias=False, **first)(y)
    y = layers.UpSampling2D(2, **first)(layers.GroupNormalization(2, axis=1)(y))
    y = layers.Conv2DTranspose(3, 3, strides=2, **first)(y)
    y = layers.Dense(5)(layers.GlobalAveragePooling2D(**first)(y))
    t = torch.nn
    theirs = t.Sequential(
        t.Conv2d(c, f, k, s),
        t.BatchNorm2d(f),
        t.ReLU(),
        t.MaxPool2d(2),
        t.Conv2d(f, 2 * f, 3, groups=2, bias=False),
        t.GroupNorm(2, 2 * f),
        t.Upsample(scale_factor=2),
        t.ConvTranspose2d(2 * f, 3, 3, 2),
        t.AdaptiveAvgPool2d(1),
        t.Flatten(),
        t.Linear(3, 5),
    )
    return Model(x, y).derive().at(), theirs.eval(), (1, c, n, n)


def torchinfo(module, shape):
    tool = framework("torchinfo", "tools")
    return tool.summary(module, input_size=shape, verbose=0).total_mult_adds


def fvcore(module, shape):
    tool = framework("fvcore.nn", "tools")
    return tool.FlopCountAnalysis(module, torch.zeros(shape)).unsupported_ops_warnings(False).total()


def ptflops(module, shape):
    tool = framework("ptflops", "tools")
    return tool.get_model_complexity_info(
        module, shape[1:], print_per_layer_stat=False, as_strings=False, verbose=False, backend="pytorch"
    )[0]


def flopcounter(module, shape):
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(torch.zeros(shape))
    return counter.get_total_flops() // 2


@pytest.mark.parametrize("tool", [torchinfo, fvcore, ptflops, flopcounter])
def test_a_convention_gives_the_tool_s_own_figure(tool):
    rng = random.Random(7)
    for _ in range(8):
        report, module, shape = ours_and_theirs(rng)
        assert report.cost("macs", convention=tool.__name__) == tool(module, shape)


@pytest.mark.parametrize("affine", [True, False])
@pytest.mark.parametrize("tool", [torchinfo, fvcore, ptflops, flopcounter])
def test_an_instance_normalization_is_counted_as_the_tool_counts_it(tool, affine):
    x = Input((4, 7, 9))
    report = Model(x, InstanceNormalization(axis=1, center=affine, scale=affine)(x)).derive().at()
    module = torch.nn.Sequential(torch.nn.InstanceNorm2d(4, affine=affine)).eval()
    assert report.cost("macs", convention=tool.__name__) == tool(module, (1, 4, 7, 9))


# what the tools gave for the first of these networks, for those who have not installed them
RECORDED = {"torchinfo": 93863, "fvcore": 46962, "ptflops": 51709, "flopcounter": 43791}


@pytest.mark.parametrize("tool", RECORDED)
def test_a_convention_gives_the_figure_that_the_tool_once_gave(tool):
    report, _, _ = ours_and_theirs(random.Random(7))
    assert report.cost("macs", convention=tool) == RECORDED[tool]


@pytest.mark.parametrize("mode", ["eval", "train"])
def test_attention_in_torchinfo(mode):
    tool = framework("torchinfo", "tools")

    class Self(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attention = torch.nn.MultiheadAttention(64, 4, batch_first=True)
            self.head = torch.nn.Linear(64, 3)
            self.token = torch.nn.Parameter(torch.zeros(64))

        def forward(self, x):
            return self.head(self.attention(x, x, x)[0] + self.token)

    x = Input((10, 64))
    report = Model(x, layers.Dense(3)(layers.MultiHeadAttention(4, 16)(x, x))).derive()
    theirs = tool.summary(Self(), input_size=(1, 10, 64), verbose=0, mode=mode).total_mult_adds
    assert report.cost("macs", convention="torchinfo") == theirs == 65 * 3


def test_attention_in_ptflops():
    tool = framework("ptflops", "tools")
    assert tool is not None
    t, d, h = 10, 12, 3

    class Self(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attention = torch.nn.MultiheadAttention(d, h, batch_first=True)

        def forward(self, x):
            return self.attention(x, x, x)[0]

    x = Input((t, d))
    report = Model(x, layers.MultiHeadAttention(h, d // h)(x, x, x)).derive().at()
    assert report.cost("macs", convention="ptflops") == ptflops(Self().eval(), (1, t, d))


def test_keras_counts_the_optimizer_s_variables_and_no_macs():
    report = Model(x := Input((7,)), layers.Dense(5)(x)).derive().at()
    assert report.cost("params", convention="keras", optimizer="adam") == 40 + 2 * 40 + 2
    with pytest.raises(SymparamError, match="Keras counts no MACs"):
        report.cost("macs", convention="keras")


def test_the_command_line_knows_the_names_of_the_tables():
    assert tuple(COSTS) == cost_options.COLUMNS
    assert tuple(name for name, cost in COSTS.items() if cost.unit != "positions") == cost_options.TOTALS
    assert tuple(BYTES) == cost_options.DTYPES
    assert ACTIVATIONS == cost_options.ACTIVATIONS
    assert tuple(OPTIMIZERS) == cost_options.OPTIMIZERS
    assert cost_options.CONVENTIONS == CONVENTIONS
    from symparam.cli.export import LANGUAGES
    from symparam.explore.export import LANGUAGES as written

    assert set(LANGUAGES) == set(written)


def test_the_page_shows_the_table():
    page = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text(encoding="utf-8")
    for name, cost in COSTS.items():
        assert f"| `{name}` | {cost.unit} | {cost.counts} |" in page
    assert all(f"| `{name}` |" in page for name in CONVENTIONS[1:])
