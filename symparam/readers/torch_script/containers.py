"""Sequential, ModuleList, ModuleDict and their like: filling them, and what is in them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ...interpreter.iteration import items_of
from ...interpreter.numbers import plain
from ...interpreter.values import Builtin, Unknown, Value
from .modules import DICTIONARIES, Module, Parameter, module_of

if TYPE_CHECKING:
    from .session import Machine


def fill(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    """What a container is made of."""
    if module.container in DICTIONARIES:
        given = args[0] if args else next(iter(keywords.values()), None)
        if given is not None:
            update(m, module, given, node)
        return
    if module.container == "Sequential":
        if len(args) == 1 and isinstance(args[0], dict):
            for name, child in args[0].items():
                hold(m, module, str(plain(m, name, node)), child, node)
            return
        extend(m, module, args, node)
        return
    given = args[0] if args else next(iter(keywords.values()), None)
    if given is not None:
        extend(m, module, given, node)


def held(module: Module) -> dict[str, Value]:
    """What a container holds, by name: modules as the script sees them, or parameters."""
    if module.container.startswith("Parameter"):
        return dict(module.parameters)
    return {name: child.value if isinstance(child, Module) else child for name, child in module.children.items()}


def hold(m: Machine, module: Module, name: str, value: Value, node: ast.AST) -> None:
    """Hold a module or a parameter under a name; None where it stands for none."""
    if isinstance(value, Unknown):
        module.forget(name)
        module.lost[name] = value
    elif value is None:
        module.forget(name)
        module.children[name] = None
    elif not module.register(name, value):
        if module.container.startswith("Parameter") and hasattr(value, "shape"):
            module.register(name, Parameter(value.shape))
        else:
            m.fail(node, "TypeError", f"{m.text(node)}: a {module.kind} holds modules, and gets something else")
    m.symbols.mark()


def extend(m: Machine, module: Module, values: Value, node: ast.AST) -> None:
    """Put all items behind those that a list of modules has."""
    inner = module_of(values)
    items = list(held(inner).values()) if inner is not None else items_of(m, values, node)
    if items is None:
        unknown = m.unknown_as(values, node)
        module.lost[str(len(module.children))] = unknown
        return
    for value in items:
        hold(m, module, str(len(_own(module))), value, node)


def _own(module: Module) -> dict[str, Any]:
    return module.parameters if module.container.startswith("Parameter") else module.children


def update(m: Machine, module: Module, given: Value, node: ast.AST) -> None:
    """Take over what a dictionary, a list of pairs or another container has."""
    inner = module_of(given)
    pairs: Iterable[Value] | None
    if inner is not None:
        pairs = list(held(inner).items())
    elif isinstance(given, dict):
        pairs = list(given.items())
        if module.container == "ParameterDict" and id(given) not in m.torch.in_order:
            pairs = sorted(pairs, key=lambda pair: str(pair[0]))  # as torch does with a dict, not an OrderedDict
    else:
        pairs = items_of(m, given, node)
    if pairs is None:
        module.lost["*"] = m.unknown_as(given, node)
        return
    for key, value in pairs:
        hold(m, module, str(plain(m, key, node)), value, node)


def item(m: Machine, module: Module, index: Value, node: ast.AST) -> Value:
    """module[index]."""
    found = held(module)
    with m.guarded(node) as result:
        if isinstance(index, slice):
            return _slice(m, module, index, node)
        key = plain(m, index, node)
        if module.container in DICTIONARIES:
            result.append(found[key])
        else:
            result.append(list(found.values())[key])
    return result[0]


def _slice(m: Machine, module: Module, index: slice, node: ast.AST) -> Value:
    parts = (None if p is None else plain(m, p, node) for p in (index.start, index.stop, index.step))
    names = list(_own(module))[slice(*parts)]
    made = Module(module.container, getattr(node, "lineno", m.line), container=module.container)
    found = held(module)
    for i, name in enumerate(names):  # a part of a Sequential keeps its names, a part of a ModuleList counts anew
        made.register(name if module.container == "Sequential" else str(i), found[name])
    return made


def store(m: Machine, module: Module, index: Value, new: Value, node: ast.AST) -> None:
    """module[index] = new."""
    with m.guarded(node):
        key = plain(m, index, node)
        if module.container in DICTIONARIES:
            hold(m, module, str(key), new, node)
            return
        name = list(_own(module))[key]
        if isinstance(new, Unknown):
            _own(module)[name] = None
            module.lost[name] = new
            return
        module.register(name, new)
        m.symbols.mark()


def remove(m: Machine, module: Module, index: Value, node: ast.AST) -> None:
    """Del module[index]: the items behind it count anew."""
    with m.guarded(node):
        own = _own(module)
        if module.container in DICTIONARIES:
            del own[plain(m, index, node)]
            return
        if isinstance(index, slice):
            gone = list(own)[slice(*(None if p is None else plain(m, p, node) for p in _ends(index)))]
        else:
            gone = [list(own)[plain(m, index, node)]]
        for name in gone:
            del own[name]
        _renumber(own)
    m.symbols.mark()


def _ends(index: slice) -> tuple[Value, Value, Value]:
    return index.start, index.stop, index.step


def _renumber(own: dict[str, Any]) -> None:
    values = list(own.values())
    own.clear()
    own.update({str(i): value for i, value in enumerate(values)})


def method(m: Machine, module: Module, name: str) -> Value:
    """A method of a container; None where it has none of that name."""
    function = METHODS.get(name)
    if function is None or (module.container not in DICTIONARIES and name in ONLY_OF_DICTIONARIES):
        return None
    return Builtin(name, lambda m, node, args, keywords: function(m, module, args, node))


def _append(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    hold(m, module, str(len(_own(module))), args[0], node)
    return module.value


def _extend(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    extend(m, module, args[0], node)
    return module.value


def _insert(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    own = _own(module)
    at, value = plain(m, args[0], node), args[1]
    values = list(own.values())
    values.insert(at, module_of(value) or value)
    own.clear()
    own.update({str(i): entry for i, entry in enumerate(values)})
    m.symbols.mark()
    return module.value if module.container == "Sequential" else None


def _pop(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    found = item(m, module, args[0] if args else -1, node)
    remove(m, module, args[0] if args else -1, node)
    return found


def _get(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    return held(module).get(plain(m, args[0], node), args[1] if len(args) > 1 else None)


def _update(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    return update(m, module, args[0], node)


def _clear(m: Machine, module: Module, args: list[Value], node: ast.AST) -> Value:
    return _own(module).clear()


METHODS: dict[str, Callable[[Any, Module, list[Value], ast.AST], Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "update": _update,
    "clear": _clear,
    "get": _get,
    "keys": lambda m, module, args, node: list(held(module)),
    "values": lambda m, module, args, node: list(held(module).values()),
    "items": lambda m, module, args, node: list(held(module).items()),
}
ONLY_OF_DICTIONARIES = ("update", "clear", "get", "keys", "values", "items")
