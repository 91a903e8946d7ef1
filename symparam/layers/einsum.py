"""A dense layer on any axes, told by an equation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, product
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight
from .fields import adapter, owner, partial
from .layer import Layer
from .lora import adapted

FORMS = (
    re.compile(r"([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)\Z"),
    re.compile(r"\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)\Z"),
    re.compile(r"([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.\Z"),
)


@dataclass(frozen=True)
class EinsumDense(Layer):
    """A product of the input and a kernel, summed over the axes that the equation leaves out, plus a bias.

    The letters of the equation count the batch. An output size of None is that of the input's axis.

    source:  keras.layers.EinsumDense
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "einsum dense"

    equation: str
    output_shape: tuple[Dim | None, ...] = partial("u_")
    activation: Any = None
    bias_axes: str | None = None
    lora_rank: Dim | None = adapter()

    ranks: ClassVar = (1, None)
    inert: ClassVar = (
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "lora_rank",
        "lora_alpha",
        "gptq_unpacked_column_size",
        "quantization_config",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        given, kernel, result = self._letters()
        if self.bias_axes == "":
            raise LayerError(f"{owner(self)}: bias_axes names at least one axis of the output, or is None")
        for letter in (c for c in result if c not in given + kernel):
            raise LayerError(f"{owner(self)}: {letter} in the output of {self.equation} stands in neither operand")
        for letter in (c for c in kernel if c not in given + result):
            raise LayerError(f"{owner(self)}: {letter} in the kernel of {self.equation} stands in neither side")
        for letter in (c for c in self.bias_axes or "" if c not in result):
            raise LayerError(f"{owner(self)}: bias axis {letter} is no axis of the output of {self.equation}")

    def _letters(self) -> tuple[str, str, str]:
        """The letters of the input, the kernel and the output, the batch among them unless it is elided."""
        for form in FORMS:
            if found := form.match(self.equation.rstrip()):  # Keras takes no other spaces
                return found[1], found[2], found[3]
        raise LayerError(
            f"{owner(self)}: equation is of the form ab,bc->ac, ...b,bc->...c or ab...,bc->ac..., not {self.equation!r}"
        )

    def _sizes(self, x: Shape) -> tuple[dict[str, Dim | None], dict[str, Dim | None], tuple[Dim | None, ...]]:
        """The size of each letter in the input and in the output, and all sizes of the output; None for the batch."""
        given, _, result = self._letters()
        full: tuple[Dim | None, ...] = (None, *x)
        elided = len(full) - len(given)
        left = self.equation.startswith(".")
        middle, tail = (full[1:elided], ()) if left else ((), full[len(full) - elided :])
        out = (None, *middle, *self.output_shape, *tail)
        skip = elided if left else 0
        return dict(zip(given, full[skip:], strict=False)), dict(zip(result, out[skip:], strict=False)), out

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        given, kernel, result = self._letters()
        elided = len(xs[0]) + 1 - len(given)
        if elided < 0 or (elided and "." not in self.equation):
            raise LayerError(
                f"{owner(self)}: {self.equation} asks for an input with {len(given)} axes, the batch "
                f"included, not {len(xs[0]) + 1}: {tuple(xs[0])}"
            )
        inputs, outputs, out = self._sizes(xs[0])
        if len(out) != len(result) + elided:
            raise LayerError(
                f"{owner(self)}: output_shape has {len(self.output_shape)} sizes; {self.equation} makes "
                f"{len(result) + elided - 1} axes besides the batch"
            )
        for letter in (*kernel, *(self.bias_axes or "")):
            if outputs.get(letter, inputs.get(letter)) is None:
                raise LayerError(
                    f"{owner(self)}: axis {letter} of {self.equation} is in the weights; output_shape "
                    f"must give its size"
                )

    def output(self, *xs: Shape) -> Shape:
        inputs, _, out = self._sizes(xs[0])
        _, _, result = self._letters()
        letters = "." * (len(out) - len(result)) + result if self.equation.startswith(".") else result
        named = (*letters, *"." * (len(out) - len(letters)))
        return Shape(inputs[c] if n is None else n for c, n in zip(named[1:], out[1:], strict=True))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        inputs, outputs, out = self._sizes(xs[0])
        _, kernel, result = self._letters()
        sizes: tuple[Any, ...] = tuple(outputs[c] if c in outputs else inputs[c] for c in kernel)
        bias: tuple[Any, ...] = ()
        if self.bias_axes:
            first = min(map(result.index, self.bias_axes))
            tail = 0 if self.equation.startswith(".") else len(out) - len(result)
            bias = (*(outputs[c] if c in self.bias_axes else 1 for c in result[first:]), *(1,) * tail)
        return adapted(self, "kernel", sizes, *((Weight("bias", bias),) if bias else ()))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        inputs, outputs, _ = self._sizes(xs[0])
        for letter, n in inputs.items():
            m = outputs.get(letter)
            if m is not None and n is not None and m is not n:
                yield Need(m, "==", n, f"axis {letter} must be as long in the output as in the input")

    def macs(self, *xs: Shape) -> Dim:
        inputs, outputs, out = self._sizes(xs[0])
        _, _, result = self._letters()
        elided = out[1 : len(out) - len(result)] if self.equation.startswith(".") else out[len(result) :]
        sizes: dict[str, Dim | None] = {**outputs, **{c: n for c, n in inputs.items() if n is not None}}
        return product(n for n in (*elided, *sizes.values()) if n is not None)
