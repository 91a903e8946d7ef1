"""A block of layers many times over, also a symbolic number of times, in closed form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from sympy import Dummy, Expr

from ..algebra import Dim, Need, Shape, Size, bind, maximum, names_in, number, size, total
from ..algebra.iterate import Step, iterate, step_of
from ..algebra.series import sum_over
from ..errors import LayerError
from ..layers.fields import dim, owner
from ..layers.layer import Layer
from ..weight import Weight
from .model import Model
from .tensor import Input, Tensor

FRESH = "__axis"  # begins the names of axes on which a block is probed

Block = Layer | Sequence[Layer] | Callable[[Tensor], Tensor]


def repeat(block: Block, times: Dim, *, name: str | None = None) -> Repeat:
    """A layer that applies ``block`` a number of times, each time with weights of its own.

    The block is a layer, a list of layers, or a function from tensor to tensor. Along each axis it must keep the size,
    add to it, multiply it, set it, or look at it through one window; then ``times`` may be a symbol.

    >>> from symparam import Sequential, layers, sizes
    >>> d, L = sizes("d L")
    >>> Sequential([repeat(layers.Dense(64), times=L)], input=(d,)).derive().params
    4160*L + 64*d - 4096

    Raises LayerError, naming the axis, where the pattern is broken.
    """
    return Repeat(block, times, name=name)


@dataclass(frozen=True, eq=False)
class Repeat(Layer):
    """A block of layers, ``times`` over.

    Where the first block sets an axis to a constant, it is taken by itself, and ``times`` is at least 1.
    """

    block: Any = field()
    times: Dim = dim("L", least=0)

    arity: ClassVar = (1, 1)

    @property
    def type_name(self) -> str:
        return "Repeat"

    @cached_property
    def _models(self) -> dict[Shape, Model]:
        return {}

    def model(self, x: Shape) -> Model:
        """One block on an input shape."""
        if x not in self._models:
            source = Input(x)
            self._models[x] = Model((source,), (self._applied(source),), name=self.name)
        return self._models[x]

    def _applied(self, x: Tensor) -> Tensor:
        block = self.block
        if isinstance(block, (list, tuple)):
            for layer in block:
                x = layer(x)
            return x
        y = block(x)
        if not isinstance(y, Tensor):
            raise LayerError(f"{owner(self)}: a repeated block has one output, not {y!r}")
        return y

    def output(self, *xs: Shape) -> Shape:
        return self._course(xs[0]).at(self.times)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        course = self._course(xs[0])
        counter = Dummy("t", integer=True, nonnegative=True)
        each = list(course.model.weights(course.probe))
        first = list(self.model(xs[0]).weights(xs[0])) if course.peeled else [None] * len(each)
        for one, weight in zip(first, each, strict=True):
            rest = number(self.times - len(course.peeled))
            volume = course.inside(weight.size, counter)
            if one is not None and one.shape == weight.shape and not names_in(volume) & course.fresh:
                yield Weight(weight.name, (self.times, *weight.shape), weight.trainable)
                continue
            if one is not None:
                yield Weight(f"first/{one.name}", one.shape, one.trainable)
            if isinstance(volume, int) or not volume.has(counter):
                shape: tuple[Dim, ...] = (rest, *(course.inside(n, 0) for n in weight.shape))
            else:
                shape = (sum_over(volume, counter, rest),)
            yield Weight(weight.name, shape, weight.trainable)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        course = self._course(xs[0])
        if course.peeled:
            yield Need(self.times, ">=", 1, "the first block differs from the others")
            yield from self.model(xs[0]).needs(xs[0])
        rest = number(self.times - len(course.peeled))
        yield from course.everywhere(course.model.needs(course.probe), rest)

    def macs(self, *xs: Shape) -> Dim:
        return self.over_blocks(xs[0], lambda model, x: model.macs(x))

    def over_blocks(self, x: Shape, count: Callable[[Model, Shape], Dim]) -> Dim:
        """The sum of a count over all blocks, from the count of one block on its input shape."""
        if isinstance(self.times, int):
            counts = []
            for _ in range(self.times):
                counts.append(count(self.model(x), x))
                x = self.model(x).output(x)
            return total(counts)
        course = self._course(x)
        counter = Dummy("t", integer=True, nonnegative=True)
        first = count(self.model(x), x) if course.peeled else 0
        each = course.inside(count(course.model, course.probe), counter)
        return total((first, sum_over(each, counter, number(self.times - len(course.peeled)))))

    def _course(self, x: Shape) -> _Course:
        after = self.model(x).output(x)
        kept = after.sizes if isinstance(after, Shape) and len(after) == len(x) else (None,) * len(x)
        probe = Shape(n if n == same else size(f"{FRESH}{i}") for i, (n, same) in enumerate(zip(x, kept, strict=True)))
        course = self._probed(probe, x, ())
        if not any(step.kind == "constant" for step in course.steps):
            return course
        y = self.model(x).output(x)
        assert isinstance(y, Shape)
        fixed = Shape(step.by if step.kind == "constant" else n for step, n in zip(course.steps, probe, strict=True))
        return self._probed(fixed, y, (x,))

    def _probed(self, probe: Shape, x: Shape, peeled: tuple[Shape, ...]) -> _Course:
        model = self.model(probe)
        y = model.output(probe)
        if not isinstance(y, Shape) or len(y) != len(probe):
            raise LayerError(f"{owner(self)}: a repeated block keeps the number of axes; it makes {y} of {probe}")
        fresh = _fresh(probe)
        steps = []
        for i, (after, before) in enumerate(zip(y, probe, strict=True)):
            kept = Step("add", 0) if after == before else None
            step = kept or (step_of(after, before) if isinstance(before, Expr) else None)
            if step is None or (names_in(step.by) | names_in(step.over)) & fresh:
                raise LayerError(f"{owner(self)}: axis {i + 1} of the block goes from {before} to {after}, which has "
                                 "no closed form under repetition; it must be kept, set, or go through one sum, "
                                 "factor or window")
            steps.append(step)
        return _Course(model, probe, tuple(steps), x, peeled)


@dataclass(frozen=True)
class _Course:
    """How sizes go through equal blocks: from ``start``, each axis by its step; ``peeled`` blocks came before."""

    model: Model
    probe: Shape
    steps: tuple[Step, ...]
    start: Shape
    peeled: tuple[Shape, ...]

    @property
    def fresh(self) -> frozenset[str]:
        """The names of the probe's own symbols."""
        return _fresh(self.probe)

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
        if isinstance(value, int):
            return value
        return bind(value, {p.name: self._size(i, block) for i, p in enumerate(self.probe) if isinstance(p, Size)})

    def everywhere(self, needs: Iterable[Need], count: Dim) -> Iterator[Need]:
        """The needs of one block in all of ``count`` blocks; exact, also where the count is 0."""
        hardest: dict[int, tuple[int, Need]] = {}
        counter = Dummy("t", integer=True, nonnegative=True)
        for need in needs:
            left, right = self.inside(need.left, counter), self.inside(need.right, counter)
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
            raise LayerError(f"{need.why}: this condition changes from block to block and has no closed form; "
                             "give the number of blocks as a number")
        return axes[0], seen

    def _at_ends(self, need: Need, count: Dim) -> Iterator[Need]:
        """Sizes rise or fall all the way, so the first and the last block decide."""
        for t in (0, maximum(count - 1, 0)):
            yield self._unless_none(need, t, count)

    def _unless_none(self, need: Need, block: Dim, count: Dim) -> Need:
        """The need in one block; true where the count is 0, which the second term sees to."""
        left, right = self.inside(need.left, block), need.right
        return Need(maximum(left - right + 1, 1 - count), ">=", 1, need.why)


def _fresh(probe: Shape) -> frozenset[str]:
    return frozenset(name for n in probe for name in names_in(n) if name.startswith(FRESH))


def _falls(step: Step) -> bool:
    """Whether a step never enlarges a size, whatever the size."""
    if not isinstance(step.by, int) or not isinstance(step.over, int):
        return False
    return step.by <= 0 if step.kind == "add" else step.kind == "window" and step.by <= step.over - 1


def _least(step: Step, goal: Dim) -> int | None:
    """The least size from which a step leads to the goal or more, where that is a number."""
    if not (isinstance(step.by, int) and isinstance(step.over, int) and isinstance(goal, int)):
        return None
    return goal - step.by if step.kind == "add" else goal * step.over - step.by if step.kind == "window" else None
