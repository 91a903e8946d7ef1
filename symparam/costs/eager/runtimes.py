"""The runtimes, their optimizers, losses and precisions, as tables; ``docs/conventions.md`` shows them."""

from __future__ import annotations

from ...errors import SizeError
from ...frozen import dataclass


@dataclass(frozen=True)
class Runtime:
    """How a runtime takes a step, in words, and what of its rule differs from PyTorch's."""

    does: str
    rules: str = "torch"  # by which table of rules the layers are recorded
    keeps_outputs: bool = False  # whether its runner has the outputs of all layers until the forward pass ends
    bound: bool = False  # an upper bound: every result is kept, and the optimizer takes nothing besides


RUNTIMES = {
    "pytorch": Runtime("PyTorch, eager, each layer as the module of torch.nn that does the same"),
    "keras-torch": Runtime("Keras on PyTorch, eager, with an optimizer of PyTorch", "keras", keeps_outputs=True),
    "xla": Runtime("a compiled step, of Keras on JAX, at most", bound=True),
}

# PyTorch's optimizers, in their foreach form: arrays as large as the trainable weights that stay, and those that a step
# takes besides weights, gradients and these (torch.optim, each ``_multi_tensor_…``)
OPTIMIZERS = {
    "none": (0, 0), "sgd": (0, 0), "momentum": (1, 0), "rmsprop": (1, 1), "adagrad": (1, 2), "adam": (2, 1),
    "adamw": (2, 1), "adamax": (2, 1), "adadelta": (2, 2), "nadam": (2, 1), "amsgrad": (3, 1),
}  # fmt: skip

LOSSES = {
    "square": "the mean of squares, which takes the most: four times the output while its gradient is made",
    "cross_entropy": "log-probabilities are kept, and two gradients of the output's size are there at once",
    "mean": "the mean of the output, whose gradient alone is made",
}

PRECISIONS = {
    "same": "weights, gradients and the optimizer's variables have the type of the activations",
    "autocast": "torch.autocast in bfloat16: weights stay in float32; products of matrices, convolutions and attention "
    "take copies of 2 bytes, which are kept, and give 2 bytes",
    "mixed": "the optimizer has its variables, and a master copy of the weights, in float32",
}


def slots(optimizer: str) -> tuple[int, int]:
    """Arrays of the weights' size that an optimizer of PyTorch keeps, and those that its step takes besides.

    >>> slots("adam")
    (2, 1)

    Raises SizeError for an optimizer that PyTorch has not.
    """
    if optimizer not in OPTIMIZERS:
        raise SizeError(f"PyTorch has no optimizer {optimizer!r}; choose one of {', '.join(OPTIMIZERS)}")
    return OPTIMIZERS[optimizer]
