"""A U-Net without padding, whose skips are cropped at the centre."""

import torch
from torch import nn


def block(cin, cout):
    return nn.Sequential(nn.Conv2d(cin, cout, 3), nn.ReLU(), nn.Conv2d(cout, cout, 3), nn.ReLU())


class UNet(nn.Module):
    def __init__(self, in_channels=1, out_channels=2, features=(16, 32, 64)):
        super().__init__()
        self.encoder = nn.ModuleList()
        for f in features:
            self.encoder.append(block(in_channels, f))
            in_channels = f
        self.pool = nn.MaxPool2d(2)
        self.bottom = block(features[-1], features[-1] * 2)
        self.upconvs = nn.ModuleList(nn.ConvTranspose2d(2 * f, f, 2, 2) for f in reversed(features))
        self.decoder = nn.ModuleList([block(2 * f, f) for f in features[::-1]])
        self.head = nn.Conv2d(features[0], out_channels, 1)

    @staticmethod
    def crop(skip, x):
        h, w = x.shape[2:]
        top, left = (skip.shape[2] - h) // 2, (skip.shape[3] - w) // 2
        return skip[:, :, top : top + h, left : left + w]

    def forward(self, x):
        skips = []
        for enc in self.encoder:
            x = enc(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottom(x)
        for up, dec, skip in zip(self.upconvs, self.decoder, skips[::-1]):
            x = up(x)
            x = dec(torch.cat((self.crop(skip, x), x), dim=1))
        return self.head(x)


if __name__ == "__main__":
    model = UNet()
    print(model(torch.randn(1, 1, 188, 188)).shape)
