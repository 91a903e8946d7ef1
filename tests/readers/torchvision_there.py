"""torchvision: as it is installed, or as CI has put it aside, where other packages do not find it.

Its operators may not load beside a PyTorch built elsewhere, and no net of these tests needs them.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from symparam.readers.torch_script import installed

from ..frameworks import framework

torch = framework("torch", "torch")
ASIDE = str(Path(__file__).parents[2] / ".torchvision")
OPERATORS = ("nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d")


@cache
def _declared() -> Any:
    """The operators, which are there as long as this is kept; nothing where the package has brought its own."""
    if "torchvision" in sys.modules:
        return None
    library = torch.library.Library("torchvision", "FRAGMENT")
    for name in OPERATORS:
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    return library


def torchvision() -> ModuleType:
    """The package, imported; its operators are declared first."""
    _declared()
    sys.path.append(ASIDE)
    try:
        return framework("torchvision", "torch")
    finally:
        sys.path.remove(ASIDE)
        installed.folder.cache_clear()
