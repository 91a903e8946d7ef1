"""The manual is made from the commands: pages for man, which groff takes, and the options in docs/command-line.md."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from symparam.cli import COMMANDS, commands
from symparam.cli.command import GROUPS, OWN
from symparam.cli.command import commands as every
from symparam.cli.manual import man_pages, options_of, shared_options

from ..frameworks import tool

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "command-line.md"
MAN = ROOT / "docs" / "man"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
MARK = re.compile(r"<!-- options of (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)


def test_the_manual_pages_are_the_commands(rewrite) -> None:
    pages = man_pages(commands, VERSION)
    if rewrite:
        for name, text in pages.items():
            (MAN / name).write_text(text)
    assert {path.name: path.read_text() for path in MAN.iterdir()} == pages


@pytest.mark.parametrize("name", ["symparam.1", *(f"symparam-{name}.1" for name in COMMANDS)])
def test_groff_takes_the_pages(name) -> None:
    done = subprocess.run(
        [tool("groff"), "-man", "-Tutf8", "-ww", "-P-c", MAN / name], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    text = re.sub(r".\x08", "", done.stdout)
    assert "NAME" in text
    assert "SYNOPSIS" in text
    if name == "symparam-solve.1":
        assert "--for NAME" in text.replace("‐", "-").replace("−", "-")
        assert "'params <= 10M'" in text


def test_the_page_has_the_options_of_every_command_once(rewrite) -> None:
    text = PAGE.read_text()
    made = MARK.sub(lambda found: f"<!-- options of {found[1]} -->\n{_options(found[1])}\n\n<!-- end -->", text)
    if rewrite and made != text:
        PAGE.write_text(made)
    assert PAGE.read_text() == made
    assert sorted(name for name, _ in MARK.findall(made)) == sorted([*COMMANDS, "all"])


def _options(name: str) -> str:
    return shared_options(commands) if name == "all" else options_of(commands, name)


def test_every_option_stands_in_one_group() -> None:
    for name, command, ctx in every(commands):
        groups = command.groups(ctx)
        assert set(groups) <= {OWN, *GROUPS}
        written = [record for records in groups.values() for record in records]
        assert len(written) == len({option for option, _ in written}), name
        assert len(written) == sum(parameter.param_type_name == "option" for parameter in command.get_params(ctx))


def test_every_example_of_a_help_is_a_command() -> None:
    for _, command, _ in every(commands):
        assert command.examples
        for example in command.examples:
            words = example.removeprefix('eval "$(').split()
            assert words[0] == "symparam"
            assert words[1] in COMMANDS
