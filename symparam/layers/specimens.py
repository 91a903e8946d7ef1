"""What the catalogue needs to show a layer whose arguments are no sizes: examples of them, and of inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..algebra import size
from .registry import lookup

REQUIRED = {  # arguments without a default that are no sizes
    "rate": 0.5,
    "stddev": 0.1,
    "activation": "relu",
    "scale": 0.5,
    "factor": 1,
    "height_factor": 0.1,
    "width_factor": 0.1,
    "max_number": 9,
}


def _layer(name: str, *args: Any, **kwargs: Any) -> Any:
    cls: Any = lookup(name)
    return cls(*args, **kwargs)


def _dense() -> Any:
    return _layer("Dense", size("u"))


def _cell(units: str = "u") -> Any:
    return _layer("LSTMCell", size(units))


ARGUMENTS: dict[str, dict[str, Any | Callable[[], Any]]] = {
    "Permute": {"dims": (3, 1, 2)},
    "Dot": {"axes": -1},
    "EinsumDense": {"equation": "abc,cd->abd", "output_shape": (None, size("u")), "bias_axes": "d"},
    "TimeDistributed": {"layer": _dense},
    "SpectralNormalization": {"layer": _dense},
    "Bidirectional": {"layer": lambda: _layer("LSTM", size("u"), return_sequences=True)},
    "RNN": {"cell": _cell},
    "StackedRNNCells": {"cells": lambda: (_cell("u_1"), _cell("u_2"))},
    "Pipeline": {"layers": lambda: (_layer("Resizing", size("H_new"), size("W_new")), _layer("Normalization"))},
    "Lambda": {"function": None, "output_shape": (size("t_1"), size("t_2"))},
    "Discretization": {"num_bins": size("n_cat"), "output_mode": "one_hot"},
    "CategoryEncoding": {"output_mode": "multi_hot"},
    "Hashing": {"output_mode": "multi_hot"},
    "HashedCrossing": {"output_mode": "one_hot"},
    "IntegerLookup": {"max_tokens": size("V"), "pad_to_max_tokens": True, "output_mode": "multi_hot"},
    "StringLookup": {"max_tokens": size("V"), "pad_to_max_tokens": True, "output_mode": "multi_hot"},
    "TextVectorization": {"output_sequence_length": size("n_tok")},
    "STFTSpectrogram": {"frame_step": size("s"), "fft_length": size("n_fft")},
    "MultiHeadAttention": {"value_dim": size("d_v")},
    "GroupNormalization": {"groups": size("g")},
    "Reshape": {"target_shape": (-1, size("t_1"), size("t_2"))},
    "LayerScale": {"projection_dim": size("C_in")},
}
INPUTS: dict[str, tuple[str, ...]] = {
    "Concatenate": ("H W C", "H W C_2"),
    "MultiHeadAttention": ("T d_q", "S d_v_in", "S d_k_in"),
    "GroupQueryAttention": ("T d", "S d", "S d_k_in"),
    "Attention": ("T d", "S d_v", "S d"),
    "AdditiveAttention": ("T d", "S d_v", "S d"),
    "Dot": ("n d", "m d"),
    "TextVectorization": ("",),
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), ("H W C", "H_2 W_2 C_2")),
    "Bidirectional": ("T d_in",),
    "Pipeline": ("H W C",),
    "MelSpectrogram": ("T",),
    "STFTSpectrogram": ("T C",),
    "SimpleRNNCell": ("d_in", "u"),
    "LSTMCell": ("d_in", "u", "u"),
    "GRUCell": ("d_in", "u"),
    "StackedRNNCells": ("d_in", "u_1", "u_1", "u_2", "u_2"),
}
AXES = {"Discretization": 1, "Embedding": 1, "ReversibleEmbedding": 1, "Masking": 2, "EinsumDense": 2}
THREE = ("elementwise", "merging", "reshaping", "activations", "norm", "normalization")
TWO = ("merging",)
