"""A block of layers many times over, also a symbolic number of times, in closed form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, partial
from itertools import groupby, zip_longest
from typing import Any, ClassVar

from sympy import Dummy, Expr

from ..algebra import Dim, Need, Shape, bind, names_in, number, size, total
from ..algebra.display import display
from ..algebra.iterate import Step, step_of
from ..algebra.series import sum_over
from ..algebra.text import text
from ..errors import LayerError, SizeError, SymparamError
from ..frozen import dataclass
from ..layers.fields import dim, owner
from ..layers.general import General
from ..layers.layer import Layer
from ..weight import Weight
from .network import Network
from .shape_recurrence import FRESH, Course, fresh_names
from .tensor import Input, Tensor

MOST = 64  # blocks that are written out one by one; from then on there must be a closed form
CURE = f"or give the number of blocks as a number of at most {MOST}"

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


def _edited_twice(first: Callable[[Network], Network], then: Callable[[Network], Network], model: Network) -> Network:
    return then(first(model))


@dataclass(frozen=True, eq=False)
class Repeat(Layer):
    """A block of layers, ``times`` over.

    A number of blocks is written out. For a symbol the sizes go through all blocks in closed form; where the first
    block sets an axis to a constant, it is taken by itself, and ``times`` is at least 1.
    """

    block: Any = field()
    times: Dim = dim("L", least=0)
    edit: Callable[[Network], Network] | None = field(default=None, kw_only=True)  # what is changed in every block
    opened: bool = field(default=False, kw_only=True)  # whether its parts are listed below it
    shared: bool = field(default=False, kw_only=True)  # whether all blocks have the weights of the first one
    given: tuple[tuple[str, Dim], ...] = field(default=(), kw_only=True)  # sizes bound inside the block after that

    arity: ClassVar = (1, 1)

    __eq__ = object.__eq__  # what is in the block decides, and a block may be a function
    __hash__ = object.__hash__

    @property
    def type_name(self) -> str:
        return "Shared" if self.shared else "Repeat"

    def accept(self, *xs: Shape) -> None:
        if len(xs) != 1:
            raise LayerError(
                f"{owner(self)}: a repeated block takes one tensor and gives one, it is called on "
                f"{len(xs)}; join them before it, or use the others inside the block's function"
            )

    def bound_within(self, bindings: Mapping[str, Dim]) -> Repeat:
        """The layer with symbols replaced by name, those in its block too."""
        given = {**{name: bind(value, bindings) for name, value in self.given}, **bindings}
        return replace(self, times=bind(self.times, bindings), given=tuple(given.items()))

    @cached_property
    def _models(self) -> dict[Shape, Network]:
        return {}

    @cached_property
    def _courses(self) -> dict[Shape, Course]:
        return {}

    def model(self, x: Shape) -> Network:
        """One block on an input shape."""
        if x not in self._models:
            source = Input(x)
            self._models[x] = self._edited(Network((source,), (self._applied(source),), name=self.name, fixed=()))
        return self._models[x]

    def edited(self, edit: Callable[[Network], Network]) -> Repeat:
        """The layer with the model of every block changed."""
        return replace(self, edit=partial(_edited_twice, self._edited, edit), given=())

    def _edited(self, model: Network) -> Network:
        model = self.edit(model) if self.edit is not None else model
        return model.bound(dict(self.given)) if self.given else model

    def _applied(self, x: Tensor) -> Tensor:
        block = self.block
        if isinstance(block, (list, tuple)):
            for layer in block:
                x = layer(x)
            return x
        y = block(x)
        if not isinstance(y, Tensor):
            raise LayerError(f"{owner(self)}: a repeated block takes one tensor and gives one, not {y!r}")
        return y

    # --- a number of blocks -------------------------------------------------------------------------------------

    @property
    def written_out(self) -> bool:
        """Whether the blocks are written out one by one."""
        return isinstance(self.times, int) and self.times <= MOST

    def blocks(self, x: Shape) -> Iterator[tuple[Network, Shape]]:
        """Every block with what goes into it, where they are written out."""
        if isinstance(self.times, int) and self.written_out:
            for _ in range(self.times):
                model = self.model(x)
                yield model, x
                x = self._after(model, x)

    def _after(self, model: Network, x: Shape) -> Shape:
        y = model.output(x)
        if not isinstance(y, Shape):
            raise LayerError(f"{owner(self)}: a repeated block takes one tensor and gives one, not {len(y)}")
        return y

    def _alike(self, x: Shape) -> Iterator[Weight]:
        """The weights of all blocks, those that are equal in blocks one after the other as one array."""
        places = zip_longest(*(model.weights(given) for model, given in self.blocks(x)))
        for weights in places:
            start = 0
            for weight, group in groupby(weights):
                count = len(list(group))
                first, last = start + 1, (start := start + count)
                if weight is not None:
                    name = weight.name if count == len(weights) else f"{_blocks(first, last)}/{weight.name}"
                    shape = weight.shape if count == 1 else Shape((count, *weight.shape))
                    yield replace(weight, name=name, shape=shape)

    # --- the rules ----------------------------------------------------------------------------------------------

    def output(self, *xs: Shape) -> Shape:
        if self.written_out:
            (x,) = xs
            for model, given in self.blocks(x):
                x = self._after(model, given)
            return x
        return self._course(xs[0]).at(self.times)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        if self.shared:
            yield from self.model(xs[0]).weights(xs[0])
            return
        if self.written_out:
            yield from self._alike(xs[0])
            return
        course = self._course(xs[0])
        each = list(course.model.weights(course.probe))
        first: list[Weight] = list(self.model(xs[0]).weights(xs[0])) if course.peeled else []
        if len(first) != len(each):
            yield from (replace(one, name=f"first/{one.name}") for one in first)
            first = []
        rest = number(self.times - len(course.peeled))
        for one, weight in zip_longest(first, each):
            if one is not None and one.shape == weight.shape and not names_in(weight.size) & course.fresh:
                yield replace(weight, shape=Shape((self.times, *weight.shape)))
                continue
            if one is not None:
                yield replace(one, name=f"first/{one.name}")
            yield self._summed(course, weight, rest)

    def _summed(self, course: Course, weight: Weight, count: Dim) -> Weight:
        """A weight of all blocks of a course: one more axis where they are equal, else only how many numbers it has."""
        if not any(names_in(n) & course.fresh for n in weight.shape):
            return replace(weight, shape=Shape((count, *weight.shape)))
        counter = Dummy("t", integer=True, nonnegative=True)
        volume = course.inside(weight.size, counter)
        if isinstance(volume, int) or not volume.has(counter):
            return replace(weight, shape=Shape((count, *(course.inside(n, 0) for n in weight.shape))))
        try:
            return replace(weight, shape=Shape((sum_over(volume, counter, count),)))
        except SizeError as error:
            raise LayerError(f"{owner(self)}: {weight.name}: {error}; {CURE.removeprefix('or ')}") from None

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.written_out:
            for model, given in self.blocks(xs[0]):
                yield from model.needs(given)
            return
        course = self._course(xs[0])
        if course.peeled:
            yield Need(self.times, ">=", 1, "the first block differs from the others")
            yield from self.model(xs[0]).needs(xs[0])
        rest = number(self.times - len(course.peeled))
        yield from course.everywhere(course.model.needs(course.probe), rest)

    def general(self, *xs: Shape, taken: Iterable[str] = ()) -> General:
        """The rule for any number of blocks, or only for this one where there is no closed form."""
        try:
            general = super().general(*xs, taken=taken)
            list(general.layer.weights(*general.inputs))
        except SymparamError:
            return General(self, xs, {})
        return general

    def macs(self, *xs: Shape) -> Dim:
        return self.over_blocks(xs[0], lambda model, x: model.macs(x))

    def cache(self, *xs: Shape) -> Dim:
        return self.over_blocks(xs[0], lambda model, x: model.cache(x))

    def idle(self, *xs: Shape) -> Dim:
        return self.over_blocks(xs[0], lambda model, x: model.idle(x))

    def over_blocks(self, x: Shape, count: Callable[[Network, Shape], Dim]) -> Dim:
        """The sum of a count over all blocks, from the count of one block on its input shape."""
        if self.written_out:
            return total(count(model, given) for model, given in self.blocks(x))
        course = self._course(x)
        counter = Dummy("t", integer=True, nonnegative=True)
        first = count(self.model(x), x) if course.peeled else 0
        each = course.inside(count(course.model, course.probe), counter)
        return total((first, sum_over(each, counter, number(self.times - len(course.peeled)))))

    def _course(self, x: Shape) -> Course:
        if x not in self._courses:
            self._courses[x] = self._followed(x)
        return self._courses[x]

    def _followed(self, x: Shape) -> Course:
        after = self._after(self.model(x), x)
        kept = after.sizes if len(after) == len(x) else (None,) * len(x)
        probe = Shape(n if n == same else size(f"{FRESH}{i}") for i, (n, same) in enumerate(zip(x, kept, strict=True)))
        course = self._probed(probe, x, ())
        if not any(step.kind == "constant" for step in course.steps):
            return course
        fixed = Shape(step.by if step.kind == "constant" else n for step, n in zip(course.steps, probe, strict=True))
        return self._probed(fixed, after, (x,))

    def _probed(self, probe: Shape, x: Shape, peeled: tuple[Shape, ...]) -> Course:
        model = self.model(probe)
        y = self._after(model, probe)
        if len(y) != len(probe):
            raise LayerError(
                f"{owner(self)}: a repeated block keeps the number of axes; this one goes from "
                f"{len(probe)} to {len(y)}; {CURE}"
            )
        fresh = fresh_names(probe)
        steps = []
        for i, (after, before) in enumerate(zip(y, probe, strict=True)):
            kept = Step("add", 0) if after == before else None
            step = kept or (step_of(after, before) if isinstance(before, Expr) else None)
            if step is None or (names_in(step.by) | names_in(step.over)) & fresh:
                raise LayerError(
                    f"{owner(self)}: along axis {i + 1} the block makes {_told(after)} of "
                    f"{_told(before)}, which has no closed form for {self.times} blocks; an axis must be "
                    f"kept, set, or go through one sum, factor or window; {CURE}"
                )
            steps.append(step)
        return Course(model, probe, tuple(steps), x, peeled)


def _told(n: Dim) -> str:
    """A size in terms of those that enter the block: n1, n2, …."""
    named = bind(
        n, {name: size(f"n{int(name.removeprefix(FRESH)) + 1}") for name in names_in(n) if name.startswith(FRESH)}
    )
    try:
        return text(display(named))
    except SizeError:  # SymPy's own floor, say
        return str(named)


def _blocks(first: int, last: int) -> str:
    return f"block {first}" if first == last else f"blocks {first}–{last}"
