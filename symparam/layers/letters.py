"""What the letters of the rules mean, in words."""

from __future__ import annotations

import re

MEANINGS = {
    "H_in": "input height",
    "W_in": "input width",
    "D_in": "input depth",
    "C_in": "input channels",
    "H_out": "output height",
    "W_out": "output width",
    "D_out": "output depth",
    "C_out": "output channels",
    "d_in": "input features",
    "d_out": "output features",
    "T": "time steps",
    "T_out": "output time steps",
    "F": "filters",
    "k": "kernel size",
    "k_h": "kernel height",
    "k_w": "kernel width",
    "k_d": "kernel depth",
    "s": "stride",
    "s_h": "stride down",
    "s_w": "stride across",
    "s_d": "stride in depth",
    "d": "dilation",
    "d_h": "dilation down",
    "d_w": "dilation across",
    "d_d": "dilation in depth",
    "p": "padding",
    "p_h": "padding above and below",
    "p_w": "padding left and right",
    "p_d": "padding before and behind",
    "c": "cropping",
    "c_h": "cropping above and below",
    "c_w": "cropping left and right",
    "c_d": "cropping before and behind",
    "f": "factor",
    "f_h": "factor of the height",
    "f_w": "factor of the width",
    "f_d": "factor of the depth",
    "n": "copies",
    "n_cat": "categories",
    "n_oov": "places for unknown tokens",
    "n_tok": "tokens of a text",
    "n_fft": "length of a transform",
    "n_mel": "bands",
    "n_win": "length of a frame",
    "n_piece": "pieces",
    "n_head": "heads",
    "n_q": "heads of the query",
    "n_kv": "heads of key and value",
    "d_head": "features of a head",
    "d_k": "features of a key",
    "d_v": "features of a value",
    "H_new": "new height",
    "W_new": "new width",
    "S": "positions of key and value",
    "H": "height",
    "W": "width",
    "C": "channels",
    "g": "groups",
    "L": "number of blocks",
    "u": "units",
    "V": "vocabulary",
    "o": "output size",
    "p_out": "output padding",
    "d_v_in": "features of the value's input",
    "d_k_in": "features of the key's input",
    "d_q": "features of the query",
    "E": "embedding width",
    "m": "depth multiplier",
    "r": "rank of LoRA",
}


def meaning(letter: str) -> str:
    """The meaning of a letter, with or without a distinguishing number: k_h and k_h_2 are kernel heights.

    >>> meaning("F_2")
    'filters'
    """
    return MEANINGS.get(letter) or MEANINGS.get(re.sub(r"_\d+\Z", "", letter)) or "size"
