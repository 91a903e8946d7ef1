"""A net built from a configuration, as segmentation toolkits do."""

import torch
import torch.nn as nn

cfgs = {"A": [16, "M", 32, "M", 64, 64, "M"], "B": [16, 16, "M", 32, 32, "M"]}
ACTIVATIONS = {"relu": nn.ReLU, "leaky": lambda: nn.LeakyReLU(0.1)}


def conv_bn(cin, cout, k=3, act="relu", **kw):
    return [nn.Conv2d(cin, cout, k, padding=k // 2, **kw), nn.BatchNorm2d(cout), ACTIVATIONS[act]()]


class VGG(nn.Module):
    def __init__(self, name, num_classes=10, act="leaky"):
        super().__init__()
        self.features = self._make_layers(cfgs[name], act)
        self.avgpool = nn.AdaptiveAvgPool2d((2, 2))
        self.classifier = nn.Sequential(
            nn.Linear(self.out_channels * 2 * 2, 128), nn.ReLU(True), nn.Dropout(), nn.Linear(128, num_classes)
        )

    def _make_layers(self, cfg, act):
        layers = []
        in_channels = 3
        for v in cfg:
            if v == "M":
                layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                layers += conv_bn(in_channels, v, act=act)
                in_channels = v
        self.out_channels = in_channels
        return nn.Sequential(*layers)

    def forward(self, x):
        x = self.features(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.classifier(x)


def get_model(name="A", pretrained=False, **kwargs):
    model = VGG(name, **kwargs)
    if pretrained:
        model.load_state_dict(torch.load("weights.pth"))
    return model


model = get_model("A", num_classes=7)
for param in model.features.parameters():
    param.requires_grad = False
model.classifier[3] = nn.Linear(128, 3)
