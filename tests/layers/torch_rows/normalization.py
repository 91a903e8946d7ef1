"""Normalizations."""

from __future__ import annotations

from random import Random

from ..torch_cases import Case, Spec, image, row, sizes, some, wrong


@row(
    *(f"{lazy}{kind}Norm{n}d" for lazy in ("", "Lazy") for kind in ("Batch", "Instance") for n in (1, 2, 3)),
    "SyncBatchNorm",
)
def over_channels(r: Random, name: str) -> Case:
    n = int(name[-2]) if name[-1] == "d" else r.randint(0, 3)
    channels = r.randint(1, 4)
    x = image(r, channels, n, 1, 3)
    if "Batch" in name and r.random() < 0.8:
        spatial = sizes(r, r.choice((0, 1)) if n == 1 else n, 1, 3)
        x = (r.randint(1, 3), wrong(r, channels), *spatial)
    options = some(r, affine=[True, False], track_running_stats=[True, False], bias=[False], momentum=[0.2, None])
    if "Instance" in name and options.get("momentum", 0) is None:
        del options["momentum"]
    given = () if name.startswith("Lazy") else (channels,)
    return Case(Spec(name, *given, **options), [x])


@row("GroupNorm")
def group_norm(r: Random, name: str) -> Case:
    groups = r.randint(1, 3)
    channels = wrong(r, groups * r.randint(1, 3))
    x = (r.randint(1, 3), wrong(r, channels), *sizes(r, r.randint(0, 3), 1, 3))
    return Case(Spec(name, groups, channels, **some(r, affine=[False], bias=[False])), [x])


@row("LayerNorm", "RMSNorm")
def over_last(r: Random, name: str) -> Case:
    x = sizes(r, r.randint(1, 4), 1, 5)
    last = list(x[-r.randint(1, len(x)) :])
    last[0] = wrong(r, last[0])
    shape = last[0] if len(last) == 1 and r.random() < 0.5 else tuple(last)
    if r.random() < 0.03:
        shape = (*x, 2, *x)
    options = some(r, elementwise_affine=[False], **({"bias": [False]} if name == "LayerNorm" else {}))
    return Case(Spec(name, shape, **options), [x])


@row("LocalResponseNorm", "CrossMapLRN2d")
def local_response(r: Random, name: str) -> Case:
    rank = r.randint(2, 5) if name[0] == "L" else 4
    return Case(Spec(name, r.randint(1, 5)), [sizes(r, rank, 1, 5)])
