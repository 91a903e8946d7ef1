"""An MLP mixer with functools.partial, and einsum."""

from functools import partial

import torch
from torch import nn


class PreNormResidual(nn.Module):
    def __init__(self, dim, fn):
        super().__init__()
        self.fn = fn
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        return self.fn(self.norm(x)) + x


def FeedForward(dim, expansion_factor=4, dropout=0.0, dense=nn.Linear):
    inner_dim = int(dim * expansion_factor)
    return nn.Sequential(dense(dim, inner_dim), nn.GELU(), nn.Dropout(dropout), dense(inner_dim, dim), nn.Dropout(dropout))


class Mixer(nn.Module):
    def __init__(self, image_size=32, channels=3, patch_size=8, dim=20, depth=2, num_classes=10):
        super().__init__()
        assert (image_size % patch_size) == 0, "image must be divisible by patch size"
        num_patches = (image_size // patch_size) ** 2
        chan_first, chan_last = partial(nn.Conv1d, kernel_size=1), nn.Linear
        self.patch = nn.Conv2d(channels, dim, patch_size, patch_size)
        self.layers = nn.Sequential(
            *[
                nn.Sequential(
                    PreNormResidual(dim, FeedForward(num_patches, 4, 0.0, chan_first)),
                    PreNormResidual(dim, FeedForward(dim, 0.5, 0.0, chan_last)),
                )
                for _ in range(depth)
            ]
        )
        self.norm = nn.LayerNorm(dim)
        self.weight = nn.Parameter(torch.randn(num_classes, dim))

    def forward(self, img):
        x = self.patch(img).flatten(2).transpose(1, 2)
        x = self.norm(self.layers(x)).mean(dim=1)
        return torch.einsum("bd,cd->bc", x, self.weight)


net = Mixer()
