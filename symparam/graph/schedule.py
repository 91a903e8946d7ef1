"""Model → Calls: every application of a layer in the order of the calls, models inside the model opened up."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ..algebra import Dim, Shape, exact, product
from ..algebra.batch import has_batch
from ..costs import Array, Rules, Sight, Work
from ..layers.core import InputLayer
from ..layers.layer import Layer
from .network import Network
from .repeat import Repeat
from .repeat_memory import inside
from .repeat_memory import record as blocks
from .tensor import Tensor

if TYPE_CHECKING:
    from ..costs.eager.tape import Tape, Value

# in use, not in training, these hand on their input as it is
PASSED_ON = (
    "Dropout",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "AlphaDropout",
    "GaussianDropout",
    "GaussianNoise",
    "ActivityRegularization",
    "Identity",
    "Masking",
)


# PyTorch's functions and modules whose output is the memory of their first input (torch docs, "Tensor Views")
VIEWS = frozenset((
    "view", "reshape", "flatten", "unflatten", "squeeze", "unsqueeze", "transpose", "permute", "movedim", "moveaxis",
    "swapaxes", "swapdims", "expand", "expand_as", "view_as", "reshape_as", "narrow", "select", "chunk", "split",
    "unbind", "tensor_split", "hsplit", "vsplit", "dsplit", "diagonal", "detach", "contiguous", "ravel", "T", "mT", "H",
    "mH", "t", "unfold", "as_strided", "__getitem__", "real", "imag", "view_as_complex", "view_as_real", "Flatten",
    "Unflatten", "Identity", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
    "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout",
))  # fmt: skip


def is_view(layer: Layer) -> bool:
    """Whether a layer of PyTorch hands on the memory of its input."""
    return layer.pytorch and layer.type_name in VIEWS


def work_of(model: Network) -> tuple[Work, ...]:
    """All calls of the layers of a model, in order."""
    walk = _Walk()
    outputs = walk.model(model, tuple(walk.array(t.shape) for t in model.inputs), None)
    ends = {a.key for a in outputs}
    return tuple(
        replace(call, kept=kept) if (kept := tuple(a.key for a in call.outputs if a.key in ends)) else call
        for call in walk.calls
    )


def trace(model: Network) -> dict[str, tuple[Work, ...]]:
    """The calls of each row by its name."""
    rows: dict[str, list[Work]] = {}
    for call in work_of(model):
        rows.setdefault(call.row, []).append(call)
    return {name: tuple(calls) for name, calls in rows.items()}


class _Walk:
    """The calls so far; arrays are numbered as they appear."""

    def __init__(self) -> None:
        self.calls: list[Work] = []
        self.arrays = 0
        self.block: tuple[int, int] | None = None

    def array(self, shape: Shape, times: Dim = 1, held: bool = False) -> Array:
        self.arrays += 1
        return Array(self.arrays, shape, times, held)

    def model(self, model: Network, given: tuple[Array, ...], row: str | None) -> tuple[Array, ...]:
        """Trace a model on arrays; the row is the outermost model's, where there is one."""
        model = model.placed(*(a.shape for a in given))
        known = dict(zip(model.inputs, given, strict=True))
        names = {id(node): entry.name for entry in model.entries for node in entry.calls}
        for node in sorted(model.nodes, key=lambda n: n.serial):
            if not node.layer.listed:
                known[Tensor(node)] = self.array(node.shapes[0], held=node.layer.held)
                continue
            name = row or names[id(node)]
            inputs = tuple(known[t] for t in node.xs if t in known)
            outputs: tuple[Array, ...]
            if isinstance(node.layer, InputLayer):
                outputs = (known[Tensor(node)],)
                self._call(node.layer, name, (), outputs, alias=True)
            else:
                outputs = self.layer(node.layer, name, inputs, node.shapes)
            for i, array in enumerate(outputs):
                known.setdefault(Tensor(node, i), array)
        return tuple(known[t] for t in model.outputs)

    def layer(self, layer: Layer, row: str, inputs: tuple[Array, ...], shapes: tuple[Shape, ...]) -> tuple[Array, ...]:
        if isinstance(layer, Network):
            return self.model(layer, inputs, row)
        if isinstance(layer, Repeat) and isinstance(layer.times, int):
            start, outer = len(self.calls), self.block
            for i in range(layer.times):
                self.block = outer or (start, i)
                inputs = self.model(layer.model(inputs[0].shape), inputs, row)
            self.block = outer
            return inputs
        joins = layer.joins_batch(*(a.shape for a in inputs))
        alias = type(layer).__name__ in PASSED_ON or layer.hands_on or joins or is_view(layer)
        times = _times(inputs)
        outputs = tuple(
            self.array(shape, exact(inputs[0].elements, shape.volume) if joins else times) for shape in shapes
        )
        self._call(layer, row, inputs, outputs, alias and len(inputs) == 1)
        return outputs

    def _call(self, layer: Layer, row: str, inputs: tuple[Array, ...], outputs: tuple[Array, ...], alias: bool) -> None:
        xs = tuple(a.shape for a in inputs)
        times = _times(inputs)
        rules = Rules(
            partial(_macs, layer, xs, times),
            partial(_counted, layer, xs, tuple(a.shape for a in outputs), times),
            partial(_sights, layer, xs),
            cache=partial(layer.cache, *xs),
            idle=partial(layer.idle, *xs),
            record=partial(_recorded, layer, xs, tuple(a.shape for a in outputs), times),
        )
        if isinstance(layer, Repeat):
            inner = partial(inside, layer, xs[0], work_of)
            rules = replace(rules, inside=inner, record=partial(blocks, layer, xs[0], work_of))
        whole = any(has_batch(a.shape) for a in (*inputs, *outputs))
        self.calls.append(Work(row, len(self.calls), inputs, outputs, rules, alias, block=self.block, whole=whole))


def _times(inputs: tuple[Array, ...]) -> Dim:
    """How often a layer runs for each sample: as often as its inputs stand in it, constants aside."""
    return next((a.times for a in inputs if a.times != 1), 1)


def _macs(layer: Layer, xs: tuple[Shape, ...], times: Dim) -> Dim:
    return product((times, layer.macs(*xs)))


def _counted(layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...], times: Dim, tool: str) -> Dim:
    from ..costs.rules.tool_counts import counted

    return product((times, counted(layer, xs, ys, tool)))


def _recorded(
    layer: Layer, xs: tuple[Shape, ...], ys: tuple[Shape, ...], times: Dim, tape: Tape, values: tuple[Value, ...]
) -> tuple[Value, ...]:
    from ..costs.rules.saved import record

    return record(layer, xs, ys, times, tape, values)


def _sights(layer: Layer, xs: tuple[Shape, ...]) -> tuple[tuple[Sight, ...], ...]:
    if layer.pytorch:
        from ..costs.rules.torch_receptive import sights as of_torch

        return of_torch(layer, *xs)
    from ..costs.rules.keras_receptive import sights

    return sights(layer, xs)
