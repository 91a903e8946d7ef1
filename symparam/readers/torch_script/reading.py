"""From text to Model: parse, interpret, choose the model, and read again with what was learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ...algebra import Dim
from ...algebra.names import BATCH_NAME as BATCH
from ...errors import ReadError, SymparamError
from ...graph.modules import ModuleModel
from ...interpreter.symbols import Plan, Symbols
from ...interpreter.values import Class, Function
from ..given_inputs import Inputs, inputs_of
from ..held_models import ambiguous
from ..notebook import Cells
from ..script_reading import ScriptReading, names_within
from . import selection
from .graph import model_of
from .modules import Module
from .session import Machine, Place, TorchState
from .vocabulary import Torch

T = TypeVar("T")
Given = Inputs | Sequence[Dim] | None


def read_text(
    text: str,
    file: str,
    *,
    model: str | None = None,
    input: Given = None,
    bindings: Mapping[str, Dim | str] | None = None,
    cells: Cells | None = None,
) -> ModuleModel:
    """The model of a script given as text, which may be that of the cells of a notebook.

    >>> code = "from torch import nn\\nnet = nn.Sequential(nn.Linear(8, 4), nn.ReLU())"
    >>> read_text(code, "net.py").derive().params
    36
    """
    plan, place = Plan(), None
    while True:
        reading = _Reading(text, file, plan, place, input, bindings, cells)
        root = reading.safely(lambda reading=reading: reading.chosen(model))  # type: ignore[misc]
        made = reading.place_of(root)
        if made is not None and place is None:
            place = made  # the arguments of its constructor are names, this time
            continue
        reading.root = root
        try:
            graph = reading.safely(lambda reading=reading, root=root: model_of(reading.m, root))  # type: ignore[misc]
        except SymparamError:
            pinned = reading.pinned_since()
            if not pinned:
                raise
            plan = Plan({**plan.pinned, **pinned}, plan.silent, plan.rounds + 1)  # with these as numbers it may fit
            continue
        better = reading.learnt(graph)
        if better is None:
            return reading.dressed(graph)
        plan = better


def models_in(
    text: str,
    file: str,
    *,
    input: Given = None,
    bindings: Mapping[str, Dim | str] | None = None,
    cells: Cells | None = None,
) -> list[str]:
    """The names of the models of a script."""
    reading = _Reading(text, file, Plan(), None, input, bindings, cells)
    return reading.safely(reading.names)


class _Reading(ScriptReading[Machine]):
    def __init__(
        self,
        text: str,
        file: str,
        plan: Plan,
        place: Place | None,
        shape: Given,
        bindings: Mapping[str, Dim | str] | None,
        cells: Cells | None = None,
    ) -> None:
        def machine(symbols: Symbols, found: frozenset[str]) -> Machine:
            return Machine(file, symbols, Torch(), TorchState(inputs_of(shape), place), found)

        super().__init__(text, file, plan, bindings, cells, machine)
        self.root: Module | None = None

    def none(self) -> ReadError:
        return selection.none(self.m, None, [])

    def names(self) -> list[str]:
        """The names of the models, or of the classes and functions that make them."""
        self.run()
        found = list(selection.named_models(self.m)) or list(selection.roots(self.m, selection.builders(self.m)))
        if not found:
            raise self.none()
        return found

    def chosen(self, wanted: str | None) -> Module:
        """The module that is meant."""
        self.run()
        m = self.m
        models, makers = selection.named_models(m), selection.builders(m)
        if wanted is not None:
            maker = makers.get(wanted, m.module.names.get(wanted))
            if wanted in models:
                return models[wanted]
            if isinstance(maker, (Function, Class)):
                return selection.make(m, wanted, maker)
            raise selection.none(m, wanted, [*models, *makers])
        models = models if len(models) < 2 else selection.meant(m, models)
        if len(models) == 1:
            return next(iter(models.values()))
        if models:
            raise ambiguous(m.file, list(models))
        makers = selection.roots(m, makers)
        if len(makers) > 1:
            raise ambiguous(m.file, list(makers))
        for name, maker in makers.items():
            return selection.make(m, name, maker)
        raise self.none()

    def place_of(self, root: Module) -> Place | None:
        """Where the script makes the model, if its constructor is one of the script's."""
        return next((place for place, module in self.m.torch.made if module is root and place[1] >= 0), None)

    # --- what the graph shows ---------------------------------------------------------------------------------

    def pinned_since(self) -> dict[str, tuple[int, str]]:
        """The names that the script has fixed to numbers, and that were still names in this reading."""
        pins = {name: (value, why) for name, (value, why, _) in self.m.symbols.pins.items()}
        return {name: pin for name, pin in (self.m.symbols.asked | pins).items() if name not in self.plan.pinned}

    def learnt(self, graph: ModuleModel) -> Plan | None:
        """A plan for another pass: names to keep as numbers; None if no pass is needed."""
        new = self.newly_pinned(names_reached(graph))
        return Plan({**self.plan.pinned, **new}, self.plan.silent, self.plan.rounds + 1) if new else None

    def dressed(self, graph: ModuleModel) -> ModuleModel:
        """The model with what is known of its symbols."""
        reached = names_reached(graph)
        self.refuse_unmet(reached)
        return replace(graph, facts=self.facts(reached, places=self._places(graph)))

    def _places(self, graph: ModuleModel) -> dict[str, str]:
        """Where each module is made, by its path."""
        assert self.root is not None
        return {path: f"{self.m.file}:{inner.line}" for path, inner in self.root.walk() if path and inner.line}


def names_reached(graph: ModuleModel) -> frozenset[str]:
    """The symbols in the shapes, the layers and the weights of a model, without the batch."""
    names: set[str] = set()
    for node in graph.nodes:
        names |= names_within(node.shapes) | names_within(node.layer)
    for module in graph.modules:
        names |= names_within(module.layer) | names_within([w.shape for w in module.parameters])
    return frozenset(names) - {BATCH}
