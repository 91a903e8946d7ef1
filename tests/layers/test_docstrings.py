"""The formulas in the docstrings of layers are true, in the letters of the general rule.

    shape:   (*n, C) -> (*floor((n - k)/s) + 1, F)     inputs -> outputs; *n is any number of axes, side by side
    params:  prod(k)*C*F + F
    macs:    prod(n)*C*F

A condition may follow the shapes after "where". A letter is the one of the field that declares it; a field without a
letter stands under its own name. A docstring speaks of the layer with its defaults: fields whose letter it does not
mention, and structural ones, are at their default.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import Any

import pytest

from symparam.algebra import Shape, total
from symparam.layers import lookup
from symparam.layers.layer import Layer

from .keras_cases import CASES_PER_ROW, as_tuple, case, load_rows, our_layer, our_outcome, our_shapes

WITHOUT_EFFECT = {
    "name",
    "trainable",
    "activation",
    "recurrent_activation",
    "momentum",
    "epsilon",
    "go_backwards",
    "unroll",
    "stateful",
    "power_iterations",
    "fft_length",
    "sequence_length",
    "num_bins",
    "bin_boundaries",
}
UNSTATED = {"EinsumDense", "Pipeline", "RNN", "StackedRNNCells"}  # their equation or their cells say it, not a formula
LINE = re.compile(r"^\s*(shape|params|macs):\s+(.*)$", re.MULTILINE)


class Uneven(Exception):
    """A formula side by side on shapes with different numbers of axes; it says nothing about them."""


class Vec(tuple[Any, ...]):
    """Sizes side by side; arithmetic goes through them one by one."""

    def _each(self, other: Any, f: Callable[[Any, Any], Any]) -> Vec:
        return mapped(f)(self, other)

    def __add__(self, other: Any) -> Vec:
        return self._each(other, lambda a, b: a + b)

    def __sub__(self, other: Any) -> Vec:
        return self._each(other, lambda a, b: a - b)

    def __mul__(self, other: Any) -> Vec:
        return self._each(other, lambda a, b: a * b)

    def __rsub__(self, other: Any) -> Vec:
        return self._each(other, lambda a, b: b - a)

    def __truediv__(self, other: Any) -> Vec:
        return self._each(other, lambda a, b: Fraction(a) / b)

    __radd__, __rmul__ = __add__, __mul__

    def __getitem__(self, index: Any) -> Any:
        """One size, a slice, or the sizes at places counted from 1 (Permute)."""
        if isinstance(index, Vec):
            return Vec(tuple.__getitem__(self, i - 1) for i in index)
        found = tuple.__getitem__(self, index)
        return Vec(found) if isinstance(index, slice) else found


def mapped(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function of sizes, side by side where it is given several."""

    def apply(*args: Any) -> Any:
        lengths = {len(a) for a in args if isinstance(a, Vec)}
        if len(lengths) > 1:
            raise Uneven
        if not lengths:
            return f(*args)
        n = lengths.pop()
        return Vec(f(*row) for row in zip(*(a if isinstance(a, Vec) else (a,) * n for a in args), strict=True))

    return apply


class Inner:
    """A layer inside another, as formulas use it: layer(T, d), params(layer, n)."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer

    def __call__(self, *sizes: Any) -> Vec:
        return Vec(as_tuple(self.layer.output(flat(sizes)))[0])


def flat(sizes: tuple[Any, ...]) -> Shape:
    return Shape(n for s in sizes for n in (s if isinstance(s, tuple) else (s,)))


def params(inner: Inner, *sizes: Any) -> Any:
    return total(w.size for w in inner.layer.weights(flat(sizes)))


FUNCTIONS: dict[str, Any] = {
    "prod": lambda v: math.prod(v) if isinstance(v, Vec) else v,
    "floor": mapped(math.floor),
    "ceil": mapped(math.ceil),
    "max": mapped(max),
    "min": mapped(min),
    "sum": mapped(sum),
    "params": params,
    "macs": lambda inner, *sizes: inner.layer.macs(flat(sizes)),
    "kernel": lambda inner, *sizes: next(iter(inner.layer.weights(flat(sizes)))).shape,
    "__builtins__": {},
}


def statements(cls: type) -> dict[str, str]:
    """The lines of the docstring of the class, or of that which it is a variant of."""
    for base in cls.__mro__:
        found = dict(LINE.findall(base.__dict__.get("__doc__") or ""))
        if found:
            return found
    return {}


def letters(layer: Layer, text: str) -> dict[str, Any] | None:
    """What the letters of a docstring stand for; None where the layer is not the one that it speaks of."""
    names: dict[str, Any] = {}
    words = set(re.findall(r"[A-Za-z]\w*", text))
    for f in fields(layer):
        value, letter = getattr(layer, f.name), f.metadata.get("letter")
        used = {f.name, *(letter if isinstance(letter, tuple) else (letter or "",))}
        used |= {u.rstrip("_") for u in used}
        default = f.default if f.default is not MISSING else value
        usual = (
            value == default
            or value == "channels_last"
            or value == f.metadata.get("neutral", MISSING)
            or (isinstance(value, tuple) and all(v == default for v in value))
        )
        if isinstance(value, Layer):
            if f.name not in words:
                return None
            names[f.name] = Inner(value)
        elif words & used:
            if letter and (value in (None, -1) or (isinstance(value, tuple) and (None in value or -1 in value))):
                return None  # what the input gives
            if isinstance(letter, tuple):
                names |= {one: Vec(v[i] for v in value) for i, one in enumerate(letter)}
            else:
                names |= {u: Vec(value) if isinstance(value, tuple) else value for u in used}
        elif not usual and f.name not in WITHOUT_EFFECT:
            return None
    return names


def split(side: str) -> list[str]:
    """The shapes of one side of the arrow, each without its parentheses."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(side):
        depth += (c == "(") - (c == ")")
        if c == "(" and depth == 1:
            start = i + 1
        elif c == ")" and depth == 0:
            parts.append(side[start:i].strip().rstrip(","))
    return parts


def axes(shape: str) -> list[str]:
    """The axes of one shape, split at the commas outside parentheses."""
    found, depth = [""], 0
    for c in shape:
        depth += (c in "([") - (c in ")]")
        if c == "," and depth == 0:
            found.append("")
        else:
            found[-1] += c
    return [a.strip() for a in found if a.strip()]


def bound(patterns: list[str], xs: list[Shape], names: dict[str, Any]) -> bool:
    """Give the letters of the input patterns their sizes; False where they do not fit."""
    if len(patterns) != len(xs):
        return False
    for pattern, x in zip(patterns, xs, strict=True):
        parts = axes(pattern)
        star = next((i for i, p in enumerate(parts) if p.startswith("*")), None)
        extra = len(x) - len(parts) + 1
        if (star is None and len(parts) != len(x)) or extra < 0:
            return False
        for i, part in enumerate(parts):
            if star is None or i < star:
                value: Any = x[i]
            else:
                value = Vec(x[i : i + extra]) if i == star else x[i + extra - 1]
            if part.isdigit():
                if int(part) != value:
                    return False
            elif names.setdefault(part.lstrip("*"), value) != value:
                return False
    return True


def evaluated(formula: str, names: dict[str, Any]) -> Any:
    """A formula of a docstring; all names are ours, so eval is safe here."""
    return eval(formula, FUNCTIONS, names)


def holds(condition: str, names: dict[str, Any]) -> bool:
    """Whether the docstring speaks of these sizes; a condition in words always holds, the layer's needs say it too."""
    try:
        return bool(evaluated(condition or "1", names))
    except SyntaxError:
        return True


def stated(formula: str, names: dict[str, Any]) -> tuple[Any, ...]:
    """The sizes of one output."""
    sizes: list[Any] = []
    for part in axes(formula):
        value = evaluated(part.lstrip("*"), names)
        sizes.extend(value if part.startswith("*") and isinstance(value, tuple) else [value])
    return tuple(sizes)


def legal(name: str) -> Iterator[tuple[Layer, list[Shape]]]:
    for seed in range(5 * CASES_PER_ROW):
        this = case(name, seed)
        if our_outcome(this).refused is None:
            yield our_layer(this), our_shapes(this)


NAMES = sorted(set(load_rows()) - UNSTATED)


@pytest.mark.parametrize("name", NAMES)
def test_docstring_is_true(name: str) -> None:
    lines = statements(lookup(name))
    assert "shape" in lines, f"{name} states no shape"
    shapes, _, condition = lines["shape"].partition(" where ")
    given, _, result = shapes.partition("->")
    checked = 0
    for layer, xs in legal(name):
        names = letters(layer, " ".join(lines.values()))
        if names is None or not bound(split(given), xs, names) or not holds(condition, names):
            continue
        outputs = as_tuple(layer.output(*xs))
        try:
            formulas = [stated(formula, names) for formula in split(result)]
        except Uneven:
            continue
        if len(outputs) != len(formulas):
            continue
        checked += 1
        assert formulas == [tuple(output) for output in outputs], (layer, xs, names)
        if "params" in lines:
            weights = total(w.size for _, w in layer.owned(*xs))
            assert evaluated(lines["params"], names) == weights, (layer, xs, names)
        if "macs" in lines:
            assert evaluated(lines["macs"], names) == layer.macs(*xs), (layer, xs, names)
        elif not any(isinstance(value, Inner) for value in names.values()):
            assert layer.macs(*xs) == 0, f"{name} states no macs"
    assert checked, f"no case shows what {name} states: {lines}"
