"""``self.save_hyperparameters()`` of Lightning: the arguments of the constructor, kept as ``self.hparams``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.records import NAMESPACE
from ...interpreter.scope import Scope
from ...interpreter.values import Function, Instance, Value
from .modules import Module

if TYPE_CHECKING:
    from .session import Machine


def save(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """save_hyperparameters(*names, ignore=…), save_hyperparameters(config)."""
    if module.instance is None:
        return None
    known = _constructed_with(m, module.instance)
    objects = [a for a in args if not isinstance(a, str)]
    if len(objects) == 1:
        found: Value = objects[0]
    elif args:
        found = {name: known[name] for name in args if name in known}
    else:
        ignored = keywords.get("ignore") or ()
        found = {key: v for key, v in known.items() if key not in ([ignored] if isinstance(ignored, str) else ignored)}
    held = module.instance.attributes.setdefault("hparams", Instance(NAMESPACE))
    if isinstance(found, Instance) and found.cls is NAMESPACE:
        found = found.attributes
    if isinstance(found, dict) and isinstance(held, Instance):
        held.attributes.update({str(key): value for key, value in found.items()})
    else:
        module.instance.attributes["hparams"] = found
    m.symbols.mark()
    return None


def _constructed_with(m: Machine, instance: Instance) -> dict[str, Value]:
    """The arguments of the constructors that run now, by name; those of the object's own class come last and win."""
    found: dict[str, Value] = {}
    for frame in reversed(m.frames):
        if frame.function != "__init__" or frame.receiver is not instance:
            break
        found |= _arguments(frame)
    return found


def _arguments(frame: Scope) -> dict[str, Value]:
    constructor = frame.owner.attributes.get("__init__") if frame.owner is not None else None
    if not isinstance(constructor, Function):
        return {}
    spec = constructor.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)][1:]
    more = frame.names.get(spec.kwarg.arg) if spec.kwarg is not None else None
    return {name: frame.names[name] for name in names if name in frame.names} | (more if isinstance(more, dict) else {})
