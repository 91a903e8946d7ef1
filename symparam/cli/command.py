"""A command whose help shows its options in groups, what it asks first, and an example at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

# group -> the options that many commands share; those of one command alone come first, under "Options"
GROUPS = {
    "Reading the model": (
        "--input",
        "--model",
        "--from",
        "--free",
        "--unknown",
        "--data-format",
        "--context",
        "--strict",
        "--all",
    ),
    "Costs": ("--batch", "--dtype", "--optimizer", "--convention", "--activations", "--runtime"),
    "Output": ("--format", "-o", "--ascii", "--width"),
    "For a paper or a talk": ("--for", "--appendix", "--heading", "--label"),
    "Everywhere": ("--timeout", "--help"),
}
OWN = "Options"
WIDEST = 26  # columns for how an option is written, before what it does
Records = list[tuple[str, str]]  # how an option is written, and what it does


class Command(click.Command):
    """A click command with options in groups; ``example`` is a whole command line, or several."""

    def __init__(self, *args: Any, example: str | tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = (example,) if isinstance(example, str) else example

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            parent = ctx.parent.command if ctx.parent is not None else None
            others = [
                name
                for name, other, _ in (commands(parent) if isinstance(parent, click.Group) else ())
                if any(error.option_name in param.opts for param in other.params)
            ]
            if not others:
                raise
            raise click.UsageError(
                f"{ctx.info_name} has no option {error.option_name}; {', '.join(others)} "
                f"{'has' if len(others) == 1 else 'have'} it",
                ctx,
            ) from None

    def groups(self, ctx: click.Context) -> dict[str, Records]:
        """The options by group, each as its help shows it; groups without options are left out."""
        found: dict[str, Records] = {title: [] for title in (OWN, *GROUPS)}
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if record is not None:
                found[group_of(option)].append(record)
        return {title: records for title, records in found.items() if records}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups = self.groups(ctx)
        widest = max(len(written) for records in groups.values() for written, _ in records)
        for title, ((first, text), *more) in groups.items():
            with formatter.section(title):  # all descriptions begin in one column
                formatter.write_dl([(first.ljust(min(widest, WIDEST)), text), *more], col_max=WIDEST)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section("Example" if len(self.examples) == 1 else "Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def group_of(option: click.Parameter) -> str:
    """The title under which an option stands."""
    names = {*option.opts, *option.secondary_opts}
    if option.name == "name":  # solve --for NAME: what it is about
        return OWN
    return next((title for title, shared in GROUPS.items() if names & {*shared}), OWN)


def commands(group: click.Group) -> Iterator[tuple[str, Command, click.Context]]:
    """Every command of a group, with a context to ask it in."""
    with click.Context(group, info_name="symparam", **group.context_settings) as ctx:
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            assert isinstance(command, Command)
            yield name, command, click.Context(command, info_name=name, parent=ctx)
