"""The most memory that a training step takes at once, by the rule of its runtime."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...algebra import Dim, exact, gathered, product
from ...errors import SizeError
from ..dtypes import width
from .backward import Walk, kept, learning, value_of
from .play import play
from .runtimes import RUNTIMES, slots
from .tape import Given, Op, Store, Tape, Value

if TYPE_CHECKING:
    from ..table import Options
    from ..work import Work


def training(numbers: Dim, trainable: Dim, work: Sequence[Work], o: Options) -> list[Dim]:
    """The moments of a step of which one takes the most memory, in bytes.

    ``numbers`` are those of all weights, of which so many are ``trainable``.
    """
    runtime = RUNTIMES[o.runtime]
    tape, given, outputs = record(work, o)
    if o.lora:
        trainable = exact(learning(tape.ops), width(o.dtype))
        numbers = gathered((numbers, trainable))
    lasting = gathered((_weights(numbers, trainable, o), *(v.store.size for v in given)))
    if runtime.bound:
        return _bound(tape, lasting, trainable, o)
    walk = Walk([v.store for v in (*given, *outputs)])
    walk.now.add(_weights(numbers, trainable, o))
    walk.keep(tape.ops)
    if runtime.keeps_outputs:
        _forward(walk, tape)
    _loss(walk, tape, outputs, o)
    walk.back(tape.ops)
    moments = [value_of(moment) for moment in walk.moments]
    ends = gathered(v.store.size for v in _distinct(outputs))
    return [*moments, gathered((lasting, ends, _optimizer(trainable, o)))]


def record(work: Sequence[Work], o: Options) -> tuple[Tape, list[Value], list[Value]]:
    """The tape of a model, with what it is given and what it gives."""
    autocast = o.precision == "autocast"
    if autocast and (o.runtime != "pytorch" or width(o.dtype) != 4):
        raise SizeError("autocast is PyTorch's, on weights in float32; give --runtime pytorch and no other --dtype")
    tape = Tape(
        Given(o.batch, width(o.dtype), RUNTIMES[o.runtime].rules, o.checkpoint, o.lora, narrow=2 if autocast else 0)
    )
    calls = sorted(work, key=lambda w: w.order)
    values = play(tape, calls, {})
    entered = dict.fromkeys(a.key for w in calls for a in (w.inputs or w.outputs) if not values[a.key].tracked)
    made = {a.key for w in calls if w.inputs for a in w.outputs}
    ends = dict.fromkeys(key for w in calls for key in w.kept)
    if (o.checkpoint or o.lora) and not tape.blocks:
        option = "checkpoint" if o.checkpoint else "lora"
        raise SizeError(f"{option} is about equal blocks, one after the other, and this model has none; leave it out")
    return tape, [values[key] for key in entered if key not in made], [values[key] for key in ends]


def _weights(numbers: Dim, trainable: Dim, o: Options) -> Dim:
    """Weights and what the optimizer keeps of them."""
    each = width(o.dtype)
    own = (slots(o.optimizer)[0] + 1) * 4 if o.precision == "mixed" else slots(o.optimizer)[0] * each
    return gathered((product((each, numbers)), product((own, trainable))))


def _optimizer(trainable: Dim, o: Options) -> Dim:
    """Gradients, and what the optimizer's step takes besides; with master copies, of gradients in float32 too."""
    each, more = width(o.dtype), slots(o.optimizer)[1]
    return product((each + 4 * (1 + more) if o.precision == "mixed" else each * (1 + more), trainable))


def _distinct(values: Iterable[Value]) -> list[Value]:
    return list({v.store: v for v in values}.values())


def _forward(walk: Walk, tape: Tape) -> None:
    """The end of a forward pass whose runner has the outputs of all layers."""
    results = [v.store for v in _distinct(tape.results)]
    for store in results:
        walk.hold(store)
    walk.note()
    for store in results:
        walk.release(store)


def _loss(walk: Walk, tape: Tape, outputs: Sequence[Value], o: Options) -> None:
    """The gradients of the outputs, as the loss makes them."""
    for y in _distinct(outputs):
        if not y.tracked:
            continue
        gradient = Store(y.size)
        walk.hold(gradient)
        walk.gradients[y] = gradient
        walk.note(*_besides(y, o))
    if not walk.gradients:
        raise SizeError("no weight is trainable, so that there is no training step; --what peak is a forward pass")


def _besides(y: Value, o: Options) -> tuple[Dim, ...]:
    """What a loss takes besides the output and its gradient; log-probabilities and their gradients are in float32."""
    size = y.size
    if o.loss == "cross_entropy" and y.width < 4:
        return (exact(product((3 * 4 - y.width, size)), y.width),)
    if o.loss == "square" and y.width < width(o.dtype):  # autocast takes squares in float32
        return (exact(product((5 * 4 - y.width, size)), y.width),)
    return (size,) * {"square": 3, "cross_entropy": 2, "mean": 0}[o.loss]


def _bound(tape: Tape, lasting: Dim, trainable: Dim, o: Options) -> list[Dim]:
    """Every result and what is kept besides, the gradients of all weights, and those of one operation's tensors."""
    every = dict.fromkeys((*tape.made, *kept(tape.ops)))
    base = gathered((lasting, product((width(o.dtype), trainable)), *(store.size for store in every)))
    pairs = [
        gathered((op.output.size, *(x.size for x in op.inputs), op.scratch)) for op in tape.ops if isinstance(op, Op)
    ]
    return [gathered((base, pair)) for pair in dict.fromkeys(pairs)] or [base]
