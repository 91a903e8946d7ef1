"""A layer in a notebook: the general rule of its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra import Shape, size
from ..algebra.display import product_of, sum_of
from ..algebra.latex import latex
from ..errors import SymparamError

if TYPE_CHECKING:
    from .layer import Layer


def rule_in_latex(layer: Layer) -> str | None:
    """``P = k_h k_w C_in F + F`` for inputs with as few axes as the layer takes; None where it has no parameters.

    >>> from symparam import layers
    >>> print(rule_in_latex(layers.Dense(10)))
    $P_{\\text{Dense}} = d_{\\mathrm{in}}\\,u + u$
    """
    axes = max(layer.ranks[0], 1)
    inputs = tuple(Shape(size(f"n_{i + 1}") for i in range(axes)) for _ in range(max(layer.arity[0], 1)))
    try:
        general = layer.general(*inputs)
        weights = list(general.layer.weights(*general.inputs))
    except SymparamError:  # a layer that such inputs do not suit
        return None
    rule = sum_of([product_of(w.shape) for w in weights])
    return rf"$P_{{\text{{{layer.type_name}}}}} = {latex(rule)}$" if weights else None
