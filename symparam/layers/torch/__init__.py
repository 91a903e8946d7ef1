"""PyTorch's modules as layers: the classes of torch.nn, with its names, its order, and its rules.

Shapes are whole, as PyTorch has them: (N, C, H, W), the batch being the size ``N`` wherever it stands; a rule counts
axes from the end where PyTorch takes inputs without a batch too. Weights are declared in the order of
``named_parameters``, then the buffers, and except for the lazy ones without looking at an input.
"""

from __future__ import annotations

from .registry import lookup

__all__ = ["lookup"]
