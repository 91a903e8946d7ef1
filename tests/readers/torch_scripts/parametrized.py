"""Weights that modules of the script work out: register_parametrization, twice on one weight."""

import torch
from torch import nn
from torch.nn.utils import parametrize


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)


class LowRank(nn.Module):
    def __init__(self, rows, columns, rank):
        super().__init__()
        self.a = nn.Parameter(torch.zeros(rank, columns))
        self.b = nn.Parameter(torch.zeros(rows, rank))
        self.register_buffer("scale", torch.tensor(1.0))

    def forward(self, weight):
        return weight + self.scale * (self.b @ self.a)


class Net(nn.Module):
    def __init__(self, d_model=8):
        super().__init__()
        self.square = nn.Linear(d_model, d_model)
        parametrize.register_parametrization(self.square, "weight", Symmetric())
        self.head = nn.Linear(d_model, 5)
        self.head.weight.requires_grad = False
        parametrize.register_parametrization(self.head, "weight", LowRank(5, d_model, 2))
        parametrize.register_parametrization(self.head, "weight", LowRank(5, d_model, 3))
        self.last = nn.Linear(self.head.weight.shape[0], 2)

    def forward(self, x):
        return self.last(self.head(self.square(x)))


net = Net()
