"""A script asked of both in several ways: where symparam's answer is not Keras's, there is a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from .case import Case
from .facts import Facts, Refusal
from .program import Script, other_sizes

Answer = Facts | Refusal


@dataclass(frozen=True)
class Question:
    """How a script is asked: at its "own size", at an "other size", "read anew", as a "config" or "live"."""

    way: str
    sizes: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.way, *(f"{name}={n}" for name, n in self.sizes.items())])


@dataclass(frozen=True)
class Finding:
    """A wrong answer: the question, and what both say."""

    question: Question
    ours: Answer
    theirs: Answer

    @property
    def kind(self) -> tuple[str, ...]:
        """What stays while a script is made smaller."""
        return (self.question.way, *(getattr(answer, "kind", "an answer") for answer in (self.ours, self.theirs)))

    def __str__(self) -> str:
        return f"--- {self.question}\n--- symparam\n{self.ours}\n--- Keras\n{self.theirs}"


@dataclass
class Judge:
    """Judges scripts, and counts the outcomes."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)  # why symparam does not follow scripts that Keras runs

    def findings(self, script: Script, seed: str) -> Iterator[Finding]:
        """Everything that is found wrong about a script."""
        case = Case(script)
        for question in questions(case, Random(seed)):
            finding = self.ask(case, question)
            if finding:
                yield finding

    def ask(self, case: Case, question: Question) -> Finding | None:
        """One question; None where the answers agree, or symparam honestly has none."""
        ours, theirs = getattr(case, question.way.replace(" ", "_"))(**question.sizes)
        told = self.outcome(case, question, ours, theirs)
        self.outcomes[f"{question.way}: {told}"] += 1
        if told == "not followed":
            self.reasons[ours.why] += 1
        return Finding(question, ours, theirs) if told == "WRONG" else None

    def outcome(self, case: Case, question: Question, ours: Answer, theirs: Answer) -> str:
        """The two answers in a word."""
        if isinstance(theirs, Refusal) and theirs.fault:
            return "Keras has no answer"
        if isinstance(ours, Facts):
            return "right" if ours.agrees(theirs) else "WRONG"
        if ours.fault:
            return "WRONG"
        if isinstance(theirs, Refusal):
            return "both refuse"
        if ours.kind == "ConditionError":
            return self.narrowed(case, question)
        return "not followed"

    def narrowed(self, case: Case, question: Question) -> str:
        """What is said of a size that is refused, and which Keras takes: the report may be of another branch."""
        if question.way == "read anew" or not question.sizes:
            return "WRONG"
        if case.is_narrowed(**question.sizes):
            return "narrowed by the script"
        ours, theirs = case.read_anew(**question.sizes)
        return "narrowed by a layer" if isinstance(ours, Facts) and ours.agrees(theirs) else "WRONG"


def questions(case: Case, r: Random, number: int = 4) -> Iterator[Question]:
    """The script's own size, a number of others, one of them read anew; now and then as JSON and live."""
    yield Question("own size")
    for sizes in other_sizes(case.script, list(case.free), r, number):
        yield Question("other size", sizes)
    for sizes in other_sizes(case.script, case.script.used, r, 1):
        yield Question("read anew", sizes)
    if case.model is not None and r.random() < 0.5:
        for sizes in ({}, *case.other_inputs(r)):
            yield Question("config", sizes)
            yield Question("live", sizes)
