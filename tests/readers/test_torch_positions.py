"""Positions that a module counts up must be rows of its table: legal exactly where PyTorch looks them all up."""

from __future__ import annotations

from pathlib import Path

import pytest

from symparam import read
from symparam.errors import SymparamError

from ..frameworks import framework

torch = framework("torch", "torch")

COUNTED = {  # how positions are made of T, and the rows that T = 1 needs
    "torch.arange(T)": 1,
    "torch.arange(0, T, dtype=torch.long, device=idx.device)": 1,
    "torch.arange(T).unsqueeze(0).expand(B, T)": 1,
    "torch.arange(T)[None, :]": 1,
    "torch.arange(T).repeat(B, 1)": 1,
    "torch.arange(1, T + 1)": 2,
    "torch.zeros(T, dtype=torch.long)": 0,
    "torch.arange(40)[:T]": 1,
    "torch.arange(40).expand((1, -1))[:, :T]": 1,
    "torch.arange(2, 42)[None, :T]": 3,
}
LOOKUPS = ("self.pos({})", "F.embedding({}, self.pos.weight)")
ROWS = 12
SCRIPT = """import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok = nn.Embedding(7, 4)
        self.pos = nn.Embedding({rows}, 4)

    def forward(self, idx):
        B, T = idx.shape
        return self.tok(idx) + {lookup}


model = Net()
model(torch.zeros(1, 3, dtype=torch.long))
"""


@pytest.mark.parametrize("lookup", LOOKUPS)
@pytest.mark.parametrize("positions", COUNTED)
def test_positions_are_rows_of_the_table(positions: str, lookup: str, tmp_path: Path) -> None:
    text = SCRIPT.format(rows=ROWS, lookup=lookup.format(positions))
    script = tmp_path / "net.py"
    script.write_text(text)
    made: dict[str, object] = {}
    exec(compile(text, str(script), "exec"), made)
    net = made["model"]
    report = read(str(script)).derive()
    for t in range(1, ROWS + 3):
        try:
            net(torch.zeros(1, t, dtype=torch.long))  # type: ignore[operator]
            legal = True
        except IndexError:
            legal = False
        try:
            told = bool(report.at(T=t).params)
        except SymparamError:
            told = False
        assert told is legal, f"T = {t}"
    if COUNTED[positions]:
        assert report.domain["T"].largest == ROWS - COUNTED[positions] + 1
