"""torchvision: as it is installed, or as CI has put it aside, where other packages do not find it.

Its operators may not load beside a PyTorch built elsewhere, and no net of these tests needs them.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from symparam.readers.torch_script import installed

from ..frameworks import framework

torch = framework("torch", "torch")
ASIDE = str(Path(__file__).parents[2] / ".torchvision")
OPERATORS = ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d")


@cache
def _declare() -> None:
    if "torchvision" not in sys.modules:
        declared = torch.library.Library("torchvision", "FRAGMENT")
        for name in OPERATORS:
            declared.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


def torchvision() -> ModuleType:
    """The package, imported; its operators are declared first."""
    _declare()
    sys.path.append(ASIDE)
    try:
        return framework("torchvision", "torch")
    finally:
        sys.path.remove(ASIDE)
        installed.folder.cache_clear()
