"""Errors about PyTorch scripts: file, line, what came, the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from symparam import read
from symparam.errors import SymparamError

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {made}

    def forward(self, x):
        {run}
"""


@pytest.mark.parametrize(
    ("made", "run", "message"),
    [
        (
            "self.fc = nn.Linear(784, 10)",
            "return self.fc(x.view(x.size(0), -1))",
            "net.py:11: the shape of x, the input of Net, is not told: view is the first to take it; with any of (N, T), "
            "(N, T, d), (N, C, H, W), (N, C, D, H, W) it can be followed; give the sizes of one sample, such as "
            "--input 3,224,224",
        ),
        (
            "self.fc = nn.Linear(48, 10); self.conv = nn.Conv2d(3, 3, 3)",
            "return self.fc(torch.flatten(self.conv(x)))",
            "; write torch.flatten(x, 1), which leaves the batch as it is",
        ),
        (
            "self.fc = nn.Conv2d(3, 10, 3)",
            "from einops import rearrange; return rearrange(self.fc(x), 'b c h w')",
            "a pattern of einops has one -> between two sides",
        ),
        (
            "self.fc = nn.Liner(4, 10)",
            "return self.fc(x)",
            "net.py:8: torch.nn.Liner is no module that symparam knows; did you mean Linear?",
        ),
        (
            "self.fc = nn.Linear(4, 10)",
            "return self.fc(helper(x))",
            "net.py:11: fc is called on what comes from helper(x) (line 11): NameError: helper is not defined in the script",
        ),
        (
            "self.a = nn.Conv2d(3, 8, 3); self.b = nn.Conv2d(4, 8, 3)",
            "return self.b(self.a(x))",
            "net.py:11: b: in_channels must be the input's channels; 8 is not 4",
        ),
        (
            "self.cell = nn.GRUCell(4, 4)",
            "h = x.new_zeros(x.size(0), 4)\n        for t in range(x.size(1)): h = self.cell(x[:, t], h)\n        return h",
            "this loop runs as often as range(x.size(1)) says, and T has no value: give it one, as in T=8",
        ),
        (
            "self.norm = nn.LayerNorm(4); self.norm.normalized_shape = (4, 4)",
            "return self.norm(x)",
            "net.py:8: normalized_shape of a LayerNorm is set after it is made; give it to LayerNorm(…)",
        ),
    ],
)
def test_a_message_names_the_line_and_the_cure(tmp_path: Path, made: str, run: str, message: str) -> None:
    path = tmp_path / "net.py"
    path.write_text(HEAD + NET.format(made=made, run=run))
    with pytest.raises(SymparamError) as error:
        read(path).derive()
    assert message in str(error.value).replace(f"{tmp_path}/", "")


def test_what_a_builder_hands_on_is_given_by_name(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    net = NET.format(made="self.fc = nn.Linear(4, n)", run="return self.fc(x)").replace(
        "__init__(self", "__init__(self, n"
    )
    path.write_text(f"{HEAD}{net}\ndef build(**kwargs):\n    return Net(**kwargs)\n")
    assert read(path, model="build", n=3).derive().at().params == 15
    with pytest.raises(SymparamError, match=r"misses .*\bn\b"):
        read(path, model="build")


def test_a_model_of_another_package_says_so(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    made = "self.body = torchvision.models.detection.ssd300_vgg16(); self.fc = nn.Linear(1000, 10)"
    path.write_text("import torchvision\n" + HEAD + NET.format(made=made, run="return self.fc(self.body(x))"))
    with pytest.raises(SymparamError, match=r"detection\.ssd300_vgg16 is a model of a package that is not read"):
        read(path)
