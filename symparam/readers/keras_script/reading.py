"""From text to Model: parse, interpret, choose the model, and read again with what was learnt."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias, TypeVar

from ...algebra import Dim, Shape, names_in
from ...errors import ReadError
from ...graph import Model, Tensor
from ...interpreter.names import names_bound
from ...interpreter.parse import Python2
from ...interpreter.symbols import Plan, Symbols
from ...interpreter.values import Class, Function, Value
from ..axes import channels_first
from ..given_inputs import Inputs, inputs_of, told
from ..held_models import ambiguous, wholes
from ..notebook import Cells
from ..script_reading import ScriptReading, names_within
from ..structural import Fixed, settled
from .class_builders import built_by
from .custom import CustomValue
from .deduced_input import SeveralOpen, deduced
from .dialect import spelled
from .doubt import within
from .fragments import fragments, model_to
from .keras_state import KerasState, ModelValue
from .model_selection import (
    Instead,
    builders,
    call_builder,
    callers,
    earlier_models,
    is_plain_class,
    module_models,
    named_models,
    none,
    pick,
    refuse_failed,
    roots,
    unmade,
)
from .models import finished
from .session import Machine
from .subclass import model_of
from .vocabulary import Keras

T = TypeVar("T")
Kept: TypeAlias = "dict[frozenset[int], _Reading]"  # a first pass over a text, by the inputs with channels first


def read_text(
    text: str,
    file: str,
    *,
    model: str | None = None,
    input: Inputs | Sequence[Dim] | None = None,
    bindings: Mapping[str, Dim | str] | None = None,
    data_format: str | None = None,
    cells: Cells | None = None,
    kept: Kept | None = None,
) -> Model:
    """The model of a script given as text, which may be that of the cells of a notebook.

    ``kept`` holds what was read for other models of the same text and with the same options.

    >>> code = "from keras import *\\nm = Sequential([Input((8,)), layers.Dense(4)])"
    >>> read_text(code, "model.py").derive().params
    4*d + 4
    """

    readings: list[_Reading] = []

    def built(fixed: Fixed) -> Model:
        nonlocal model
        plan, first = Plan(fixed), frozenset[int]()
        while True:
            reading = None if kept is None or plan != Plan() else kept.get(first)
            if reading is None or not reading.holds(model):
                reading = _Reading(text, file, plan, input, bindings, data_format, first, cells)
            readings.append(reading)
            try:
                graph = reading.safely(lambda reading=reading, wanted=model: reading.chosen(wanted))  # type: ignore[misc]
            except Instead as other:
                model = other.name
                continue
            if kept is not None and plan == Plan() and reading.holds(model):
                kept[first] = reading
            if not (seen := channels_first(graph)) <= first:  # the letters of the inputs are others
                plan, first = Plan(fixed), first | seen
                continue
            better = reading.learnt(graph)
            if better is None:
                return reading.dressed(graph)
            plan = better

    def tried(rank: Inputs) -> tuple[Model, Shape]:
        nonlocal input, kept
        input, kept = rank, None
        return settled(built), readings[-1].left_open

    try:
        return settled(built)
    except ReadError as error:
        if input is not None or not any(reading.m.keras.lacks_input for reading in readings):
            raise
        return deduced(tried, error, readings[-1].m.keras.open_chain)


def models_in(
    text: str,
    file: str,
    *,
    input: Inputs | Sequence[Dim] | None = None,
    bindings: Mapping[str, Dim | str] | None = None,
    data_format: str | None = None,
    cells: Cells | None = None,
    kept: Kept | None = None,
) -> list[str]:
    """The names of the models of a script."""
    reading = _Reading(text, file, Plan(), input, bindings, data_format, cells=cells)
    found = reading.safely(reading.names)
    if kept is not None and any(map(reading.holds, found)):
        kept[frozenset()] = reading
    return found


@lru_cache(maxsize=2)
def _words(tree: ast.Module) -> tuple[str, frozenset[str]]:
    """Which Keras a script was written for, and all names that it binds."""
    return spelled(tree), names_bound(tree)


class _Reading(ScriptReading[Machine]):
    def __init__(
        self,
        text: str,
        file: str,
        plan: Plan,
        given: Inputs | Sequence[Dim] | None,
        bindings: Mapping[str, Dim | str] | None,
        data_format: str | None,
        first: frozenset[int] = frozenset(),
        cells: Cells | None = None,
    ) -> None:
        def machine(symbols: Symbols, found: frozenset[str]) -> Machine:
            return Machine(file, symbols, Keras(), KerasState(data_format, first), found)

        super().__init__(text, file, plan, bindings, cells, machine)
        self.m.keras.given = inputs_of(given)
        self.left_open = Shape(())  # the input shape of which only the rank is tried
        self.m.keras.spelled, self.m.defined = _words(self.tree)
        self.m.classic = isinstance(self.tree, Python2)

    def holds(self, wanted: str | None) -> bool:
        """Whether a model is there already, so that choosing it makes nothing more."""
        if wanted is None or self.m.keras.given is not None:
            return False
        models = named_models(self.m)
        found = {**models, **earlier_models(self.m, models.values())}.get(wanted)
        return isinstance(found, ModelValue) and found.graph is not None

    def none(self) -> ReadError:
        return none(self.m, None, [])

    def names(self) -> list[str]:
        """The names of the models, or of the functions that build them."""
        self.run()
        found = [*(held := named_models(self.m)), *earlier_models(self.m, held.values()), *unmade(self.m)]
        if not found:
            self._refuse_lost()
            refuse_failed(self.m, self.tree)
            functions = roots(self.m, builders(self.m))
            found += [] if functions else list(fragments(self.m))[-1:]
            for name, value in functions.items():
                found += self._inside(name, value) if is_plain_class(value) else [name]
        if not found:
            raise self.none()
        return found

    def chosen(self, wanted: str | None) -> Model:
        """The model that is meant."""
        self.run()
        m = self.m
        models = named_models(m)
        earlier = earlier_models(m, models.values())
        functions = builders(m)
        if wanted is not None:
            model = pick(m, {**models, **earlier}, wanted)
            if model is None and wanted in unmade(m):
                raise m.refusal(unmade(m)[wanted])
            builder = functions.get(wanted, m.module.names.get(wanted))
            if model is None and is_plain_class(owner := m.module.names.get(wanted.partition(".")[0])):
                inside = built_by(m, wanted.partition(".")[0], owner)
                model = inside.get(wanted) or (next(iter(inside.values())) if len(inside) == 1 else None)
            if model is None and isinstance(builder, (Function, Class)):
                model = call_builder(m, wanted, builder)
                if model is None and m.notes:
                    raise ReadError(m.notes[-1])
            if model is None and not models and wanted in (ends := fragments(m)):
                model = self._fragment(wanted, ends[wanted])
            if model is None:
                raise none(m, wanted, [*models, *earlier, *functions])
            return self._graph(model)
        lost = unmade(m)
        if not models and not lost:
            models, earlier = earlier, {}
        others = [label for label in earlier if label.partition("@")[0] not in models]
        if len(models) == 1 and not lost and not others:
            return self._graph(next(iter(models.values())))
        if models and (own := lost.keys() & m.module.names.keys()) and not module_models(m):
            raise m.refusal(lost[min(own)])  # what functions have built are parts of it
        if models:
            return self._graph(self._whole(models, [*models, *earlier, *lost]))
        self._refuse_lost()
        refuse_failed(m, self.tree)
        if lost and not functions:
            raise m.refusal(next(iter(lost.values())))
        if not functions and (ends := fragments(m)):
            return self._graph(self._fragment(*ends.popitem()))
        return self._graph(self._built(roots(m, functions)))

    def _whole(self, models: dict[str, ModelValue | CustomValue], names: list[str]) -> ModelValue | CustomValue:
        """The model of which all others are parts. Raises ReadError, with all names, where there is none."""
        found = wholes(models, lambda model: within(self.m, model))
        if len(found) > 1 or len(names) > len(models):
            raise ambiguous(self.m.file, names)
        [(whole, model)] = found.items()
        parts = ", ".join(name for name in names if name != whole)
        self.m.keras.notes.append(f"This is {whole}; --model shows a part of it alone: {parts}.")
        return model

    def _fragment(self, name: str, end: Tensor) -> ModelValue:
        self.m.keras.notes.append(f"The script makes no model: this is what leads to {name}, its last tensor.")
        return model_to(self.m, name, end)

    def _refuse_lost(self) -> None:
        """Raise ReadError where a statement could not be followed, in a script that shows no model else."""
        reasons = [*unmade(self.m).values(), *self.m.failures.values()]
        if self.m.failures:
            raise self.m.refusal(reasons[0])

    def _built(self, functions: dict[str, Value]) -> ModelValue | CustomValue:
        m = self.m
        if len(functions) > 1:
            raise ambiguous(m.file, list(functions))
        for name, value in functions.items():
            if is_plain_class(value):
                inside = self._inside(name, value)
                if isinstance(inside, list):
                    raise Instead(inside[0]) if len(inside) == 1 else ambiguous(m.file, inside)
                if len(inside) > 1:
                    raise ambiguous(m.file, list(inside))
                model = next(iter(inside.values()), None)
            else:
                model = call_builder(m, name, value)
            if model is not None:
                return model
        raise self.none()

    def _inside(self, name: str, value: Class) -> dict[str, ModelValue | CustomValue] | list[str]:
        """The models that a class makes; where it lacks what only its caller knows, the functions that call it."""
        try:
            inside = built_by(self.m, name, value)
        except ReadError:
            if not (found := callers(self.m, name)):
                raise
            return found
        return inside or callers(self.m, name)

    def _graph(self, model: ModelValue | CustomValue) -> Model:
        return model_of(self.m, model) if isinstance(model, CustomValue) else finished(self.m, model)

    # --- what the graph shows ---------------------------------------------------------------------------------

    def learnt(self, graph: Model) -> Plan | None:
        """A plan for another pass: names to keep as numbers, inputs of other models; None if no pass is needed."""
        m = self.m
        reached = names_reached(graph)
        new = self.newly_pinned(reached)
        own = {m.keras.input_layers.get(id(t.node.layer)) for t in graph.inputs}
        keys = m.keras.input_keys
        theirs = {keys.get(i) for i in own if i is not None}
        own |= {order for order, key in keys.items() if key in theirs}
        others = frozenset(range(m.keras.inputs)) - own if self.plan.rounds == 0 else self.plan.silent
        renamed = (
            self.plan.rounds == 0
            and others
            and any(
                name.rpartition("_")[2].isdigit() and "_" in name and name.rpartition("_")[0] in m.symbols.taken
                for name in reached
            )
        )
        if not new and not renamed:
            return None
        return Plan({**self.plan.pinned, **new}, others if renamed else self.plan.silent, self.plan.rounds + 1)

    def dressed(self, graph: Model) -> Model:
        """The model with what is known of its symbols."""
        reached = names_reached(graph)
        self._refuse_tried(graph, reached)
        self.refuse_unmet(reached)
        self._refuse_second_input(graph)
        return replace(graph, facts=self.facts(reached, notes=self._notes(reached), places=self._places()))

    def _refuse_tried(self, graph: Model, reached: frozenset[str]) -> None:
        """Where a rank is tried: raise ReadError if it is that of no input of the model, or of several open ones."""
        keras = self.m.keras
        if not keras.given or not keras.given[0].rank:
            return
        own = [shape for shape in keras.tried.values() if names_within(shape) & reached]
        if len(own) != 1:
            error = SeveralOpen(f"{self.m.file}: {len(own)} input shapes of the model are open")
            error.inputs = len(own)
            raise error if own else ReadError("the rank is that of no input")
        [self.left_open] = own
        names = names_within(self.left_open)
        shapes = dict.fromkeys(
            str(t.shape).removeprefix("Shape") for t in graph.inputs if names_within(t.shape) & names
        )
        keras.notes.append(
            f"The script leaves the input shape open; {' and '.join(shapes)} is what the model takes, with any sizes."
        )

    def _notes(self, reached: frozenset[str]) -> tuple[str, ...]:
        """What is to be known of the fragment that a script may be."""
        undefined = self.m.symbols.undefined
        named = [
            f"{root} is not defined in the script, so {name} is a size of its own."
            for name, root in undefined.items()
            if name in reached
        ]
        return (*self.m.keras.notes, *named)

    def _places(self) -> dict[str, str]:
        """Where each layer is made, by its name; not those of which several have one name."""
        lines: dict[str, set[int]] = {}
        for layer in self.m.keras.layers.values():
            lines.setdefault(layer.name, set()).add(getattr(layer, "line", 0))
        return {name: f"{self.m.file}:{min(made)}" for name, made in lines.items() if len(made) == 1 and min(made)}

    def _refuse_second_input(self, graph: Model) -> None:
        keras = self.m.keras
        left = [one for i, one in enumerate(keras.given or ()) if i not in keras.taken]
        if not left:
            return
        if keras.taken:
            raise ReadError(f"the model has no further input for --input {next(told(left))}").at(self.m.file)
        own = ", ".join(str(t.shape).removeprefix("Shape") for t in graph.inputs)
        names = [n for t in graph.inputs for size in t.shape for n in sorted(names_in(size))]
        cure = f"; set its sizes by name: {' '.join(f'{n}=…' for n in dict.fromkeys(names))}" if names else ""
        raise ReadError(
            f"{self.m.file}: the model has its own input shape {own}; --input is for a model without one{cure}"
        )


def names_reached(graph: Model) -> frozenset[str]:
    """The symbols in the input shapes and in the layers of a model."""
    names: set[str] = set()
    for tensor in graph.inputs:
        names |= names_within(tensor.shape)
    for entry, calls in graph.calls(*(t.shape for t in graph.inputs)):
        for node in entry.calls:
            names |= names_within(node.shapes)
        if isinstance(entry.layer, Model):  # its own inputs give way to those that it is called on
            for need in entry.layer.needs(*calls[0]):
                names |= names_within((need.left, need.right))
            for weight in entry.layer.weights(*calls[0]):
                names |= names_within(weight.shape)
        else:
            names |= names_within(entry.layer)
    return frozenset(names)
