"""What a shell proposes where a word is begun: files of models, keras:NAME, layers, and names from lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

Propose = Callable[[click.Context, click.Parameter, str], list[Any]]


class Source(click.ParamType):
    """MODEL: a file, or keras:NAME."""

    name = "MODEL"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("keras:"):
            return [CompletionItem(f"keras:{name}") for name in _beginning(_applications(), incomplete[6:])]
        prefix = [CompletionItem("keras:")] if incomplete and "keras:".startswith(incomplete) else []
        return [*prefix, CompletionItem(incomplete, type="file")]


def among(names: Iterable[str]) -> Propose:
    """Propose those of some names that begin so."""
    return lambda ctx, param, incomplete: _beginning(names, incomplete)


def listed(names: Iterable[str]) -> Propose:
    """The same for a list with commas, of which the last name is begun."""

    def propose(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        taken = before.split(",")
        return [f"{before}{comma}{name}" for name in _beginning(names, last) if name not in taken]

    return propose


def layers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of layers."""
    from ..layers.registry import HOME
    from ..layers.torch.registry import HOME as MODULES

    return _beginning([*HOME, *(f"torch.nn.{name}" for name in MODULES)], incomplete)


def _beginning(names: Iterable[str], start: str) -> list[str]:
    """Names that begin so, in whatever case."""
    return [name for name in names if name.lower().startswith(start.lower())]


def _applications() -> list[str]:
    from ..errors import SymparamError
    from ..readers.keras_script.architectures import architectures

    try:
        return sorted(architectures("keras:"))
    except SymparamError:  # Keras is not installed, so there are none
        return []
