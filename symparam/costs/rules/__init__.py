"""What the costs ask of a layer beyond its own ``macs``: verbs beside the layers, one function for each family.

The receptive field of a call of ``Conv2D(8, 3, strides=2)``, say, is worked out from what `keras_receptive` says of it,
"two axes, each through a window of 3 at every second position"; what torchinfo counts for it from `tool_counts`; and
what PyTorch keeps for the way back from `saved`, "the input". The graph hands each call its rules when it traces a
model; nothing here is loaded before a cost is asked for.
"""
