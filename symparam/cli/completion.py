"""symparam completion: what a shell needs to complete words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .command import Command
from .output import echo

SHELLS = ("bash", "zsh", "fish")
# bash takes keras:VGG16 for two words unless a colon is a letter to it
COLON = "COMP_WORDBREAKS=${COMP_WORDBREAKS//:}\n"
# click's script for fish drops what stands behind a comma of a list
COMMA = ('string split ","', 'string split --max 1 ","')


@click.command(
    "completion",
    cls=Command,
    example=(
        'eval "$(symparam completion bash)"    # in ~/.bashrc',
        'eval "$(symparam completion zsh)"     # in ~/.zshrc',
        "symparam completion fish > ~/.config/fish/completions/symparam.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print what SHELL needs to complete files of models, keras:NAME, layers, formats and options."""
    from .program import commands

    made = get_completion_class(shell)
    assert made is not None
    source = made(commands, {}, "symparam", "_SYMPARAM_COMPLETE").source()
    source = f"{COLON}{source}" if shell == "bash" else source.replace(*COMMA) if shell == "fish" else source
    echo(source.rstrip("\n"))
