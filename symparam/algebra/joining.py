"""By which rules a size as a layer makes it comes down to its closed form, one pencil step after the other.

The steps are done here a second time, on floors that do not join by themselves, and their result is compared with the
closed form: a rule is only named where it was used and led there.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

from sympy import Add, Expr, Integer, Mul, Pow, S

from .arithmetic import Max, Min
from .domain.broadcast import never_below
from .expanding import expand
from .floor import FloorDiv
from .nodes import Ceiling, Floor, Maximum, Minimum, Name, Negative, Node, Number, Power, Product, Quotient, Sum
from .symbols import size
from .walk import children

RULES = ("window", "ceiling", "gcd", "nest", "offset", "merge")  # in the order in which they are used


def joining_rules(before: Node, after: Node) -> tuple[str, ...] | None:
    """The names of the rules that lead from the one to the other; None where these rules do not.

    >>> H = Name("H")
    >>> joining_rules(Sum((Floor(H, Number(3)), Negative(Number(2)))), Floor(Sum((H, Negative(Number(6)))), Number(3)))
    ('offset',)
    >>> joining_rules(Floor(Floor(H, Number(3)), Number(2)), Floor(H, Number(6)))
    ('nest',)
    >>> joining_rules(Floor(Floor(H, Number(3)), Number(2)), Floor(H, Number(5))) is None
    True
    """
    used: set[str] = set()
    if isinstance(before, Maximum):  # branches that meet: the size is one of theirs
        before = _largest(before.values) or before
        used.add("merge")
    if _whole(before, used) != _whole(after, set()):
        return None
    if any(isinstance(node, Ceiling) for node in (*_all(before), *_all(after))) and before != after:
        used.add("ceiling")
    return tuple(rule for rule in RULES if rule in used) or ("window",)


def _largest(parts: tuple[Node, ...]) -> Node | None:
    """The part that is proved to be never below another, None where none is."""
    sizes = [_plain(part) for part in parts]
    return next((part for part, n in zip(parts, sizes, strict=True) if all(never_below(n, m) for m in sizes)), None)


def _whole(node: Node, used: set[str]) -> Expr:
    """The formula with all its floors joined."""
    return _offset(_joined(_plain(node), used), used)


def _offset(e: Expr, used: set[str]) -> Expr:
    """⌊x/b⌋ + c as ⌊(x + b·c)/b⌋, where that is all there is."""
    floors = [term for term in Add.make_args(e) if isinstance(term, FloorDiv)]
    if not e.is_Add or len(floors) != 1:
        return e
    rest, (p, b) = e - floors[0], floors[0].args
    if rest.has(FloorDiv) or (b.is_Integer and not rest.is_Integer):
        return e
    used.add("offset")
    return FloorDiv(expand(p + rest * b), b, evaluate=False)


def _joined(e: Expr, used: set[str]) -> Expr:
    if not e.args:
        return e
    args = [_joined(a, used) for a in e.args]
    if not isinstance(e, FloorDiv):
        return expand(e.func(*args))
    p, b = args
    while True:
        p, b = _cancelled(expand(p), b, used)
        if b == 1:
            return p
        floors = [term for term in Add.make_args(p) if isinstance(term, FloorDiv)]
        rest = p - floors[0] if len(floors) == 1 else p
        if len(floors) != 1 or rest.has(FloorDiv):
            return FloorDiv(p, b, evaluate=False)
        used.add("nest")
        inner, a = floors[0].args
        p, b = inner + a * rest, expand(a * b)


def _cancelled(p: Expr, b: Expr, used: set[str]) -> tuple[Expr, Expr]:
    """⌊(g·x + c)/(g·b)⌋ as ⌊(x + ⌊c/g⌋)/b⌋."""
    terms = [term.as_coeff_Mul() for term in Add.make_args(p)]
    if not b.is_Integer or not all(c.is_Integer for c, _ in terms):
        return p, b
    g = gcd(int(b), *(int(c) for c, rest in terms if rest is not S.One))
    if g == 1 or all(rest is S.One for _, rest in terms):
        return p, b
    used.add("gcd")
    return Add(*(Integer(int(c) // g) * rest for c, rest in terms)), Integer(int(b) // g)


def _plain(node: Node) -> Expr:
    """The formula as an expression whose floors stay as they stand."""
    parts = [_plain(child) for child in children(node)]
    match node:
        case Number(value):
            return Integer(value)
        case Name(name):
            return size(name)
        case Negative():
            return -parts[0]
        case Sum():
            return Add(*parts)
        case Product():
            return Mul(*parts)
        case Quotient():
            return parts[0] / parts[1]
        case Power():
            return Pow(*parts)
        case Floor():
            return FloorDiv(parts[0], parts[1], evaluate=False)
        case Ceiling():
            return FloorDiv(parts[0] + parts[1] - 1, parts[1], evaluate=False)
        case Maximum():
            return Max(*parts)
        case Minimum():
            return Min(*parts)
    raise TypeError(f"{node!r} is no display node")


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _all(child)
