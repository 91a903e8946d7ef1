"""The manual, made from the commands as they stand: pages for ``man``, and the reference of options for the docs."""

from __future__ import annotations

import re
from inspect import cleandoc

import click

from .command import GROUPS, OWN, Records, commands


def man_pages(group: click.Group, version: str) -> dict[str, str]:
    """The manual pages in roff, by the names of their files."""
    found = {"symparam.1": _main_page(group, version)}
    for name, command, ctx in commands(group):
        body = [_section("DESCRIPTION"), *_paragraphs(command.help or "")]
        for title, records in command.groups(ctx).items():
            body += [_section(title.upper()), *_records(records)]
        body += _examples(command.examples)
        title = f"symparam\\-{name} \\- {_roff(command.get_short_help_str(200))}"
        usage = " ".join(["symparam", name, *command.collect_usage_pieces(ctx)])
        found[f"symparam-{name}.1"] = _page(f"symparam-{name}", version, title, usage, body)
    return found


def _main_page(group: click.Group, version: str) -> str:
    records = [(f"symparam-{name}(1)", command.get_short_help_str(200)) for name, command, _ in commands(group)]
    text = cleandoc(group.help or "")
    body = [_section("DESCRIPTION"), *_paragraphs(text), _section("COMMANDS"), *_records(records)]
    name = f"symparam \\- {_roff(text.partition(chr(10))[0].rstrip('.'))}"
    return _page("symparam", version, name, "symparam COMMAND [ARGS]...", body)


def _page(name: str, version: str, title: str, usage: str, body: list[str]) -> str:
    head = f'.TH "{name.upper()}" "1" "" "symparam {version}" "symparam"'
    return "\n".join([head, _section("NAME"), title, _section("SYNOPSIS"), _roff(usage), *body]) + "\n"


def _section(title: str) -> str:
    return f'.SH "{title}"'


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", cleandoc(text)):
        lines += [".PP", _roff(" ".join(paragraph.split()))]
    return lines[1:]


def _records(records: Records) -> list[str]:
    return [line for option, text in records for line in (".TP", f"\\fB{_roff(option)}\\fR", _roff(text))]


def _examples(examples: tuple[str, ...]) -> list[str]:
    if not examples:
        return []
    return [_section("EXAMPLES"), *(line for text in examples for line in (".PP", ".EX", _roff(text), ".EE"))]


def _roff(text: str) -> str:
    """Text in which nothing is an instruction of roff."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    escaped = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in escaped)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


# --- for the page in docs/ --------------------------------------------------------------------------------------


def options_of(group: click.Group, name: str) -> str:
    """A command as the page shows it: how it is called, and the options that are its own, as a table in Markdown."""
    command, ctx = next((command, ctx) for known, command, ctx in commands(group) if known == name)
    usage = " ".join(["symparam", name, *command.collect_usage_pieces(ctx)])
    own = command.groups(ctx).get(OWN, [])
    shared = [f"[{title.lower()}](#{_anchor(title)})" for title in GROUPS if title in command.groups(ctx)]
    more = f"Further options: {', '.join(shared)}." if shared else ""
    return "\n\n".join(part for part in (f"    {usage}", _table(own), more) if part)


def shared_options(group: click.Group) -> str:
    """The options that commands share, once."""
    seen: dict[str, dict[str, str]] = {title: {} for title in GROUPS}
    for _, command, ctx in commands(group):
        for title, records in command.groups(ctx).items():
            if title in seen:
                seen[title] |= dict(records)
    return "\n\n".join(f"### {title}\n\n{_table(list(records.items()))}" for title, records in seen.items())


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _table(records: Records) -> str:
    rows = [f"| `{option}` | {_cell(text)} |" for option, text in records]
    return "\n".join(["| option | |", "|---|---|", *rows]) if rows else ""


def _cell(text: str) -> str:
    return re.sub(r"([|*_<\[])", r"\\\1", " ".join(text.split()))
