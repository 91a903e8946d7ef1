"""The forward of a module of a script, as it can be walked again."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.faults import ScriptError
from ...interpreter.values import Number, Value
from ..rerun import Rerun, on_all_ways
from .modules import Module, Parameter
from .probing import Asked, Told
from .settling import Settled

if TYPE_CHECKING:
    from .session import Machine


class Forward(Rerun):
    """The forward of a module on these arguments."""

    def __init__(
        self, m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST
    ) -> None:
        own = module.instance.attributes if module.instance is not None else {}
        super().__init__(m.torch, m.symbols, own, args, keywords)
        self.m, self.module, self.node = m, module, node
        self.place = m.depth, m.handlers, m.line

    def run(self) -> Value:
        """What it returns."""
        self.m.depth, self.m.handlers, self.m.line = self.place
        return self.m.call(self.module.forward, list(self.args), dict(self.keywords), self.node)

    def part(self, value: Value) -> Value:
        """The tensor of a parameter, and the formula of a size."""
        if isinstance(value, Number):
            return value.formula
        return value.tensor if isinstance(value, Parameter) else value


def walked(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """What a forward gives, on all ways that sizes may go through it."""
    if not m.torch.running:
        return m.call(module.forward, args, keywords, node)
    forward = Forward(m, module, args, keywords, node)
    return on_all_ways(forward, id(module), (ScriptError, Settled, Told, Asked))
