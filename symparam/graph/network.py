"""A graph of named layers between inputs and outputs, itself a layer that other models can call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ..algebra import Dim, Need, Shape, names_in, total
from ..errors import LayerError
from ..facts import Facts
from ..frozen import dataclass
from ..layers.binding import bound
from ..layers.core import InputLayer
from ..layers.fields import called
from ..layers.layer import Key, Layer, Output
from ..layers.naming import Namer
from ..several import single
from ..uncollected import uncollected
from ..weight import Weight
from .flattened import flattened, unflattened
from .least import settled
from .nested_inputs import Fixed, fit, numbers_fixed, spec_needs
from .order import dependency_order, row_order
from .subgraph import begun
from .tensor import Node, Tensor, entrance, ran
from .weight_sharing import shared_needs

DEEPEST = 40  # models inside one another
Xs = tuple[Shape, ...]
Ran = tuple[tuple[Shape, ...], tuple[Need, ...]]  # the outputs of a call, and its conditions in symbols


@dataclass(frozen=True)
class Entry:
    """A layer of a model under its name, with all calls of it."""

    name: str
    layer: Layer
    calls: tuple[Node, ...]

    def built(self, calls: list[Xs]) -> Xs:
        """The shapes on which the layer was built, for the input shapes of its calls."""
        return (self.calls[0].built or calls[0]) if calls else ()


@dataclass(frozen=True, eq=False)
class Network(Layer):
    """What a `Model` is as a graph: who feeds whom, which weights are shared, what is asked of the sizes.

    It knows nothing of what is made of it, reports and formulas: who makes them walks over it from outside, and so a
    block that is repeated is a network too.
    Raises LayerError where an output depends on no input, or where two layers have one name.
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    facts: Facts = field(default=Facts(), kw_only=True)
    sequential: bool = field(default=False, kw_only=True)  # a chain, listed without its input layer
    fixed: Fixed | None = field(default=None, kw_only=True)  # axes of its inputs that take one size alone; see nested

    if TYPE_CHECKING:  # what may be given; __post_init__ makes tuples of it

        def __init__(
            self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True, **more: Any
        ) -> None: ...

    freezes: ClassVar[bool] = False
    beside: ClassVar = ("training", "mask")

    __eq__ = object.__eq__  # a graph is equal to itself alone; a layer's own comparison would not see what is in it
    __hash__ = object.__hash__

    def __getstate__(self) -> dict[str, Any]:
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("inputs", "outputs")}
        return {**own, "graph": flattened(self.nodes, self.inputs, self.outputs)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        inputs, outputs = unflattened(state.pop("graph"))
        self.__dict__.update(state, inputs=inputs, outputs=outputs)

    def __post_init__(self) -> None:
        inputs, outputs = (tuple(_tensors(self, name, getattr(self, name))) for name in ("inputs", "outputs"))
        if not inputs or not outputs:
            raise LayerError(f"{self.title} needs at least one input and one output")
        for name, tensors in zip(("inputs", "outputs"), begun(inputs, outputs), strict=True):
            object.__setattr__(self, name, tensors)
        if self.levels > DEEPEST:
            raise LayerError(f"{self.title}: more than {DEEPEST} models stand inside one another")
        _ = self._shared  # equal sizes are conditions; what is unequal in numbers raises

    def __repr__(self) -> str:
        takes, gives = (", ".join(map(repr, ends)) for ends in (self.inputs, self.outputs))
        return f"{type(self).__name__}({self.name or self.type_name.lower()}: {takes} -> {gives})"

    @property
    def type_name(self) -> str:
        return "Sequential" if self.sequential else "Functional"

    @property
    def title(self) -> str:
        """How a message names the model."""
        return self.name or "the model"

    @property
    def xs(self) -> Xs:
        """The shapes of its own inputs."""
        return tuple(t.shape for t in self.inputs)

    @cached_property
    def levels(self) -> int:
        """How many models stand inside one another here."""
        inside = [getattr(entry.layer, "layer", entry.layer) for entry in self.entries]
        return 1 + max((layer.levels for layer in inside if isinstance(layer, Network)), default=0)

    # --- the graph ----------------------------------------------------------------------------------------------

    @property
    def ends(self) -> tuple[Tensor, ...]:
        """The tensors behind which nothing is called."""
        return self.outputs

    @cached_property
    def _order(self) -> tuple[list[Node], dict[int, int], list[Node]]:
        """All calls, inputs first; the first visit of each layer; inputs that no output depends on."""
        nodes, visits = dependency_order(self.ends)
        given = {t.node: None for t in self.inputs}
        for node in nodes:
            if isinstance(node.layer, InputLayer) and node not in given:
                raise LayerError(
                    f"{self.title}: its outputs depend on an input of shape {node.shapes[0]} that is not "
                    "among its inputs"
                )
        used = set(nodes)
        return nodes, visits, [node for node in given if node not in used]

    @cached_property
    def nodes(self) -> list[Node]:
        """All calls, inputs first."""
        nodes, _, unused = self._order
        return [*unused, *nodes]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The layers under their names, in Keras's order."""
        groups = [group for group in row_order(*self._order) if group[0].layer.listed]
        namer = Namer()
        names: dict[Node, str] = {}
        for first in sorted((group[0] for group in groups), key=lambda node: node.serial):
            names[first] = first.layer.name or namer(first.layer.type_name)
        if len(set(names.values())) < len(names):
            seen: set[str] = set()
            twice = next(n for n in names.values() if n in seen or seen.add(n))  # type: ignore[func-returns-value]
            raise LayerError(f"{self.title} has two layers named {twice}; names must differ")
        return tuple(Entry(names[group[0]], group[0].layer, tuple(group)) for group in groups)

    # --- other inputs than its own --------------------------------------------------------------------------------

    @cached_property
    def _runs(self) -> dict[Xs, dict[Node, Ran]]:
        return {}

    def _ran(self, xs: Xs) -> dict[Node, Ran]:
        """Every call, for these input shapes of the model."""
        if xs not in self._runs:
            if len(self._runs) >= 8:
                self._runs.clear()
            given = dict(zip((t.node for t in self.inputs), xs, strict=True))
            run: dict[Node, Ran] = {}
            for node in self.nodes:
                run[node] = ((given[node],), ()) if node in given else ran(node.layer, _inputs(node, run))
            self._runs[xs] = run
        return self._runs[xs]

    def _called(self, xs: Xs) -> Iterator[tuple[Entry, Node, Xs, Ran]]:
        """Every call of every layer: its inputs, outputs and conditions."""
        own = xs == self.xs  # no other sizes, so nothing is worked out anew
        run = {} if own else self._ran(xs)
        for entry in self.entries:
            for node in entry.calls:
                if own:
                    yield entry, node, tuple(t.shape for t in node.xs), (node.shapes, node.needs)
                else:
                    yield entry, node, _inputs(node, run), run[node]

    def calls(self, *xs: Shape) -> Iterator[tuple[Entry, list[Xs]]]:
        """Each layer with the input shapes of all its calls, for the given input shapes of the model."""
        if xs == self.xs:
            return iter(self._own_calls)
        run = self._ran(xs)
        return ((entry, [_inputs(node, run) for node in entry.calls]) for entry in self.entries)

    @cached_property
    def _own_calls(self) -> list[tuple[Entry, list[Xs]]]:
        """The same for its own inputs."""
        return [(entry, [tuple([t.shape for t in node.xs]) for node in entry.calls]) for entry in self.entries]

    # --- inside another model -------------------------------------------------------------------------------------

    @cached_property
    def _fixed(self) -> Fixed:
        """The axes of its inputs that take one size alone, where it is called by another model."""
        return numbers_fixed(self.xs) if self.fixed is None else self.fixed

    def placed(self, *xs: Shape) -> Self:
        """The model as it stands in another one that calls it on these shapes: its weights are built on its own.

        Raises LayerError where a layer does not take what comes.
        """
        if xs == self.xs or not self._fixed:
            return self.at(*xs)
        if xs not in self._placed:
            if len(self._placed) >= 8:
                self._placed.clear()
            shapes = fit(self.xs, self._fixed, xs)
            model = self.at(*shapes.built)
            if shapes.run != shapes.built:
                built = {entry.layer.identity: entry.built(calls) for entry, calls in model.calls(*model.xs)}
                model = model.rebuilt(lambda layer: layer, shapes.run, built)
            self._placed[xs] = model
        return self._placed[xs]

    @cached_property
    def _placed(self) -> dict[Xs, Self]:
        return {}

    @cached_property
    def _undecided(self) -> str | None:
        """The first layer with a weight whose size an open axis decides, where the inputs say which axes are open."""
        if not self.fixed:
            return None
        names = frozenset().union(
            *(
                names_in(n)
                for x, held in zip(self.xs, self.fixed, strict=True)
                for n, f in zip(x, held, strict=True)
                if not f
            )
        )
        for entry, calls in self.calls(*self.xs) if names else ():
            for weight in entry.layer.weights(*entry.built(calls)):
                if any(names & names_in(n) for n in weight.shape):
                    return f"{entry.name} has a weight {weight.name} of shape {weight.shape}"
        return None

    def accept(self, *xs: Shape) -> None:
        if len(xs) != len(self.inputs):
            raise LayerError(f"{self.title} takes {len(self.inputs)} inputs, not {len(xs)}")
        for x, t in zip(xs, self.inputs, strict=True):
            if len(x) != len(t.shape) and abs(len(x) - len(t.shape)) > 1:
                raise LayerError(f"{self.title} takes an input of shape {t.shape}, not {x}")
        if self._undecided is not None:
            raise LayerError(
                f"{self.title}: its Input leaves an axis open (None), and {self._undecided}; give that axis a size"
            )

    def output(self, *xs: Shape) -> Output:
        outs = tuple(t.shape for t in self.placed(*xs).outputs)
        return single(outs)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for _, weight in self.owned(*xs):
            yield weight

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        model = self.placed(*xs)
        seen: set[Key] = set()
        for entry, calls in model.calls(*model.xs):
            for key, weight in entry.layer.owned(*entry.built(calls)):
                if key not in seen:
                    seen.add(key)
                    yield key, replace(weight, name=f"{entry.name}/{weight.name}")

    def conditions(self, *xs: Shape) -> Iterator[tuple[str, Need]]:
        """What is asked of the sizes, in symbols, and the layer that asks it."""
        return iter(self.placed(*xs)._asked)

    @cached_property
    def _asked(self) -> tuple[tuple[str, Need], ...]:
        """The same on its own inputs."""
        called: list[tuple[str, Need]] = []
        for entry in self.entries:
            needs = [need for node in entry.calls for need in node.needs]
            once = dict.fromkeys(needs) if len(entry.calls) > 1 else needs  # called twice it asks the same twice
            called += [(entry.name, need) for need in once]
        return (*called, *self._shared)

    @cached_property
    def _shared(self) -> tuple[tuple[str, Need], ...]:
        """What layers that are called more than once ask for their weights."""
        return tuple(self._sharing(self._own_calls))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self._fixed and xs != self.xs:
            yield from spec_needs(self.title, self.xs, self._fixed, xs)
        for name, need in self.conditions(*xs):
            yield Need(need.left, need.op, need.right, f"{name}: {need.why}")

    @staticmethod
    def _sharing(calls: Sequence[tuple[Entry, list[Xs]]]) -> Iterator[tuple[str, Need]]:
        """The weights of a layer are the same in all its calls, those in models inside among them."""
        seen: dict[int, Xs] = {}
        models = any(isinstance(entry.layer, Network) for entry, _ in calls)
        for entry, xs in calls:
            if len(xs) > 1 and entry.calls[0].built is None:
                for need in shared_needs(entry.name, entry.layer, xs):
                    yield entry.name, need
            for key, layer, built in _layers(entry, xs) if models else ():
                if seen.setdefault(key, built) != built:
                    for need in shared_needs(entry.name, layer, [seen[key], built]):
                        yield entry.name, need

    def macs(self, *xs: Shape) -> Dim:
        model = self.placed(*xs)
        return total(node.layer.macs(*inputs) for _, node, inputs, _ in model._called(model.xs))

    @cached_property
    def built_layers(self) -> dict[int, tuple[Layer, Xs]]:
        """Every layer in it and in models inside, by its identity, and the shapes on which it is built there."""
        found: dict[int, tuple[Layer, Xs]] = {}
        for entry, calls in self.calls(*self.xs):
            for key, layer, built in _layers(entry, calls):
                found.setdefault(key, (layer, built))
        return found

    def cache(self, *xs: Shape) -> Dim:
        model = self.placed(*xs)
        return total(node.layer.cache(*inputs) for _, node, inputs, _ in model._called(model.xs))

    def idle(self, *xs: Shape) -> Dim:
        model = self.placed(*xs)
        return total(entry.layer.idle(*entry.built(calls)) for entry, calls in model.calls(*model.xs))

    # --- changed models -------------------------------------------------------------------------------------------

    def map_layers(self, change: Callable[[Layer], Layer], xs: Xs | None = None) -> Self:
        """The model with every distinct layer replaced by ``change(layer)`` once, on input shapes ``xs`` or its own.

        Models inside are changed first.
        """

        def changed(layer: Layer) -> Layer:
            return change(layer.map_layers(change) if isinstance(layer, Network) else layer)

        return self.rebuilt(changed, xs)

    def bound(self, bindings: Mapping[str, Dim]) -> Self:
        """The model with symbols replaced by name in its inputs and in all layers inside."""
        return self._bound(bindings, tuple(x.bind(bindings) for x in self.xs))

    def bound_within(self, bindings: Mapping[str, Dim]) -> Self:
        """The model as a layer of another one, with symbols replaced by name in all layers inside.

        A symbol of its inputs stays, unless ``fixed`` is given: it takes any size, and a number would take only itself.
        """
        return self._bound(bindings, self._bound_inputs(bindings))

    def _bound(self, bindings: Mapping[str, Dim], xs: Xs) -> Self:
        def change(layer: Layer) -> Layer:
            return layer.at(*layer._bound_inputs(bindings)) if isinstance(layer, Network) else bound(layer, bindings)

        return self.map_layers(change, xs)

    def _bound_inputs(self, bindings: Mapping[str, Dim]) -> Xs:
        return tuple(x.bind(bindings) for x in self.xs) if self.fixed else self.xs

    def at(self, *xs: Shape) -> Self:
        """The model on other input shapes."""
        return self if xs == self.xs else self.rebuilt(lambda layer: layer, xs)

    @uncollected
    def rebuilt(
        self, change: Callable[[Layer], Layer], xs: Xs | None = None, built: Mapping[int, Xs] | None = None
    ) -> Self:
        """The same graph of changed layers on input shapes, or its own; models inside are layers like the others.

        A call is worked out anew only where something changed. ``built`` says on which shapes layers stay built.
        """
        layers: dict[int, Layer] = {}
        for entry in self.entries:
            layer = entry.layer if entry.layer.name else replace(entry.layer, name=entry.name)
            layers[entry.layer.identity] = change(layer)
        layers |= {n.layer.identity: change(n.layer) for n in self.nodes if not n.layer.listed}
        tensors: dict[Tensor, Tensor] = {}
        for t, x in zip(self.inputs, self.xs if xs is None else xs, strict=True):
            layer = layers[t.node.layer.identity]
            assert isinstance(layer, InputLayer)
            made = entrance(layer if layer.shape == x else replace(layer, shape=x))
            tensors[t] = Tensor(replace(made.node, serial=t.node.serial))
        for node in self.nodes:
            if not node.inputs and Tensor(node) in tensors:
                continue
            layer = layers[node.layer.identity]
            layer = layer.called(**{option: getattr(node.layer, option) for option in layer.call_options})
            new = _anew(node, layer, tuple(tensors[t] for t in node.inputs))
            if built is not None:
                new = replace(new, built=built.get(node.layer.identity))
            tensors.update((Tensor(node, i), Tensor(new, i)) for i in range(len(new.shapes)))
        return self._of(layers, tensors)

    def _of(self, layers: Mapping[int, Layer], tensors: Mapping[Tensor, Tensor]) -> Self:
        """The model with other layers, by the identity of those that they replace, and with other tensors."""
        inputs, outputs = (tuple(tensors[t] for t in ends) for ends in (self.inputs, self.outputs))
        return replace(self, inputs=inputs, outputs=outputs)


def _layers(entry: Entry, calls: list[Xs]) -> Iterator[tuple[int, Layer, Xs]]:
    """The layer of an entry, or those in it where it is a model: identity, layer, and the shapes it is built on."""
    layer = entry.layer
    if isinstance(layer, Network):
        for key, (inner, built) in layer.placed(*calls[0]).built_layers.items():
            yield key, inner, built
    else:
        yield layer.identity, layer, entry.built(calls)


def _inputs(node: Node, run: dict[Node, Ran]) -> Xs:
    return tuple(run[t.node][0][t.index] for t in node.xs)


def _anew(node: Node, layer: Layer, inputs: tuple[Tensor, ...]) -> Node:
    """The call with another layer or on other tensors."""
    new = replace(node, layer=layer, inputs=inputs)
    shapes = tuple(t.shape for t in new.xs)
    if layer == node.layer and shapes == tuple(t.shape for t in node.xs):
        return new
    outs, needs = ran(layer, shapes)
    return replace(new, shapes=settled(outs, needs, inputs), needs=needs)


def _tensors(model: Network, name: str, value: Any) -> Iterator[Tensor]:
    """The tensors in a structure, in Keras's order: by the sorted keys of a dictionary."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _tensors(model, name, item)
    elif isinstance(value, dict):
        for key in sorted(value, key=str):
            yield from _tensors(model, name, value[key])
    elif isinstance(value, Layer):
        raise LayerError(
            f"{model.title}: {name} are tensors, and {called(value)} is a layer; call it on a tensor first"
        )
    else:
        raise LayerError(f"{model.title}: {name} are tensors made by Input(shape) and layers, not {value!r}")
