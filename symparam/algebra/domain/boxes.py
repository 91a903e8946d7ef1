"""Unions of boxes: each box is one set of sizes for each of several symbols, and every choice out of it is legal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from ...frozen import dataclass
from .progressions import Progressions

Box = tuple[Progressions, ...]  # in the order of the names
POINTS = 1 << 14  # points of finite boxes that are tried one by one
NEAR = 1 << 12  # points that are looked at for the nearest one


@dataclass(frozen=True)
class Boxes:
    """The sizes that several symbols may have together.

    >>> both = Progressions.between(32, 35)
    >>> boxes = Boxes(("H", "W"), ((both, both),))
    >>> boxes.contains({"H": 33, "W": 35}), boxes.nearest({"H": 28, "W": 64})
    (True, {'H': 32, 'W': 35})
    """

    names: tuple[str, ...]
    boxes: tuple[Box, ...]

    @staticmethod
    def of(names: Sequence[str], boxes: Iterable[Box]) -> Boxes:
        """The union of the boxes, those joined that differ along one axis only; empty ones are left out."""
        found = [box for box in dict.fromkeys(boxes) if not any(values.is_empty for values in box)]
        for axis in range(len(names)):
            alike: dict[Box, Progressions] = {}
            for box in found:
                others = (*box[:axis], *box[axis + 1 :])
                alike[others] = alike[others] | box[axis] if others in alike else box[axis]
            found = [(*others[:axis], values, *others[axis:]) for others, values in alike.items()]
        return Boxes(tuple(names), tuple(found))

    @property
    def is_empty(self) -> bool:
        """Whether no sizes are legal."""
        return not self.boxes

    def contains(self, sizes: Mapping[str, int]) -> bool:
        """Whether the sizes are in one of the boxes."""
        return any(all(sizes[n] in v for n, v in zip(self.names, box, strict=True)) for box in self.boxes)

    def along(self, name: str) -> Progressions:
        """All sizes that a symbol has in one of the boxes."""
        axis = self.names.index(name)
        return Progressions.of(part for box in self.boxes for part in box[axis].parts)

    def over(self, names: Sequence[str], sets: Callable[[str], Progressions]) -> Boxes:
        """The same with more symbols, which may have the sizes that ``sets`` gives them."""
        return Boxes(
            tuple(names),
            tuple(tuple(box[self.names.index(n)] if n in self.names else sets(n) for n in names) for box in self.boxes),
        )

    def __and__(self, other: Boxes) -> Boxes:
        """The sizes in both, which have the same names."""
        pairs = ((a, b) for a in self.boxes for b in other.boxes)
        return Boxes.of(self.names, (tuple(x & y for x, y in zip(a, b, strict=True)) for a, b in pairs))

    def where(self, holds: Callable[[Mapping[str, int]], bool]) -> Boxes | None:
        """The points for which something holds, as boxes; None where there are too many to try."""
        if self.size is None or self.size > POINTS:
            return None
        points = [p for p in self._points() if holds(dict(zip(self.names, p, strict=True)))]
        return Boxes.of(self.names, [tuple(map(Progressions.points, p)) for p in sorted(set(points))])

    @property
    def size(self) -> int | None:
        """An upper bound of the number of points; None where there is no end."""
        sizes = [[values.size for values in box] for box in self.boxes]
        if any(n is None for box in sizes for n in box):
            return None
        return sum(prod(n or 0 for n in box) for box in sizes)

    def _points(self) -> Iterator[tuple[int, ...]]:
        for box in self.boxes:
            yield from product(*box)

    def nearest(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """The sizes in a box where the one that moves farthest moves least; of equals, where all together do."""
        best: tuple[int, int, tuple[int, ...]] | None = None
        for box in self.boxes:
            point = tuple(_near(values, sizes[name]) for name, values in zip(self.names, box, strict=True))
            moves = [abs(sizes[name] - n) for name, n in zip(self.names, point, strict=True)]
            best = min(best or (max(moves), sum(moves), point), (max(moves), sum(moves), point))
        return {} if best is None else dict(zip(self.names, best[2], strict=True))


def _near(values: Progressions, n: int) -> int:
    return min((m for m in (values.below(n), values.above(n)) if m is not None), key=lambda m: (abs(m - n), m))
