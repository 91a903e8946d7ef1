"""Channels that are shuffled, and images made larger by pixel shuffle."""

import torch
import torch.nn as nn


def channel_shuffle(x, groups):
    batchsize, num_channels, height, width = x.size()
    channels_per_group = num_channels // groups
    x = x.view(batchsize, groups, channels_per_group, height, width)
    x = torch.transpose(x, 1, 2).contiguous()
    return x.view(batchsize, -1, height, width)


class Unit(nn.Module):
    def __init__(self, c):
        super().__init__()
        half = c // 2
        self.branch = nn.Sequential(
            nn.Conv2d(half, half, 1), nn.ReLU(), nn.Conv2d(half, half, 3, 1, 1, groups=half), nn.Conv2d(half, half, 1)
        )

    def forward(self, x):
        x1, x2 = x.chunk(2, dim=1)
        return channel_shuffle(torch.cat((x1, self.branch(x2)), dim=1), 2)


class Super(nn.Module):
    def __init__(self, upscale_factor=3, width=24):
        super().__init__()
        self.head = nn.Conv2d(1, width, 5, 1, 2)
        self.body = nn.Sequential(*[Unit(width) for _ in range(3)])
        self.tail = nn.Sequential(nn.Conv2d(width, upscale_factor**2, 3, 1, 1), nn.PixelShuffle(upscale_factor))

    def forward(self, x):
        y = self.head(x)
        return self.tail(self.body(y) + y)


net = Super(upscale_factor=3)
