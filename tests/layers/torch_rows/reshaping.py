"""Modules that rearrange, pad, scale or compare."""

from __future__ import annotations

from math import prod
from random import Random
from typing import Any

from ..torch_cases import Case, Spec, image, row, sizes, some, wrong

KINDS = ("Zero", "Constant", "Reflection", "Replication", "Circular")


@row(*(f"{kind}Pad{n}d" for kind in KINDS for n in (1, 2, 3)))
def pad(r: Random, name: str) -> Case:
    n = int(name[-2])
    low = -1 if r.random() < 0.3 else 0
    padding: Any = r.randint(0, 3) if r.random() < 0.5 else sizes(r, 2 * n, low, 3)
    if r.random() < 0.05:
        padding = sizes(r, r.choice((2, 3, 4)), 0, 2)
    value = (1.5,) if name.startswith("Constant") else ()
    return Case(Spec(name, padding, *value), [image(r, r.randint(1, 3), n, 3 if low < 0 else 1, 6)])


@row("Flatten")
def flatten(r: Random, name: str) -> Case:
    return Case(Spec(name, **some(r, start_dim=[0, 1, 2, -2], end_dim=[-1, 2, -2, 1])), [sizes(r, r.randint(0, 5))])


@row("Unflatten")
def unflatten(r: Random, name: str) -> Case:
    parts = list(sizes(r, r.randint(1, 3), 1, 4))
    x = list(sizes(r, r.randint(1, 4)))
    place = r.randint(-len(x), len(x) - 1)
    x[place] = wrong(r, prod(parts), 0.2)
    if r.random() < 0.5:
        parts[r.randrange(len(parts))] = -1
    return Case(Spec(name, wrong(r, place, 0.05) if place > 0 else place, tuple(parts)), [tuple(x)])


@row("PixelShuffle", "PixelUnshuffle")
def pixels(r: Random, name: str) -> Case:
    k = r.randint(1, 3)
    c, h, w = sizes(r, 3, 1, 4)
    x = (wrong(r, c * k * k), h, w) if name == "PixelShuffle" else (c, wrong(r, h * k), wrong(r, w * k))
    return Case(Spec(name, k), [(*sizes(r, r.randint(0, 2), 1, 3), *x)])


@row("ChannelShuffle")
def channels(r: Random, name: str) -> Case:
    groups = r.randint(1, 3)
    return Case(
        Spec(name, groups), [(r.randint(1, 3), wrong(r, groups * r.randint(1, 3), 0.2), *sizes(r, r.randint(0, 3)))]
    )


@row("Upsample")
def upsample(r: Random, name: str) -> Case:
    n = r.randint(1, 3)
    mode = r.choice(("nearest", "nearest-exact", "area", "linear", "bilinear", "bicubic", "trilinear", None))
    options: dict[str, Any] = {} if mode is None else {"mode": mode}
    fitting = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}
    if r.random() < 0.9:
        n = fitting.get(mode or "", n)
    options |= some(r, align_corners=[True, False, None]) if mode in fitting or r.random() < 0.1 else {}
    if r.random() < 0.5:
        options["size"] = r.randint(1, 9) if r.random() < 0.5 else sizes(r, n)
    if "size" not in options or r.random() < 0.05:
        factors = (2, 3, 2.0, 0.5, 1.5, 0.7, 1.3, 1 / 3, 0.1)
        options["scale_factor"] = r.choice(factors) if r.random() < 0.6 else tuple(r.choice(factors) for _ in range(n))
    options |= some(r, recompute_scale_factor=[True]) if r.random() < 0.2 else {}
    return Case(Spec(name, **options), [(r.randint(1, 2), r.randint(1, 3), *sizes(r, n))])


@row("UpsamplingNearest2d", "UpsamplingBilinear2d")
def upsampling(r: Random, name: str) -> Case:
    options: dict[str, Any] = (
        {"size": sizes(r, 2)} if r.random() < 0.5 else {"scale_factor": r.choice((2, 1.5, (2, 3)))}
    )
    return Case(Spec(name, **options), [image(r, 3, 2)])


@row("CosineSimilarity")
def cosine(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(1, 4), 1, 5)
    other = tuple(r.choice((n, n, n, 1, wrong(r, n, 0.3))) for n in x)[r.choice((0, 0, 1)) :]
    return Case(Spec(name, **some(r, dim=[0, 1, -1, 2])), [x, other])


@row("PairwiseDistance")
def distance(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(1, 4), 1, 5)
    other = tuple(r.choice((n, n, n, 1, wrong(r, n, 0.3))) for n in x)[r.choice((0, 0, 1)) :]
    return Case(Spec(name, **some(r, keepdim=[True], p=[1.0])), [x, other] if other else [x, x])
