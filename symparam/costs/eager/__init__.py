"""A training step as an eager runtime takes it: what the forward pass keeps, and what the backward pass holds at once.

``tape`` records the operations of a model, ``backward`` walks them back and tells what is alive, ``step`` is the whole
step with weights, gradients and the optimizer, for each runtime of the table.
"""
