"""The one spelling of PyTorch's dotted names that everything else goes by."""

from __future__ import annotations

import re
from functools import cache

RENAMED = {
    "torch.nn.parameter": "torch.nn",
    "torch.functional": "torch",
    "torch.autograd.Variable": "torch.autograd.variable.Variable",
    "torch.nn.utils.weight_norm.weight_norm": "torch.nn.utils.weight_norm",
    "torch.nn.utils.spectral_norm.spectral_norm": "torch.nn.utils.spectral_norm",
    "torch.nn.qat": "torch.nn",
    "timm.models.register_model": "timm.models.registry.register_model",
}
MODULES = re.compile(r"torch\.nn\.modules(\.[a-z_0-9]+)*")  # torch.nn.modules.conv.Conv2d is torch.nn.Conv2d
TIMM = re.compile(r"timm\.(?:models\.)?layers(?:\.(?:drop|helpers|weight_init))?(?=\.)")  # where it has had its helpers
LIGHTNING = ("pytorch_lightning", "lightning.pytorch", "lightning")
ROOTS = frozenset(
    [
        "torch",
        "torchvision",
        "pytorch_lightning",
        "lightning",
        "einops",
        "torchsummary",
        "torchinfo",
        "torchaudio",
        "timm",
    ]
)
BASES = (
    "torch.nn.Module",
    "pytorch_lightning.LightningModule",
    "torch.jit.ScriptModule",
    "torch.nn.ModuleList",
    "torch.nn.ModuleDict",
    "torch.nn.Sequential",
    "torch.nn.ParameterList",
    "torch.nn.ParameterDict",
)


@cache
def canonical(path: str) -> str:
    """A dotted path in one spelling.

    >>> canonical("torch.nn.modules.conv.Conv2d"), canonical("lightning.pytorch.LightningModule")
    ('torch.nn.Conv2d', 'pytorch_lightning.LightningModule')
    """
    for root in LIGHTNING:
        if path == root or path.startswith(f"{root}."):
            rest = path[len(root) :]
            return "pytorch_lightning" + rest.replace(".core.lightning", "").replace(".core", "")
    if path.startswith("timm."):
        path = TIMM.sub("timm.layers", path)
    path = MODULES.sub("torch.nn", path)
    for old, new in RENAMED.items():
        if path == old or path.startswith(f"{old}."):
            return new + path[len(old) :]
    return path


def is_module_path(path: str) -> bool:
    """Whether a dotted path is a class of modules: one that torch.nn has, or the base of them all.

    >>> is_module_path("torch.nn.Module"), is_module_path("torch.nn.functional.relu"), is_module_path("torch.nn.Conv2d")
    (True, False, True)
    """
    name = canonical(path)
    if name in BASES:
        return True
    room, _, last = name.rpartition(".")
    return room == "torch.nn" and last[:1].isupper() and last not in ("Parameter", "ParameterList", "Buffer")
