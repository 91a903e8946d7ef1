"""A net from a table, whose layers are told their index, and some of them another stride after they are made."""

import torch
from torch import nn

TABLE = [(-1, "conv", 8), (-1, "pool", 2), (-1, "conv", 12), ([0, -1], "cat", 1), (-1, "mean", 1)]


class Cat(nn.Module):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def forward(self, xs):
        size = xs[-1].shape[2:]
        return torch.cat([nn.functional.adaptive_avg_pool2d(x, size) for x in xs], self.axis)


def parsed(table, width):
    layers, widths = [], []
    for i, (source, kind, value) in enumerate(table):
        if kind == "conv":
            layer = nn.Conv2d(width, value, 3, stride=2, padding=1)
            width = value
        elif kind == "pool":
            layer = nn.MaxPool2d(value)
        elif kind == "cat":
            layer = Cat(value)
            width = sum(widths[j] for j in source)
        else:
            layer = nn.AdaptiveAvgPool2d(value)
        layer.index, layer.source = i, source
        widths.append(width)
        layers.append(layer)
    return nn.Sequential(*layers)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = parsed(TABLE, 3)
        first = self.layers[0]
        first.weight = nn.Parameter(first.weight.sum(1, keepdim=True))  # for grey images
        first.stride = (1, 1)
        self.layers[1].kernel_size = 3
        self.layers[2].dilation = (2, 2)
        self.layers[2].in_channels = 1  # which torch does not look at again
        self.layers[4].output_size = (2, None)

    def forward(self, x):
        kept = []
        for layer in self.layers:
            if layer.source != -1:
                x = [x if j == -1 else kept[j] for j in layer.source]
            x = layer(x)
            kept.append(x)
        return x


net = Net()
