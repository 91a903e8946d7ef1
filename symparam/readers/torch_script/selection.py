"""Which model of a script is meant."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...errors import ReadError, SymparamError
from ...interpreter.effects import value_at, walk
from ...interpreter.values import Class, Function, Unknown, Value, came_from
from ...interpreter.values import Module as Path
from ..held_models import held_models, not_found, wholes
from ..script_reading import undecided
from .modules import Module, module_of
from .naming import made_with_defaults
from .paths import canonical, is_module_path
from .session import is_module_class

if TYPE_CHECKING:
    from .session import Machine


def named_models(m: Machine) -> dict[str, Module]:
    """The modules that variables of the script hold, by name, without those that are parts of others and losses."""
    found: dict[str, Module] = {}
    seen: set[int] = set()
    pairs = [pair for name, value in m.module.names.items() for pair in held_models(name, value, _modules)]
    pairs = pairs or [(name, module) for name, module in m.torch.local if not name.startswith("__")]
    for name, module in pairs:
        if id(module) not in seen and not is_loss(module):
            seen.add(id(module))
            found[name if name not in found else f"{name}_{len(found)}"] = module
    whole = wholes(found, lambda module: (inner for _, inner in module.walk()))
    named = {name: module for name, module in whole.items() if holds_weights(module)} or whole
    return dict(named)


def meant(m: Machine, models: dict[str, Module]) -> dict[str, Module]:
    """Of several models those that the script trains, summarizes or calls on data; all where that tells nothing."""
    for wanted in ([id(module) for module in m.torch.meant], list(m.torch.samples)):
        chosen = {name: module for name, module in models.items() if _holds(module, wanted)}
        if chosen and len(chosen) < len(models):
            return chosen
    return models


def _holds(module: Module, wanted: list[int]) -> bool:
    return id(module) in wanted


def _modules(value: Value) -> tuple[Module] | None:
    module = module_of(value)
    return None if module is None else (module,)


def is_loss(module: Module) -> bool:
    """Whether a module is a loss of torch.nn."""
    return module.instance is None and module.kind.endswith("Loss")


def holds_weights(module: Module) -> bool:
    """Whether a module has parameters, or a lazy module that will have some."""
    return any(inner.parameters or inner.kind.startswith("Lazy") or inner.lost for _, inner in module.walk())


# --- classes and functions that make models -----------------------------------------------------------------------


def builders(m: Machine) -> dict[str, Value]:
    """Classes of modules and functions that return an object of one."""
    found: dict[str, Value] = {}
    for name, value in m.module.names.items():
        if m.file_of(value) != m.main:
            continue
        if (isinstance(value, Class) and is_module_class(m, value) and _runs(value)) or (
            isinstance(value, Function) and isinstance(value.node, ast.FunctionDef) and _gives_module(m, value)
        ):
            found[name] = value
    return found


def _runs(cls: Class) -> bool:
    """Whether objects of a class can be called: they have a forward."""
    return cls.find("forward") is not None or any(getattr(b, "path", "").endswith("Sequential") for b in cls.foreign)


def _gives_module(m: Machine, function: Function, seen: frozenset[int] = frozenset()) -> bool:
    """Whether a function returns a module, as far as its text tells."""
    if isinstance(function.node, ast.Lambda) or id(function.node) in seen:
        return False
    seen |= {id(function.node)}
    body = list(walk(function.node.body))
    assigned = {
        target.id: node.value
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in body:
        if isinstance(node, ast.Return) and node.value is not None:
            value = node.value
            if isinstance(value, ast.Name):
                value = assigned.get(value.id, value)
            if isinstance(value, ast.Call) and _makes(m, value, function, seen):
                return True
    return False


def _makes(m: Machine, node: ast.Call, function: Function, seen: frozenset[int]) -> bool:
    made = value_at(m, node.func, function.scope)
    if isinstance(made, Class):
        return is_module_class(m, made)
    if isinstance(made, Function):
        return _gives_module(m, made, seen)
    return isinstance(made, Path) and is_module_path(made.path) and not made.path.endswith("Module")


def roots(m: Machine, found: dict[str, Value]) -> dict[str, Value]:
    """The builders that no other builder uses."""
    used: set[str] = set()
    for name, value in found.items():
        for part in value.attributes.values() if isinstance(value, Class) else (value,):
            if isinstance(part, Function) and not isinstance(part.node, ast.Lambda):
                used |= {n.id for n in ast.walk(part.node) if isinstance(n, ast.Name) and n.id != name}
        if isinstance(value, Class):
            used |= {c.name for c in value.lineage[1:]}
    return {n: v for n, v in found.items() if n not in used} or found


def make(m: Machine, name: str, value: Value) -> Module:
    """Call a class or function that nobody calls, with its defaults; whole numbers become names."""
    function = value if isinstance(value, Function) else value.find("__init__")
    keywords = made_with_defaults(m, function, name, isinstance(value, Class))
    line = value.node.lineno if isinstance(value, Function) else value.line
    node = ast.Pass(lineno=line, col_offset=-1)
    try:
        result = m.call(value, [], keywords, node)
        m.symbols.mark()
    except SymparamError as error:
        raise error.adding(undecided(str(error), name, keywords)) from None
    module = module_of(result)
    if module is None:
        why = came_from(result) if isinstance(result, Unknown) else "gives no module"
        raise ReadError(f"{name} {why}{undecided('', name, keywords)}").at(m.file, line)
    return module


# --- errors -------------------------------------------------------------------------------------------------------


def none(m: Machine, wanted: str | None, names: list[str]) -> ReadError:
    """The error where there is no model, or none of that name."""
    if wanted is not None:
        value = m.module.names.get(wanted)
        if isinstance(value, Unknown) and isinstance(value.text, ast.Call):
            return ReadError(f"{wanted} {came_from(value)}").at(m.file, value.line)
        return not_found(m.file, wanted, names)
    if m.failures:
        return m.refusal(next(iter(m.failures.values())))
    if m.notes:
        return ReadError(m.notes[0])
    for name, value in m.module.names.items():
        if isinstance(value, Unknown) and isinstance(value.text, ast.Call) and value.why:
            return ReadError(f"{name} {came_from(value)}").at(m.file, value.line)
    unread = [module for module in m.module.stars if canonical(module).partition(".")[0] not in m.library.roots]
    cure = (
        f"; names may come from {', '.join(unread)}, which is not read: import torch's by their names" if unread else ""
    )
    return ReadError(
        f"{m.file} builds no PyTorch model: there is no class with a forward, and no nn.Sequential(…){cure}"
    )
