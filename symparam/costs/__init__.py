"""What a model costs besides parameters: multiply–accumulates, memory, and what each output sees of the input.

    Row of Conv2D(37, 3) -> row.work() -> Work: its arrays and its rules
        -> macs = 254·254·3·3·3·37, bytes, receptive field

A ``Work`` is one call of a layer, its arrays with their sizes and lifetimes; its rules run when a cost is asked
for. ``table`` names the costs and what they count, ``memory`` and ``largest`` follow the arrays from call to call,
``receptive`` the windows, ``eager`` a training step of PyTorch, and ``rules`` says what all of these ask of a
layer.
"""

from .dtypes import known
from .query import of_model, of_rows
from .sight import ALL, Sight
from .table import COSTS, Cost, Options, cost, options
from .words import counts_in_words
from .work import Array, Inside, Rules, Work

__all__ = [
    "ALL", "COSTS", "Array", "Cost", "Inside", "Options", "Rules", "Sight", "Work", "cost", "counts_in_words", "known",
    "of_model", "of_rows", "options",
]  # fmt: skip
