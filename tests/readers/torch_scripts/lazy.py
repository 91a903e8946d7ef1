"""Lazy modules find their sizes when they are first called."""

import torch
import torch.nn as nn


class LazyNet(nn.Module):
    def __init__(self, classes=7):
        super().__init__()
        self.features = nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyBatchNorm2d(), nn.ReLU(), nn.MaxPool2d(2))
        self.fc = nn.LazyLinear(classes)

    def forward(self, x):
        return self.fc(self.features(x).flatten(1))


net = LazyNet()
net(torch.zeros(1, 3, 20, 20))
