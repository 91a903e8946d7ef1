"""How a library takes part in a script: the questions that the interpreter asks of it, and who answers none.

The interpreter knows Python alone; a library is a subclass of ``Vocabulary``. Where a script names something of it,
calls it, reads it off or puts it to use, the machine asks:

    x = layers.Dense(units)(x) * 2
        └ constant ┘              the path is a value of its own
        └────── call ──────┘      which makes a layer
        └──────── apply ───────┘  that is called on a tensor
        └───────── operate ────────┘
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ..algebra import Need
from .scope import MISSING, Scope
from .values import Instance, Unknown, Value

Operation: TypeAlias = type[ast.operator] | type[ast.unaryop] | type[ast.cmpop] | type[ast.Subscript] | str
Kinds: TypeAlias = tuple[type, ...]
NUMPY = ("numpy", "jax.numpy")


class Vocabulary:
    """What a library answers; here that of no library at all. ``MISSING`` says of a path that it is not its own."""

    roots: frozenset[str] = frozenset()  # the first parts of canonical paths that it understands
    tensors: Kinds = ()  # values that operators act upon
    objects: Kinds = ()  # values that are called and have attributes: layers, models
    kinds: Kinds = ()  # values whose attributes it knows, all of the above among them
    parts: Kinds = ()  # values of which a model consists
    data: frozenset[str] = frozenset()  # further packages, whose results are data
    quiet: frozenset[str] = frozenset()  # methods and attributes that neither change nor give a part of a model
    training: frozenset[str] = frozenset()  # methods that only training calls
    settings: frozenset[str] = frozenset()  # attributes that change a model whatever they are set on
    altering: frozenset[str] = frozenset()  # methods that change a model in place

    # paths
    def canonical(self, path: str) -> str:
        """A dotted path in the one spelling that the answers go by."""
        for root in NUMPY:
            if path == root or path.startswith(f"{root}."):
                return f"np{path[len(root) :]}"
        return path

    def imported(self, m: Any, path: str) -> None:
        """The script imports a path."""
        return

    def exports(self, m: Any, module: str, name: str) -> bool:
        """Whether ``from module import *`` surely brings a name."""
        return False

    def absent(self, m: Any, modules: Sequence[str], name: str) -> str | None:
        """The path that a name stands for which no module surely exports, where the stars are all its own."""
        return None

    def constant(self, m: Any, path: str, node: ast.AST) -> Value:
        """What a canonical path stands for."""
        return MISSING

    def call(self, m: Any, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """A function or class of the library, called by its path, as it was imported."""
        return MISSING

    def makes(self, path: str) -> bool:
        """Whether calling a canonical path makes or changes a part of a model."""
        return False

    def uses(self, m: Any) -> bool:
        """Whether calling a layer or a model here makes a part of a model."""
        return True

    def runs(self, m: Any) -> bool:
        """Whether the model that is meant is run here, so that all that is called is a part of it."""
        return False

    def opens(self, name: str) -> bool:
        """Whether a function of that name opens a saved model."""
        return False

    # what is not followed
    def changes(self, method: str) -> bool:
        """Whether a method of a layer or a model may change it."""
        return True

    def holds(self, value: Value) -> bool:
        """Whether a value is a layer or a model, or holds one."""
        return False

    def called(self, m: Any, function: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
        """What is not read is called."""
        return

    def assigned(self, m: Any, receiver: Value, name: str, new: Value, node: ast.AST) -> None:
        """An attribute of an object or a module is set."""
        return

    def decorated(self, m: Any, decorator: ast.expr, made: Value) -> None:
        """A decorator that is no function of the script, of something that may change a model."""
        return

    def derived(self, m: Any, node: ast.ClassDef, bases: Sequence[Value], scope: Scope) -> None:
        """A class of the script has these bases."""
        return

    def passed_over(self, m: Any, body: Sequence[ast.AST], scope: Scope) -> None:
        """Statements are skipped, as it is not known whether or how often they run."""
        return

    def mark(self, m: Any) -> Value:
        """What the library has made so far, before a statement begins."""
        return None

    def doubt(self, m: Any, values: Iterable[Value], why: str, before: Value) -> None:
        """Layers and models that a statement may have changed which cannot be followed, or made since the mark."""
        return

    def inside(self, m: Any, value: Value) -> Iterable[Value]:
        """The layers and models that a layer or a model of the library holds."""
        return ()

    def alike(self, m: Any, a: Value, b: Value) -> Value:
        """What stands for two values of which data choose one; None where it makes a difference which."""
        return None

    def relied(self, m: Any, need: Need) -> None:
        """The script says that a relation between sizes holds, of which one has no value."""

    def either(self, m: Any, old: Value, new: Value, zeros: Sequence[Any], node: ast.AST) -> Value:
        """The tensor that is the new one, and the old one where all these sizes are 0; None where there is none."""
        return None

    def rewind(self, m: Any, to: Any = None) -> Any:
        """How much has been computed so far, or forget what was computed since; None where nothing can be forgotten."""
        return None

    # values
    def adopt(self, m: Any, instance: Instance) -> Any:
        """What an object of a class of the script is to the library: a layer, a model, or None."""
        return None

    def attribute(self, m: Any, value: Value, name: str, node: ast.AST) -> Value:
        """value.name."""
        return m.unknown(node)

    def has(self, m: Any, value: Value, name: str) -> bool | None:
        """hasattr(value, name); None where that is not known."""
        return None

    def assign(self, m: Any, value: Value, name: str, new: Value, node: ast.AST) -> None:
        """value.name = new."""
        return

    def named(self, m: Any, value: Value, name: str, local: bool) -> None:
        """A variable, an attribute or a function of the script holds a value under a name."""
        return

    def entered(self, m: Any, instance: Instance, method: str, args: Sequence[Value]) -> None:
        """A method that the script gives an object, which is a layer or a model to the library, is called."""
        return

    def bound(self, m: Any, value: Value, name: str) -> None:
        """A variable of the module is bound to a value."""
        return

    def apply(self, m: Any, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        """value(*args, **keywords), for a layer or a model."""
        return m.unknown(node)

    def call_unknown(
        self, m: Any, function: Unknown, args: list[Value], keywords: dict[str, Value], node: ast.AST
    ) -> Value:
        """A call of what only a run would know, where its name tells what it gives; None for any other."""
        return None

    def operate(self, m: Any, op: Operation, values: Sequence[Value], node: ast.AST) -> Value:
        """An operator, an index or a builtin function on values of which one is a tensor."""
        return m.unknown(node)

    def truth(self, m: Any, value: Value, node: ast.AST) -> bool | None:
        """Whether a tensor counts as true; None where only a run of the script would know."""
        return True

    # what of its own holds others, as a list or a dictionary does
    def item(self, m: Any, value: Value, index: Value, node: ast.AST) -> Value:
        """value[index], for what is no tensor; MISSING where it has no items."""
        return MISSING

    def store(self, m: Any, value: Value, index: Value, new: Value, node: ast.AST) -> None:
        """value[index] = new."""
        return

    def remove(self, m: Any, value: Value, key: Value, node: ast.AST, of_name: bool) -> None:
        """del value[key], or del value.key."""
        return

    def length(self, m: Any, value: Value, node: ast.AST) -> Value:
        """len(value)."""
        return m.unknown(node)

    def contains(self, m: Any, value: Value, key: Value, node: ast.AST) -> bool | None:
        """Key in value; None where that is not known."""
        return None

    def augment(self, m: Any, op: type[ast.operator], value: Value, more: Value, node: ast.AST) -> Value:
        """value += more, where that changes the value itself; MISSING where it is value + more."""
        return MISSING

    def iterate(self, m: Any, value: Value, node: ast.AST) -> Iterator[Value] | None:
        """The items of a value of its own, or None."""
        return None

    def is_kind(self, m: Any, value: Value, path: str) -> bool | None:
        """isinstance of a value of its own and a class by its canonical path."""
        return None

    # the whole
    def begins(self, m: Any, body: Sequence[ast.stmt], scope: Scope) -> bool:
        """Whether statements make the first layers of the script and a whole model of them."""
        return False

    def sizes(self, m: Any) -> Mapping[int, int]:
        """How many layers each model has, by its identity."""
        return {}

    def models(self, m: Any) -> Mapping[str, Value]:
        """What a script may mean by "the model", by name."""
        return {}
