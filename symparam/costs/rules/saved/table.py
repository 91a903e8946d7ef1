"""All rules of PyTorch in one table: of Keras's layers, of transformers, and of PyTorch's own modules."""

from __future__ import annotations

from . import experts, functions, modules, multihead, recurrence, transformer
from .common import RULES

__all__ = ["RULES", "experts", "functions", "modules", "multihead", "recurrence", "transformer"]
