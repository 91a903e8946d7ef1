import torch
import torch.nn as nn


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1, **kw):
        self.left = (kernel_size - 1) * dilation
        super().__init__(in_channels, out_channels, kernel_size, dilation=dilation, padding=self.left, **kw)

    def forward(self, x):
        out = super().forward(x)
        return out[:, :, : -self.left] if self.left else out


class ResidualBlock(nn.Module):
    def __init__(self, res_channels, skip_channels, dilation):
        super().__init__()
        self.dilated = CausalConv1d(res_channels, res_channels, 2, dilation=dilation)
        self.conv_res = nn.Conv1d(res_channels, res_channels, 1)
        self.conv_skip = nn.Conv1d(res_channels, skip_channels, 1)
        self.gate_tanh = nn.Tanh()
        self.gate_sigmoid = nn.Sigmoid()

    def forward(self, x):
        output = self.dilated(x)
        gated = self.gate_tanh(output) * self.gate_sigmoid(output)
        return self.conv_res(gated) + x, self.conv_skip(gated)


class WaveNet(nn.Module):
    def __init__(self, layers=4, stacks=2, classes=64, res_channels=16, skip_channels=32):
        super().__init__()
        self.causal = CausalConv1d(classes, res_channels, 2)
        self.blocks = nn.ModuleList()
        for _ in range(stacks):
            for i in range(layers):
                self.blocks.append(ResidualBlock(res_channels, skip_channels, 2**i))
        self.out = nn.Sequential(
            nn.ReLU(), nn.Conv1d(skip_channels, skip_channels, 1), nn.ReLU(), nn.Conv1d(skip_channels, classes, 1)
        )

    def forward(self, x):
        x = self.causal(x)
        skips = []
        for block in self.blocks:
            x, skip = block(x)
            skips.append(skip)
        return self.out(torch.stack(skips).sum(dim=0))
