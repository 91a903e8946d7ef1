"""The command line: each command is a small file, loaded when it is called."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from ..errors import RequestError, SymparamError

# command -> the line of help that ``symparam --help`` shows; each stands in a module of its name
COMMANDS = {
    "show": "The table of layers, formulas and values, and the totals.",
    "derive": "The derivation, step by step: rule, substituted, simplified, value.",
    "eval": "Just the value, for scripts.",
    "compare": "Two models: the difference of their totals, and where the one is larger.",
    "sweep": "Totals over a range or a grid of sizes.",
    "solve": "The largest size within a budget.",
    "growth": "How the totals grow with each size.",
    "audit": "Confirm a claimed number, or say what gives it.",
    "export": "The formulas as code, or as a spreadsheet.",
    "layers": "The catalogue of layers and their rules.",
}


class Commands(click.Group):
    """Commands from the table, imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".{cmd_name}", __name__).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, 1)
            cure = f"did you mean {near[0]}?" if near else f"the commands are {', '.join(COMMANDS)}"
            ctx.fail(f"there is no command {name!r}; {cure}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="symparam", prog_name="symparam")
def commands() -> None:
    """Exact formulas for the shapes and parameter counts of neural networks.

    MODEL is a Keras script, a JSON config, a .keras file, keras:NAME, or - for standard input.
    """


def main() -> None:
    """Run the command line; an error that the input caused is one message and exit code 1, wrong usage 2."""
    try:
        commands.main(prog_name="symparam", standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except SymparamError as error:
        from .output import echo

        echo(f"symparam: {error}", err=True)
        sys.exit(2 if isinstance(error, RequestError) else 1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        sys.exit(1)
