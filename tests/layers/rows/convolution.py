"""Convolutions."""

from random import Random
from typing import Any

from ..keras_cases import Case, Spec, row, sizes, some


def each(r: Random, rank: int, high: int) -> Any:
    """One size, or one for each axis; now and then one too few."""
    if r.random() < 0.5:
        return r.randint(1, high)
    return tuple(r.randint(1, high) for _ in range(rank if r.random() < 0.95 else rank + 1))


@row("Conv1D", "Conv2D", "Conv3D")
def conv(r: Random, name: str) -> Case:
    rank = int(name[4])
    groups = r.choice([1, 1, 1, 2, 3])
    step = r.choice(["strides", "dilation_rate"])
    arguments = dict(filters=groups * r.randint(1, 4), kernel_size=each(r, rank, 4),
                     **some(r, padding=["valid", "same", "SAME", "causal"], use_bias=[True, False],
                            data_format=["channels_last", "channels_first"], activation=["relu"]))
    arguments |= {step: each(r, rank, 3)}
    if r.random() < 0.1:
        arguments |= {"strides": 2, "dilation_rate": 2}
    if r.random() < 0.4:
        arguments["groups"] = groups
    channels = groups * r.randint(1, 3) if r.random() < 0.9 else r.randint(1, 7)
    shape = sizes(r, rank if r.random() < 0.97 else rank - 1, 1, 9)
    shape = (channels, *shape) if arguments.get("data_format") == "channels_first" else (*shape, channels)
    return Case(Spec(name, **arguments), [shape])
