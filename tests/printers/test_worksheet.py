"""A worksheet gives no answer away: no number of its key stands on the sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import symparam
from symparam.errors import RequestError, SizeError

from ..subprocesses import symparam as run
from .models import MODELS

EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").iterdir() if p.suffix in (".py", ".json"))
MANY = [*EXAMPLES, *MODELS]


def report_of(source):
    return symparam.read(source).derive() if isinstance(source, Path) else MODELS[source]()


def numbers(text):
    """The numbers in a text; not those in names such as dense_2 or h1, nor those of blanks."""
    text = re.sub(r"__________ \(\d+\)", "", text)
    return {int(n.replace(",", "")) for n in re.findall(r"(?<![\w.,])\d[\d,]*(?![\w.])", text) if n[-1].isdigit()}


def parts(report, **options):
    sheet = report.derivation(worksheet=True, key="none", width=5000, **options)
    key = report.derivation(worksheet=True, key="only", width=5000, **options)
    answers = re.findall(r"^(\d+)\. (.*)$", key, re.MULTILINE)
    return sheet, {number: answer.strip() for number, answer in answers}


@pytest.mark.parametrize(
    "options", [{}, {"level": "full"}, {"only": "costs"}, {"level": "brief"}, {"variant": 3}], ids=str
)
@pytest.mark.parametrize("source", MANY, ids=lambda s: getattr(s, "name", s))
def test_no_number_of_the_key_stands_on_the_sheet(source, options):
    report = report_of(source)
    if options.get("variant") and not report.defaults:
        pytest.skip("it has no sizes")
    sheet, answers = parts(report, **options)
    blanks = re.findall(r"__________ \((\d+)\)", sheet)
    assert blanks == list(answers) == [str(i + 1) for i in range(len(blanks))]
    asked = set().union(*(numbers(answer) for answer in answers.values())) if answers else set()
    assert not asked & numbers(sheet)
    if report.defaults and not options:
        assert len(answers) >= 2
        assert f"{report.value():,}" in answers.values() or report.value() in numbers(sheet)


@pytest.mark.parametrize("format", ["latex", "html", "markdown", "json"])
def test_nor_does_it_in_another_format(format):
    report = report_of("reference")
    _, answers = parts(report)
    sheet = report.derivation(format, worksheet=True, key="none")
    large = [a for a in answers.values() if re.fullmatch(r"\d[\d,]{3,}", a)]
    assert large
    for answer in large:
        for written in (answer, answer.replace(",", "{,}"), answer.replace(",", "")):
            assert not re.search(rf"(?<!\d){re.escape(written)}(?!\d)", sheet)


def test_what_is_asked_for_elsewhere_is_named_by_its_blank():
    sheet, answers = parts(report_of("reference"))
    letter, number = re.search(r"here H − 2 = (\w)_(\d+)", sheet).groups()
    assert answers[number] == "254"
    assert f"Here {letter}_n is the answer in blank (n)." in sheet
    assert re.search(rf"\(288·C \+ 32\) \+ 5{letter}_\d+|5·{letter}_\d+", sheet)


def test_substitutions_and_rules_can_be_left_blank():
    report = report_of("reference")
    sheet, answers = parts(report, blank="substitutions")
    assert "3·3·C·32 + 32" not in sheet
    assert "3·3·C·32 + 32" in answers.values()
    assert "5,915,136" in sheet
    sheet, answers = parts(report, blank="rules,values")
    assert "= k_h·k_w·C_in·F + F" not in sheet
    assert "k_h·k_w·C_in·F + F" in answers.values()
    assert "5,915,136" not in sheet
    with pytest.raises(RequestError, match="cannot leave 'numbers' blank; choose among values, substitutions, rules"):
        report.derivation(worksheet=True, blank="numbers")
    with pytest.raises(RequestError, match="not key='apart'"):
        report.derivation(worksheet=True, key="apart")


def test_a_variant_has_other_legal_sizes_always_the_same():
    report = report_of("reference")
    first, again, other = (report.derivation(worksheet=True, variant=n) for n in (1, 1, 2))
    assert str(first) == str(again) != str(other)
    sizes = dict(re.findall(r"(\w+)=(\d+)", first.splitlines()[0]))
    assert {name: int(n) for name, n in sizes.items()} != report.defaults
    assert report.domain.contains({name: int(n) for name, n in sizes.items()})
    assert report.at(**{name: int(n) for name, n in sizes.items()}).params
    with pytest.raises(SizeError, match="no default sizes"):
        report.bind(**report.defaults).derivation(variant=1)


def test_the_key_can_stand_in_a_file_of_its_own(tmp_path):
    sheet, key = tmp_path / "sheet.md", tmp_path / "key.md"
    done = run(
        "derive", str(EXAMPLES[-1]), "--worksheet", "--key", str(key), "--variant", "5", "-o", str(sheet), text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Answers" not in sheet.read_text()
    assert re.search(r"^1\. ", key.read_text(), re.MULTILINE)
    wrong = run("derive", str(EXAMPLES[-1]), "--key", str(key), text=True)
    assert (wrong.returncode, "belong to --worksheet" in wrong.stderr) == (2, True)
