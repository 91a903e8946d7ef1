"""PointNet with its input transform."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class Tnet(nn.Module):
    def __init__(self, k=3):
        super().__init__()
        self.k = k
        self.conv1 = nn.Conv1d(k, 16, 1)
        self.conv2 = nn.Conv1d(16, 64, 1)
        self.fc1 = nn.Linear(64, 32)
        self.fc2 = nn.Linear(32, k * k)
        self.bn1 = nn.BatchNorm1d(16)
        self.bn2 = nn.BatchNorm1d(64)
        self.bn3 = nn.BatchNorm1d(32)

    def forward(self, input):
        bs = input.size(0)
        xb = F.relu(self.bn1(self.conv1(input)))
        xb = F.relu(self.bn2(self.conv2(xb)))
        pool = nn.MaxPool1d(xb.size(-1))(xb)
        flat = nn.Flatten(1)(pool)
        xb = F.relu(self.bn3(self.fc1(flat)))
        flat = torch.from_numpy(np.eye(self.k).flatten().astype(np.float32)).to(input.device)
        init = flat.view(1, self.k, self.k).repeat(bs, 1, 1)
        matrix = self.fc2(xb).view(-1, self.k, self.k) + init
        return matrix


class PointNet(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.input_transform = Tnet(k=3)
        self.conv1 = nn.Conv1d(3, 64, 1)
        self.bn1 = nn.BatchNorm1d(64)
        self.fc = nn.Linear(64, classes)
        self.logsoftmax = nn.LogSoftmax(dim=1)

    def forward(self, input):
        matrix3x3 = self.input_transform(input)
        xb = torch.bmm(torch.transpose(input, 1, 2), matrix3x3).transpose(1, 2)
        xb = F.relu(self.bn1(self.conv1(xb)))
        xb = torch.max(xb, 2, keepdim=True)[0]
        xb = xb.view(-1, 64)
        return self.logsoftmax(self.fc(xb)), matrix3x3
