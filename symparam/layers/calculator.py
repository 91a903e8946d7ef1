"""One layer by itself, with the sizes and arguments that are asked for in place of its symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from ..algebra import Shape, names_in, product, size, total
from ..algebra.display import display
from ..errors import ConditionError, NotFound, nearest
from .catalogue import Entry, described, specimen
from .construct import signature
from .shelf import shelf_of


def calculated(name: str, given: Mapping[str, Any]) -> Entry:
    """A layer with these arguments (``kernel_size=7``) on an input of these sizes (``H_in=224``, or ``H=224``).

    >>> from symparam.algebra.text import text
    >>> [list(map(text, shape)) for shape in calculated("Dense", {"d_in": 3, "units": 5}).outputs]
    [['5']]

    Raises NotFound for a name that it does not have, LayerError and ConditionError for what it does not accept.
    """
    shelf, own = shelf_of(name)
    own = shelf.aliases.get(own, own)
    general, xs = specimen(shelf.prefix + own)
    positional, keywords, _ = signature(type(general))
    arguments = {f.name for f in fields(general) if f.init and f.name not in ("name", "trainable")} | {*positional}
    axes = {symbol: symbol for x in xs for n in x for symbol in names_in(n)}
    axes |= {symbol.removesuffix("_in"): symbol for symbol in axes if symbol.endswith("_in")}
    for key in given:
        if key not in arguments and key not in axes:
            raise NotFound(f"{name} has no {key}; {nearest(key, dict.fromkeys([*axes.values(), *sorted(arguments)]))}")
    sizes = {axes[key]: value for key, value in given.items() if key not in arguments}
    changes = {key: value for key, value in given.items() if key in arguments and keywords.get(key, True)}
    late = {f.name: f.default for f in fields(general) if f.init and f.default is not MISSING and f.name in arguments}
    layer = replace(general, **{**late, **changes})
    inputs = tuple(Shape(size(n) if isinstance(n, str) else n for n in x.bind(sizes)) for x in xs)
    layer.accept(*inputs)
    for need in layer.needs(*inputs):
        if need.is_number and not need.holds():
            raise ConditionError.broken(name, need)
    found = described(shelf, own, layer, inputs)
    params = total(product(w.shape.sizes) for w in layer.weights(*inputs) if w.role == "parameter")
    return replace(found, params=display(params))
