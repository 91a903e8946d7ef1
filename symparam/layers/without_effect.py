"""Keras's arguments without effect on shapes and counts, of any layer: of constructors, in configs, and in calls.

What a single class takes besides is its own ``inert`` and ``also`` (of its constructor) and ``beside`` (of its call),
in Keras's order. A layer's ``call`` names the arguments that hold its inputs, ``call_options`` those that its rule
follows. While it builds a graph, Keras looks at the shape of no mask.
"""

from __future__ import annotations

from typing import Any

# --- constructors ---------------------------------------------------------------------------------------------------

IN_ANY_CLASS = ("dtype", "autocast", "activity_regularizer")  # keras.layers.Layer.__init__

# --- configs --------------------------------------------------------------------------------------------------------

IN_ANY_CONFIG = frozenset((  # what Keras of some version writes for any layer
    *IN_ANY_CLASS, "batch_input_shape", "batch_shape", "input_shape", "input_dtype", "batch_size", "input_dim",
    "input_length", "sparse", "ragged", "optional", "quantization_config", "dynamic", "input_spec", "build_config",
    "shared_object_id", "seed", "weights", "data_format",
))  # fmt: skip
ENDINGS = ("_initializer", "_regularizer", "_constraint")
NEUTRAL = {"groups": 1, "noise_shape": None}  # what tf.keras writes for layers that do not have it


def is_passed_over(key: str, value: Any) -> bool:
    """Whether a key of a config that is no argument of the layer changes nothing.

    >>> is_passed_over("groups", 1), is_passed_over("groups", 2), is_passed_over("kernel_initializer", "zeros")
    (True, False, True)
    """
    return key in IN_ANY_CONFIG or key.endswith(ENDINGS) or (key in NEUTRAL and value == NEUTRAL[key])


# --- calls ----------------------------------------------------------------------------------------------------------

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
IN_ANY_CALL = ("training",)  # Keras takes it from any call, and hands it on to the calls inside
