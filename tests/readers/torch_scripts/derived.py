"""Classes derived from modules of torch.nn, with parameters and buffers besides: PixelCNN, LoRA, noisy networks."""

import torch
import torch.nn.functional as F
from torch import nn


class Masked(nn.Conv2d):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.register_buffer("mask", torch.ones_like(self.weight))
        self.gain = nn.Parameter(torch.ones(self.out_channels, 1, 1, 1))
        self.register_buffer("fan_in", torch.tensor(self.weight.shape[1:].numel()), persistent=False)

    def forward(self, x):
        self.weight.data *= self.mask
        return super().forward(x)


class Lora(nn.Linear):
    def __init__(self, in_features, out_features, r):
        nn.Linear.__init__(self, in_features, out_features)
        self.lora_A = nn.Parameter(self.weight.new_zeros((r, in_features)))
        self.lora_B = nn.Parameter(self.weight.new_zeros((out_features, r)))
        self.weight.requires_grad = False

    def forward(self, x):
        return F.linear(x, self.weight, self.bias) + x @ self.lora_A.t() @ self.lora_B.t()


class Equalized(nn.Conv2d):
    def __init__(self, i, o, k):
        super().__init__(i, o, k)
        self.bias = nn.Parameter(torch.zeros(1, o, 1, 1))

    def forward(self, x):
        return F.conv2d(x, self.weight) + self.bias


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(Masked(3, 8, 3, padding=1), nn.BatchNorm2d(8), Equalized(8, 6, 3))
        shape = self.features(torch.zeros(1, 3, 12, 12)).size()
        self.fc = Lora(int(torch.prod(torch.tensor(shape))), 5, r=2)
        self.fc2 = nn.Linear(5, 4)
        self.fc2.bias = None

    def forward(self, x):
        return self.fc2(self.fc(self.features(x).flatten(1)))


net = Net()
