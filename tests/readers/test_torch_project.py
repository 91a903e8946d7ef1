"""What a PyTorch script imports from files of its own project is read, as Python itself finds it."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from symparam import read
from symparam.errors import SymparamError
from symparam.graph.modules import ModuleModel
from symparam.readers.torch_script import names

from ..frameworks import framework
from .torch_oracle import count_of, state_of

framework("torch", "torch")
FILES = {
    "parts/__init__.py": "from .blocks import *\nfrom .net import Net\n",
    "parts/blocks.py": """
import torch.nn as nn
WIDTH = 8
class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 3)
        self.bn = nn.BatchNorm2d(o)
    def forward(self, x):
        return self.bn(self.conv(x)).relu()
if __name__ == "__main__":
    raise SystemExit("this file is not the one that runs")
""",
    "parts/net.py": """
from torch import nn
from . import blocks
from .blocks import Block, WIDTH
class Net(nn.Module):
    def __init__(self, n=10):
        super().__init__()
        self.a = Block(3, WIDTH)
        self.b = blocks.Block(WIDTH, n)
    def forward(self, x):
        return self.b(self.a(x))
""",
}
SCRIPTS = {
    "a name of a package": "from parts import Net\nnet = Net(5)",
    "a star within it": "from torch import nn\nfrom parts import Net, Block\nnet = nn.Sequential(Net(5), Block(5, 2))",
    "a module by its path": "import torch\nimport parts.net as n\nnet = n.Net(7)",
    "a star of a module": "import torch\nfrom parts.blocks import *\nnet = Block(1, WIDTH)",
    "a base class": "from parts.blocks import Block\nclass Wide(Block):\n    pass\nnet = Wide(4, 4)",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("parts", "parts.blocks", "parts.net"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_it_is_read_as_python_imports_it(project: Path, script: str) -> None:
    path = project / "train.py"
    path.write_text("import torch\n" + script)
    model = read(path)
    assert isinstance(model, ModuleModel)
    real = runpy.run_path(str(path))["net"]
    at = model.facts.defaults
    assert state_of(model, at) == {key: tuple(value.shape) for key, value in real.state_dict().items()}
    assert count_of(model, at) == sum(p.numel() for p in real.parameters())


def test_only_the_script_s_own_classes_are_its_models(project: Path) -> None:
    assert names(project / "parts" / "net.py") == ["Net"]


def test_messages_name_the_file(project: Path) -> None:
    path = project / "train.py"
    path.write_text("import torch\nfrom torch import nn\nfrom parts import Net\nnet = nn.Sequential(Net(5), Net(5))")
    with pytest.raises(SymparamError, match=r"parts/blocks\.py:10: .*channels"):
        read(path).derive()


def test_what_is_not_there_is_said_so(project: Path) -> None:
    path = project / "train.py"
    path.write_text("import torch\nfrom parts.absent import Net\nnet = Net(5)")
    with pytest.raises(SymparamError, match=r"parts\.absent\.Net is imported"):
        read(path)
