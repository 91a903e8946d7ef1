"""Activations that have no parameters of their own, by the names that Hugging Face gives them."""

from __future__ import annotations

# transformers.activations.ACT2CLS; prelu and xielu are left out, which learn something
PLAIN = frozenset(
    (
        "gelu",
        "gelu_10",
        "gelu_fast",
        "gelu_new",
        "gelu_python",
        "gelu_pytorch_tanh",
        "gelu_python_tanh",
        "gelu_accurate",
        "hardswish",
        "laplace",
        "leaky_relu",
        "linear",
        "mish",
        "quick_gelu",
        "relu",
        "relu2",
        "relu6",
        "sigmoid",
        "silu",
        "sqrtsoftplus",
        "swish",
        "tanh",
    )
)
