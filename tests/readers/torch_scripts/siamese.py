"""Two images through one tower."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Siamese(nn.Module):
    def __init__(self, embedding=32):
        super().__init__()
        self.tower = nn.Sequential(
            nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(3)
        )
        self.fc = nn.Linear(16 * 9, embedding)

    def once(self, x):
        x = self.tower(x)
        return self.fc(x.flatten(1))

    def forward(self, x1, x2):
        a, b = self.once(x1), self.once(x2)
        return F.pairwise_distance(a, b)


net = Siamese()
