"""From the conditions of a model to one exact set per symbol, and the relations that remain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from sympy import Expr, preorder_traversal

from ...errors import SizeError
from ...frozen import dataclass
from ..arithmetic import exact
from ..condition import Condition
from ..evaluate import names_in
from ..expanding import expand, extent
from ..need import Need
from ..symbols import Dim
from .boxes import Boxes
from .intervals import Bounds, bounds
from .progressions import PARTS, Progressions
from .solve_products import solve_product
from .solving import solve
from .undecided import Undecided

MULTIPLIED = 256  # terms of a difference that is multiplied out to see whether anything is left


@dataclass(frozen=True)
class Sets:
    """The set of each symbol that has conditions of its own, the relations, and what can never be met."""

    by_name: dict[str, Progressions]
    relations: tuple[Condition, ...]
    impossible: tuple[Condition, ...]
    boxes: tuple[Boxes, ...] = ()  # what all relations of several symbols say together, where that is a union of boxes
    solved: tuple[Condition, ...] = ()  # the relations that are said by these boxes
    alone: Mapping[str, Progressions] = field(default_factory=dict)  # the sets of these symbols without the relations

    @staticmethod
    def of(conditions: Iterable[Condition], start: Callable[[str], int]) -> Sets:
        """Solve each different condition once; ``start`` gives the smallest value of a symbol."""
        different: dict[tuple[object, ...], Condition] = {}
        for condition in conditions:
            need = condition.need
            different.setdefault((need.left, need.op, need.right), condition)
        solved: dict[str, dict[Progressions, Condition]] = {}
        relations, impossible = [], []
        for condition in different.values():
            names = names_in(condition.need.left) | names_in(condition.need.right)
            if not names:
                if not condition.need.holds():
                    impossible.append(condition)
            elif len(names) > 1:
                relations.append(condition)
            else:
                (name,) = names
                try:
                    solved.setdefault(name, {}).setdefault(solve(condition.need, name, least=start(name)), condition)
                except Undecided:
                    relations.append(condition)
        by_name = {name: _common(sets, start(name), relations) for name, sets in solved.items()}
        return joined(_settled(by_name, relations, impossible, start), start)


def _common(sets: dict[Progressions, Condition], least: int, relations: list[Condition]) -> Progressions:
    """The intersection, the simplest sets first; a set that would make too many parts stays a relation."""
    common = Progressions.at_least(least)
    for values, condition in sorted(sets.items(), key=lambda item: len(item[0].parts)):
        try:
            common &= values
        except Undecided:
            relations.append(condition)
    return common


def _settled(
    by_name: dict[str, Progressions],
    relations: list[Condition],
    impossible: list[Condition],
    start: Callable[[str], int],
) -> Sets:
    """Relations that the sets already decide disappear, and those in one symbol of few sizes are tried out."""

    def of(name: str) -> Bounds:
        values = by_name.get(name)
        return (start(name), None) if values is None or values.is_empty else (values.smallest, values.largest)

    kept = []
    for condition in relations:
        need = condition.need
        names = names_in(need.left) | names_in(need.right)
        answer = _decided(need, of)
        if answer is False:
            impossible.append(condition)
        elif answer is None:
            name = min(names)
            values = by_name.get(name)
            size = None if values is None else values.size
            if len(names) == 1 and values is not None and size is not None and size <= PARTS:
                by_name[name] = Progressions.points(*(n for n in values if holds(need, {name: n})))
            else:
                kept.append(condition)
    return Sets(by_name, tuple(kept), tuple(impossible))


def joined(sets: Sets, start: Callable[[str], int]) -> Sets:
    """The sets where relations are products that must be numbers: these are boxes, and each symbol has only theirs."""

    def own(name: str) -> Progressions:
        return sets.by_name.get(name, Progressions.at_least(start(name)))

    def of(name: str) -> Bounds:
        return (own(name).smallest, own(name).largest) if not own(name).is_empty else (start(name), None)

    groups: list[tuple[Boxes, list[Condition]]] = []
    for condition in sets.relations:
        found = solve_product(condition.need, start, of)
        if found is None:
            continue
        found &= Boxes(found.names, (tuple(map(own, found.names)),))
        members = [condition]
        for other, conditions in [g for g in groups if set(g[0].names) & set(found.names)]:
            names = sorted({*other.names, *found.names})
            found = other.over(names, own) & found.over(names, own)
            members = conditions + members
            groups.remove((other, conditions))
        groups.append((found, members))
    by_name, impossible, boxes, solved = dict(sets.by_name), list(sets.impossible), [], []
    for found, members in groups:
        found, also = _filtered(found, [c for c in sets.relations if c not in members])
        solved += [*members, *also]
        if found.is_empty:
            impossible.append(members[-1])
            continue
        boxes.append(found)
        by_name.update({name: found.along(name) for name in found.names})
    alone = {name: own(name) for found in boxes for name in found.names}
    return Sets(by_name, sets.relations, tuple(impossible), tuple(boxes), tuple(solved), alone)


def _filtered(boxes: Boxes, relations: Iterable[Condition]) -> tuple[Boxes, list[Condition]]:
    """The boxes without the points that break another relation of their symbols, where these can be tried."""
    tried = []
    for condition in relations:
        need = condition.need
        if names_in(need.left) | names_in(need.right) <= set(boxes.names):
            found = boxes.where(lambda sizes, need=need: holds(need, sizes))  # type: ignore[misc]
            if found is not None:
                boxes = found
                tried.append(condition)
    return boxes, tried


def holds(need: Need, sizes: Mapping[str, int]) -> bool:
    """Whether sizes meet a condition; where a divisor in it is below 1, they do not."""
    try:
        return need.holds_at(sizes)
    except SizeError:
        return False


def _decided(need: Need, of: Callable[[str], Bounds]) -> bool | None:
    """Whether the relation holds for all sizes in the sets, or for none; None where bounds do not tell."""
    if need.op == ">=":
        low, high = bounds(need.left - need.right, of)
        return True if low is not None and low >= 0 else False if high is not None and high < 0 else None
    if need.op == "divides":
        return True if _divides(need, of) else None
    low, high = bounds(_multiplied_out(need.left - need.right), of)
    if low == high == 0 or (need.op == "broadcasts" and (1, 1) in (bounds(need.left, of), bounds(need.right, of))):
        return True
    apart = (low is not None and low > 0) or (high is not None and high < 0)
    return False if need.op == "==" and apart else None


def _multiplied_out(difference: Dim) -> Dim:
    """A difference as a sum of products, in which equal ones leave, unless it has very many."""
    return difference if isinstance(difference, int) or extent(difference).terms > MULTIPLIED else expand(difference)


def _divides(need: Need, of: Callable[[str], Bounds]) -> bool:
    """Whether the quotient is a polynomial of sizes with whole coefficients, by a divisor that is at least 1."""
    low, _ = bounds(need.left, of)
    if low is None or low < 1:
        return False
    quotient = exact(need.right, need.left)
    return isinstance(quotient, int) or all(map(_is_whole, preorder_traversal(quotient)))


def _is_whole(part: Expr) -> bool:
    """Whether a part of a formula is neither a fraction nor the inverse of a size."""
    return bool(part.is_Integer or not part.is_Rational) and not (part.is_Pow and not part.exp.is_nonnegative)


def always_divides(need: Need, start: Callable[[str], int]) -> bool:
    """Whether one size divides the other whatever they are, from their smallest values on.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> always_divides(Need(8, "divides", 8 * H * W, ""), lambda name: 1)
    True
    """
    return need.op == "divides" and always_holds(need, start)


def always_holds(need: Need, start: Callable[[str], int]) -> bool:
    """Whether a condition holds whatever the sizes are, from their smallest values on, as bounds tell.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> always_holds(Need(H + 2, ">=", 3, ""), lambda name: 1)
    True
    """
    return _decided(need, lambda name: (start(name), None)) is True
