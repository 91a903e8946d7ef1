"""Whether two formulas are equal for all legal sizes: decided by values, never by how they look."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr

from ..domain import Domain, Undecided, solve_relation
from ..domain.progressions import Progressions
from ..evaluate import names_in
from ..symbols import Dim
from .parts import numerator, opaque
from .search import near, search
from .verdict import Verdict
from .zero import Zero


def same(a: Dim, b: Dim, domain: Domain | None = None, prover: bool = True) -> Verdict:
    """Whether a = b for all sizes in the domain (all sizes from 1 on, if there is none).

    With ``prover``, Z3 is asked where it is installed and nothing else decides.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> print(same(FloorDiv(H, 2) + FloorDiv(H + 1, 2), H))
    yes: 4 values of H, period 2
    >>> print(same(2 * FloorDiv(H, 2), H))
    no: at H=1 the one is 0, the other 1
    """
    domain = Domain() if domain is None else domain
    names = sorted(names_in(a) | names_in(b))
    if domain.is_empty:
        return Verdict.yes("no sizes are legal")
    difference = numerator(a - b)
    if difference == 0:
        return Verdict.yes("the difference cancels")
    difference, hidden = opaque(difference)
    zero = Zero({name: domain[name] for name in names}, {name: Progressions.at_least(0) for name in hidden})
    try:
        if zero.by_parts(difference):
            return Verdict.yes(str(zero))
        if not hidden and (found := near(zero.suspects(difference), a, b, domain)) is not None:
            return found
        if zero.everywhere(difference):
            return Verdict.yes(str(zero))
        open_question = "they differ as formulas, but no legal sizes were found where their values do"
    except Undecided as reason:
        open_question = str(reason)
    if (found := search(a, b, names, domain)) is not None:
        return found
    return _otherwise(a, b, names, domain, hidden, open_question, prover)


def _otherwise(
    a: Dim,
    b: Dim,
    names: list[str],
    domain: Domain,
    hidden: Mapping[str, Expr],
    open_question: str,
    prover: bool,
) -> Verdict:
    """One symbol is solved exactly; Z3 may know; or it stays open."""
    if len(names) == 1:
        (name,) = names
        try:
            different = solve_relation(a, "!=", b, name, least=domain.start(name)) & domain[name]
        except Undecided as reason:
            open_question = str(reason)
        else:
            if different.is_empty:
                return Verdict.yes(f"there is no {name} for which they differ")
            if (found := near(({name: n} for n in different), a, b, domain)) is not None:
                return found
    from .prover import proved

    if prover and (verdict := proved(a, b, names, domain)) is not None:
        return verdict
    if hidden:
        what = ", ".join(map(str, hidden.values()))
        open_question = f"{what} has no period, and no sizes were found where they differ"
    return Verdict.undecided(open_question)
