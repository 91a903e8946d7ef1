"""A forecaster of a Lightning module: trends by a moving average, borders that are repeated, circular convolutions."""

import torch
from torch import nn

try:
    import pytorch_lightning as pl
except ImportError:

    class pl:
        class LightningModule(nn.Module):
            def save_hyperparameters(self, ignore=()):
                import inspect

                given = inspect.currentframe().f_back.f_locals
                self.hparams = type("Hparams", (dict,), {"__getattr__": dict.__getitem__})()
                self.hparams.update({k: v for k, v in given.items() if k not in ("self", "__class__", *ignore)})


class Trend(nn.Module):
    def __init__(self, window):
        super().__init__()
        self.border = (window - 1) // 2
        self.mean = nn.AvgPool1d(window, stride=1)

    def forward(self, x):
        front = x[:, 0:1, :].repeat(1, self.border, 1)
        end = x[:, -1:, :].repeat(1, self.border, 1)
        x = torch.cat([front, x, end], dim=1)
        return self.mean(x.permute(0, 2, 1)).permute(0, 2, 1)


class Positions(nn.Module):
    def __init__(self, d, longest=50):
        super().__init__()
        self.register_buffer("table", torch.zeros(1, longest, d))

    def forward(self, x):
        return x + self.table[:, : x.size(1)]


class Forecaster(pl.LightningModule):
    def __init__(self, channels=5, width=8, window=5, steps=2, horizon=3, criterion=None):
        super().__init__()
        self.save_hyperparameters(ignore=["criterion"])
        p = self.hparams
        self.embed = nn.Conv1d(p.channels, p.width, 3, padding=1, padding_mode="circular", bias=False)
        self.positions = Positions(p["width"])
        self.trends = nn.ModuleList(Trend(p.window) for _ in range(p.steps))
        self.halves = nn.ModuleList(nn.Conv1d(p.width, p.width, 3, 2, 1) for _ in range(p.steps))
        self.head = nn.Linear(p.width, p.channels)

    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        x = self.positions(self.embed((x - mean).permute(0, 2, 1)).transpose(1, 2))
        for trend, half in zip(self.trends, self.halves):
            x = x - trend(x)
            x = half(x.transpose(1, 2)).transpose(1, 2)
        return self.head(x)[:, -self.hparams.horizon :] + mean


model = Forecaster()
