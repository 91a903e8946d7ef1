"""A student with a ModuleList that grows by +=, a ParameterDict, named children, and a part taken from another net."""

from collections import OrderedDict

import torch
from torch import nn


class Teacher(nn.Sequential):
    def __init__(self, width=8):
        super().__init__(
            OrderedDict(
                [
                    ("stem", nn.Conv2d(3, width, 3, 2, 1)),
                    ("norm", nn.InstanceNorm2d(width, affine=True)),
                    ("mid", nn.Conv2d(width, 2 * width, 3, 2, 1, padding_mode="reflect")),
                    ("act", nn.Hardswish()),
                ]
            )
        )


class Student(nn.Module):
    def __init__(self, teacher, depth=2, classes=4):
        super().__init__()
        self.features = nn.Sequential(*list(teacher.children())[:-1])
        for name, child in self.features.named_children():
            if isinstance(child, nn.Conv2d):
                for p in child.parameters():
                    p.requires_grad_(False)
        self.layers = nn.ModuleList()
        for i in range(depth):
            self.layers += [nn.Conv2d(16, 16, 3, padding="same", dilation=i + 1), nn.LeakyReLU()]
        self.scale = nn.ParameterDict({"a": nn.Parameter(torch.ones(16, 1, 1))})
        self.scale["b"] = nn.Parameter(torch.zeros(1))
        self.pool = nn.AvgPool2d(2, ceil_mode=True)
        self.flat = nn.Flatten()
        self.head = nn.Linear(16, classes)
        del self.layers[-1]

    def forward(self, x):
        x = self.features(x)
        for i, layer in enumerate(self.layers):
            x = layer(x) * self.scale["a"] + self.scale["b"] if i % 2 == 0 else layer(x)
        x = self.pool(x)
        return self.head(x.amax(dim=(-2, -1)))


student = Student(Teacher())
