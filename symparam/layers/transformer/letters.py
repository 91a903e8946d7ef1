"""What the letters of these layers' rules mean."""

from __future__ import annotations

LETTERS = {
    "T": "positions",
    "S": "positions of the other sequence",
    "d": "features of a position",
    "d_out": "features that come out",
    "n_q": "heads",
    "n_kv": "heads of keys and values",
    "d_h": "features of a head",
    "f": "hidden units",
    "f_s": "hidden units of the shared expert",
    "E": "experts",
    "G": "groups",
    "k": "experts that a position goes through",
    "V": "tokens of the vocabulary",
    "n": "rows",
    "n_type": "kinds of tokens",
    "b": "buckets of distances",
    "r_q": "rank of the queries",
    "r_kv": "rank of keys and values",
    "d_n": "features of a head without position",
    "d_r": "features of a head with position",
    "d_v": "features of a head's values",
    "C": "channels",
    "p": "side of a patch",
    "s": "numbers in the state of a channel",
    "c": "positions of the convolution",
    "r": "rank of the time step",
}
