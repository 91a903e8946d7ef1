"""Scripts of PyTorch against PyTorch, and against what they took on a GPU."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import symparam

from .live import step, torch
from .measured import TORCHVISION

RESNET18 = Path(__file__).parent / "networks" / "resnet18.py"
MEASURED = [(batch, most) for name, batch, most in TORCHVISION if name == "resnet18"]


@pytest.fixture(scope="module")
def report():
    return symparam.read(RESNET18, input=(3, 224, 224)).derive()


@pytest.mark.parametrize("batch", [1, 8, 32])
def test_a_step_takes_what_pytorch_takes(report, batch):
    with torch.device("meta"):
        model = runpy.run_path(str(RESNET18))["model"]
        x = torch.empty(batch, 3, 224, 224)
    theirs = step(model, x, lambda y: y.pow(2).mean(), lambda ws: torch.optim.Adam(ws, foreach=True))
    assert report.value("training", batch=batch, runtime="pytorch") == pytest.approx(theirs, rel=0.001)


@pytest.mark.parametrize(("batch", "most"), MEASURED)
def test_a_step_takes_what_was_measured(report, batch, most):
    """Short of what the allocator rounds up, which is most where there are few samples of many large arrays."""
    assert report.value("training", batch=batch, runtime="pytorch") == pytest.approx(most, rel=0.07)
