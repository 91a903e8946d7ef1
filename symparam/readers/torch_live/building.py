"""From a live module to the model: its tree, and the graph of its calls."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from ...algebra import Dim, Shape, names_in
from ...algebra.batch import BATCH
from ...errors import ReadError, SymparamError
from ...facts import Facts
from ...graph import Input, Tensor
from ...graph import modules as graph
from ...interpreter.symbols import Plan, Symbols
from ...weight import Weight
from ..axes import MEANINGS
from ..rerun import visits_of
from ..torch_script.graph import unused
from ..torch_script.inputs import N, candidates, of_rank, open_candidates, placed
from .layers import layer_of, refuse_unlike
from .tracing import Proxy, Settled, Told, Trace, proxies_in


def model_of(module: Any, given: tuple[Dim, ...] | None, bindings: Mapping[str, Dim]) -> graph.ModuleModel:
    """The model that a live module is, in eval mode."""
    plan = Plan()
    training = {id(m): m.training for m in module.modules()}
    module.eval()
    try:
        while True:
            reading = _Live(module, given, bindings, plan)
            found = reading.model()
            pinned = {n: p for n, p in reading.symbols.pinned.items() if n not in plan.pinned}
            if not pinned:
                return found
            plan = Plan({**plan.pinned, **pinned}, plan.silent, plan.rounds + 1)
    finally:
        for m in module.modules():
            m.training = training[id(m)]


Known = dict[str, tuple[str, ...] | None]  # the axes of each input, as far as they are known


class _Live:
    def __init__(self, module: Any, given: tuple[Dim, ...] | None, bindings: Mapping[str, Dim], plan: Plan) -> None:
        numbers = {name: n for name, n in bindings.items() if isinstance(n, int)}
        self.module, self.given, self.plan = module, given, plan
        self.symbols = Symbols(plan, numbers, frozenset(), MEANINGS)
        self.layers = {
            id(inner): layer for path, inner in module.named_modules() if (layer := layer_of(inner, path)) is not None
        }
        self.seen: dict[str, Any] = {}  # the layer that was seen to take an input first
        self.names = [
            p.name
            for p in inspect.signature(module.forward).parameters.values()
            if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ] or ["input"]

    def model(self) -> graph.ModuleModel:
        """The model on inputs as they are given, or as what takes them first tells."""
        return self._search(dict.fromkeys(self.names))

    def _search(self, known: Known) -> graph.ModuleModel:
        """The model with the axes known so far; those of other inputs are found by what takes them."""
        try:
            return self._traced(known)
        except Told as told:
            name, layer, what = told.name, told.layer, told.what
        given = self.given if name == self.names[0] else None
        if given is not None:
            options, sure = of_rank(layer, len(given) + 1), True
        else:
            options, sure = (candidates(layer), True) if layer is not None else (open_candidates(), False)
        fits: list[tuple[str, ...]] = []
        errors: list[SymparamError] = []
        for letters in options:
            try:
                found = self._search({**known, name: letters})
            except SymparamError as error:
                errors.append(error)
                continue
            if sure:
                return found
            seen = self.seen.get(name)
            fits.append(of_rank(seen, len(letters))[0] if seen is not None else letters)
        if len(fits) == 1:
            return self._search({**known, name: fits[0]})
        if sure and errors:
            raise errors[0]
        raise ReadError(
            f"the shape of the input of {type(self.module).__name__} is not told by {what}, which takes it first; "
            "give the sizes of one sample, as in read(module, input=(3, 224, 224))"
        )

    def _traced(self, known: Known) -> graph.ModuleModel:
        shapes = {name: self._shape(name, letters) for name, letters in known.items() if letters is not None}
        before = dict(self.symbols.pins), dict(self.symbols.conditions)
        while True:
            self.symbols.pins, self.symbols.conditions = dict(before[0]), dict(before[1])
            names = frozenset(name for s in shapes.values() for n in s if n != BATCH for name in names_in(n))
            trace = Trace(self.symbols, self.layers, names if self.given is None else frozenset())
            inputs = {name: Input(shape, name=name) for name, shape in shapes.items()}
            try:
                with trace.running(self.module):
                    result = trace.module(None, self.module, [Proxy(trace, inputs.get(n), n) for n in known], {})
            except Settled as settled:
                shapes = {name: s.bind({settled.name: settled.size}) for name, s in shapes.items()}
                continue
            except (TypeError, ValueError, IndexError, RuntimeError, AttributeError, AssertionError) as error:
                raise ReadError(f"the forward raises {type(error).__name__}: {error}") from error
            self.symbols.mark()
            self.seen = trace.first
            outputs = tuple(dict.fromkeys(p._tensor for p in proxies_in(result) if p._tensor is not None))
            if not outputs:
                raise ReadError(f"the forward of {type(self.module).__name__} returns no tensor")
            return self._model(trace, tuple(inputs.values()), outputs)

    def _shape(self, name: str, letters: tuple[str, ...]) -> Shape:
        given = self.given if name == self.names[0] else None
        sizes = placed(letters, given) if given is not None else [None] * len(letters)
        return Shape(
            BATCH
            if letter == N
            else size
            if size is not None and not isinstance(size, int)
            else self.symbols.axis(letter, size, (name, letter))
            for letter, size in zip(letters, sizes, strict=True)
        )

    def _model(self, trace: Trace, inputs: tuple[Tensor, ...], outputs: tuple[Tensor, ...]) -> graph.ModuleModel:
        modules = tuple(self._modules(trace))
        symbols = self.symbols
        made = graph.ModuleModel(inputs, outputs, modules=modules, loose=unused(trace.computed, outputs))
        reached = {n for t in inputs for size in t.shape for n in names_in(size)}
        conditions = tuple(c for c in symbols.relied if (names_in(c.need.left) | names_in(c.need.right)) & reached)
        facts = Facts(
            defaults={n: v for n, v in symbols.defaults.items() if n in reached},
            meanings={n: v for n, v in symbols.meanings.items() if n in reached},
            pinned=dict(self.plan.pinned),
            conditions=conditions,
        )
        from dataclasses import replace

        return replace(made, facts=facts)

    def _modules(self, trace: Trace) -> Any:
        visited = visits_of(trace)
        named = dict(self.module.named_modules(remove_duplicate=False))
        first: dict[int, str] = {}
        seen: set[int] = set()
        for path, inner in named.items():
            if self._within_layer(path, named):
                continue
            layer = self.layers.get(id(inner))
            if layer is not None:
                refuse_unlike(layer, inner, path)
            weights = dict(inner.named_parameters(recurse=layer is not None, remove_duplicate=False))
            tied = {}
            for name, value in weights.items():
                key = f"{path}.{name}" if path else name
                if first.setdefault(id(value), key) != key and id(inner) not in seen:
                    tied[name] = first[id(value)]
            seen.add(id(inner))
            own = () if layer is not None else tuple(_own(inner))
            frozen = frozenset(name for name, value in weights.items() if not value.requires_grad)
            visits = tuple(visited.get(id(inner), ()))
            yield graph.Module(path, type(inner).__name__, layer, own, tied, frozen, visits)

    def _within_layer(self, path: str, named: Mapping[str, Any]) -> bool:
        """Whether a module stands inside one that is a layer as a whole, such as the Linear of an attention."""
        parts = path.split(".")
        return any(id(named[".".join(parts[:i])]) in self.layers for i in range(len(parts)) if path)


def _own(module: Any) -> Any:
    for name, value in module._parameters.items():
        if value is not None:
            yield Weight(name, Shape(value.shape))
    for name, value in module._buffers.items():
        if value is not None and name not in module._non_persistent_buffers_set:
            yield Weight(name, Shape(value.shape), False, "buffer")
