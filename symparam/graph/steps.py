"""The steps of one layer's derivation, from its general rule and the sizes it meets in the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..algebra import Dim, Shape, bind, names_in, total
from ..algebra.display import display, product_of, replace, sum_of
from ..layers.general import General
from ..layers.layer import Layer
from ..layers.letters import meaning
from ..steps import Letter, Lines, Steps


def steps(layer: Layer, xs: tuple[Shape, ...], bindings: Mapping[str, Dim]) -> Steps:
    """How the layer's parameters and output come about on these inputs, with symbols replaced by ``bindings``."""
    general = layer.general(*xs, taken=_names(xs))
    values = {name: bind(value, bindings) for name, value in general.values.items()}
    nodes = {name: display(value) for name, value in values.items()}
    weights = list(layer.weights(*xs))
    params = None
    if weights:
        rule = sum_of([product_of(w.shape) for w in general.layer.weights(*general.inputs)])
        params = Lines("params", rule, replace(rule, nodes), bind(total(w.size for w in weights), bindings))
    shape = []
    for left, rule_size, size in _axes(layer, general, xs):
        rule = display(rule_size)
        shape.append(Lines(left, rule, replace(rule, nodes), bind(size, bindings)))
    used = _names([w.shape for w in general.layer.weights(*general.inputs)]) | _names(_outputs(general.layer, general.inputs))
    letters = tuple(Letter(name, meaning(name), value) for name, value in values.items() if name in used)
    return Steps(params, tuple(shape), letters)


def _axes(layer: Layer, general: General, xs: tuple[Shape, ...]) -> Iterator[tuple[str, Dim, Dim]]:
    rules, outputs = _outputs(general.layer, general.inputs), _outputs(layer, xs)
    for i, (rule, output) in enumerate(zip(rules, outputs, strict=True)):
        names = layer.axis_names(*((output,) if len(xs) < 2 else (output, *xs[1:])))[0] if xs else ()
        number = f"_{i + 1}" if len(rules) > 1 else ""
        for name, rule_size, size in zip(names, rule, output, strict=True):
            yield f"{name.removesuffix('_in')}_out{number}", rule_size, size


def _outputs(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Shape, ...]:
    output = layer.output(*xs)
    return (output,) if isinstance(output, Shape) else output


def _names(shapes: object) -> frozenset[str]:
    return frozenset().union(*(names_in(n) for x in shapes for n in x))  # type: ignore[attr-defined]
