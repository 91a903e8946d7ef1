"""One reading of a script, whatever its library: interpreted once, with every failure as one message.

A library's reading is a subclass, which chooses the model that is meant and says what there is where none is found.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sympy import Expr

from ..algebra import Condition, Dim, Shape, names_in
from ..algebra.coerce import is_list
from ..algebra.names import BATCH_NAME
from ..errors import NotFound, ReadError, guess
from ..facts import Assumption, Facts
from ..interpreter.budget import Exhausted, TooLarge, Undecided
from ..interpreter.constants import constants
from ..interpreter.faults import ScriptError, ScriptExit
from ..interpreter.machine import Machine
from ..interpreter.numbers import Unvalued
from ..interpreter.parse import parse
from ..interpreter.symbols import Plan, Symbols
from ..interpreter.values import Unknown, Value
from ..layers.layer import Layer
from .axes import MEANINGS
from .notebook import Cells

T = TypeVar("T")
M = TypeVar("M", bound=Machine)
Pinned = dict[str, tuple[int, str]]  # name -> (its only value, why)


@lru_cache(maxsize=2)
def _parsed(text: str, file: str, cells: Cells | None) -> tuple[ast.Module, frozenset[str]]:
    """The tree of a text, which is read several times, and the names of its constants."""
    tree = parse(text, file, cells.line if cells else None)
    return tree, constants(tree)


class ScriptReading(ABC, Generic[M]):
    """A script under a plan; ``machine`` makes what walks it, of its symbols and of the names of its constants."""

    def __init__(
        self,
        text: str,
        file: str,
        plan: Plan,
        bindings: Mapping[str, Dim | str] | None,
        cells: Cells | None,
        machine: Callable[[Symbols, frozenset[str]], M],
    ) -> None:
        self.tree, found = _parsed(text, file, cells)
        self.plan = plan
        numbers = {name: value for name, value in (bindings or {}).items() if isinstance(value, int)}
        self.m = machine(Symbols(plan, numbers, found, MEANINGS), found)
        self.m.symbols.texts = {name: value for name, value in (bindings or {}).items() if isinstance(value, str)}
        self.ran = False
        for line in cells.skipped if cells else ():
            self.m.assume(ast.Pass(lineno=cells.line(line)), "a cell that is no Python")  # type: ignore[union-attr]

    @abstractmethod
    def none(self) -> ReadError:
        """The error for a script in which there is no model."""

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
        return ReadError(f"the script raises {error.kind}: {error.message}").at(error.file or self.m.file, error.line)

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
            raise self.none() from None
        except RecursionError:
            raise m.error(None, "the script is nested too deeply to be read here") from None
        except MemoryError:
            raise m.error(None, "the script needs too much memory to be read here") from None

    # --- what the graph shows ---------------------------------------------------------------------------------

    def newly_pinned(self, reached: frozenset[str]) -> Pinned:
        """The names that this reading has found to have one value only, and that reach the model all the same."""
        pinned = self.m.symbols.pinned
        return {name: pinned[name] for name in pinned if name in reached and name not in self.plan.pinned}

    def refuse_unmet(self, reached: frozenset[str]) -> None:
        """Raise NotFound where the user gives a value to a name that the model does not have."""
        symbols = self.m.symbols
        lists = sorted(name for name, text in symbols.texts.items() if is_list(text) and name not in symbols.told)
        if lists:
            hint = guess(lists[0], sorted(symbols.open), lead="; ")
            hint = "; it is one number there" if lists[0] in symbols.defaults else hint
            raise NotFound(f"{self.m.file} has no list {lists[0]!r} to set to {symbols.texts[lists[0]]}{hint}")
        unmet = sorted(symbols.bindings.keys() - symbols.used - reached)
        if unmet and unmet[0] in symbols.open:
            value = symbols.bindings[unmet[0]]
            raise NotFound(
                f"{self.m.file}: {unmet[0]} is no number there; give it as text, or as a list: {unmet[0]}=[{value}]"
            )
        if unmet:
            there = f"it has {', '.join(sorted(reached)) or 'none'}"
            hint = guess(unmet[0], sorted({*reached, *self.m.constants}), there)
            if (taker := _taker(self.tree, unmet[0])) is not None:
                hint = f"{taker}(…) is given its own; --free LAYER.FIELD={unmet[0]} names an argument of a layer"
            raise NotFound(f"{self.m.file} has no name {unmet[0]!r} to set; {hint}")

    def facts(self, reached: frozenset[str], **more: Any) -> Facts:
        """What the script knows of the symbols that reach the model; ``more`` are further fields of Facts."""
        symbols = self.m.symbols
        conditions, settled = self._relied(reached)
        pinned = {**self.plan.pinned, **settled, **symbols.pinned}
        return Facts(
            defaults={n: v for n, v in symbols.defaults.items() if n in reached},
            meanings={n: v for n, v in symbols.meanings.items() if n in reached},
            pinned={n: v for n, v in pinned.items() if n not in reached},
            assumptions=tuple(Assumption(what, line) for line, what in sorted(self.m.assumed)),
            conditions=conditions,
            texts=frozenset(symbols.told),
            **more,
        )

    def _relied(self, reached: frozenset[str]) -> tuple[tuple[Condition, ...], Pinned]:
        """The relations relied upon, and the names in them that are in no shape, which their values stand for."""
        symbols = self.m.symbols
        conditions: dict[Condition, None] = {}
        settled: Pinned = {}
        for condition in symbols.relied:
            names = names_in(condition.need.left) | names_in(condition.need.right)
            if names.isdisjoint(reached):
                continue
            why = f"{condition.need.why} ({condition.layer})"
            aside = names - reached - {BATCH_NAME}
            for name in sorted(aside):
                if name not in symbols.defaults:
                    raise ReadError(f"{condition.layer}: {condition.need.why} asks for {name}; give it as {name}=VALUE")
                settled.setdefault(name, (symbols.defaults[name], why))
            conditions[condition.bind({name: symbols.defaults[name] for name in aside})] = None
        return tuple(c for c in conditions if not c.need.is_number), settled


def _taker(tree: ast.Module, name: str) -> str | None:
    """The first function of a script that has an argument of this name."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return next((f.name for f in functions if name in {a.arg for a in (*f.args.args, *f.args.kwonlyargs)}), None)


def names_within(value: object) -> set[str]:
    """The symbols in a size, a shape, a layer with all its fields, or in several of them."""
    if isinstance(value, Layer):
        return set().union(*(names_within(getattr(value, f.name)) for f in fields(value)))
    if isinstance(value, (tuple, list, Shape)):
        return set().union(*map(names_within, value))
    return set(names_in(value)) if isinstance(value, Expr) else set()


def undecided(message: str, name: str, keywords: Mapping[str, Value]) -> str:
    """Which parameters of a builder have no value, where that may be why it could not be followed."""
    missing = [key for key, value in keywords.items() if isinstance(value, Unknown)]
    if not missing or "=VALUE" in message or "--input" in message:
        return ""
    return (
        f" ({name} has no default for {', '.join(missing)}; give those that are numbers or lists as {missing[0]}=VALUE)"
    )
