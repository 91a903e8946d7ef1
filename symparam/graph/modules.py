"""A PyTorch model: a graph of calls on whole shapes, and the tree of modules that were registered.

What a reader does:

- It makes the layers with their dotted path as name, ``lookup("Linear")(400, 120, name="fc1")``, and calls them on
  tensors of whole shapes, ``Input((BATCH, 3, H, W))``; functions of tensors are layers without weights and without a
  name. ``constant(shape)`` is a tensor that depends on no input, a parameter's value among them.
- It lists every module that is registered, in the order of registration, a parent before its children, as
  ``named_modules()`` does, but also under a second path where one module is registered twice (with the same layer).
- Where the forward of a container or of a user's class is run, ``visit()`` before it and
  ``Visit(outputs, start, visit())`` after it say which calls were made within, and what came out.
- Tensors that are computed and not returned go to ``loose``: PyTorch runs those calls too.

The rows of its report are the modules in the order of registration, each under its path, so that row name, dot and
weight name are the key of the ``state_dict``; a row of the name "" is the model itself, whose own parameters have
keys without a dot. A module without parameters is a row where it is called, a container or a user's class where it
holds parameters itself. Functions of tensors are rows without parameters behind the row whose output they take, as
Keras lists its operations, named after the module in whose forward they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Any, Self

from ..algebra import Need, Shape
from ..errors import ConditionError, LayerError
from ..frozen import dataclass
from ..layers.layer import Layer
from ..layers.torch.constant import Constant
from ..layers.torch.own import Own
from ..uncollected import uncollected
from ..weight import Weight
from .model import Model
from .module_order import named_functions, ordered
from .network import Entry, Xs
from .tensor import Node, Tensor, call, serial


@dataclass(frozen=True)
class Visit:
    """One run of a module's forward: what comes out, and the calls within, by their serial numbers.

    The calls are those from ``start`` on and before ``end``; see ``visit()``.
    """

    outputs: tuple[Tensor, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Module:
    """One registered module: its path in the model, "" for the model itself, and what it owns.

    ``layer`` is a module of torch.nn, None for containers and for classes of the user; ``parameters`` are those that
    such a class holds itself, buffers among them (``role="buffer"``). ``tied`` says for the name of a weight which
    parameter it is, "emb.weight"; ``frozen`` names the weights with ``requires_grad = False``. ``place`` is where the
    module is made, "net.py:14".
    """

    path: str
    type: str
    layer: Layer | None = None
    parameters: tuple[Weight, ...] = ()
    tied: Mapping[str, str] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    visits: tuple[Visit, ...] = ()
    place: str = ""

    def weights(self, *built: Shape) -> Iterator[Weight]:
        """Its own weights, as training sees them."""
        more = () if isinstance(self.layer, Own) else self.parameters
        for weight in (*(self.layer.weights(*built) if self.layer else ()), *more):
            yield replace(weight, trainable=False) if weight.name in self.frozen else weight

    def key(self, weight: str) -> str:
        """The key of one of its weights in the state_dict."""
        return f"{self.path}.{weight}" if self.path else weight


@dataclass(frozen=True, eq=False)
class ModuleModel(Model):
    """A PyTorch model, from ``inputs`` to ``outputs``, with its modules in the order of registration.

    >>> from symparam import Input
    >>> from symparam.algebra.batch import BATCH
    >>> from symparam.layers.torch import lookup
    >>> fc = lookup("Linear")(4, 3, name="fc")
    >>> x = Input((BATCH, 4), name="x")
    >>> ModuleModel(x, fc(x), modules=(Module("", "Net"), Module("fc", "Linear", fc))).derive().params
    15
    """

    modules: tuple[Module, ...] = field(default=(), kw_only=True)
    loose: tuple[Tensor, ...] = field(default=(), kw_only=True)  # computed, and not returned

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __post_init__(self) -> None:
        modules = tuple(
            replace(m, layer=Own.of(m.type, m.parameters, m.path)) if m.layer is None and m.parameters else m
            for m in self.modules
        )
        object.__setattr__(self, "modules", modules)
        super().__post_init__()

    @property
    def type_name(self) -> str:
        return next((m.type for m in self.modules if not m.path), "Module")

    @property
    def ends(self) -> tuple[Tensor, ...]:
        return (*self.outputs, *self.loose)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The modules that are layers and the functions, in the order of the rows."""
        calls: dict[int, list[Node]] = {}
        for node in sorted(self.nodes, key=lambda n: n.serial):
            if node.layer.listed:
                calls.setdefault(node.layer.identity, []).append(node)
        own = {m.layer.identity: m for m in reversed(self.modules) if m.layer is not None}
        modules = [
            Entry(m.path, m.layer, tuple(calls.get(m.layer.identity, ())))
            for m in self.modules
            if m.layer is not None and own[m.layer.identity] is m
            if m.layer.identity in calls or m.parameters or any(True for _ in m.layer.weights())
        ]
        given = {t.node for t in self.inputs}
        taken = {m.path for m in self.modules}
        inputs = [
            Entry(_free(node.layer.name or "input", taken), node.layer, (node,)) for node in self.nodes if node in given
        ]
        functions = [node for key, nodes in calls.items() if key not in own for node in nodes if node not in given]
        spans = [(v.start, v.end, m.path) for m in self.modules for v in m.visits]
        named = named_functions(functions, spans, taken)
        return (*inputs, *ordered(modules, [Entry(name, node.layer, (node,)) for node, name in named.items()]))

    @cached_property
    def paths(self) -> Mapping[Node, str]:
        """The name of the row of every call."""
        return {node: entry.name for entry in self.entries for node in entry.calls}

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """For each key of the state_dict the key under which its parameter counts: the first that is the same one."""
        first: dict[int, str] = {}
        same: dict[str, str] = {}

        def found(key: str) -> str:
            while same.get(key, key) != key:
                key = same[key]
            return key

        keys = []
        for m in self.modules:
            before = m.path if m.layer is None else first.setdefault(m.layer.identity, m.path)
            for weight in m.weights(*self._built(m)):
                keys.append(m.key(weight.name))
                other = m.tied.get(weight.name) or (
                    replace(m, path=before).key(weight.name) if before != m.path else ""
                )
                if other:
                    same.setdefault(found(other), found(other))
                    same[found(m.key(weight.name))] = found(other)
        canonical: dict[str, str] = {}
        for key in keys:
            canonical.setdefault(found(key), key)
        return {key: canonical[found(key)] for key in keys}

    def _built(self, module: Module) -> Xs:
        """The shapes on which a module is first called; none where it is never called."""
        if module.layer is None:
            return ()
        return next((tuple(t.shape for t in node.xs) for node in self._calls.get(module.layer.identity, ())), ())

    @cached_property
    def _calls(self) -> Mapping[int, tuple[Node, ...]]:
        return {entry.layer.identity: entry.calls for entry in self.entries}

    @cached_property
    def declared(self) -> tuple[tuple[Module, tuple[Weight, ...]], ...]:
        """Every module with its weights, in the order of registration."""
        return tuple((m, tuple(m.weights(*self._built(m)))) for m in self.modules)

    def conditions(self, *xs: Shape) -> Iterator[tuple[str, Need]]:
        """What is asked of the sizes, in the order of the calls, and what makes tied parameters fit."""
        model = self.placed(*xs)
        assert isinstance(model, ModuleModel)
        for node in sorted(model.nodes, key=lambda n: n.serial):
            for need in node.needs:
                yield model.paths.get(node, node.layer.type_name), need
        yield from model._ties()

    def _ties(self) -> Iterator[tuple[str, Need]]:
        shapes = {m.key(w.name): w.shape for m, weights in self.declared for w in weights}
        for m, weights in self.declared:
            for weight in weights:
                key = m.key(weight.name)
                owner = self.owners[key]
                if owner == key:
                    continue
                if len(shapes[owner]) != len(weight.shape):
                    raise LayerError(
                        f"{key} is tied to {owner}, and has {len(weight.shape)} axes, not {len(shapes[owner])}"
                    )
                for a, b in zip(shapes[owner], weight.shape, strict=True):
                    if a != b:
                        need = Need(a, "==", b, f"{weight.name} is tied to {owner}, so both must have one shape")
                        if need.is_number:
                            raise ConditionError(need.refusal(m.path))
                        yield m.path, need

    def _of(self, layers: Mapping[int, Layer], tensors: Mapping[Tensor, Tensor]) -> Self:
        """The model with other layers and other tensors, which its modules have too."""

        def moved(found: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
            return tuple(tensors[t] for t in found if t in tensors)

        modules = tuple(
            replace(
                m,
                layer=m.layer and layers.get(m.layer.identity, m.layer),
                visits=tuple(replace(v, outputs=moved(v.outputs)) for v in m.visits),
            )
            for m in self.modules
        )
        inputs, outputs, loose = map(moved, (self.inputs, self.outputs, self.loose))
        return replace(self, inputs=inputs, outputs=outputs, loose=loose, modules=modules)

    def derive(self) -> Any:
        """The formulas of every module and of the whole model."""
        from .module_rows import derive

        return uncollected(derive)(self)


def constant(shape: Shape | tuple[Any, ...], name: str | None = None) -> Tensor:
    """A tensor of that whole shape which depends on no input: a parameter, or what is made of sizes alone."""
    return call(Constant(tuple(shape), name=name), ())[0]


def visit() -> int:
    """The place of the next call in the order of all calls."""
    return next(serial)


def _free(name: str, taken: set[str]) -> str:
    number = 0
    found = name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found
