"""What is claimed, and what became of it."""

from __future__ import annotations

from ...algebra.equality import Verdict
from ...frozen import dataclass


@dataclass(frozen=True)
class Claim:
    """What the report says of a layer or of a total, for which sizes, and the verdict on it."""

    about: str
    legal: str
    verdict: Verdict

    @property
    def said(self) -> str:
        """The verdict in words, and how it was found."""
        if self.verdict.answer == "yes":
            return "proved" + (f" for all {self.legal}" if self.legal else "") + f": {self.verdict.how}"
        return f"{'refuted' if self.verdict.answer == 'no' else 'undecided'}: {self.verdict.how}"

    def __str__(self) -> str:
        return f"{self.about}: {self.said}"


@dataclass(frozen=True)
class Proof:
    """The claims on all layers and on the totals."""

    claims: tuple[Claim, ...]

    @property
    def holds(self) -> bool | None:
        """True where everything is proved, False where something is refuted, else None."""
        answers = {claim.verdict.answer for claim in self.claims}
        return False if "no" in answers else None if "undecided" in answers else True

    @property
    def undecided(self) -> tuple[Claim, ...]:
        """The claims that could be neither proved nor refuted."""
        return tuple(claim for claim in self.claims if claim.verdict.answer == "undecided")

    def __str__(self) -> str:
        return "\n".join(map(str, self.claims))
