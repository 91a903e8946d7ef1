"""Layers chosen by name, parameters in a list, a buffer, and a module that is never called."""

import copy

import torch
from torch import nn


class Chooser(nn.Module):
    def __init__(self, d=16, depth=3):
        super().__init__()
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "prelu": nn.PReLU()})
        self.acts["gelu"] = nn.GELU()
        self.choices = nn.ModuleDict([["conv", nn.Conv2d(3, d, 3, padding=1)], ["pool", nn.MaxPool2d(3, 1)]])
        self.scales = nn.ParameterList([nn.Parameter(torch.ones(d, 1, 1)) for _ in range(depth)])
        block = nn.Sequential(nn.Conv2d(d, d, 1), nn.BatchNorm2d(d))
        self.blocks = nn.ModuleList([copy.deepcopy(block) for _ in range(depth)])
        self.blocks.insert(0, nn.Conv2d(d, d, 3, padding=1))
        self.unused = nn.Linear(d, 5)
        self.register_buffer("mean", torch.zeros(1, 3, 1, 1))
        self.register_buffer("steps", torch.tensor(0), persistent=False)
        self.register_parameter("shift", None)
        setattr(self, "last", nn.Conv2d(d, 2, 1))

    def forward(self, x, choice="conv", act="prelu"):
        x = self.choices[choice](x - self.mean)
        x = self.blocks[0](self.acts[act](x))
        for block, scale in zip(self.blocks[1:], self.scales):
            x = x + scale * block(x)
        return self.last(x)
