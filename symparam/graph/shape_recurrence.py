"""How sizes go through equal blocks, one after the other, in closed form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sympy import Dummy, Expr

from ..algebra import Dim, Need, Shape, Size, bind, maximum, names_in, number
from ..algebra.iterate import Step, iterate, step_of
from ..errors import LayerError
from ..frozen import dataclass
from .network import Network

FRESH = "__axis"  # begins the names of axes on which a block is probed


@dataclass(frozen=True)
class Course:
    """How sizes go through equal blocks: from ``start``, each axis by its step; ``peeled`` blocks came before."""

    model: Network
    probe: Shape
    steps: tuple[Step, ...]
    start: Shape
    peeled: tuple[Shape, ...]

    @property
    def fresh(self) -> frozenset[str]:
        """The names of the probe's own symbols."""
        return fresh_names(self.probe)

    def at(self, times: Dim) -> Shape:
        """The shape after a number of blocks, the peeled one included."""
        rest = number(times - len(self.peeled))
        return Shape(self._size(i, rest) for i in range(len(self.start)))

    def _size(self, axis: int, blocks: Dim) -> Dim:
        """A size after a number of blocks from ``start`` on."""
        step, n = self.steps[axis], self.start[axis]
        if self.peeled:
            before = self.peeled[0][axis]
            if iterate(step, before, 1) == n:  # the first block treats this axis like the others do
                return iterate(step, before, number(blocks + 1))
        return iterate(step, n, blocks)

    def inside(self, value: Dim, block: Dim) -> Dim:
        """A size of the probe, in the block of that number."""
        names = names_in(value)
        given = {
            p.name: self._size(i, block) for i, p in enumerate(self.probe) if isinstance(p, Size) and p.name in names
        }
        return bind(value, given)

    def everywhere(self, needs: Iterable[Need], count: Dim) -> Iterator[Need]:
        """The needs of one block in all of ``count`` blocks; exact, also where the count is 0."""
        hardest: dict[int, tuple[int, Need]] = {}
        counter = Dummy("t", integer=True, nonnegative=True)
        for need in needs:
            left, right = self.inside(need.left, counter), self.inside(need.right, counter)
            if need.op in ("==", "broadcasts") and left == right:
                continue  # true in every block
            if not any(isinstance(n, Expr) and n.has(counter) for n in (left, right)):
                yield replace(need, left=left, right=right)
            elif isinstance(count, int):
                for t in range(count):
                    yield replace(need, left=self.inside(need.left, t), right=self.inside(need.right, t))
            else:
                axis, seen = self._seen(need)
                least = _least(seen, need.right)
                if not _falls(self.steps[axis]) or least is None:
                    yield from self._at_ends(need, count)
                elif axis not in hardest or least > hardest[axis][0]:
                    hardest[axis] = least, need
        for axis, (least, need) in hardest.items():  # sizes fall from block to block, so the last block decides
            step = self.steps[axis]
            if least == _least(step, 1):
                yield Need(self._size(axis, count), ">=", 1, need.why)
            else:
                yield self._unless_none(need, maximum(count - 1, 0), count)

    def _seen(self, need: Need) -> tuple[int, Step]:
        """The one axis that the left side looks at, and through which step."""
        axes = [i for i, p in enumerate(self.probe) if names_in(p) & self.fresh & names_in(need.left)]
        p = self.probe[axes[0]] if len(axes) == 1 else None
        seen = step_of(need.left, p) if isinstance(p, Size) else None
        if need.op != ">=" or seen is None or names_in(need.right) & self.fresh:
            raise LayerError(
                f"{need.why}: this condition changes from block to block and has no closed form; "
                "give the number of blocks as a number"
            )
        return axes[0], seen

    def _at_ends(self, need: Need, count: Dim) -> Iterator[Need]:
        """Sizes rise or fall all the way, so the first and the last block decide; where they rise, the first one."""
        axis, _ = self._seen(need)
        yield self._unless_none(need, 0, count)
        if not _rises(self.steps[axis]):
            yield self._unless_none(need, maximum(count - 1, 0), count)

    def _unless_none(self, need: Need, block: Dim, count: Dim) -> Need:
        """The need in one block; true where the count is 0, which the second term sees to."""
        left, right = self.inside(need.left, block), need.right
        return Need(maximum(left - right + 1, 1 - count), ">=", 1, need.why)


def fresh_names(probe: Shape) -> frozenset[str]:
    return frozenset(name for n in probe for name in names_in(n) if name.startswith(FRESH))


def _falls(step: Step) -> bool:
    """Whether a step never enlarges a size, whatever the size."""
    if not isinstance(step.by, int) or not isinstance(step.over, int):
        return False
    return step.by <= 0 if step.kind == "add" else step.kind == "window" and step.by <= step.over - 1


def _rises(step: Step) -> bool:
    """Whether a step never makes a size smaller, whatever the size."""
    return step.kind in ("add", "scale") and isinstance(step.by, int) and step.by >= (step.kind == "scale")


def _least(step: Step, goal: Dim) -> int | None:
    """The least size from which a step leads to the goal or more, where that is a number."""
    if not (isinstance(step.by, int) and isinstance(step.over, int) and isinstance(goal, int)):
        return None
    return goal - step.by if step.kind == "add" else goal * step.over - step.by if step.kind == "window" else None
