"""Modules whose training steps were measured on a GPU, by name: each with the sizes of a sample."""

from __future__ import annotations

from torch import nn


class Weighed(nn.Module):
    """Attention that gives its weights too."""

    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(512, 8, batch_first=True)

    def forward(self, x):
        return self.attention(x, x, x)[0]


class Causal(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = encoder(4)
        self.embedding = nn.Embedding(8000, 512)
        self.head = nn.Linear(512, 8000)

    def forward(self, tokens):
        return self.head(self.blocks(self.embedding(tokens)))


class Text(nn.Module):
    def __init__(self, kind, layers=1, both=False):
        super().__init__()
        self.embedding = nn.Embedding(20000, 128)
        self.steps = kind(128, 256, layers, batch_first=True, bidirectional=both)
        self.head = nn.Linear(256 * (1 + both), 2)

    def forward(self, tokens):
        return self.head(self.steps(self.embedding(tokens))[0][:, -1])


def encoder(blocks):
    return nn.TransformerEncoder(nn.TransformerEncoderLayer(512, 8, batch_first=True), blocks)


def linear():
    return nn.Sequential(nn.Linear(1024, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000))


def normed():
    return nn.Sequential(
        nn.Linear(1024, 2048),
        nn.LayerNorm(2048),
        nn.GELU(),
        nn.Dropout(0.1),
        nn.Linear(2048, 1000),
        nn.LogSoftmax(-1),
    )


def pictures():
    return nn.Sequential(
        nn.Conv2d(3, 64, 3),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(64, 128, 3),
        nn.BatchNorm2d(128),
        nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(128, 1000),
    )


MADE = {
    "encoder": (lambda: encoder(6), (256, 512)),
    "causal": (Causal, (256,)),
    "linear": (linear, (1024,)),
    "normed": (normed, (1024,)),
    "pictures": (pictures, (3, 128, 128)),
    "weighed": (Weighed, (256, 512)),
    **{kind.__name__: (lambda kind=kind: Text(kind), (200,)) for kind in (nn.LSTM, nn.GRU, nn.RNN)},
    **{f"deep {kind.__name__}": (lambda kind=kind: Text(kind, 2, True), (200,)) for kind in (nn.LSTM, nn.GRU, nn.RNN)},
}
