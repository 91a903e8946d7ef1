"""Modules that the script makes: those of torch.nn, its parameters, and copies of them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from ...algebra import Shape
from ...budget import MADE
from ...errors import UnknownLayer
from ...graph import Tensor
from ...interpreter.arguments import argument
from ...interpreter.values import Instance, Value
from ...layers.torch import lookup
from ...layers.torch.registry import HOME
from .arguments import bind_arguments
from .containers import fill
from .modules import CONTAINERS, Module, Parameter, module_of, of_layer

if TYPE_CHECKING:
    from .session import Machine

WRAPPERS = ("DataParallel", "DistributedDataParallel")


def make(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Module:
    """torch.nn.Name(*args, **keywords)."""
    m.budget.step(MADE)
    line = getattr(node, "lineno", m.line)
    if name in CONTAINERS:
        module = Module(name, line, container=name)
        fill(m, module, args, keywords, node)
        return module
    if name in WRAPPERS and args:
        module = Module(name, line)
        module.register("module", args[0])
        return module
    if name == "Module" or (name not in HOME and name.endswith("Loss")):
        return Module(name, line)
    with m.located(node):
        cls = lookup(name)
        values, named = bind_arguments(m, cls, args, keywords, node)
        layer = cls(*values, **named)
    m.symbols.tick += 1
    return of_layer(layer, name, line)


def knows(name: str) -> bool:
    """Whether torch.nn has a module of that name, as far as this reader knows."""
    try:
        lookup(name)
    except UnknownLayer:
        return name in (*CONTAINERS, *WRAPPERS, "Module") or name.endswith("Loss")
    return True


def parameter(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """nn.Parameter(tensor, requires_grad=True)."""
    value = argument(args, keywords, 0, "data")
    trainable = argument(args, keywords, 1, "requires_grad", default=True) is not False
    m.symbols.tick += 1
    if isinstance(value, Tensor):
        return Parameter(value.shape, trainable)
    if isinstance(value, Parameter):
        return Parameter(value.shape, trainable, value.why)
    if isinstance(value, (int, float)):
        return Parameter(Shape(()), trainable)
    from ...interpreter.values import came_from

    return Parameter(None, trainable, f"the value of the parameter {came_from(value)} ({m.where(node)})")


def copied(m: Machine, value: Value, node: ast.AST) -> Value:
    """copy.deepcopy of what holds modules: the copies have weights of their own."""
    return _Copies(m, node).of(value)


def holds_module(value: Value, deep: int = 0) -> bool:
    """Whether a value is a module or a parameter, or a list or dictionary with such."""
    if isinstance(value, (Module, Parameter)) or module_of(value) is not None:
        return True
    if isinstance(value, dict):
        value = list(value.values())
    return deep < 3 and isinstance(value, (list, tuple)) and any(holds_module(part, deep + 1) for part in value)


class _Copies:
    """Each thing is copied once."""

    def __init__(self, m: Machine, node: ast.AST) -> None:
        self.m, self.node = m, node
        self.made: dict[int, Value] = {}
        self.kept: list[Value] = []  # so that no identity is used twice

    def of(self, value: Value) -> Value:
        if id(value) in self.made:
            return self.made[id(value)]
        self.m.budget.step()
        self.kept.append(value)
        if isinstance(value, Instance):
            return self._instance(value)
        if isinstance(value, Module):
            return self._module(value)
        if isinstance(value, Parameter):
            new: Value = replace(value, tensor=None)
        elif isinstance(value, (list, tuple, set)) and type(value) in (list, tuple, set):
            new = type(value)(self.of(part) for part in value)
        elif type(value) is dict:
            new = {key: self.of(part) for key, part in value.items()}
        else:
            return value
        self.made[id(value)] = new
        return new

    def _instance(self, value: Instance) -> Value:
        new = Instance(value.cls)
        self.made[id(value)] = new
        if isinstance(value.adopted, Module):
            new.adopted = self._module(value.adopted, new)
        else:
            new.adopted = value.adopted
        new.attributes = {key: self.of(part) for key, part in value.attributes.items()}
        return new

    def _module(self, value: Module, instance: Instance | None = None) -> Module:
        if value.instance is not None and instance is None:
            copied = self.of(value.instance)
            assert isinstance(copied.adopted, Module)
            return copied.adopted
        new = Module(
            value.kind,
            value.line,
            value.base,
            value.layer and replace(value.layer),
            value.function,
            value.container,
            instance,
        )
        self.made[id(value)] = new
        for held, source in ((new.children, value.children), (new.parameters, value.parameters)):
            held.update({name: self.of(part) for name, part in source.items()})
        new.buffers = {name: self.of(part) for name, part in value.buffers.items()}
        new.lost = dict(value.lost)
        new.kept = {name: self.of(part) for name, part in value.kept.items()}
        new.children = {name: module_of(part) for name, part in new.children.items()}
        return new


def inherit(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    """super().__init__(…) of a class derived from a module of torch.nn: it has that module's weights."""
    base = module.base
    if base in ("", "Module", "LightningModule", "ScriptModule"):
        return
    made = make(m, base, args, keywords, node)
    module.layer = made.layer
    module.parameters.update(made.parameters)
    module.buffers.update(made.buffers)
