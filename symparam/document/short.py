"""Short names for floors, where a table has no room for them: h1 = ⌊(H − 2)/3⌋."""

from __future__ import annotations

from ..algebra.nodes import Ceiling, Floor, Name, Node
from ..algebra.valuation import value
from ..algebra.walk import names_of, rebuilt
from .likeness import likeness
from .lines import Writer
from .tree import Count, Math, Span, Spans
from .words import join


class ShortNames:
    """Hands out a name for each outer floor, from the symbol in it, and explains them all in a legend."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._names: dict[Node, str] = {}
        self._counts: dict[str, int] = {}

    def __call__(self, node: Node) -> Node:
        """The formula with names in the place of floors."""
        if isinstance(node, (Floor, Ceiling)):
            return Name(self._name(node))
        return rebuilt(node, self)

    def legend(self) -> tuple[Spans, ...]:
        """Each name with its floor and its value; those of a symbol that go like another's are said in one."""
        entries: list[Spans] = []
        told: list[list[tuple[str, Node]]] = []
        for group in self._groups():
            like = next((other for other in told if self._same(other, group)), None)
            if like is None:
                told.append(group)
                entries += [self._entry(name, node) for name, node in group]
            else:
                ends = [(Math(Name(name)),) for name, _ in group]
                names = join(ends, ", ") if len(ends) < 4 else (*ends[0], " … ", *ends[-1])
                symbols = join([(Math(Name(s)),) for s in sorted(names_of(group[0][1]))], " and ")
                entries.append((*names, ": the same in ", *symbols))
        return tuple(entries)

    def _name(self, floor: Node) -> str:
        if floor not in self._names:
            symbols = sorted(names_of(floor))
            base = symbols[0][0].lower() if len(symbols) == 1 else "n"
            while True:
                self._counts[base] = self._counts.get(base, 0) + 1
                name = f"{base}{self._counts[base]}"
                if name not in self._writer.report.symbols:
                    break
            self._names[floor] = name
        return self._names[floor]

    def _groups(self) -> list[list[tuple[str, Node]]]:
        groups: dict[tuple[str, frozenset[str]], list[tuple[str, Node]]] = {}
        for node, name in self._names.items():
            groups.setdefault((name.rstrip("0123456789"), names_of(node)), []).append((name, node))
        return list(groups.values())

    def _same(self, told: list[tuple[str, Node]], group: list[tuple[str, Node]]) -> bool:
        if len(told) != len(group):
            return False
        names: dict[str, str] | None = {}
        for (_, a), (_, b) in zip(told, group, strict=True):
            names = likeness(a, b, names)
            if names is None or self._value(a) != self._value(b):
                return False
        return True

    def _value(self, node: Node) -> int | None:
        sizes = self._writer.sizes
        return value(node, sizes) if names_of(node) <= sizes.keys() else None

    def _entry(self, name: str, node: Node) -> Spans:
        n = self._value(node)
        equals: list[Span] = [] if n is None else [" = ", Count(n)]
        return (Math(Name(name)), " = ", Math(node), *equals)
