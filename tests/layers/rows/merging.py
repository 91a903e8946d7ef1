"""Layers on several inputs."""

from __future__ import annotations

from random import Random

from ..keras_cases import Case, Spec, row, sizes


@row("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract")
def merge(r: Random, name: str) -> Case:
    shape = sizes(r, r.randint(1, 4), 1, 5)
    inputs = 2 if name == "Subtract" and r.random() < 0.9 else r.randint(2, 4)
    shapes = []
    for _ in range(inputs):
        this = [n if r.random() < 0.85 else 1 for n in shape]
        if r.random() < 0.07:
            this[r.randrange(len(this))] += 1
        shapes.append(tuple(this[r.randint(0, 1) if r.random() < 0.2 else 0 :]))
    return Case(Spec(name), shapes)


@row("Concatenate")
def concatenate(r: Random, name: str) -> Case:
    rank = r.randint(1, 4)
    shape = sizes(r, rank, 1, 5)
    axis = r.choice([-1, -1, r.randint(1, rank), -r.randint(1, rank)])
    shapes = []
    for _ in range(r.randint(2, 4)):
        this = list(shape)
        this[axis - 1 if axis > 0 else axis] = r.randint(1, 5)
        if r.random() < 0.06:
            this[r.randrange(rank)] += 1
        if r.random() < 0.03:
            this.append(1)
        shapes.append(tuple(this))
    if r.random() < 0.05:
        axis = rank + 1
    return Case(Spec(name, **({} if axis == -1 and r.random() < 0.5 else {"axis": axis})), shapes)


@row("Dot")
def dot(r: Random, name: str) -> Case:
    x, y = list(sizes(r, r.randint(1, 3), 1, 5)), list(sizes(r, r.randint(1, 3), 1, 5))
    i, j = r.randrange(len(x)), r.randrange(len(y))
    if r.random() < 0.9:
        y[j] = x[i]
    axes = (i + 1, j + 1) if r.random() < 0.6 else (i - len(x), j - len(y))
    if i == j and r.random() < 0.5:
        return Case(Spec(name, i + 1), [tuple(x), tuple(y)])
    if r.random() < 0.08:
        axes = r.choice([(1, 2, 3), (0, 1), (4, 4)])
    return Case(Spec(name, axes=axes, normalize=r.random() < 0.3), [tuple(x), tuple(y)])
