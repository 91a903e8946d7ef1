"""A condition under which a layer is legal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..frozen import dataclass
from .evaluate import bind, evaluate
from .symbols import Dim

Relation = Literal[">=", "==", "divides", "broadcasts"]


@dataclass(frozen=True)
class Need:
    """``left op right``, and why.

    divides: left is at least 1 and divides right. broadcasts: the sizes are equal, or one of them is 1.

    >>> Need(2, "divides", 6, "groups").holds()
    True
    """

    left: Dim
    op: Relation
    right: Dim
    why: str

    @property
    def is_number(self) -> bool:
        """Whether no symbol is in it, so that it holds or fails here and now."""
        return isinstance(self.left, int) and isinstance(self.right, int)

    def holds(self) -> bool:
        """Whether the condition is met; both sides must be numbers."""
        return met(self.left, self.op, self.right)

    def holds_at(self, sizes: Mapping[str, int]) -> bool:
        """Whether the condition is met at these sizes. Raises SizeError where a symbol has none."""
        return met(evaluate(self.left, sizes), self.op, evaluate(self.right, sizes))

    def refusal(self, layer: str) -> str:
        """What a user reads where the condition fails in numbers."""
        match self.op:
            case "divides":
                came = f"{self.left} does not divide {self.right}"
            case "broadcasts":
                came = f"{self.left} and {self.right} cannot be joined"
            case "==":
                came = f"{self.left} is not {self.right}"
            case ">=":
                came = f"it would be {self.left}" if self.right == 1 else f"{self.left} is below {self.right}"
        return f"{layer}: {self.why}; {came}"

    def bind(self, bindings: Mapping[str, Dim]) -> Need:
        """The condition with symbols replaced by name."""
        left, right = bind(self.left, bindings), bind(self.right, bindings)
        return self if left is self.left and right is self.right else Need(left, self.op, right, self.why)


def met(a: Any, op: Relation, b: Any) -> bool:
    """Whether a relation holds between two numbers."""
    match op:
        case ">=":
            return bool(a >= b)
        case "==":
            return bool(a == b)
        case "divides":
            return bool(a >= 1 and b % a == 0)
        case "broadcasts":
            return bool(a == b or a == 1 or b == 1)
