"""Models as graphs of layers, and how they become reports."""

from ..facts import Facts
from .derive import derive
from .model import Model
from .repeat import repeat
from .sequential import Sequential
from .tensor import Input, Tensor

__all__ = ["Facts", "Input", "Model", "Sequential", "Tensor", "derive", "repeat"]
