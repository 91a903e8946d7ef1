"""Models of torchvision, in scripts by their source, which is read and not run, and live: against PyTorch itself."""

from __future__ import annotations

import pytest

from symparam import read
from symparam.errors import SymparamError
from symparam.graph.modules import ModuleModel
from symparam.readers.torch_script import installed, read_text

from ..frameworks import framework
from .torch_oracle import count_of, is_legal, numbers, state_of
from .torchvision_there import torchvision

torch = framework("torch", "torch")
torchvision()
HEAD = "import torch\nfrom torch import nn\nimport torchvision\nfrom torchvision import models\n"
HEADED = """
class Net(nn.Module):
    def __init__(self, num_classes=4):
        super().__init__()
        body = torchvision.models.resnet18(weights=None)
        self.features = nn.Sequential(*list(body.children())[:-2])
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(body.fc.in_features, num_classes)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.features(x)), 1))

net = Net()
"""
SCRIPTS = [
    "net = models.resnet18(weights=None)\nnet.fc = nn.Linear(net.fc.in_features, 10)",
    "net = models.resnet18(pretrained=False, num_classes=7)\nnet.layer4 = nn.Identity()\nnet.fc = nn.Linear(256, 7)",
    "from torchvision.models.resnet import ResNet, BasicBlock\nnet = ResNet(BasicBlock, [1, 1, 1, 1], num_classes=5)",
    "net = models.vgg11().features[:12]",
    "net = models.get_model('squeezenet1_1', num_classes=3)",
    "from torchvision.ops import Conv2dNormActivation as Conv\nnet = nn.Sequential(Conv(3, 8), Conv(8, 4, stride=2))",
    HEADED,
]
OTHERS = [
    *(f"net = models.{name}()" for name in ("mobilenet_v3_small", "shufflenet_v2_x0_5", "mnasnet0_5", "densenet121")),
    *(
        f"net = models.{name}()"
        for name in ("efficientnet_b0", "convnext_tiny", "swin_t", "vit_b_16", "resnext50_32x4d")
    ),
    *(f"net = models.{name}(init_weights=False)" for name in ("googlenet", "inception_v3")),
    "net = models.segmentation.deeplabv3_resnet50(weights=None, weights_backbone=None)",
]


def compared(model: object, module: object, sizes: tuple[tuple[int, int], ...]) -> None:
    """What a model says is as PyTorch has it: its weights, what it gives, and at which sizes."""
    assert isinstance(model, ModuleModel)
    real = module.to("meta").eval()  # type: ignore[attr-defined]
    first = model.facts.defaults
    assert list(state_of(model, first).items()) == [(k, tuple(v.shape)) for k, v in real.state_dict().items()]
    assert count_of(model, first) == sum(p.numel() for p in real.parameters())
    for height, width in sizes:
        at = {**first, "H": height, "W": width}
        x = torch.empty(numbers(model.inputs[0].shape, at), device="meta")
        try:
            made = real(x)
        except RuntimeError:
            assert not is_legal(model, at)
            continue
        assert is_legal(model, at)
        made = list(made.values()) if isinstance(made, dict) else [made]
        assert [numbers(t.shape, at) for t in model.outputs] == [tuple(t.shape) for t in made]


def run(script: str) -> object:
    names: dict[str, object] = {}
    with torch.device("meta"):
        exec(HEAD + script, names)
    return names["net"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_with_a_model_of_torchvision_is_read_as_pytorch_runs_it(script: str) -> None:
    model = read_text(HEAD + script, "net.py", input=(3, 64, 64))
    compared(model, run(script), ((64, 64), (5, 5)))


@pytest.mark.exhaustive
@pytest.mark.parametrize("script", OTHERS)
def test_every_family_is_read_as_pytorch_runs_it(script: str) -> None:
    size = 224 if "vit" in script else 299
    model = read_text(HEAD + script, "net.py", input=(3, size, size))
    compared(model, run(script), ((size, size),))


@pytest.mark.parametrize("weights", ["'DEFAULT'", "models.ResNet18_Weights.IMAGENET1K_V1"])
def test_weights_that_are_asked_for_are_not_loaded(weights: str) -> None:
    model = read_text(f"{HEAD}net = models.resnet18(weights={weights})", "net.py", input=(3, 64, 64))
    assert count_of(model, model.facts.defaults) == 11689512  # num_params of these weights, by torchvision


def test_messages_name_the_file_of_the_package() -> None:
    script = f"{HEAD}net = models.resnet18()\nnet.layer1 = nn.Conv2d(3, 8, 1)"
    with pytest.raises(SymparamError, match=r"torchvision/models/resnet\.py:\d+"):
        read_text(script, "net.py", input=(3, 64, 64)).derive()


def test_where_torchvision_is_missing_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "folder", lambda package: None)
    with pytest.raises(
        SymparamError, match=r"package that is not read .* or install torchvision, whose source is read"
    ):
        read_text(f"{HEAD}net = models.resnet18()", "net.py")


def test_a_function_that_rebuilds_a_model_is_no_model() -> None:
    script = "net = models.feature_extraction.create_feature_extractor(models.resnet18(), {})"
    with pytest.raises(SymparamError, match="package that is not read"):
        read_text(HEAD + script, "net.py")


def test_a_live_model_of_torchvision() -> None:
    with torch.device("meta"):
        net = torchvision().models.resnet18()
    compared(read(net, input=(3, 64, 64)), net, ((33, 97),))
