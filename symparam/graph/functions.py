"""Functions of tensors, as PyTorch has them, on the tensors of a graph."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..layers.functions import Call, bound_call
from .tensor import call as applied


def call(path: str, args: Sequence[Any] = (), keywords: Mapping[str, Any] | None = None) -> Any:
    """What a function of PyTorch makes of tensors, numbers, sizes and lists of them: a tensor, several, or a value.

    ``path`` is its name there: torch.cat, torch.nn.functional.pad, Tensor.view, Tensor.__add__, Tensor.__getitem__,
    Tensor.shape. Methods take their tensor first. Where PyTorch names several outputs, so does the tuple. A function
    in place (``Tensor.add_``, ``Tensor.__setitem__``) gives what its tensor is from then on.

    >>> from symparam import Input, sizes
    >>> from symparam.algebra.batch import BATCH
    >>> H, W = sizes("H W")
    >>> x = Input((BATCH, 3, H, W))
    >>> call("torch.flatten", [x, 1])
    Tensor(N, 3*H*W)
    >>> call("Tensor.view", [x, call("Tensor.size", [x, 0]), 3, -1])
    Tensor(N, 3, H*W)
    >>> call("Tensor.max", [x], {"dim": 1}).indices
    Tensor(N, H, W)

    Raises UnknownLayer where no rule is known, LayerError where PyTorch does not call it so, ConditionError where
    sizes do not fit, and NumberWanted where a formula stands in the place of a number that decides the structure.
    """
    made = bound_call(path, args, keywords or {})
    if not isinstance(made, Call):
        return made
    outputs = applied(made.layer, made.tensors)
    if made.layer.results:
        return _named(path.rpartition(".")[2].strip("_"), made.layer.results)(*outputs)
    return outputs if made.layer.many or len(outputs) > 1 else outputs[0]


@cache
def _named(name: str, results: tuple[str, ...]) -> Any:
    return namedtuple(name, results)
