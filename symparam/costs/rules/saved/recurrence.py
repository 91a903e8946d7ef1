"""Rules of PyTorch's recurrent modules on a GPU, where cuDNN runs all steps in one call; and of their cells.

What cuDNN keeps for the backward pass, its reserve, is one array. Its size, and that of the workspace, was read off
runs on an H200 with cuDNN 9: the reserve is exact, the workspace exact for one layer in one direction of 192 to 512
features, and an estimate that is seldom below for others.
"""

from __future__ import annotations

from ....algebra import Dim, bind, ceil, exact, gathered, product
from ....errors import SizeError
from ....frozen import dataclass
from ....layers.fields import owner
from ...eager.tape import Value
from .activations import activate
from .call import Call
from .common import RULES

CUBLAS = 8 * 2**20  # what cuDNN takes for products of matrices, in each direction


@dataclass(frozen=True)
class Kind:
    """How many times T·N·h the reserve and the workspace are large, in either direction, and how many gates there are.

    ``input`` counts T·N·d_in. ``small`` is what the algorithm for few features takes besides, up to ``few`` of them
    (ATen/native/cudnn/RNN.cpp, ``use_rnn_persist_small_h``).
    """

    gates: int
    reserve: int
    work: int
    input: int
    both: int  # the workspace of both directions, T·N·d_in left out
    states: int  # N·h in the workspace
    small: int
    few: int
    deep: tuple[int, int]  # what several layers take more, in one direction and in both
    drops: int  # what dropout between them takes


KINDS = {
    "LSTM": Kind(4, 5, 5, 1, 14, 10, 16, 192, (0, 0), 1),
    "GRU": Kind(3, 6, 4, 2, 12, 5, 14, 192, (0, 0), 1),
    "RNN": Kind(1, 1, 4, 2, 10, 5, 9, 384, (-1, 2), 0),
}


@RULES.named("RNN", "LSTM", "GRU")
def _recurrent(c: Call) -> tuple[Value, ...]:
    """The input and the result are kept, the states at the start, and cuDNN's reserve."""
    layer, tape = c.layer, c.tape
    if tape.given.width != 4 or tape.given.narrow:
        raise SizeError(
            f"{owner(layer)}: what cuDNN takes for a {layer.type_name} in types of 2 bytes follows from the algorithm "
            "that it chooses, and is not described; in float32 it is"
        )
    if layer.proj_size != 0 and (layer.num_layers != 1 or layer.bidirectional):
        raise SizeError(f"{owner(layer)}: what cuDNN keeps with proj_size is described for one layer in one direction")
    states = [c.many(*state) for state in c.results[1:]]
    scratch = [_workspace(c)] if c.x.tracked else [_workspace(c), c.x.size]
    if layer.batch_first and len(c.shapes[0]) == 3:  # copies in the order of time
        scratch += [c.x.size, tape.bytes(c.size)]
    y = tape.run(
        c.size,
        c.x,
        keeps=(c.x,),
        result=True,
        extra=(_reserve(c), *map(tape.bytes, states)),
        weights=c.gradients(),
        scratch=gathered(scratch),
    )
    return (y, *(tape.run(state, y) for state in states))


def _reserve(c: Call) -> Dim:
    """Gates and states of all steps; of all layers but the last the results, and which of them are dropped."""
    layer, kind = c.layer, KINDS[type(c.layer).__name__]
    many, layers, h = product(c.shapes[0][:-1]), layer.num_layers, layer.hidden_size
    each = kind.reserve * h + (h + layer.proj_size if layer.proj_size != 0 else 0)
    numbers = product((layer.directions, gathered((product((layers, each)), product((layers - 1, layer.width))))))
    size = c.tape.bytes(c.many(many, numbers))
    if layer.dropout and layers != 1:
        bits = product((layers - 1, layer.directions, layer.directions, h))
        size = gathered((size, ceil(c.tape.bytes(c.many(many, bits), 1), 8)))
    return gathered((size, 256))


def _workspace(c: Call) -> Dim:
    """Gradients of the gates at all steps, copies of weights, and what products of matrices take."""
    layer, kind, tape = c.layer, KINDS[type(c.layer).__name__], c.tape
    h, d_in = layer.hidden_size, c.shapes[0][-1]
    features = bind(h, tape.bindings)
    if not isinstance(features, int):
        raise SizeError(f"{owner(layer)}: cuDNN chooses its algorithm by hidden_size, which must be a number here")
    times = (kind.both if layer.bidirectional else kind.work) + (kind.small if features <= kind.few else 0)
    if layer.num_layers != 1:
        times += kind.deep[layer.directions - 1] + (kind.drops if layer.dropout else 0) + layer.num_layers - 1
    steps = product((product(c.shapes[0][:-1]), gathered((product((times, h)), kind.input * d_in))))
    batch = exact(c.many(*c.results[1]), product((layer.num_layers, layer.directions, layer.width)))
    return gathered(
        (
            tape.bytes(gathered((c.many(steps), product((kind.states, layer.directions, batch, h))))),
            gathered(size for _, size in c.gradients()),
            layer.directions * CUBLAS,
        )
    )


# --- cells --------------------------------------------------------------------------------------------------------


@RULES.named("LSTMCell", "GRUCell")
def _gated_cell(c: Call) -> tuple[Value, ...]:
    """One kernel joins the maps of input and state, both of which are kept, and what it makes of them."""
    tape, layer = c.tape, c.layer
    x, state, *memory = _given(c)
    wide = c.many(*c.shapes[0][:-1], layer.gates, layer.hidden_size)
    a, b = c.map(x, wide, "weight_ih"), c.map(state, wide, "weight_hh")
    more = wide if memory else c.many(*c.shapes[0][:-1], 5, layer.hidden_size)
    y = tape.run(
        c.size,
        a,
        b,
        state,
        *memory,
        keeps=(a, b, *(memory or (state,))),
        extra=(tape.bytes(more),),
        result=bool(memory),
        weights=c.gradients("bias"),
        scratch=c.summed(wide) if layer.bias else 0,
    )
    return (y, tape.run(c.size, y)) if memory else (y,)


@RULES.named("RNNCell")
def _cell(c: Call) -> Value:
    x, state = _given(c)
    sum_ = c.add(c.size, c.map(x, c.size, "weight_ih", "bias_ih"), c.map(state, c.size, "weight_hh", "bias_hh"))
    return activate(c.tape, c.layer.nonlinearity, sum_, c.size)


def _given(c: Call) -> tuple[Value, ...]:
    """The input and the states, which are zeros where none is given."""
    if len(c.xs) > 1:
        return c.xs
    zeros = c.tape.enter(c.size)
    return (c.x, *(zeros for _ in range(c.layer.memory)))
