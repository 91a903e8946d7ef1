"""The rule of a mixture of experts as transformers runs it: tokens in the order of their experts, one product for all.

How many tokens each expert gets follows from the data; how many there are in all, k for each position, does not
(transformers 5, ``integrations/moe.py``, ``grouped_mm_experts_forward``).
"""

from __future__ import annotations

from ....algebra import Dim, product
from ....errors import SizeError
from ....layers.fields import owner
from ....layers.transformer.feed_forward import Mixture
from ...eager.tape import Value
from .activations import activate, softmax
from .call import Call
from .common import RULES


@RULES.of(Mixture)
def _mixture(c: Call) -> Value:
    layer = c.layer
    if layer.expert_bias:
        raise SizeError(f"{owner(layer)}: what experts with biases keep for their gradient is not described")
    rows = c.many(*c.shapes[0][:-1])
    shares = _routed(c, rows)
    y = _experts(c, shares, product((rows, layer.chosen)))
    return y if layer.shared is None else c.add(c.size, y, _shared(c, rows))


def _routed(c: Call, rows: Dim) -> Value:
    """The probabilities of all experts, and the places and shares of those that are chosen."""
    layer, tape = c.layer, c.tape
    every, chosen = product((rows, layer.experts)), product((rows, layer.chosen))
    logits = c.map(c.x, every, f"{layer.router}.")
    logits = tape.run(every, logits, width=4) if logits.width < 4 else logits
    best = tape.run(chosen, softmax(tape, logits, every), extra=(tape.bytes(chosen, 8),))
    return tape.run(chosen, best, keeps=(best,))


def _experts(c: Call, shares: Value, rows: Dim) -> Value:
    """Each chosen token goes through f gated units; the places of tokens are kept, 8 bytes each, in both orders."""
    layer, tape = c.layer, c.tape
    d, units, places = c.shapes[0][-1], layer.units, tape.bytes(rows, 8)
    width = tape.given.width
    wide, narrow = product((rows, d)), product((rows, units))

    def mapped(x: Value, elements: Dim, name: str) -> Value:
        gradients = c.gradients(name)
        return tape.run(elements, x, keeps=(x,) if gradients else (), weights=gradients, width=width)

    both = mapped(tape.run(wide, c.x, extra=(places,), width=width), product((2, narrow)), "experts.gate_up_proj")
    gate, up = tape.view(both, narrow), tape.view(both, narrow)
    y = mapped(c.times_each(narrow, activate(tape, "silu", gate, narrow), up), wide, "experts.down_proj")
    weighted = tape.run(wide, y, shares, keeps=(y, shares))
    return tape.run(c.size, tape.run(wide, weighted, extra=(places,)), width=c.x.width)


def _shared(c: Call, rows: Dim) -> Value:
    """The expert that all tokens go through, and its gate where it has one."""
    layer, name = c.layer, c.layer.shared_name
    units = product((rows, layer.shared))
    gate, up = (c.map(c.x, units, f"{name}.{part}.") for part in ("gate_proj", "up_proj"))
    y = c.map(c.times_each(units, activate(c.tape, "silu", gate, units), up), c.size, f"{name}.down_proj.")
    if not layer.shared_gate:
        return y
    return c.times_each(c.size, activate(c.tape, "sigmoid", c.map(c.x, rows, f"{name}_gate."), rows), y)
