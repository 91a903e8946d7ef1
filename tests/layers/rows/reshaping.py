"""Reshaping, cropping, padding, upsampling."""

from __future__ import annotations

from math import prod
from random import Random
from typing import Any

from ..keras_cases import Case, Spec, disagreement, row, sizes, some


@row("Flatten")
def flatten(r: Random, name: str) -> Case:
    options = some(r, data_format=[None, "channels_last", "channels_first", "channels_middle"])
    return Case(Spec(name, **options), [sizes(r, r.randint(0, 4))])


@row("Reshape")
def reshape(r: Random, name: str) -> Case:
    shape = sizes(r, r.randint(1, 4), 1, 6)
    target = list(r.sample(shape, len(shape)))
    while len(target) > 1 and r.random() < 0.5:
        target[:2] = [target[0] * target[1]]
    if r.random() < 0.5:
        target[r.randrange(len(target))] = -1
    if r.random() < 0.2:
        target[r.randrange(len(target))] = r.choice([prod(shape) + 1, 2, -1, -2])
    return Case(Spec(name, tuple(target)), [shape])


@row("Permute")
def permute(r: Random, name: str) -> Case:
    rank = r.randint(1, 4)
    dims = r.sample(range(1, rank + 1), rank)
    if r.random() < 0.2:
        dims[0] = r.choice([0, rank + 1, 1])
    return Case(Spec(name, tuple(dims)), [sizes(r, rank if r.random() < 0.9 else rank + 1)])


@row("RepeatVector")
def repeat_vector(r: Random, name: str) -> Case:
    return Case(Spec(name, r.choice([1, 2, 7, 0, -1, 3])), [sizes(r, 1 if r.random() < 0.85 else 2)])


def _sides(r: Random, n: int, most: int) -> Any:
    if r.random() < 0.2:
        return r.choice([(1,) * (n + 2), -1, -1, (1, -1), ((1, 2, 3),) * n])
    if n == 1:
        return r.choice([r.randint(0, most), (r.randint(0, most), r.randint(0, most))])
    pair = lambda: (r.randint(0, most), r.randint(0, most))  # noqa: E731
    return r.choice(
        [
            r.randint(0, most),
            tuple(r.randint(0, most) for _ in range(n)),
            tuple(pair() for _ in range(n)),
            tuple(r.choice([pair(), r.randint(0, most)]) for _ in range(n)),
        ]
    )


@row("Cropping1D", "Cropping2D", "Cropping3D", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D")
def borders(r: Random, name: str) -> Case:
    n = int(name[-2])
    field = "cropping" if name.startswith("Crop") else "padding"
    options = {field: [_sides(r, n, 2)]}
    if name != "Cropping1D":
        options["data_format"] = [None, "channels_first", "channels_last"]
    return Case(Spec(name, **some(r, **options)), [sizes(r, n + (1 if r.random() < 0.9 else 2), 2, 9)])


@row("UpSampling1D", "UpSampling2D", "UpSampling3D")
def upsampling(r: Random, name: str) -> Case:
    n = int(name[-2])
    options: dict[str, Any] = {"size": [r.randint(0, 4)]}
    if n > 1:
        options["size"] += [tuple(r.randint(1, 4) for _ in range(n)), (2,) * (n + 1)]
        options["data_format"] = [None, "channels_first", "channels_last"]
    if n == 2:
        options["interpolation"] = ["nearest", "bilinear", "bicubic"]
    return Case(Spec(name, **some(r, **options)), [sizes(r, n + (1 if r.random() < 0.9 else 2), 1, 5)])


disagreement(
    "ZeroPadding2D",
    "ZeroPadding3D",
    follows="concrete",
    when=lambda case: case.layer.kwargs.get("padding") == -1,
    reason="a negative padding given as one number is found only when the layer runs",
)
