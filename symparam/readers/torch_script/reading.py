"""From text to Model: parse, interpret, choose the model, and read again with what was learnt."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import TypeVar

from sympy import Expr

from ...algebra import Condition, Dim, Shape, names_in
from ...algebra.names import BATCH_NAME as BATCH
from ...errors import NotFound, ReadError, SymparamError
from ...facts import Assumption, Facts
from ...graph.modules import ModuleModel
from ...interpreter.budget import Exhausted, TooLarge, Undecided
from ...interpreter.constants import constants
from ...interpreter.faults import ScriptError, ScriptExit
from ...interpreter.numbers import Unvalued
from ...interpreter.parse import parse
from ...interpreter.symbols import Plan, Symbols
from ...interpreter.values import Class, Function
from ...layers.layer import Layer
from ..given_inputs import Inputs, inputs_of
from ..notebook import Cells
from . import selection
from .graph import model_of
from .inputs import MEANINGS
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
    bindings: Mapping[str, Dim] | None = None,
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
    bindings: Mapping[str, Dim] | None = None,
    cells: Cells | None = None,
) -> list[str]:
    """The names of the models of a script."""
    reading = _Reading(text, file, Plan(), None, input, bindings, cells)
    return reading.safely(reading.names)


class _Reading:
    def __init__(
        self,
        text: str,
        file: str,
        plan: Plan,
        place: Place | None,
        shape: Given,
        bindings: Mapping[str, Dim] | None,
        cells: Cells | None = None,
    ) -> None:
        self.tree = parse(text, file, cells.line if cells else None)
        self.plan = plan
        numbers = {name: value for name, value in (bindings or {}).items() if isinstance(value, int)}
        found = constants(self.tree)
        torch = TorchState(inputs_of(shape), place)
        self.m = Machine(file, Symbols(plan, numbers, found, MEANINGS), Torch(), torch, found)
        self.ran = False
        self.root: Module | None = None
        for line in cells.skipped if cells else ():
            self.m.assume(ast.Pass(lineno=cells.line(line)), "a cell that is no Python")  # type: ignore[union-attr]

    def run(self) -> None:
        """Interpret the module."""
        if self.ran:
            return
        self.ran = True
        try:
            self.m.run(self.tree.body, self.m.module)
        except ScriptExit:
            pass
        except ScriptError as error:
            raise self._raised(error) from None

    def _raised(self, error: ScriptError) -> ReadError:
        return ReadError(f"the script raises {error.kind}: {error.message}").at(self.m.file, error.line)

    def safely(self, action: Callable[[], T]) -> T:
        """Whatever a script does to the reader ends in one message."""
        m = self.m
        try:
            return action()
        except Undecided as error:
            raise m.error(None, f"what this generator gives depends on data: {error}") from None
        except Exhausted:
            m.exhausted()
        except TooLarge:
            raise m.error(None, "a value here is too large to be read") from None
        except Unvalued as error:
            raise m.error(None, f"a value of {error.dim} is needed here; give it as {error.dim}=VALUE") from None
        except ScriptError as error:
            raise self._raised(error) from None
        except ScriptExit:
            raise selection.none(m, None, []) from None
        except RecursionError:
            raise m.error(None, "the script is nested too deeply to be read here") from None
        except MemoryError:
            raise m.error(None, "the script needs too much memory to be read here") from None

    def names(self) -> list[str]:
        """The names of the models, or of the classes and functions that make them."""
        self.run()
        found = list(selection.named_models(self.m)) or list(selection.roots(self.m, selection.builders(self.m)))
        if not found:
            raise selection.none(self.m, None, [])
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
            raise selection.several(m, list(models))
        makers = selection.roots(m, makers)
        if len(makers) > 1:
            raise selection.several(m, list(makers))
        for name, maker in makers.items():
            return selection.make(m, name, maker)
        raise selection.none(m, None, [])

    def place_of(self, root: Module) -> Place | None:
        """Where the script makes the model, if its constructor is one of the script's."""
        return next((place for place, module in self.m.torch.made if module is root and place[1] >= 0), None)

    # --- what the graph shows ---------------------------------------------------------------------------------

    def pinned_since(self) -> dict[str, tuple[int, str]]:
        """The names that the script has fixed to numbers, and that were still names in this reading."""
        pins = self.m.symbols.pins.items()
        return {name: (value, why) for name, (value, why, _) in pins if name not in self.plan.pinned}

    def learnt(self, graph: ModuleModel) -> Plan | None:
        """A plan for another pass: names to keep as numbers; None if no pass is needed."""
        pinned, reached = self.m.symbols.pinned, names_reached(graph)
        new = {name: pinned[name] for name in pinned if name in reached and name not in self.plan.pinned}
        return Plan({**self.plan.pinned, **new}, self.plan.silent, self.plan.rounds + 1) if new else None

    def dressed(self, graph: ModuleModel) -> ModuleModel:
        """The model with what is known of its symbols."""
        symbols = self.m.symbols
        reached = names_reached(graph)
        self._refuse_unmet(reached)
        conditions, settled = self._conditions(reached)
        pinned = {**self.plan.pinned, **settled, **symbols.pinned}
        return replace(
            graph,
            facts=Facts(
                defaults={n: v for n, v in symbols.defaults.items() if n in reached},
                meanings={n: v for n, v in symbols.meanings.items() if n in reached},
                pinned={n: v for n, v in pinned.items() if n not in reached},
                assumptions=tuple(Assumption(what, line) for line, what in sorted(self.m.assumed)),
                conditions=conditions,
                places=self._places(graph),
            ),
        )

    def _places(self, graph: ModuleModel) -> dict[str, str]:
        """Where each module is made, by its path."""
        assert self.root is not None
        return {path: f"{self.m.file}:{inner.line}" for path, inner in self.root.walk() if path and inner.line}

    def _refuse_unmet(self, reached: frozenset[str]) -> None:
        """Raise NotFound where the user gives a value to a name that the model does not have."""
        symbols = self.m.symbols
        unmet = sorted(symbols.bindings.keys() - symbols.used - reached)
        if unmet:
            near = get_close_matches(unmet[0], sorted({*reached, *self.m.constants}), 1)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(reached)) or 'none'}"
            raise NotFound(f"{self.m.file} has no name {unmet[0]!r} to set; {hint}")

    def _conditions(self, reached: frozenset[str]) -> tuple[tuple[Condition, ...], dict[str, tuple[int, str]]]:
        """The relations relied upon, and the names in them that are in no shape, which their values stand for."""
        symbols = self.m.symbols
        conditions: dict[Condition, None] = {}
        settled: dict[str, tuple[int, str]] = {}
        for condition in symbols.relied:
            names = names_in(condition.need.left) | names_in(condition.need.right)
            if names.isdisjoint(reached):
                continue
            why = f"{condition.need.why} ({condition.layer})"
            for name in sorted(names - reached - {BATCH}):
                if name not in symbols.defaults:
                    raise ReadError(f"{condition.layer}: {condition.need.why} asks for {name}; give it as {name}=VALUE")
                settled.setdefault(name, (symbols.defaults[name], why))
            conditions[condition.bind({n: symbols.defaults[n] for n in names - reached - {BATCH}})] = None
        return tuple(c for c in conditions if not c.need.is_number), settled


def names_reached(graph: ModuleModel) -> frozenset[str]:
    """The symbols in the shapes, the layers and the weights of a model, without the batch."""
    names: set[str] = set()
    for node in graph.nodes:
        names |= _names(node.shapes) | _in_layer(node.layer)
    for module in graph.modules:
        if module.layer is not None:
            names |= _in_layer(module.layer)
        names |= _names([w.shape for w in module.parameters])
    return frozenset(names) - {BATCH}


def _in_layer(layer: Layer) -> set[str]:
    return set().union(*(_names(getattr(layer, f.name)) for f in fields(layer)))


def _names(value: object) -> set[str]:
    if isinstance(value, Layer):
        return _in_layer(value)
    if isinstance(value, (tuple, list, Shape)):
        return set().union(*map(_names, value))
    return set(names_in(value)) if isinstance(value, Expr) else set()
