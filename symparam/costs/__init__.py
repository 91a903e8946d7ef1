"""What a model costs besides parameters: multiply–accumulates, memory, and what each output sees of the input."""

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
