"""Where sizes decide which way a forward goes, the legal sizes and the outputs are those of all ways."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import pytest

from symparam import read
from symparam.algebra import Need
from symparam.errors import SymparamError
from symparam.graph.modules import ModuleModel
from symparam.readers.torch_script import read_text

from ..frameworks import framework
from .torch_oracle import numbers

torch = framework("torch", "torch")

HEAD = "import math\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
NETS = {
    "a table of positions that is resampled where the grid is another one": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 8, 4, 4)
        self.table = nn.Parameter(torch.zeros(1, 1 + 16, 8))
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.head = nn.Linear(8, 5)

    def positions(self, h, w):
        if h * w + 1 == self.table.shape[1] and h == w:
            return self.table
        grid = self.table[:, 1:].reshape(1, 4, 4, 8).permute(0, 3, 1, 2)
        grid = F.interpolate(grid, size=(h, w), mode="bilinear")
        return torch.cat([self.table[:, :1], grid.permute(0, 2, 3, 1).reshape(1, h * w, 8)], dim=1)

    def forward(self, x):
        x = self.patch(x)
        h, w = x.shape[2:]
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x.flatten(2).transpose(1, 2)], dim=1)
        x = x + self.positions(h, w)
        return self.head(x[:, 0]), x
""",
    "a size that is made even where it is odd": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)

    def forward(self, x):
        x = self.conv(x)
        h, w = x.shape[-2:]
        new_h, new_w = (h + 1) // 2 * 2, (w + 1) // 2 * 2
        if new_h != h or new_w != w:
            x = F.interpolate(x, size=(new_h, new_w), mode="bilinear", align_corners=True)
        b, c = x.shape[:2]
        return x.reshape(b, c, new_h // 2, 2, new_w // 2, 2).permute(0, 1, 3, 5, 2, 4).reshape(b, c, 4, -1)
""",
    "padding that is made where it is needed": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 8, 8)

    def forward(self, x):
        h, w = x.shape[2], x.shape[3]
        if h % 8 != 0:
            x = F.pad(x, (0, 0, 0, 8 - h % 8))
        if w % 8 != 0:
            x = F.pad(x, (0, 8 - w % 8))
        return self.conv(x)
""",
    "a size that is kept from falling below a kernel": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.MaxPool2d(2))
        self.fc = nn.Conv2d(4, 6, 7)

    def forward(self, x):
        x = self.features(x)
        if x.shape[-2] < 7 or x.shape[-1] < 7:
            x = F.adaptive_avg_pool2d(x, (max(7, x.shape[-2]), max(7, x.shape[-1])))
        return self.fc(x).mean((2, 3))
""",
    "an assertion": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 4, 4)

    def forward(self, x):
        assert x.shape[2] % 4 == 0, "height"
        if x.shape[3] % 4 != 0:
            raise ValueError("width")
        return self.conv(x)
""",
    "a crop where two sizes differ": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 4, 3, 2, padding=1)
        self.up = nn.ConvTranspose2d(4, 3, 2, 2)

    def forward(self, x):
        y = self.up(self.down(x))
        if y.shape[2] != x.shape[2]:
            y = y[:, :, : x.shape[2]]
        if y.shape[3] > x.shape[3]:
            y = y[:, :, :, : x.shape[3]]
        return torch.cat([x, y], dim=1)
""",
}
PARTED = {
    "a layer more for larger sizes": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        x = self.conv(x)
        if x.shape[2] >= 20:
            x = self.pool(x)
        return x
""",
    "two shapes": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x):
        x = self.conv(x)
        return x.flatten(1) if x.shape[2] > 9 else x
""",
}
SIZES = (1, 3, 4, 7, 8, 9, 13, 14, 16, 17, 23, 40)


def made(text: str) -> Any:
    names: dict[str, Any] = {}
    exec(HEAD + text, names)
    return names["Net"]().to("meta").eval()


def models(text: str, size: int) -> tuple[ModuleModel, ModuleModel]:
    live = read(made(text), input=(3, size, size))
    script = read_text(f"{HEAD}{text}\nnet = Net()\n", "net.py", input=(3, size, size))
    assert isinstance(live, ModuleModel)
    assert isinstance(script, ModuleModel)
    return live, script


def shapes(value: Any) -> list[tuple[int, ...]]:
    return [tuple(t.shape) for t in (value if isinstance(value, tuple) else (value,))]


@cache
def needs_of(model: ModuleModel) -> list[Need]:
    return [need for _, need in model.conditions(*model.xs)] + [c.need for c in model.facts.conditions]


def is_right(model: ModuleModel, net: Any, h: int, w: int, exactly: bool = True) -> bool:
    """Whether PyTorch takes such an input; then the outputs are its own, and the model takes no other ones."""
    values = {**model.facts.defaults, "C": 3, "H": h, "W": w}
    legal = all(need.bind(values).holds() for need in needs_of(model))
    try:
        real = shapes(net(torch.empty(2, 3, h, w, device="meta")))
    except (RuntimeError, ValueError, AssertionError):
        return not legal
    return [numbers(t.shape, values) for t in model.outputs] == real if legal else not exactly


@pytest.mark.parametrize("size", [16, 32, 39])
@pytest.mark.parametrize("name", NETS)
def test_ways_that_agree_are_one_model(name: str, size: int) -> None:
    if name == "an assertion" and size == 39:
        return
    net = made(NETS[name])
    for model in models(NETS[name], size):
        assert not model.facts.pinned.keys() & {"H", "W"}
        for h, w in itertools.product(SIZES, SIZES[1::4]):
            assert is_right(model, net, h, w), f"at {h}, {w}"


@pytest.mark.parametrize("name", PARTED)
def test_ways_that_differ_are_a_condition(name: str) -> None:
    net = made(PARTED[name])
    for model in models(PARTED[name], 24):
        assert is_right(model, net, 24, 24)
        for n in SIZES:
            assert is_right(model, net, n, n, exactly=False), f"at {n}"
        assert not all(need.bind({"H": 5, "W": 5}).holds() for need in needs_of(model) if "C" not in str(need.left))


def test_a_forward_that_keeps_tensors_leaves_none_in_the_module() -> None:
    net = made(
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.last = None

    def forward(self, x):
        self.last = self.conv(x)
        return self.last
"""
    )
    read(net)
    assert net.last is None


def test_a_comparison_that_no_size_may_turn_is_said() -> None:
    with pytest.raises(SymparamError, match="decides what the model does"):
        read(made(PARTED["two shapes"]))


UNBOUND = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.GRUCell(6, 5)

    def forward(self, x):
        state, found = x.new_zeros(x.size(0), 5), []
        for step in x.unbind(1):
            state = self.cell(step, state)
            found.append(state)
        return torch.stack(found, dim=1)
"""


def test_unbind_fixes_the_axis_that_it_takes_apart() -> None:
    live = read(made(UNBOUND), input=(9, 6))
    script = read_text(f"{HEAD}{UNBOUND}\nnet = Net()\n", "net.py", input=(9, 6))
    for model in (live, script):
        assert isinstance(model, ModuleModel)
        assert [p[0] for p in model.facts.pinned.values()] == [9]
        assert [numbers(t.shape, model.facts.defaults) for t in model.outputs] == [(2, 9, 5)]
        assert [m.type for m in model.modules] == ["Net", "GRUCell"]
