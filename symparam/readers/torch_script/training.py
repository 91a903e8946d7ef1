"""Training code and summaries: nothing of it changes a model, but it tells which one is meant, and on what data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...algebra import Shape
from ...graph.modules import constant
from ...interpreter.arguments import argument
from ...interpreter.faults import sure
from ...interpreter.numbers import is_whole
from ...interpreter.symbols import formula
from ...interpreter.values import Value
from .module_methods import Listing
from .modules import module_of
from .session import Sample

if TYPE_CHECKING:
    from .session import Machine


def optimizer(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """optim.Adam(model.parameters(), lr=…)."""
    for value in (*args, *keywords.values()):
        if isinstance(value, Listing):
            m.torch.meant.append(value.module)
    return m.unknown(node)


def summary(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """summary(model, (3, 224, 224)) of torchsummary, summary(model, input_size=(1, 3, 224, 224)) of torchinfo."""
    module = sure(module_of(argument(args, keywords, 0, "model")))
    m.torch.meant.append(module)
    size = argument(args, keywords, 1, "input_size")
    several = isinstance(size, list) and bool(size) and isinstance(size[0], (tuple, list))
    shapes: list[Value] = list(size) if several else [size]
    if all(isinstance(s, (tuple, list)) and all(map(is_whole, s)) for s in shapes):
        lead = () if path.startswith("torchinfo") else (1,)
        inputs = tuple(constant(Shape((*lead, *map(formula, s)))) for s in shapes)
        line = getattr(node, "lineno", m.line)
        m.torch.samples.setdefault(id(module), []).append(Sample(inputs, {}, line))
    return m.unknown(node)


def trainer(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """pl.Trainer(…) and other things that train."""
    return m.unknown(node)
