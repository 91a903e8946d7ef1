"""The steps of one layer's derivation, from its general rule and the sizes it meets in the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace as _replace
from types import MappingProxyType

from ..algebra import Dim, Shape, bind, gathered, names_in
from ..algebra.display import Name, Node, Product, display, product_of, replace, sum_of
from ..algebra.text import text
from ..layers.about import about
from ..layers.general import General
from ..layers.layer import Layer
from ..layers.letters import meaning
from ..several import several
from ..steps import Array, Letter, Lines, Steps

_WORD = re.compile(r"\w+")


def steps(
    layer: Layer,
    xs: tuple[Shape, ...],
    bindings: Mapping[str, Dim] = MappingProxyType({}),
    built: tuple[Shape, ...] | None = None,
) -> Steps:
    """How the layer's parameters and output come about on these inputs, with symbols replaced by ``bindings``.

    ``built`` are the inputs on which the layer was built, where they are others.
    """
    if built is not None:
        weighed, sized = steps(layer, built, bindings), steps(layer, xs, bindings)
        known = {letter.name for letter in weighed.letters}
        letters = (*weighed.letters, *(letter for letter in sized.letters if letter.name not in known))
        return _replace(weighed, shape=sized.shape, letters=letters)
    general = layer.general(*xs, taken=_names(xs))
    values = {name: bind(value, bindings) for name, value in general.values.items()}
    nodes = {name: display(value) for name, value in values.items()}
    weights = list(layer.weights(*xs))
    params = None
    arrays = tuple(general.layer.weights(*general.inputs))
    counted = [w.size for w in weights if w.is_parameter]
    if counted:
        rule = sum_of([product_of(w.shape) for w in arrays if w.is_parameter])
        params = Lines("params", rule, replace(rule, nodes), bind(gathered(counted), bindings))
    shape = []
    for left, rule_size, size in _axes(layer, general, xs):
        rule = _in_order(display(rule_size), list(values))
        shape.append(Lines(left, rule, replace(rule, nodes), bind(size, bindings)))
    said = about(type(layer))
    used = (
        _names([w.shape for w in arrays]) | _names(_outputs(general.layer, general.inputs)) | set(_WORD.findall(said))
    )
    letters = tuple(
        Letter(name, layer.letters.get(name) or meaning(name), value) for name, value in values.items() if name in used
    )
    return Steps(
        params,
        tuple(shape),
        letters,
        tuple(Array(w.name, tuple(map(display, w.shape)), w.role) for w in arrays),
        said,
    )


def _axes(layer: Layer, general: General, xs: tuple[Shape, ...]) -> Iterator[tuple[str, Dim, Dim]]:
    rules, outputs = _outputs(general.layer, general.inputs), _outputs(layer, xs)
    for i, (rule, output) in enumerate(zip(rules, outputs, strict=True)):
        if not xs:
            continue  # an input layer has no rule
        names = layer.axis_names(*((output,) if len(xs) < 2 else (output, *xs[1:])))[0]
        if len(names) != len(rule):
            names = tuple(f"n_{axis + 1}" for axis in range(len(rule)))
        number = f"_{i + 1}" if len(rules) > 1 else ""
        for name, rule_size, size in zip(names, rule, output, strict=True):
            yield f"{name.removesuffix('_in')}_out{number}", rule_size, size


def _in_order(rule: Node, letters: list[str]) -> Node:
    """A product of letters in the order of the axes, H_in·W_in·C_in, not of the alphabet."""
    if not isinstance(rule, Product) or not all(isinstance(f, Name) for f in rule.factors):
        return rule
    return Product(tuple(sorted(rule.factors, key=lambda f: letters.index(text(f)))))


def _outputs(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Shape, ...]:
    output = layer.output(*xs)
    return several(output)


def _names(shapes: object) -> frozenset[str]:
    return frozenset().union(*(names_in(n) for x in shapes for n in x))  # type: ignore[attr-defined]
