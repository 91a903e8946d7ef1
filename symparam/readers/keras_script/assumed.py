"""What is not followed and taken not to change a model is said: an assumption, with the line where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ...interpreter.effects import value_at, walk
from ...interpreter.scope import MISSING, Scope
from ...interpreter.values import (
    Builtin,
    Function,
    Instance,
    Method,
    Module,
    Unknown,
    Value,
    call_text,
    origin_of,
    short_text,
)
from .harmless import FIELDS, FOLLOWED, METHODS, is_harmless
from .keras_state import KerasValue, LayerValue, flat
from .paths import PACKAGES, canonical

if TYPE_CHECKING:
    from .session import Machine

PASSED = 5  # steps that a call counts for which is passed over
RUNNERS = frozenset(["exec", "eval"])  # builtin functions that run text
# attributes of layers and models on which their computation or their weights depend
ALTERING = frozenset(["call", "build", "__call__", "__class__", "__dict__", "compute_output_shape"])
OWN = frozenset(["kernel", "bias", "_layers", "add_weight", "weights", "trainable_weights", "_trainable_weights"])
CLASSES = ("keras.layers", "keras.models", "keras.Model", "keras.Sequential", "keras.Layer", "keras.engine")
DEEP = 2  # lists within lists, objects within objects, in which a model is looked for


def called(m: Machine, function: Value, args: Iterable[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    """A call of what is not read: an assumption where it gets a model, and is not known to leave it alone."""
    if is_harmless(origin_of(function)):
        return
    given = [*args, *keywords.values()]
    if any(holds_model(v) or alters_model(m, v) for v in given) or (_patches(node) and any(map(_is_of_keras, given))):
        m.assume(node, call_text(node))


def trained(m: Machine, given: Iterable[Value], node: ast.AST) -> None:
    """A training with callbacks of the script that change the model while it runs."""
    callbacks = [v for v in flat(list(given)) if isinstance(v, Instance)]
    functions = [f for c in callbacks for base in c.cls.lineage for f in base.attributes.values()]
    bodies = [f.node.body for f in functions if isinstance(f, Function) and not isinstance(f.node, ast.Lambda)]
    if any(ast.unparse(owner).startswith("self.model") for body in bodies for owner in _changed(body)):
        m.assume(node, call_text(node))


def method(m: Machine, name: str, node: ast.AST) -> None:
    """A call of a method of a layer or a model that has no rule."""
    if name not in METHODS:
        m.assume(node, call_text(node, name))


def assigned(m: Machine, receiver: Value, name: str, new: Value, node: ast.AST) -> None:
    """value.name = new, where nothing follows it: a class of Keras, the computation or the weights of a layer."""
    if _changes(receiver, name, new):
        m.assume(node, f"{ast.unparse(node)} = …" if isinstance(node, ast.Attribute) else call_text(node, name))


def _changes(receiver: Value, name: str, new: Value) -> bool:
    if isinstance(receiver, Module):
        return canonical(f"{receiver.path}.{name}").startswith(CLASSES)
    if isinstance(receiver, Instance):
        same = isinstance(new, Method) and new.function is receiver.cls.find(name)
        return receiver.adopted is not None and name in ALTERING and not same
    return name in ALTERING or name in OWN or _changes_field(receiver, name, new)


def _changes_field(receiver: Value, name: str, new: Value) -> bool:
    if not isinstance(receiver, LayerValue) or name not in receiver.layer.__dataclass_fields__ or name in FIELDS:
        return False
    return bool(getattr(receiver.layer, name) != new)


def _patches(node: ast.AST) -> bool:
    """Whether a call replaces an attribute of what it is given: mock.patch(…), monkeypatch.setattr(…)."""
    return isinstance(node, ast.Call) and not {"patch", "setattr"}.isdisjoint(ast.unparse(node.func).split("."))


def _is_of_keras(value: Value) -> bool:
    path = value.path if isinstance(value, Module) else value if isinstance(value, str) else ""
    return canonical(path).startswith(CLASSES)


def derived(m: Machine, node: ast.ClassDef, bases: Iterable[Value], scope: Scope) -> None:
    """A class that is a layer or a model and takes methods from a class that is not read.

    Raises ReadError for one that derives from a module, as Python does.
    """
    for part, base in zip(node.bases, bases, strict=False):
        if isinstance(base, Module) and canonical(base.path) in PACKAGES:
            raise m.error(part, f"class {node.name}({short_text(part)}): {base.path} is a module, not a class")
    if not any(isinstance(b, Module) and _is_of_keras(b) for b in bases):
        return
    parts = list(zip(node.bases, bases, strict=False))
    parts += [(k.value, m.evaluate(k.value, scope)) for k in node.keywords if k.arg == "metaclass"]
    for part, base in parts:
        if isinstance(base, Unknown) and not is_harmless(origin_of(base)):
            m.assume(part, f"class {node.name}({short_text(part)})")


def decorated(m: Machine, decorator: ast.expr, made: Value) -> None:
    """A decorator that is not read, of something that makes or changes a model."""
    if isinstance(made, Unknown) and not is_harmless(origin_of(made)):
        m.assume(decorator, f"@{short_text(decorator)}")


def passed_over(m: Machine, body: Iterable[ast.AST], scope: Scope, seen: frozenset[int] = frozenset()) -> None:
    """The calls in statements that are skipped, as it is not known whether or how often they run."""
    for node in walk(body):
        if not isinstance(node, ast.Call):
            continue
        m.budget.step(PASSED)
        root = _root(node.func)
        found = scope.find(root) if root else MISSING
        if isinstance(node.func, ast.Name) and root in RUNNERS and found is MISSING:
            m.assume(node, call_text(node))
        function = value_at(m, node.func, scope)
        given = [value_at(m, a, scope) for a in (*node.args, *(k.value for k in node.keywords))]
        if isinstance(found, (Module, Unknown)):
            called(m, function if isinstance(function, Module) else found, given, {}, node)
        elif isinstance(function, Function) and id(function.node) not in seen:
            receiver = [value_at(m, node.func.value, scope)] if isinstance(node.func, ast.Attribute) else []
            _passed_into(m, function, [*receiver, *given], seen)


def _passed_into(m: Machine, function: Function, given: Iterable[Value], seen: frozenset[int]) -> None:
    """The calls in a function of the script that is called in such statements."""
    if isinstance(function.node, ast.Lambda):
        return
    inner = Scope(function.scope)
    spec = function.node.args
    inner.names = dict.fromkeys([a.arg for a in (*spec.args, *spec.kwonlyargs)])
    inner.names.update(zip((a.arg for a in spec.args), given, strict=False))
    passed_over(m, function.node.body, inner, seen | {id(function.node)})


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


# --- what holds a model -----------------------------------------------------------------------------------------


def holds_model(value: Value, deep: int = 0) -> bool:
    """Whether a value is a layer or a model, or holds one."""
    if isinstance(value, KerasValue):
        return True
    if isinstance(value, Instance):
        return value.adopted is not None or _any_holds(value.attributes.values(), deep)
    if isinstance(value, dict):
        return _any_holds(value.values(), deep)
    return isinstance(value, (list, tuple)) and _any_holds(value, deep)


def _any_holds(values: Iterable[Value], deep: int) -> bool:
    return deep < DEEP and any(holds_model(v, deep + 1) for _, v in zip(range(100), values, strict=False))


def alters_model(m: Machine, value: Value) -> bool:
    """Whether a value is a function of the script that changes a model which there is already."""
    function = value.function if isinstance(value, Method) else value
    if isinstance(value, Builtin):
        return value.alters and METHODS.get(value.name, FOLLOWED) == FOLLOWED
    if not isinstance(function, Function) or isinstance(function.node, ast.Lambda):
        return False
    return any(isinstance(value_at(m, owner, function.scope), KerasValue) for owner in _changed(function.node.body))


def _changed(body: Iterable[ast.AST]) -> Iterator[ast.expr]:
    for node in walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if METHODS.get(node.func.attr, FOLLOWED) == FOLLOWED:
                yield node.func.value
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "trainable":
            yield node.value
