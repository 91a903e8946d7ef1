"""Models as graphs of layers, and how they become reports.

    Input((256, 256, 3)) -> Tensor -> Conv2D(37, 3)(x) -> Node and Tensor of (254, 254, 37) -> Model
        -> derive() -> Report

Calling a layer on a tensor (``tensor``) runs its rule once and keeps shapes and conditions in a ``Node``. A
``Network`` puts the nodes behind its inputs and outputs in Keras's order, shares weights by the layer's identity,
and can be rebuilt with other layers or on other inputs. Who makes something of it walks over it from outside:
``derive`` the rows, ``free`` symbols for numbers, ``schedule`` the calls of which costs are asked. ``Model`` is a
network with these as methods; ``ModuleModel`` one whose rows are PyTorch's modules; ``Repeat`` holds a network that
stands L times, and ``shape_recurrence`` what sizes come to after L of them.
"""

from ..facts import Facts
from .derive import derive
from .model import Model
from .repeat import repeat
from .sequential import Sequential
from .tensor import Input, Tensor

__all__ = ["Facts", "Input", "Model", "Sequential", "Tensor", "derive", "repeat"]
