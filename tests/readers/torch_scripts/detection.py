"""A detection head over features of several scales."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.c2 = self._stage(3, 16)
        self.c3 = self._stage(16, 32)
        self.c4 = self._stage(32, 64)
        self.c5 = self._stage(64, 128)

    def _stage(self, i, o):
        return nn.Sequential(nn.Conv2d(i, o, 3, 2, 1, bias=False), nn.GroupNorm(4, o), nn.SiLU(inplace=True))

    def forward(self, x):
        x = self.c2(x)
        c3 = self.c3(x)
        c4 = self.c4(c3)
        c5 = self.c5(c4)
        return {"c3": c3, "c4": c4, "c5": c5}


class FPN(nn.Module):
    def __init__(self, channels, out=32):
        super().__init__()
        self.inner = nn.ModuleList([nn.Conv2d(c, out, 1) for c in channels])
        self.layer = nn.ModuleList([nn.Conv2d(out, out, 3, padding=1) for _ in channels])

    def forward(self, feats):
        names = list(feats.keys())
        x = list(feats.values())
        last = self.inner[-1](x[-1])
        results = [self.layer[-1](last)]
        for idx in range(len(x) - 2, -1, -1):
            lateral = self.inner[idx](x[idx])
            top_down = F.interpolate(last, size=lateral.shape[-2:], mode="nearest")
            last = lateral + top_down
            results.insert(0, self.layer[idx](last))
        return dict(zip(names, results))


class Head(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes):
        super().__init__()
        self.num_classes = num_classes
        self.cls = nn.Conv2d(in_channels, num_anchors * num_classes, 3, padding=1)
        self.box = nn.Conv2d(in_channels, num_anchors * 4, 3, padding=1)
        prior = 0.01
        nn.init.constant_(self.cls.bias, -math.log((1 - prior) / prior))

    def forward(self, x):
        logits, boxes = [], []
        for f in x:
            N, _, H, W = f.shape
            c = self.cls(f).view(N, -1, self.num_classes, H, W).permute(0, 3, 4, 1, 2)
            logits.append(c.reshape(N, -1, self.num_classes))
            b = self.box(f).view(N, -1, 4, H, W).permute(0, 3, 4, 1, 2)
            boxes.append(b.reshape(N, -1, 4))
        return torch.cat(logits, dim=1), torch.cat(boxes, dim=1)


class RetinaNet(nn.Module):
    def __init__(self, num_classes=20, num_anchors=9):
        super().__init__()
        self.backbone = Backbone()
        self.fpn = FPN([32, 64, 128])
        self.head = Head(32, num_anchors, num_classes)

    def forward(self, images):
        feats = self.fpn(self.backbone(images))
        logits, boxes = self.head(list(feats.values()))
        return {"cls_logits": logits, "bbox_regression": boxes}


model = RetinaNet()
for p in model.backbone.parameters():
    p.requires_grad = False
