"""Functions of tensors, as PyTorch has them: ``torch.cat``, ``torch.nn.functional.pad``, ``Tensor.view``.

Each is a row of a table (``table.py``): its paths, its signature as PyTorch writes those of its operators, and the
class that has its rule. One binder (``signature.py``) sorts the arguments of all of them. So a call goes

    torch.cat([x, y], dim=1)  ->  row "Tensor[] tensors, int dim=0"  ->  Cat(dim=1) on x and y  ->  shape, needs

Shapes are whole: the batch N is an axis like the others, and a tensor without N has no batch. ``graph.functions.call``
applies what is bound here to the tensors of a graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...errors import LayerError, UnknownLayer, guess
from .function import Function
from .in_place import IN_PLACE, SHAPED
from .refused import REFUSED
from .signature import Mismatch, bind
from .table import Call, Row, table

IN_PYTHON = frozenset(["norm", "split", "tensordot", "cdist", "meshgrid", "einsum"])  # they know no names of NumPy


def bound_call(path: str, args: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
    """What a call of a function comes to: a Call, or a value that is known at once, such as a size.

    Raises UnknownLayer where no rule is known for the function, LayerError where it is not called so.
    """
    rows, in_place = _rows(path)
    method = path.startswith("Tensor.")
    numpy = not path.startswith("torch.nn.functional.") and path.rpartition(".")[2] not in IN_PYTHON
    refusals = []
    for row in rows:
        try:
            values = bind(row.signature, args, keywords, method, numpy)
        except Mismatch as error:
            refusals.append(error.message)
            continue
        made = row.made(path, values)
        if in_place and isinstance(made, Call):
            return replace(made, layer=replace(made.layer, in_place=True))
        return made
    ways = dict.fromkeys(refusals)
    raise LayerError(f"{path} {'; or it '.join(ways)}")


def knows(path: str) -> bool:
    """Whether there is a rule for a function.

    >>> knows("torch.cat"), knows("torch.nonzero")
    (True, False)
    """
    return path in table() or _plain(path) in table()


def _plain(path: str) -> str:
    """The function that one in place does to its tensor: Tensor.add of Tensor.add_."""
    return path[:-1] if path.endswith("_") and not path.endswith("__") and path[:-1] in IN_PLACE else ""


def _rows(path: str) -> tuple[tuple[Row, ...], bool]:
    rows = table()
    if path in rows:
        return rows[path], False
    if _plain(path) in rows:
        return rows[_plain(path)], True
    if path in SHAPED:
        raise UnknownLayer(f"{path} changes the shape of its tensor in place, which is not followed; use {path[:-1]}")
    if path in REFUSED:
        raise UnknownLayer(f"{path} has no rule: {REFUSED[path]}")
    raise UnknownLayer(f"no rule is known for {path}{guess(path, rows, lead='; ', likeness=0.8)}")


__all__ = ["Call", "Function", "bound_call", "knows"]
