"""What the letters of the rules mean, in words."""

from __future__ import annotations

import re

MEANINGS = {
    "H_in": "input height", "W_in": "input width", "D_in": "input depth", "C_in": "input channels",
    "H_out": "output height", "W_out": "output width", "D_out": "output depth", "C_out": "output channels",
    "d_in": "input features", "d_out": "output features", "T": "time steps", "T_out": "output time steps",
    "F": "filters", "k": "kernel size", "k_h": "kernel height", "k_w": "kernel width", "k_d": "kernel depth",
    "s": "stride", "s_h": "stride down", "s_w": "stride across", "s_d": "stride in depth",
    "d": "dilation", "d_h": "dilation down", "d_w": "dilation across", "d_d": "dilation in depth",
    "g": "groups", "L": "number of blocks", "u": "units", "V": "vocabulary", "E": "embedding width", "m": "depth multiplier", "r": "rank of LoRA",
}


def meaning(letter: str) -> str:
    """The meaning of a letter, with or without a distinguishing number: k_h and k_h_2 are kernel heights.

    >>> meaning("F_2")
    'filters'
    """
    return MEANINGS.get(letter) or MEANINGS.get(re.sub(r"_\d+\Z", "", letter)) or "size"
