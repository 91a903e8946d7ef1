"""Convolutions, transposed ones, and their lazy forms."""

from __future__ import annotations

from random import Random
from typing import Any

from ..torch_cases import Case, Spec, each, image, row, sizes, some, wrong

DIMENSIONS = ("1d", "2d", "3d")


@row(*(f"{lazy}Conv{d}" for lazy in ("", "Lazy") for d in DIMENSIONS))
def conv(r: Random, name: str) -> Case:
    n = int(name[-2])
    groups = r.choice((1, 1, 1, 2, 3))
    inside, outside = groups * r.randint(1, 3), wrong(r, groups * r.randint(1, 3), 0.1 if groups > 1 else 0)
    options: dict[str, Any] = some(
        r,
        stride=[each(r, n, 1, 3)],
        padding=[each(r, n, 0, 3), each(r, n, 0, 3), "same", "valid", "SAME"],
        dilation=[each(r, n, 1, 3)],
        bias=[False],
        padding_mode=["reflect", "replicate", "circular", "zeros", "constant"],
    )
    if options.get("padding") == "same" and r.random() < 0.8:
        options.pop("stride", None)
    lazy = () if name.startswith("Lazy") else (wrong(r, inside, 0.1 if groups > 1 else 0),)
    spec = Spec(name, *lazy, outside, each(r, n, 1, 4), groups=groups, **options)
    return Case(spec, [image(r, inside, n, 1, 12 if n < 3 else 7)])


@row(*(f"{lazy}ConvTranspose{d}" for lazy in ("", "Lazy") for d in DIMENSIONS))
def conv_transpose(r: Random, name: str) -> Case:
    n = int(name[-2])
    groups = r.choice((1, 1, 1, 2, 3))
    inside, outside = groups * r.randint(1, 3), wrong(r, groups * r.randint(1, 3), 0.1 if groups > 1 else 0)
    options: dict[str, Any] = some(
        r,
        stride=[each(r, n, 1, 3)],
        padding=[each(r, n, 0, 2)],
        dilation=[each(r, n, 1, 3)],
        bias=[False],
        output_padding=[0, each(r, n, 0, 1)],
    )
    if r.random() < 0.02:
        options["padding_mode"] = "reflect"
    lazy = () if name.startswith("Lazy") else (wrong(r, inside, 0.1 if groups > 1 else 0),)
    spec = Spec(name, *lazy, outside, each(r, n, 1, 4), groups=groups, **options)
    x = image(r, inside, n, 1, 6)
    call: dict[str, Any] = {}
    if r.random() < 0.2:
        call["output_size"] = tuple(2 * m + r.randint(-1, 1) for m in x[-n:])
        if r.random() < 0.2:
            call["output_size"] = (*x[:-n], *call["output_size"])
    return Case(spec, [x], call)


@row("Unfold")
def unfold(r: Random, name: str) -> Case:
    options = some(r, dilation=[each(r, 2, 1, 2)], padding=[each(r, 2, 0, 2)], stride=[each(r, 2, 1, 3)])
    return Case(Spec(name, each(r, 2, 1, 4), **options), [image(r, r.randint(1, 3), 2)])


@row("Fold")
def fold(r: Random, name: str) -> Case:
    kernel, stride, padding, dilation = (sizes(r, 2, low, high) for low, high in ((1, 3), (1, 2), (0, 2), (1, 2)))
    size = sizes(r, 2, 2, 9)
    columns = 1
    for n, k, s, p, d in zip(size, kernel, stride, padding, dilation, strict=True):
        columns *= max(0, (n + 2 * p - d * (k - 1) - 1) // s + 1)
    features = wrong(r, r.randint(1, 3) * kernel[0] * kernel[1])
    x = (features, max(1, wrong(r, columns)))
    spec = Spec(name, size, kernel, stride=stride, padding=padding, dilation=dilation)
    return Case(spec, [x if r.random() < 0.2 else (2, *x)])
