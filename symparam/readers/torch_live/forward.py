"""The forward of a live module, as it can be run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...graph import Tensor
from ..rerun import Rerun
from .sizes import Size

if TYPE_CHECKING:
    from .tracing import Trace


class Forward(Rerun):
    """The forward of a module on these arguments."""

    def __init__(self, trace: Trace, module: Any, args: Any, keywords: Any) -> None:
        super().__init__(trace, trace.symbols, module.__dict__, args, keywords)
        self.module = module

    def run(self) -> Any:
        """What it returns."""
        return self.module.forward(*self.args, **self.keywords)

    def part(self, value: Any) -> Any:
        """A tensor of a proxy, and the formula of a size."""
        if isinstance(value, Size):
            return value.formula
        tensor = getattr(value, "_tensor", None)
        return tensor if isinstance(tensor, Tensor) else value
