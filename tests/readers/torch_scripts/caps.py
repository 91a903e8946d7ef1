"""Capsules, spectral norm, a cell run step by step, a bilinear layer."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm


def squash(x, dim=-1):
    norm = (x**2).sum(dim=dim, keepdim=True)
    return norm / (1 + norm) * x / torch.sqrt(norm + 1e-8)


class PrimaryCaps(nn.Module):
    def __init__(self, num_capsules=8, in_channels=16, out_channels=4):
        super().__init__()
        self.capsules = nn.ModuleList(
            [spectral_norm(nn.Conv2d(in_channels, out_channels, kernel_size=5, stride=2)) for _ in range(num_capsules)]
        )

    def forward(self, x):
        u = [capsule(x) for capsule in self.capsules]
        u = torch.stack(u, dim=1)
        u = u.view(x.size(0), 8, -1).permute(0, 2, 1)
        return squash(u)


class Caps(nn.Module):
    def __init__(self, steps=3, hidden=12, classes=6):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, 5)
        self.primary = PrimaryCaps()
        self.W = nn.Parameter(torch.randn(1, 4 * 36, 6, 8, 5))
        self.cell = nn.GRUCell(30, hidden)
        self.bilinear = nn.Bilinear(hidden, 30, classes)
        self.steps = steps

    def forward(self, x):
        u = self.primary(F.relu(self.conv(x)))
        u = u[:, :, None, None, :]
        u_hat = torch.matmul(u, self.W).squeeze(-2)
        v = squash(u_hat.sum(dim=1)).flatten(1)
        h = x.new_zeros(x.size(0), self.cell.hidden_size)
        for _ in range(self.steps):
            h = self.cell(v, h)
        return self.bilinear(h, v)


net = Caps()
