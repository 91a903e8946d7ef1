"""Which totals a command is about, and how costs are counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click
from click.shell_completion import CompletionItem

from ..budget import DIGITS
from ..totals import Total
from .complete import listed

Function = TypeVar("Function", bound=Callable[..., Any])

TOTALS: tuple[str, ...] = get_args(Total)
COLUMNS = (*TOTALS, "receptive_field", "stride")
# These names stand here again so that help needs no SymPy; a test holds them equal to the tables
DTYPES = ("float64", "float32", "bfloat16", "float16", "float8", "int64", "int32", "int16", "int8", "bool")
SHORT_DTYPES = ("bf16", "fp16", "fp32", "fp8", "int4")
OPTIMIZERS = (
    "none",
    "sgd",
    "momentum",
    "rmsprop",
    "adagrad",
    "lion",
    "adam",
    "adamw",
    "adamax",
    "adadelta",
    "ftrl",
    "lamb",
    "nadam",
    "amsgrad",
)
ACTIVATIONS = ("none", "peak", "all")
STEP = ("runtime", "loss", "precision", "checkpoint", "lora")  # options of a step
RUNTIMES = ("pytorch", "keras-torch", "xla")
LOSSES = ("square", "cross_entropy", "mean")
PRECISIONS = ("same", "mixed")
CONVENTIONS = ("symparam", "torchinfo", "fvcore", "ptflops", "flopcounter", "keras")


class Names(click.ParamType):
    """Names from a list, separated by commas."""

    name = "NAMES"

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = allowed

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in listed(self.allowed)(ctx, param, incomplete)]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
        for name in names:
            if name not in self.allowed:
                self.fail(f"{name!r} is none of {', '.join(self.allowed)}", param, ctx)
        return names or self.fail(f"it names none of {', '.join(self.allowed)}", param, ctx)


class Batch(click.ParamType):
    """A number of samples, or a name for it."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if isinstance(value, int):
            return value
        if value.isdecimal() and value.isascii() and len(value) <= DIGITS and int(value) > 0:
            return int(value)
        return (
            str(value)
            if value.isidentifier()
            else self.fail(f"{value!r} is neither a number from 1 on nor a name", param, ctx)
        )


def cost_options(function: Function) -> Function:
    """--batch, --dtype, --optimizer and --convention, and those that say how a training step runs."""
    for decorate in reversed(
        (
            click.option(
                "--batch",
                type=Batch(),
                default=1,
                show_default=True,
                metavar="N",
                help="Samples at once: a number, or a name.",
            ),
            click.option(
                "--dtype",
                type=click.Choice((*DTYPES, *SHORT_DTYPES)),
                metavar="TYPE",
                help=f"Type of all numbers: {', '.join((*DTYPES, *SHORT_DTYPES))}. "
                "[default: the one that MODEL names, or float32]",
            ),
            click.option(
                "--optimizer",
                type=click.Choice(OPTIMIZERS),
                default="adam",
                show_default=True,
                metavar="NAME",
                help=f"Whose variables count in training: {', '.join(OPTIMIZERS)}.",
            ),
            click.option(
                "--convention",
                type=click.Choice(CONVENTIONS),
                default="symparam",
                show_default=True,
                metavar="TOOL",
                help=f"Whose MACs and FLOPs: {', '.join(CONVENTIONS)}.",
            ),
            click.option(
                "--activations",
                type=click.Choice(ACTIVATIONS),
                default="none",
                show_default=True,
                help="Which activations stand in memory besides.",
            ),
            click.option("--runtime", type=click.Choice(RUNTIMES), help="By whose rule training counts."),
            click.option("--loss", type=click.Choice(LOSSES), help="The loss of that step. [default: square]"),
            click.option(
                "--precision",
                type=click.Choice(PRECISIONS),
                help="autocast: torch.autocast; mixed: master copies of the weights in float32. [default: same]",
            ),
            click.option(
                "--checkpoint", is_flag=True, help="Keep the inputs of equal blocks only, and run them again."
            ),
            click.option(
                "--lora", type=click.IntRange(1), metavar="RANK", help="Adapters in equal blocks learn alone."
            ),
        )
    ):
        function = decorate(function)
    return function


def costs_of(options: dict[str, Any]) -> dict[str, Any]:
    """The cost options, taken out of a command's options."""
    step = {name: options.pop(name) for name in STEP}
    said = {name: value for name, value in step.items() if value}
    if said and not step["runtime"]:
        name = min(said)
        raise click.UsageError(f"--{name} is about a step of a runtime; add --runtime {' or '.join(RUNTIMES)}")
    return {
        **{name: options.pop(name) for name in ("batch", "dtype", "optimizer", "convention", "activations")},
        **said,
    }
