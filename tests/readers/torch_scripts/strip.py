"""Reading a line of text: a height that must come to 1, which is then squeezed, and steps back in time."""

import torch
from torch import nn


class Strip(nn.Module):
    def __init__(self, letters=20, nh=8):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(1, 6, 3, padding=1), nn.MaxPool2d(4, (4, 2)), nn.Conv2d(6, 6, (2, 3)))
        self.rnn = nn.LSTM(6, nh, bidirectional=True)
        self.places = nn.Embedding(30, 2 * nh)
        self.out = nn.Linear(2 * nh, letters)

    def forward(self, image):
        x = self.cnn(image)
        b, c, h, w = x.size()
        assert h == 1, "the height must be 1"
        x = x.squeeze(2).permute(2, 0, 1)
        x, _ = self.rnn(x)
        t, b, d = x.size()
        x = self.out(x.view(t * b, d)).view(t, b, -1)
        back = self.places(torch.arange(t - 1, -1, -1.0).long())
        return x.log_softmax(2), back


net = Strip()
