"""Z3's opinion on an equality that the finite box does not decide; without the extra ``proof`` it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from sympy import Expr

from ..arithmetic import Max, Min
from ..domain import Domain, Progressions, Undecided
from ..evaluate import names_in
from ..floor import FloorDiv, is_power
from ..need import Need
from ..symbols import Dim
from .one_layer import Step
from .search import Side, near
from .verdict import Verdict

MILLISECONDS = 2000


def proved(a: Dim, b: Dim, names: Sequence[str], domain: Domain) -> Verdict | None:
    """Yes or no, or None where Z3 is not installed or does not know."""
    return _asked(lambda symbols, solver: _formula(a, symbols, solver), b, names, domain, a)


def proved_chain(steps: Sequence[Step], closed: Dim, name: str, names: Sequence[str], domain: Domain) -> Verdict | None:
    """The same for a chain of steps, written out in Z3's own integers."""

    def chain(symbols: Mapping[str, Any], solver: Any) -> Any:
        n = symbols[name]
        for step in steps:
            times, plus, over = (_formula(x, symbols, solver) for x in (step.times, step.plus, step.over))
            solver.add(over >= 1)
            n = (times * n + plus + (over - 1 if step.up else 0)) / over
        return n

    def run(sizes: Mapping[str, int]) -> int:
        n = sizes[name]
        for step in steps:
            n = step(n, sizes)
        return n

    return _asked(chain, closed, names, domain, run)


def proved_inside(rule: Dim, inside: Mapping[str, Dim], claimed: Dim, domain: Domain) -> bool:
    """Whether Z3 proves that a rule is what is claimed, where some of its symbols stand for formulas.

    >>> from symparam import sizes
    >>> n, H, s = sizes("n H s")
    >>> proved_inside(FloorDiv(n - 1, s), {"n": H + 1}, FloorDiv(H, s), Domain())
    True
    """
    names = sorted(names_in(claimed).union(names_in(rule) - set(inside), *map(names_in, inside.values())))

    def filled(symbols: Mapping[str, Any], solver: Any) -> Any:
        letters = {letter: _formula(n, symbols, solver) for letter, n in inside.items()}
        return _formula(rule, {**symbols, **letters}, solver)

    verdict = _asked(filled, claimed, names, domain, lambda sizes: 0)
    return verdict is not None and verdict.answer == "yes"


def _asked(
    left: Callable[[Mapping[str, Any], Any], Any], right: Dim, names: Sequence[str], domain: Domain, side: Side
) -> Verdict | None:
    if find_spec("z3") is None:
        return None
    import z3

    symbols = {name: z3.Int(name) for name in names}
    solver = z3.Solver()
    solver.set("timeout", MILLISECONDS)
    try:
        one, other = left(symbols, solver), _formula(right, symbols, solver)
        for name, symbol in symbols.items():
            solver.add(_member(symbol, domain[name], z3))
        for relation in domain.relations:
            _assume(relation.need, symbols, solver)
    except Undecided:
        return None
    solver.add(one != other)
    answer = solver.check()
    if answer == z3.unsat:
        return Verdict.yes("proved by Z3")
    if answer == z3.sat:
        model = solver.model()
        sizes = {name: model.eval(symbol, model_completion=True).as_long() for name, symbol in symbols.items()}
        return near([sizes], side, right, domain)
    return None


def _member(symbol: Any, values: Progressions, z3: Any) -> Any:
    return z3.Or(
        [
            z3.And(symbol >= p.first, p.last is None or symbol <= p.last, (symbol - p.first) % p.step == 0)
            for p in values.parts
        ]
    )


def _assume(need: Need, symbols: Mapping[str, Any], solver: Any) -> None:
    """Assume a condition in these symbols; one that has others is not needed for a proof."""
    if not (names_in(need.left) | names_in(need.right)) <= set(symbols):
        return
    left, right = _formula(need.left, symbols, solver), _formula(need.right, symbols, solver)
    match need.op:
        case ">=":
            solver.add(left >= right)
        case "==":
            solver.add(left == right)
        case "divides":
            solver.add(left >= 1, right % left == 0)
        case "broadcasts":
            import z3

            solver.add(z3.Or(left == right, left == 1, right == 1))


def _formula(value: Dim, symbols: Mapping[str, Any], solver: Any) -> Any:
    if isinstance(value, int) or value.is_Integer:
        import z3

        return z3.IntVal(int(value))
    if value.is_Symbol:
        return symbols[value.name]
    args = [_formula(x, symbols, solver) for x in value.args]
    return _applied(value, args, solver)


def _applied(e: Expr, args: list[Any], solver: Any) -> Any:
    import z3

    if e.is_Add:
        return z3.Sum(args)
    if e.is_Mul:
        return z3.Product(args)
    if is_power(e):
        return z3.Product([args[0]] * int(e.exp))
    if isinstance(e, FloorDiv):
        solver.add(args[1] >= 1)  # Z3's division is the floor for such divisors
        return args[0] / args[1]
    if isinstance(e, Max | Min):
        best = args[0]
        for x in args[1:]:
            best = z3.If((x > best) if isinstance(e, Max) else (x < best), x, best)
        return best
    raise Undecided(f"{e} is nothing that Z3 decides")
