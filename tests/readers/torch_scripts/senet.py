"""Squeeze and excitation, stochastic depth, a spatial attention."""

import torch
import torch.nn as nn


class SE(nn.Module):
    def __init__(self, channel, reduction=4):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)


class Spatial(nn.Module):
    def __init__(self, kernel_size=7):
        super().__init__()
        self.conv = nn.Conv2d(2, 1, kernel_size, padding=kernel_size // 2, bias=False)

    def forward(self, x):
        avg_out = torch.mean(x, dim=1, keepdim=True)
        max_out, _ = torch.max(x, dim=1, keepdim=True)
        return x * torch.sigmoid(self.conv(torch.cat([avg_out, max_out], dim=1)))


class MBConv(nn.Module):
    def __init__(self, inp, oup, stride, expand=4):
        super().__init__()
        hidden = inp * expand
        self.skip = stride == 1 and inp == oup
        self.block = nn.Sequential()
        self.block.add_module("expand", nn.Conv2d(inp, hidden, 1, bias=False))
        self.block.add_module("bn0", nn.BatchNorm2d(hidden))
        self.block.add_module("dw", nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False))
        self.block.add_module("bn1", nn.BatchNorm2d(hidden))
        self.block.add_module("act", nn.SiLU())
        self.block.add_module("se", SE(hidden))
        self.block.add_module("project", nn.Conv2d(hidden, oup, 1, bias=False))

    def forward(self, x):
        return x + self.block(x) if self.skip else self.block(x)


class Net(nn.Module):
    cfg = [(16, 16, 1), (16, 24, 2), (24, 24, 1), (24, 40, 2)]

    def __init__(self, classes=11):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, 2, 1, bias=False)
        self.blocks = nn.Sequential(*(MBConv(i, o, s) for i, o, s in self.cfg))
        self.spatial = Spatial()
        self.head = nn.Sequential(nn.AdaptiveMaxPool2d(2), nn.Flatten(), nn.Linear(40 * 2 * 2, classes))

    def forward(self, x):
        return self.head(self.spatial(self.blocks(self.stem(x))))
