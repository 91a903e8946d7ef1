"""Tensors that a forward pads or crops only where that is needed."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...algebra import Dim
from ...algebra.expanding import expand
from ...graph import Tensor
from ...interpreter.symbols import operate
from ...interpreter.values import Value
from . import tensors

if TYPE_CHECKING:
    from .session import Machine

PADDED = ("pad", "__getitem__", "narrow", "contiguous")


def either(m: Machine, old: Value, new: Value, zeros: Sequence[Dim], node: ast.AST) -> Value:
    """The padded or cropped tensor, which is the old one where all these sizes are 0; None where it would not be.

    A pad of c − n mod c is made only where n mod c is not 0; what both ways give is padded by −n mod c.
    """
    if not isinstance(old, Tensor) or not isinstance(new, Tensor) or not _is_padded(old, new):
        return None
    growths = [operate("Sub", b, a) for a, b in zip(old.shape, new.shape, strict=True)]
    made = [_growth(n, growth, zeros) for n, growth in zip(old.shape, growths, strict=True)]
    if None in made:
        return None
    if made == growths:
        return new
    pairs = [n for growth in reversed(made) for n in (0, m.symbols.number(growth))]
    return tensors.function(m, "torch.nn.functional.pad", [old, pairs], {}, node)


def _is_padded(old: Tensor, new: Tensor) -> bool:
    at = new
    while at.node is not old.node:
        if at.node.layer.type_name not in PADDED or len(at.node.inputs) != 1:
            return False
        at = at.node.inputs[0]
    return at == old and len(old.shape) == len(new.shape)


def _growth(n: Dim, growth: Dim, zeros: Sequence[Dim]) -> Dim | None:
    """By how much an axis grows in either way; None where that is not known."""
    for zero in (0, *zeros):
        if any(expand(growth - sign * zero) == 0 for sign in (1, -1)):
            return growth
    for zero in zeros:
        step = expand(growth + zero)
        if step != 0 and expand(operate("Mod", n, step) - zero) == 0:
            return operate("Mod", operate("Mult", n, -1), step)
    return None
