"""Random functional models: one program, run by Keras and by symparam, so that their graphs can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

Steps = list[tuple[Any, ...]]
WIDTHS = (3, 4)


@dataclass
class Library:
    """What a program needs of a library."""

    Input: Callable[..., Any]
    Model: Callable[..., Any]
    layer: Callable[..., Any]  # (class name, **arguments)
    several: Callable[[Any], list[Any]] = field(default=lambda y: list(y) if isinstance(y, (list, tuple)) else [y])


def program(r: Random, level: int = 2) -> Steps:
    """Steps on a growing list of tensors, all vectors; the last step is the model."""
    steps: Steps = [("input", r.choice(WIDTHS)) for _ in range(r.randint(1, 3))]
    widths = [step[1] for step in steps]
    layers: list[tuple[int, int]] = []  # (input width, output width) of each layer so far
    for _ in range(r.randint(3, 14)):
        kind = r.choice(["dense", "again", "merge", "concat", "operator", "model", "dense"])
        i = r.randrange(len(widths))
        fit = [n for n, (width, _) in enumerate(layers) if width == widths[i]]
        if kind == "again" and fit:
            n = r.choice(fit)
            steps.append(("again", n, i))
            widths.append(layers[n][1])
        elif kind in ("merge", "operator"):
            j = r.choice([j for j, width in enumerate(widths) if width == widths[i]])
            steps.append((kind, r.choice(["Add", "Multiply"]), i, j))
            widths.append(widths[i])
        elif kind == "concat":
            js = [r.randrange(len(widths)) for _ in range(r.randint(2, 3))]
            steps.append(("concat", js))
            widths.append(sum(widths[j] for j in js))
        elif kind == "model" and level:
            inner = program(r, level - 1)
            ins, outs = ends(inner)
            homes = [[j for j, width in enumerate(widths) if width == w] for w in ins]
            if all(homes):
                steps.append(("model", inner, [r.choice(home) for home in homes]))
                widths += outs
                if r.random() < 0.5:
                    steps.append(("model again", [r.choice(home) for home in homes]))
                    widths += outs
        else:
            width = r.choice(WIDTHS)
            layers.append((widths[i], width))
            steps.append(("dense", width, i, r.random() < 0.8))
            widths.append(width)
    inputs = sum(step[0] == "input" for step in steps)
    outputs = r.sample(range(inputs, len(widths)), r.randint(1, min(3, len(widths) - inputs)))
    steps.append(("end", outputs, r.random() < 0.85))
    return steps


def ends(steps: Steps) -> tuple[list[int], list[int]]:
    """The widths of the inputs and outputs of a program."""
    model = run(steps, Widths)
    return [x.width for x in model.inputs], [y.width for y in model.outputs]


def run(steps: Steps, library: Library, name: str = "m") -> Any:
    """The model of a program."""
    tensors: list[Any] = []
    layers: list[Any] = []
    models: list[Any] = []
    for n, step in enumerate(steps):
        label = f"{name}_{n}"
        match step:
            case ("input", width):
                tensors.append(library.Input((width,), name=label))
            case ("dense", width, i, trainable):
                layers.append(library.layer("Dense", units=width, name=label, trainable=trainable))
                tensors.append(layers[-1](tensors[i]))
            case ("again", which, i):
                tensors.append(layers[which](tensors[i]))
            case ("merge", kind, i, j):
                tensors.append(library.layer(kind, name=label)([tensors[i], tensors[j]]))
            case ("operator", kind, i, j):
                tensors.append(tensors[i] + tensors[j] if kind == "Add" else 2 * tensors[i])
            case ("concat", js):
                tensors.append(library.layer("Concatenate", name=label)([tensors[j] for j in js]))
            case ("model", inner, js):
                models.append(run(inner, library, label))
                tensors += library.several(models[-1]([tensors[j] for j in js] if len(js) > 1 else tensors[js[0]]))
            case ("model again", js):
                tensors += library.several(models[-1]([tensors[j] for j in js] if len(js) > 1 else tensors[js[0]]))
            case ("end", outputs, trainable):
                inputs = [t for t, s in zip(tensors, steps, strict=False) if s[0] == "input"]
                return library.Model(inputs, [tensors[i] for i in outputs], name=name, trainable=trainable)
    raise AssertionError("a program ends with its model")


# --- a library that knows widths only --------------------------------------------------------------------------


@dataclass
class Vector:
    width: int

    def __add__(self, other: Vector) -> Vector:
        return self

    def __rmul__(self, other: int) -> Vector:
        return self


@dataclass
class Graph:
    inputs: list[Vector]
    outputs: list[Vector]

    def __call__(self, xs: Any) -> list[Vector]:
        return self.outputs


def _layer(kind: str, units: int = 0, **_: Any) -> Callable[[Any], Vector]:
    if kind == "Dense":
        return lambda x: Vector(units)
    if kind == "Concatenate":
        return lambda xs: Vector(sum(x.width for x in xs))
    return lambda xs: xs[0]


Widths = Library(lambda shape, name: Vector(shape[0]), lambda ins, outs, **_: Graph(ins, outs), _layer)
