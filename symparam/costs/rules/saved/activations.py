"""What activations keep: most of them their input or their result, some what they are composed of."""

from __future__ import annotations

from typing import Any

from ....algebra import Dim
from ....errors import SizeError
from ...eager.tape import Tape, Value

# derivatives.yaml of PyTorch: which of the two the backward function of each takes
RESULT = frozenset(["relu", "sigmoid", "tanh", "log_softmax", "exp", "exponential"])
INPUT = frozenset((
    "relu6", "gelu", "silu", "swish", "leaky_relu", "elu", "selu", "celu", "mish", "softplus", "softsign",
    "hard_sigmoid", "hardsigmoid", "hard_silu", "hard_swish", "hardswish", "hardtanh", "hard_tanh", "log_sigmoid",
    "logsigmoid", "hardshrink", "hard_shrink", "softshrink", "soft_shrink", "threshold", "glu", "gelu_pytorch_tanh",
    "gelu_python", "gelu_fast", "gelu_10", "square", "sqrt", "rsqrt", "log", "sin", "cos", "abs",
))  # fmt: skip
WIDE = frozenset(["log_softmax", "exp", "exponential", "softplus", "log", "rsqrt"])  # under autocast
NOTHING = frozenset(("", "linear", "identity", "none"))


def activate(tape: Tape, name: Any, x: Value, elements: Dim, inplace: bool = False) -> Value:
    """An activation by its name; None is none. Raises SizeError for one that is not in the tables.

    In place, the result takes the memory of the input; what needs the input then is kept by its result, as PyTorch
    does it for relu, and refuses it for others.
    """
    word = "" if name is None else str(name).lower()
    if word in NOTHING:
        return x
    if word in WIDE:
        x = tape.wide(x)
    if word in COMPOSED:
        return COMPOSED[word](tape, x, elements)
    if word in RESULT:
        return tape.overwrite(x, result=True) if inplace else tape.run(elements, x, result=True)
    if word in INPUT:
        return tape.overwrite(x, result=True) if inplace else tape.run(elements, x, keeps=(x,))
    raise SizeError(f"what the activation {name!r} keeps for its gradient is not described")


def _gelu_new(tape: Tape, x: Value, elements: Dim) -> Value:
    """``0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`` as transformers writes it, one operation after the other."""
    base = tape.wide(x)
    cubed = tape.run(elements, base, keeps=(base,))
    inner = tape.run(elements, tape.run(elements, x, tape.run(elements, cubed), gradient="same"))
    one = tape.run(elements, tape.run(elements, inner, result=True), gradient="same")
    half = tape.run(elements, x)
    return tape.run(elements, half, one, keeps=(half, one))


def _quick_gelu(tape: Tape, x: Value, elements: Dim) -> Value:
    """``x·σ(1.702·x)``."""
    gate = tape.run(elements, tape.run(elements, x), result=True)
    return tape.run(elements, x, gate, keeps=(x, gate))


def _relu2(tape: Tape, x: Value, elements: Dim) -> Value:
    """The square of relu."""
    y = tape.run(elements, x, result=True)
    return tape.run(elements, y, keeps=(y,))


def softmax(tape: Tape, x: Value, elements: Dim) -> Value:
    """The result is kept; going back, its product with the gradient is made first."""
    wide = tape.wide(x)
    return tape.run(elements, wide, result=True, scratch=wide.size)


COMPOSED = {
    "softmax": softmax,
    "softmin": softmax,
    "gelu_new": _gelu_new,
    "gelu_accurate": _gelu_new,
    "quick_gelu": _quick_gelu,
    "relu2": _relu2,
}
