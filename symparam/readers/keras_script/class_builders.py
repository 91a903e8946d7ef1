"""Classes of the script that build models in their methods, where the script makes no object of them itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.effects import walk
from ...interpreter.values import Class, Function, Instance, Method, Value
from .custom import CustomValue
from .keras_state import ModelValue
from .model_selection import call_builder, held, makes_model, parameters

if TYPE_CHECKING:
    from .session import Machine


def built_by(m: Machine, name: str, cls: Class) -> dict[str, ModelValue | CustomValue]:
    """The models that an object of the class holds; where it holds none, those that its methods build."""
    methods = _methods(m, cls)
    if methods and all(f.kind == "staticmethod" for f in methods.values()):
        receiver: Value = cls
    else:
        init = cls.find("__init__")
        given = parameters(m, init.node.args, init, name) if isinstance(init, Function) else {}
        receiver = m.call(cls, [], given, ast.Constant(None, lineno=cls.line, col_offset=0))
        if found := held(name, receiver):
            return found
    found = {}
    for key, function in methods.items():
        bound = function if function.kind == "staticmethod" else Method(function, receiver)
        model = call_builder(m, f"{name}.{key}", function, bound)
        if model is None and isinstance(receiver, Instance):
            model = next(iter(held(name, receiver).values()), None)
        if model is not None:
            found[f"{name}.{key}"] = model
    return found


def _methods(m: Machine, cls: Class) -> dict[str, Function]:
    """The methods that make a model and that no other method of the class calls."""
    making = {
        key: f
        for c in reversed(cls.lineage)
        for key, f in c.attributes.items()
        if isinstance(f, Function) and isinstance(f.node, ast.FunctionDef) and makes_model(m, f)
    }
    called = {
        n.attr
        for f in making.values()
        for n in walk(f.node.body)  # type: ignore[arg-type]
        if isinstance(n, ast.Attribute)
    }
    return {key: f for key, f in making.items() if key not in called and key != "__init__"}
