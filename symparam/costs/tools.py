"""MACs and FLOPs as other tools give them, so that two figures for one model can be explained.

What each tool counts for one layer stands in ``costs/rules/tool_counts.py``; here is what it makes of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..algebra import Dim, gathered, product
from .work import Work

if TYPE_CHECKING:
    from .table import Options

FLOPS_PER = {"torchinfo": 2, "fvcore": 1, "ptflops": 2, "flopcounter": 2, "keras": 2}  # of what the tool counts


def macs(work: Sequence[Work], options: Options) -> Dim:
    """What the tool counts as one multiply–accumulate; half of its FLOPs where it only has FLOPs."""
    return gathered(product((options.batch, w.counted(options.convention))) for w in work)


def flops(work: Sequence[Work], options: Options) -> Dim:
    """The tool's FLOPs. fvcore calls a multiply–accumulate one flop."""
    each = FLOPS_PER[options.convention]
    return gathered(product((each, options.batch, w.counted(options.convention))) for w in work)
