"""What PyTorch's optimizers keep, and what their step takes besides."""

from __future__ import annotations

import pytest

from symparam.costs.eager.runtimes import OPTIMIZERS

from .live import Live, torch

N = 10_000
MADE = {
    "none": None,
    "sgd": lambda ws: torch.optim.SGD(ws, foreach=True),
    "momentum": lambda ws: torch.optim.SGD(ws, momentum=0.9, foreach=True),
    "rmsprop": lambda ws: torch.optim.RMSprop(ws, foreach=True),
    "adagrad": lambda ws: torch.optim.Adagrad(ws, foreach=True),
    "adam": lambda ws: torch.optim.Adam(ws, foreach=True),
    "adamw": lambda ws: torch.optim.AdamW(ws, foreach=True),
    "adamax": lambda ws: torch.optim.Adamax(ws, foreach=True),
    "adadelta": lambda ws: torch.optim.Adadelta(ws, foreach=True),
    "nadam": lambda ws: torch.optim.NAdam(ws, foreach=True),
    "amsgrad": lambda ws: torch.optim.Adam(ws, amsgrad=True, foreach=True),
}


@pytest.mark.parametrize("name", [name for name, make in MADE.items() if make])
def test_an_optimizer_keeps_and_takes_what_is_said(name):
    weights = [torch.nn.Parameter(torch.zeros(N)) for _ in range(3)]
    with Live(weights) as live:
        optimizer = MADE[name](weights)
        for _ in range(2):
            for w in weights:
                w.grad = torch.zeros(N)
            live.most = live.now
            optimizer.step()
    lasting, besides = OPTIMIZERS[name]
    array = 4 * 3 * N
    assert live.now // array == 2 + lasting
    assert live.most // array == 2 + lasting + besides


def test_every_optimizer_of_the_table_is_held():
    assert set(OPTIMIZERS) == set(MADE)
