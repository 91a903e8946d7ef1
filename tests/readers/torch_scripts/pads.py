"""A net that pads only where that is needed, and crops again, as windowed transformers for detection do."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Windows(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.patch = nn.Conv2d(3, dim, 4, 4, bias=False)
        self.reduction = nn.Linear(4 * dim, 2 * dim)

    def forward(self, x):
        _, _, H, W = x.size()
        if W % 4 != 0:
            x = F.pad(x, (0, 4 - W % 4))
        if H % 4 != 0:
            x = F.pad(x, (0, 0, 0, 4 - H % 4))
        x = F.conv2d(x, self.patch.weight, self.patch.bias, self.patch.stride)
        x = x.permute(0, 2, 3, 1)
        B, H, W, C = x.shape
        if H % 2 or W % 2:
            x = F.pad(x, (0, 0, 0, W % 2, 0, H % 2))
        x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
        x = self.reduction(x)
        h, w = x.shape[1:3]
        below, right = (3 - h % 3) % 3, (3 - w % 3) % 3
        if below > 0 or right > 0:
            x = F.pad(x, (0, 0, 0, right, 0, below))
        B, H, W, C = x.shape
        x = x.view(B, H // 3, 3, W // 3, 3, C).permute(0, 1, 3, 2, 4, 5).reshape(B, H, W, C)
        if below > 0 or right > 0:
            x = x[:, :h, :w, :].contiguous()
        return x


net = Windows()
net(torch.zeros(1, 3, 30, 30))
