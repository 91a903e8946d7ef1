"""A statement that cannot be followed: what it binds or may change is in doubt, and reading goes on."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..budget import spend
from .effects import MUTATING, changed, value_at, walk
from .scope import Scope
from .values import Class, Function, Instance, Iteration, Method, Module, Unknown, Value, short_text

if TYPE_CHECKING:
    from .machine import Machine

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
RUNNERS = frozenset(["setattr", "delattr", "exec", "eval"])
FRESH = frozenset(["list", "dict", "set", "defaultdict", "deque", "OrderedDict", "Sequential"])
QUEUES = frozenset(["popleft", "appendleft", "extendleft", "popitem", "rotate", "difference_update", "send"])
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


def recovered(m: Machine, node: ast.stmt, scope: Scope, message: str, before: Value) -> bool:
    """Go on after a statement that cannot be followed; False where nothing behind it would be sure.

    What it binds is unknown, with the message as its reason. Where it may alter what the script has, all that it names
    is in doubt; else it is said what is assumed. ``before`` is the library's mark at the start of the statement.
    """
    if _escapes(node):
        return False
    reach = Reach(m, [node], scope)
    if reach.settles:
        return False
    m.library.doubt(m, reach.objects if reach.alters else (), message, before)
    if not reach.alters:
        m.library.passed_over(m, [node], scope)
        if reach.objects:
            m.assume(node, _told(node))
    for holder in reach.holders:
        for name in reach.stored & holder.attributes.keys():
            m.library.doubt(m, Reach.within(m, holder.attributes[name]), message, before)
            holder.attributes[name] = _lost(node, name, message)
    for name in _bound(node):
        scope.assign(name, lost := _lost(node, name, message))
        if scope.kind == "function":
            m.lost[name] = lost
    altered = {id(value) for value in (*reach.running, *(reach.containers if reach.alters else ()))}
    for place in _around(m, scope):
        for name, value in list(place.names.items()):
            if (name in reach.globals and place is scope.module) or (altered and _holds(value, altered)):
                place.names[name] = _lost(node, name, message)
    return True


def _around(m: Machine, scope: Scope) -> Iterator[Scope]:
    """The scopes whose names may hold what a statement alters: of the module, and of the functions that run."""
    yield from {id(place): place for place in (scope.module, *m.frames, scope)}.values()


def _holds(value: Value, wanted: set[int], deep: int = 3) -> bool:
    """Whether a value is one of these, or a list or dictionary of them."""
    if id(value) in wanted:
        return True
    if not deep or not isinstance(value, (list, tuple, dict)):
        return False
    return any(_holds(part, wanted, deep - 1) for part in (value.values() if isinstance(value, dict) else value))


def _told(node: ast.stmt) -> str:
    """A statement in a few words, as it stands among what is assumed."""
    value = getattr(node, "value", None)
    return short_text(value) + "(…)" * isinstance(value, ast.Call) if isinstance(value, ast.expr) else "a statement"


def _lost(node: ast.stmt, name: str, message: str) -> Unknown:
    text = getattr(node, "value", None)
    return Unknown(text if isinstance(text, ast.expr) else name, node.lineno, message, name, wrong=True)


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, or whose values it alters in place."""
    for part in walk([node]):
        if isinstance(part, DEFINITIONS):
            yield part.name
        elif isinstance(part, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in part.names)
    for target in changed([node]):
        if isinstance(target, ast.Name) and isinstance(target.ctx, (ast.Store, ast.Del)):
            yield target.id


def _escapes(node: ast.AST, looped: bool = False) -> bool:
    """Whether a statement may leave the block around it: what runs after it would not be known."""
    if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)):
        return True
    if isinstance(node, (ast.Break, ast.Continue)):
        return not looped
    if isinstance(node, (*DEFINITIONS, ast.Lambda)):
        return False
    if isinstance(node, LOOPS):
        return any(_escapes(n, True) for n in node.body) or any(_escapes(n, looped) for n in node.orelse)
    return any(_escapes(part, looped) for part in ast.iter_child_nodes(node))


class Reach:
    """All that statements name, with what the functions name that they call or hand over."""

    def __init__(self, m: Machine, body: Iterable[ast.AST], scope: Scope) -> None:
        self.m = m
        self.objects: list[Value] = []  # layers and models
        self.containers: list[Value] = []
        self.running: list[Iteration] = []  # iterators, which may stand elsewhere than they were left
        self.holders: list[Instance] = []
        self.globals: set[str] = set()
        self.stored: set[str] = set()  # attributes that are set
        self.alters = False  # something that was there before may be another thing now
        self.settles = False  # a setting of the library is changed
        self._seen: dict[int, Value] = {}
        self._bodies: list[tuple[list[ast.AST], Scope]] = [(list(body), scope)]
        self._methods = _by_name(m.module.names.values())
        while self._bodies:
            self._read(*self._bodies.pop())

    @classmethod
    def within(cls, m: Machine, value: Value) -> list[Value]:
        """The layers and models that a value is or holds."""
        reach = cls(m, (), m.module)
        reach._spread(value)
        return reach.objects

    def _read(self, body: list[ast.AST], scope: Scope) -> None:
        nodes = [node for part in body for node in ast.walk(part)]
        spend(len(nodes))
        fresh = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign) and _is_fresh(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.Global):
                self.globals.update(node.names)
            elif isinstance(node, (ast.Name, ast.Attribute)):
                value = value_at(self.m, node, scope)
                self.settles |= isinstance(value, Module) and value.path.rpartition(".")[2].startswith("set_")
                self._spread(value)
            if isinstance(node, ast.Attribute):
                self._spread(self._methods.get(node.attr))
                if isinstance(node.ctx, (ast.Store, ast.Del)):
                    self.stored.add(node.attr)
            self.alters = self.alters or self._alters(node, scope, fresh)

    def _alters(self, node: ast.AST, scope: Scope, fresh: set[str]) -> bool:
        if isinstance(node, (ast.Attribute, ast.Subscript)):
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", *fresh}
            return isinstance(node.ctx, (ast.Store, ast.Del)) and not own
        if isinstance(node, ast.AugAssign):
            return isinstance(node.value, (*DISPLAYS, ast.Tuple)) or isinstance(
                value_at(self.m, node.target, scope), list
            )
        if not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Name):
            return node.func.id in RUNNERS
        if not isinstance(node.func, ast.Attribute):
            return False
        owner = value_at(self.m, node.func.value, scope)
        if isinstance(owner, (Module, Unknown, str)):
            return False
        if isinstance(node.func.value, ast.Name) and node.func.value.id in fresh:
            return False
        name = node.func.attr
        if isinstance(owner, self.m.library.objects):
            return name in self.m.library.altering or self.m.library.changes(name)
        return (
            name in MUTATING or name in QUEUES or name in self.m.library.altering or name.startswith(("set", "__set"))
        )

    def _spread(self, value: Value) -> None:
        """Put a value with all that it holds among what is reached."""
        stack = [value]
        while stack:
            value = stack.pop()
            if isinstance(value, (type(None), bool, int, float, str, Unknown, Module)) or id(value) in self._seen:
                continue
            self._seen[id(value)] = value
            if isinstance(value, (list, tuple, set, frozenset)):
                stack += value
            elif isinstance(value, dict):
                stack += value.values()
            elif isinstance(value, Function):
                body: list[ast.AST] = [value.node] if isinstance(value.node, ast.Lambda) else [*value.node.body]
                self._bodies.append((body, value.scope))
                stack += value.defaults
            elif isinstance(value, Method):
                stack += (value.function, value.receiver)
            elif isinstance(value, Class):
                stack += [*value.attributes.values(), *value.bases]
            elif isinstance(value, Iteration):
                self.running.append(value)
            elif isinstance(value, Instance):
                self.holders.append(value)
                stack += [*value.attributes.values(), value.adopted]
            elif isinstance(value, self.m.library.objects):
                self.objects.append(value)
                stack += self.m.library.inside(self.m, value)
            if isinstance(value, (list, dict, set)) or (isinstance(value, Instance) and value.adopted is None):
                self.containers.append(value)


def _is_fresh(node: ast.expr) -> bool:
    """Whether an expression makes a new list, or another thing that nobody else holds."""
    if isinstance(node, DISPLAYS):
        return True
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in FRESH


def _by_name(values: Iterable[Value]) -> dict[str, list[Value]]:
    """The methods of the script's classes, by their names."""
    found: dict[str, list[Value]] = {}
    for value in values:
        if isinstance(value, Class):
            for name, part in value.attributes.items():
                if isinstance(part, Function):
                    found.setdefault(name, []).append(part)
    return found
