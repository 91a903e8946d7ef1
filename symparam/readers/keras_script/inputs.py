"""Input shapes: their axes become symbols, with the sizes of the script as defaults."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...algebra import Dim, Shape, size
from ...budget import CALLED, MADE
from ...graph import Input, Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.symbols import formula
from ...interpreter.values import Batch, Number, Quotient, Unknown, Value, came_from
from ..axes import IMAGES, letters
from ..given_inputs import GivenInput
from .keras_state import LayerValue

if TYPE_CHECKING:
    from .session import Machine

CURE = "28,28,1"


def make_input(
    m: Machine,
    shape: Value,
    what: str,
    node: ast.AST,
    name: str | None = None,
    symbolic: bool = True,
) -> Tensor:
    """An input tensor. ``shape`` is as the script has it, without the batch axis."""
    m.budget.step(MADE + CALLED)
    dims = axes(m, shape, what, node, symbolic, name or "")
    name = name or m.keras.auto_name("InputLayer")
    with m.located(node):
        tensor = Input(dims, name)
    m.keras.input_layers[id(tensor.node.layer)] = m.keras.inputs
    m.keras.inputs += 1
    m.keras.layers[id(tensor.node.layer)] = LayerValue(tensor.node.layer, name, calls=[((), (tensor,))])
    m.symbols.tick += 1
    return tensor


def axes(
    m: Machine,
    shape: Value,
    what: str,
    node: ast.AST,
    symbolic: bool = True,
    name: str = "",
) -> list[Dim]:
    """The sizes of an input shape as formulas: literal sizes and None become symbols H, W, C and so on."""
    if is_whole(shape):
        raise m.error(node, f"{what} is the number {shape}; a shape of one size is written ({shape},)")
    if isinstance(shape, Unknown) and shape.parts:
        shape = (shape,)
    if not isinstance(shape, (tuple, list)):
        return given(m, shape, what, node, name)
    if m.keras.given and not m.keras.given[0].rank and any(isinstance(entry, Unknown) for entry in shape):
        return given(m, shape, what, node, name)
    order = m.keras.inputs
    key = m.keras.shape_key(shape)  # inputs that take one tuple of the script have the same axes
    m.keras.input_keys[order] = key
    silent = order in m.symbols.plan.silent or not symbolic
    names = _letters(m, len(shape))
    dims: list[Dim] = []
    for i, (entry, letter) in enumerate(zip(shape, names, strict=True)):
        if isinstance(entry, Number):
            dims.append(formula(entry))
        elif isinstance(entry, Unknown):
            if entry.wrong:
                raise m.error(node, f"{what} {came_from(entry)}")
            dims.append(m.symbols.dim(entry, letter))
        elif entry is None or isinstance(entry, Batch):
            other = f"{letter}_{order + 2}" if silent else letter  # the letters are for the model that is read
            dims.append(m.symbols.axis(other, None, ("open", order, i)))
        elif isinstance(entry, (int, Quotient)) and not isinstance(entry, bool):
            number = int(entry.value) if isinstance(entry, Quotient) else entry
            if number < 1 or silent:
                dims.append(number)
            else:
                dims.append(m.symbols.axis(letter, number, (key, i)))
        else:
            raise m.error(node, f"{what} holds {entry!r}, which is no size")
    return dims


def given(m: Machine, shape: Value, what: str, node: ast.AST, name: str = "") -> list[Dim]:
    """The shape that the user gives where the script has none. Raises ReadError without one."""
    if (one := m.keras.next_given(name)) is not None:
        return sizes_given(m, one, whose(shape))
    m.keras.lacks_input = True
    if m.keras.given:
        name = f"{name}:" if name else ""
        raise m.error(node, f"{what} {came_from(shape)}; it is one more input; give it with --input {name}{CURE}")
    raise m.error(node, f"{what} {came_from(shape)}; give it with --input {CURE}")


def whose(shape: Value) -> object:
    """What tells an input shape that is not known from others: the expression of the script that gives it."""
    if isinstance(shape, Unknown) and isinstance(shape.text, ast.AST):
        return shape.line, ast.dump(shape.text)
    return (shape.line, shape.name) if isinstance(shape, Unknown) and shape.name else object()


def sizes_given(m: Machine, one: GivenInput, of: object = "") -> list[Dim]:
    """The axes of an input that the user gives: its numbers become symbols, as those of the script do.

    Where only their number is tried, all are open, and the same for inputs whose shape is that ``of`` one expression.
    """
    if one.rank:
        names = enumerate(_letters(m, one.rank))
        axes = [m.symbols.axis(letter, None, ("tried", of, i), told=False) for i, letter in names]
        m.keras.tried.setdefault(of, Shape(axes))
        return axes
    order, letters = m.keras.inputs, _letters(m, len(one.shape))
    return [
        m.symbols.axis(letter, n, ("given", order, i)) if isinstance(n, int) else n
        for i, (n, letter) in enumerate(zip(one.shape, letters, strict=True))
    ]


def _letters(m: Machine, rank: int) -> tuple[str, ...]:
    everywhere = IMAGES if m.keras.data_format == "channels_first" else frozenset()
    return letters(rank, m.keras.first | everywhere)


def dim_of(m: Machine, value: Value, what: str, node: ast.AST) -> Dim:
    """A whole number of the script as a formula; data becomes a symbol without default."""
    if isinstance(value, Unknown) and not value.wrong:
        return m.symbols.dim(value)
    if isinstance(value, Unknown):
        raise m.error(node, f"{what} {came_from(value)}")
    if isinstance(value, Quotient) and value.value == int(value.value):
        return int(value.value)
    if not is_whole(value):
        raise m.error(node, f"{what} is {value!r}, which is no whole number")
    return formula(value)


__all__ = ["axes", "dim_of", "given", "make_input", "size"]
