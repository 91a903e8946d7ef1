"""The arguments of Keras's calls beside the inputs: which have no say in shapes and counts, which are refused, and why.

A layer's ``call`` names the arguments that hold its inputs, ``call_options`` those that its rule follows, and
``beside`` the others, in Keras's order. While it builds a graph, Keras looks at the shape of no mask.
"""

from __future__ import annotations

WITHOUT_SAY = {
    "training": "training and inference differ in values alone",
    "mask": "a mask says which positions count; none is taken out",
    "query_mask": "a mask of the query's positions",
    "value_mask": "a mask of the value's positions",
    "key_mask": "a mask of the key's positions",
    "attention_mask": "a mask of pairs of positions, applied to the scores",
    "use_causal_mask": "a mask that Keras makes itself",
    "count_weights": "what each category counts, in place of 1",
}
REFUSED = {
    "constants": "it hands further tensors to the cell at each step, which only a cell of one's own could take",
}
EVERYWHERE = ("training",)  # Keras takes it from any call, and hands it on to the calls inside
