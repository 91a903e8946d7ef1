"""Recurrent cells that the script defines as classes: RNN(MyCell(units)) and RNN([MyCell(8), MyCell(4)]).

What a cell does is known once the sequences are: until then it stands in the layer unfollowed. With the first call its
``call`` is followed on one step and its states, and the layer gets the cell with that computation inside.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...graph import Input, Tensor
from ...interpreter.attributes import attribute
from ...interpreter.numbers import is_whole
from ...interpreter.symbols import formula
from ...interpreter.values import Value, came_from
from ...layers.cells import Cell, StackedRNNCells
from ...layers.fields import owner, sub
from ...layers.layer import Layer
from ...layers.nested import Nested, Part
from ...layers.recurrent import RNN
from ...several import several
from .keras_state import LayerValue

if TYPE_CHECKING:
    from .custom import CustomValue
    from .session import Machine


@dataclass(frozen=True)
class Unfollowed(Cell):
    """A cell of the script before its layer is called."""

    value: Any = None

    def states(self, x: Shape) -> tuple[Shape, ...]:
        raise LayerError(f"{owner(self)}: a cell of the script is followed in RNN, on one tensor of the shape (T, d)")


@dataclass(frozen=True)
class Followed(Nested, Cell):
    """A cell of the script, with the computation of one step: the input and the states give the output and the next."""

    step: Layer = sub()
    memory: tuple[Shape, ...] = ()  # the shapes of its states

    arity: ClassVar = (1, None)

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "", self.step, (xs[0], *self.memory)

    def states(self, x: Shape) -> tuple[Shape, ...]:
        return self.memory

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        made = self.step.output(xs[0], *self.memory)
        return made if isinstance(made, tuple) and not isinstance(made, Shape) else (made,)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        for before, after in zip(self.memory, self.output(*xs)[1:], strict=False):
            for a, b in zip(before, after, strict=True):
                yield Need(a, "==", b, "a state stays as large as it is from step to step")

    def macs(self, *xs: Shape) -> Dim:
        return self.step.macs(xs[0], *self.memory)


def followed(m: Machine, value: LayerValue, x: Tensor, node: ast.AST) -> None:
    """Follow the cells of a layer on one step of its sequences, where that is not done yet."""
    layer = value.layer
    if not isinstance(layer, RNN) or len(x.shape) != 2:
        return
    cells = layer.cell.cells if isinstance(layer.cell, StackedRNNCells) else (layer.cell,)
    if not any(isinstance(cell, Unfollowed) for cell in cells):
        return
    step, made = Shape(x.shape[1:]), []
    for cell in cells:
        made.append(_cell(m, cell.value, step, node) if isinstance(cell, Unfollowed) else cell)
        step = made[-1].output(step)[0]
    whole = replace(layer.cell, cells=tuple(made)) if isinstance(layer.cell, StackedRNNCells) else made[0]
    value.layer = replace(layer, cell=whole)
    m.keras.layers[id(value.layer)] = value


def _cell(m: Machine, custom: CustomValue, step: Shape, node: ast.AST) -> Followed:
    """The cell with its computation on one step."""
    sizes = attribute(m, custom.instance, "state_size", node)  # type: ignore[arg-type]
    held = tuple(_state(m, custom, n, node) for n in several(sizes))
    name = custom.called(m)
    with m.located(node):
        x, *states = (Input(shape, f"{name}_step_{i}") for i, shape in enumerate((step, *held)))
    block = custom.block(m, [x, list(states)], {}, [x, *states], node)
    with m.located(node):
        cell = Followed(block, held, name=name)
        if [len(s) for s in cell.output(step)[1:]] != [len(s) for s in held]:
            raise LayerError(f"{name}: its call gives an output and the next states, as many as state_size has")
    return cell


def _state(m: Machine, custom: CustomValue, size: Value, node: ast.AST) -> Shape:
    parts = several(size)
    if not all(map(is_whole, parts)):
        unknown = next(part for part in parts if not is_whole(part))
        raise m.error(node, f"{custom.called(m)}: its state_size {came_from(unknown)}")
    return Shape(tuple(map(formula, parts)))
