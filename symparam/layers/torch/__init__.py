"""PyTorch's modules as layers: the classes of torch.nn, with its names, its order, and its rules.

Shapes are whole, as PyTorch has them: (N, C, H, W), the batch being the size ``N`` wherever it stands; a rule counts
axes from the end where PyTorch takes inputs without a batch too. Weights are declared in the order of
``named_parameters``, then the buffers, and except for the lazy ones without looking at an input.

``make`` takes arguments as PyTorch's constructor does, ``bind_forward`` as ``forward`` does, and ``layer.arrange``
puts the outputs as ``forward`` returns them. ``parametrize.FUNCTIONS`` are weight_norm and its like.

>>> from symparam.layers import torch
>>> torch.Conv2d(3, 64, kernel_size=7, stride=2)
Conv2d(in_channels=3, out_channels=64, kernel_size=(7, 7), stride=(2, 2))
"""

from __future__ import annotations

from typing import Any

from ...errors import nearest
from .base import TorchLayer
from .calls import bind_forward, make
from .registry import HOME, lookup

__all__ = ["TorchLayer", "bind_forward", "lookup", "make"]


def __getattr__(name: str) -> Any:
    if name in HOME:
        return lookup(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; {nearest(name, HOME)}")
