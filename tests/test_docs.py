"""Every command and every output in README and docs is run, and must come out as it stands there."""

from __future__ import annotations

import doctest
import re
import shlex
import sys
from pathlib import Path

import pytest

from symparam.cli import program

from .subprocesses import symparam

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYCON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(text: str) -> list[tuple[str, str]]:
    """The commands and their outputs in all console blocks."""
    found = []
    for block in CONSOLE.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


CASES = [(page, command, output) for page in PAGES for command, output in sessions(page.read_text())]


FIRST = {next(i for i, case in enumerate(CASES) if case[0] == page) for page, _, _ in CASES}


@pytest.mark.parametrize(
    ("number", "page", "command", "output"),
    [(i, *case) for i, case in enumerate(CASES)],
    ids=[f"{p.name}: {c}" for p, c, _ in CASES],
)
def test_a_command_prints_what_the_page_says(number, page, command, output, rewrite, capsys, monkeypatch):
    words = shlex.split(command)
    assert words[0] == "symparam", "a console block shows symparam at work"
    if number in FIRST:  # in a process of its own, as people run it; the others in this one, which is quicker
        run = symparam(*words[1:], cwd=ROOT, text=True, encoding="utf-8")
        printed = run.stdout + run.stderr
    else:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr("sys.argv", words)
        monkeypatch.setattr(program, "_leave", sys.exit)  # this process goes on
        with pytest.raises(SystemExit):
            program.run()
        printed = "".join(capsys.readouterr())
    if rewrite and printed != output:
        page.write_text(page.read_text().replace(f"$ {command}\n{output}", f"$ {command}\n{printed}", 1))
        return
    assert printed == output


def test_every_command_that_a_page_shows_is_run():
    """In no other kind of block, and at no other place, does a line begin as a command does."""
    shown = [
        f"{page.name}: {line}" for page in PAGES for line in page.read_text().splitlines() if re.match(r"\s*\$ ", line)
    ]
    assert shown == [f"{page.name}: $ {command}" for page, command, _ in CASES]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_only_blocks_that_are_run_show_symparam_at_work(page):
    kinds = set(re.findall(r"^ *```(\w+)", page.read_text(), re.MULTILINE))
    assert kinds <= {"console", "pycon", "sh", "python", "mermaid"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_python_session_goes_as_the_page_says(page, monkeypatch, rewrite):
    monkeypatch.chdir(ROOT)
    source = "\n".join(PYCON.findall(page.read_text()))
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    printed: list[tuple[str, str]] = []
    runner = Runner(printed) if rewrite else doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test)
    for lines, output in printed:
        page.write_text(page.read_text().replace(lines, output, 1))
    assert rewrite or runner.failures == 0


FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


class Runner(doctest.DocTestRunner):
    """Keeps what an example prints where the page says something else."""

    def __init__(self, printed: list[tuple[str, str]]) -> None:
        super().__init__(optionflags=FLAGS)
        self.printed = printed

    def report_failure(self, out, test, example, got):
        said = "".join(f"{mark} {line}\n" for mark, line in marked(example.source))
        self.printed.append((said + example.want, said + got))


def marked(source: str) -> list[tuple[str, str]]:
    """The lines of an example, as a session marks them."""
    first, *more = source.splitlines()
    return [(">>>", first), *(("...", line) for line in more)]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_a_wrong_output_would_be_found():
    assert sessions("```console\n$ symparam eval x\n1\n$ symparam --help\n2\n```") == [
        ("symparam eval x", "1\n"),
        ("symparam --help", "2\n"),
    ]
