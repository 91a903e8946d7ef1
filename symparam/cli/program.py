"""The commands, and how the process that runs one ends."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from ..budget import ANSWER, allowed
from ..errors import RequestError, SymparamError, guess, shortened
from .limits import MEMORY, lift
from .streams import complain, finish, give_up, occupy

# command -> the line of help that ``symparam --help`` shows; each stands in a module of its name
COMMANDS = {
    "show": "The table of layers, formulas and values, and the totals.",
    "page": "A page to play with: sliders, the network, every derivation.",
    "open": "The same page, in the browser.",
    "derive": "The derivation, step by step: rule, substituted, simplified, value.",
    "check": "Whether the sizes are legal; if not, what to change.",
    "eval": "Just the value, for scripts.",
    "compare": "Two models: the difference of their totals, and where the one is larger.",
    "sweep": "Totals over a range or a grid of sizes.",
    "solve": "The largest size within a budget.",
    "growth": "How the totals grow with each size.",
    "audit": "Confirm a claimed number, or say what gives it.",
    "export": "The formulas as code, or as a spreadsheet.",
    "layers": "The catalogue of layers and their rules.",
    "completion": "What a shell needs to complete words.",
}


class Commands(click.Group):
    """Commands from the table, imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".{cmd_name}", __package__).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            cure = guess(name, COMMANDS, f"the commands are {', '.join(COMMANDS)}")
            ctx.fail(f"there is no command {name!r}; {cure}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="symparam", prog_name="symparam")
def commands() -> None:
    """Exact formulas for the shapes and parameter counts of neural networks.

    MODEL is a Keras or PyTorch script or notebook, a .keras file, a config of Keras or Hugging Face, keras:NAME, or -
    for standard input.
    """


def asks_json(words: Sequence[str]) -> bool:
    """Whether a command line asks for JSON, in which an error is then told too.

    >>> asks_json(["show", "model.py", "--format", "json"]), asks_json(["show", "json"])
    (True, False)
    """
    return "--format=json" in words or any(pair == ("--format", "json") for pair in pairwise(words))


def _in_json(error: SymparamError) -> str:
    import json

    return json.dumps({"error": error.fields()}, default=str, ensure_ascii=False)


def run() -> None:
    """Run the command of this process, and end it."""
    occupy()
    try:
        code = _code()
        finish()
        lift()  # the answer is out; what Python puts away at its end is no work on it
    except OSError as error:
        give_up(error)
        code = 1
    _leave(code)


def _leave(code: int) -> None:
    """End the process as it is: to take SymPy apart, object by object, is a third of what it takes to import it.

    All that was written is flushed. Who watches the process, a profiler or a debugger, is to see its end.
    """
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    os._exit(code)


def _code() -> int:
    """The exit code, after the command has run and its error is told."""
    try:
        with allowed(cells=ANSWER, cure="ask for less at once, or give --timeout SECONDS"):
            commands.main(prog_name="symparam", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        usage = io.StringIO()
        error.show(usage)
        complain(shortened(usage.getvalue().rstrip("\n")))
        return error.exit_code
    except click.Abort:
        return 130
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0
    except SymparamError as error:
        complain(_in_json(error) if asks_json(sys.argv) else f"symparam: {error}")
        return 2 if isinstance(error, RequestError) else 1
    except (MemoryError, RecursionError) as error:
        lack = f"{MEMORY} MB of memory" if isinstance(error, MemoryError) else "levels of one thing within another"
    else:
        return 0
    complain(f"symparam: this takes more than the {lack} that one command may use; ask for less at once")
    return 1
