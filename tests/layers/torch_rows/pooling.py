"""Pools of all kinds."""

from __future__ import annotations

from random import Random
from typing import Any

from ..torch_cases import Case, Spec, each, image, row, some, wrong


def _shape(r: Random, n: int) -> tuple[int, ...]:
    return image(r, r.randint(1, 4), n, 1, 11 if n < 3 else 7)


@row(*(f"{kind}Pool{n}d" for kind in ("Max", "Avg") for n in (1, 2, 3)))
def pool(r: Random, name: str) -> Case:
    n = int(name[-2])
    options: dict[str, Any] = some(
        r,
        stride=[each(r, n, 1, 3)],
        padding=[each(r, n, 0, 1), each(r, n, 0, 2)],
        ceil_mode=[True],
    )
    if name.startswith("Max"):
        options |= some(r, dilation=[each(r, n, 1, 3)], return_indices=[True])
    else:
        options |= some(r, count_include_pad=[False], **({"divisor_override": [3, -2, 0]} if n > 1 else {}))
    return Case(Spec(name, each(r, n, 1, 4), **options), [_shape(r, n)])


@row("LPPool1d", "LPPool2d", "LPPool3d")
def lp_pool(r: Random, name: str) -> Case:
    n = int(name[-2])
    kernel = r.randint(1, 4) if n == 1 else each(r, n, 1, 4)
    stride = r.randint(1, 3) if n == 1 else each(r, n, 1, 3)
    return Case(Spec(name, 2, kernel, **some(r, stride=[stride], ceil_mode=[True])), [_shape(r, n)])


@row(*(f"Adaptive{kind}Pool{n}d" for kind in ("Max", "Avg") for n in (1, 2, 3)))
def adaptive(r: Random, name: str) -> Case:
    n = int(name[-2])
    one = [r.randint(1, 5)] * 2 + ([None] if n > 1 else [])
    size = r.choice(one) if r.random() < 0.5 else tuple(r.choice(one) for _ in range(n))
    options = some(r, return_indices=[True]) if "Max" in name else {}
    return Case(Spec(name, size, **options), [_shape(r, n)])


@row("FractionalMaxPool2d", "FractionalMaxPool3d")
def fractional(r: Random, name: str) -> Case:
    n = int(name[-2])
    options: dict[str, Any] = some(r, return_indices=[True])
    if r.random() < 0.5:
        options["output_size"] = each(r, n, 1, 5)
    else:
        options["output_ratio"] = r.choice((0.5, 0.7, 0.25, 1 / 3, 1.0, (0.6,) * n))
    return Case(Spec(name, each(r, n, 1, 3), **options), [_shape(r, n)])


@row("MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d")
def unpool(r: Random, name: str) -> Case:
    n = int(name[-2])
    x = image(r, r.randint(1, 3), n, 1, 5)
    kernel, stride = r.randint(1, 3), r.randint(1, 3)
    call: dict[str, Any] = {}
    if r.random() < 0.3:
        call["output_size"] = tuple((m - 1) * stride + kernel + r.randint(-2, 2) for m in x[-n:])
        if min(call["output_size"]) < 1:
            call = {}
    options = some(r, padding=[r.randint(0, kernel // 2)])
    return Case(Spec(name, kernel, stride, **options), [x, (*x[:-1], wrong(r, x[-1]))], call, (1,))
