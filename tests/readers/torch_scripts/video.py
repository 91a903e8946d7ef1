"""Frames through a 2D net, time through an LSTM; a 3D net beside it."""

import torch
import torch.nn as nn


class FrameNet(nn.Module):
    def __init__(self, embed=32):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 16, 3, 2), nn.ReLU(), nn.AdaptiveAvgPool2d(1)
        )
        self.fc = nn.Linear(16, embed)

    def forward(self, x):
        return self.fc(self.cnn(x).flatten(1))


class VideoNet(nn.Module):
    def __init__(self, embed=32, hidden=24, classes=5):
        super().__init__()
        self.frames = FrameNet(embed)
        self.rnn = nn.LSTM(embed, hidden, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, clip):
        b, t, c, h, w = clip.shape
        f = self.frames(clip.reshape(b * t, c, h, w)).view(b, t, -1)
        out, _ = self.rnn(f)
        return self.head(out[:, -1])


class C3D(nn.Module):
    def __init__(self, classes=5):
        super().__init__()
        self.conv1 = nn.Conv3d(3, 8, (3, 3, 3), padding=1)
        self.pool1 = nn.MaxPool3d((1, 2, 2), (1, 2, 2))
        self.conv2 = nn.Conv3d(8, 16, 3, padding=1)
        self.pool2 = nn.MaxPool3d(2)
        self.fc = nn.Linear(16, classes)

    def forward(self, x):
        x = self.pool1(torch.relu(self.conv1(x)))
        x = self.pool2(torch.relu(self.conv2(x)))
        return self.fc(x.mean(dim=(2, 3, 4)))


video = VideoNet()
c3d = C3D()
