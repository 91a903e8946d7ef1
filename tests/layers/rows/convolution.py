"""Convolutions."""

from random import Random
from typing import Any

from ..keras_cases import Case, Spec, row, sizes, some


def each(r: Random, rank: int, high: int, low: int = 1) -> Any:
    """One size, or one for each axis; now and then one too many."""
    if r.random() < 0.5:
        return r.randint(low, high)
    return tuple(r.randint(low, high) for _ in range(rank if r.random() < 0.95 else rank + 1))


def image(r: Random, rank: int, channels: int, data_format: str | None) -> tuple[int, ...]:
    """An input with its channels where they belong; now and then an axis short."""
    spatial = sizes(r, rank if r.random() < 0.97 else rank - 1, 1, 9)
    return (channels, *spatial) if data_format == "channels_first" else (*spatial, channels)


def common(r: Random, rank: int) -> dict[str, Any]:
    """Arguments of all convolutions; strides or a dilation, rarely both."""
    arguments = some(
        r,
        padding=["valid", "same", "SAME", "causal"],
        use_bias=[True, False],
        activation=["relu"],
        data_format=["channels_last", "channels_first"],
    )
    arguments[r.choice(["strides", "dilation_rate"])] = each(r, rank, 3)
    if r.random() < 0.1:
        arguments |= {"strides": 2, "dilation_rate": 2}
    return arguments


@row("Conv1D", "Conv2D", "Conv3D")
def conv(r: Random, name: str) -> Case:
    rank, groups = int(name[4]), r.choice([1, 1, 1, 2, 3])
    arguments = {"filters": groups * r.randint(1, 4), "kernel_size": each(r, rank, 4), **common(r, rank)}
    if r.random() < 0.4:
        arguments["groups"] = groups
    elif r.random() < 0.3:
        arguments |= {"lora_rank": r.randint(0, 3)}
    channels = groups * r.randint(1, 3) if r.random() < 0.9 else r.randint(1, 7)
    return Case(Spec(name, **arguments), [image(r, rank, channels, arguments.get("data_format"))])


@row("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")
def conv_transpose(r: Random, name: str) -> Case:
    rank = int(name[4])
    arguments = {"filters": r.randint(1, 6), "kernel_size": each(r, rank, 4), **common(r, rank)}
    if r.random() < 0.4:
        arguments["output_padding"] = each(r, rank, 2, 0)
    return Case(Spec(name, **arguments), [image(r, rank, r.randint(1, 5), arguments.get("data_format"))])


@row("DepthwiseConv1D", "DepthwiseConv2D")
def depthwise(r: Random, name: str) -> Case:
    rank = int(name[13])
    arguments = {"kernel_size": each(r, rank, 4), **common(r, rank), **some(r, depth_multiplier=[1, 2, 3, 0])}
    return Case(Spec(name, **arguments), [image(r, rank, r.randint(1, 5), arguments.get("data_format"))])


@row("SeparableConv1D", "SeparableConv2D")
def separable(r: Random, name: str) -> Case:
    rank = int(name[13])
    arguments = {
        "filters": r.randint(1, 6),
        "kernel_size": each(r, rank, 4),
        **common(r, rank),
        **some(r, depth_multiplier=[1, 2, 3]),
    }
    return Case(Spec(name, **arguments), [image(r, rank, r.randint(1, 5), arguments.get("data_format"))])
