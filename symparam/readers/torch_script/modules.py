"""Modules of PyTorch as a script makes them: what they register, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...algebra import Shape
from ...graph import Tensor
from ...interpreter.values import Function, Instance, Method, Unknown, Value
from ...layers.layer import Layer
from ...weight import Weight

LISTS = ("Sequential", "ModuleList", "ParameterList")
DICTIONARIES = ("ModuleDict", "ParameterDict")
CONTAINERS = (*LISTS, *DICTIONARIES)


@dataclass(eq=False)
class Parameter:
    """An nn.Parameter: a tensor with a shape of its own, which a module may hold under a name."""

    shape: Shape | None  # None where a lazy module has not seen an input yet, or where it is not known
    requires_grad: bool = True
    why: str = ""  # where its shape would have come from
    tensor: Tensor | None = None  # the same in a graph, once it is used there
    persistent: bool = True  # of a buffer: whether it is in the state_dict


@dataclass(frozen=True, eq=False)
class Hook:
    """A function of the script that runs before or after the forward of a module."""

    function: Value
    before: bool
    with_keywords: bool


@dataclass(eq=False)
class Module:
    """An object of nn.Module: a layer of torch.nn, a container, or of a class of the script."""

    kind: str  # its class, as the script has it
    line: int = 0  # where it is made
    base: str = ""  # the class of torch.nn that its class is derived from
    layer: Layer | None = None
    function: Any = None  # what it does, where that is a function of this reader: (machine, node, arguments)
    container: str = ""  # which container it is, or its class is derived from
    instance: Instance | None = None  # of a class of the script
    children: dict[str, Value] = field(default_factory=dict)
    parameters: dict[str, Parameter | None] = field(default_factory=dict)
    buffers: dict[str, Parameter | None] = field(default_factory=dict)
    lost: dict[str, Unknown] = field(default_factory=dict)  # registered, but not known
    kept: dict[str, Value] = field(default_factory=dict)  # what else a script sets on a module of torch.nn, by its name
    training: bool = False
    calls: list[int] = field(default_factory=list)  # lines at which it is called
    hooks: list[Hook] = field(default_factory=list)

    @property
    def forward(self) -> Value:
        """The forward that the script defines for it; None where it has that of its class in torch.nn."""
        found = None if self.instance is None else self.instance.cls.find("forward")
        return Method(found, self.instance) if isinstance(found, Function) else None

    @property
    def value(self) -> Value:
        """What a script sees of it."""
        return self if self.instance is None else self.instance

    # --- registering ------------------------------------------------------------------------------------------

    def forget(self, name: str) -> None:
        """A name of it stands for something else now."""
        for held in (self.children, self.parameters, self.buffers, self.lost, self.kept):
            held.pop(name, None)

    def register(self, name: str, value: Value) -> bool:
        """Hold a module, a parameter or a buffer under a name; False where the value is nothing of that kind."""
        module = module_of(value)
        if isinstance(module, Module):
            self._hold(self.children, name, module)
        elif isinstance(value, Parameter):
            self._hold(self.parameters, name, value)
        elif value is None and (name in self.children or name in self.parameters):
            (self.children if name in self.children else self.parameters)[name] = None
        elif name in self.buffers and (value is None or isinstance(value, Tensor)):
            old = self.buffers[name]
            self.buffers[name] = value if value is None else Parameter(value.shape, False, tensor=value)
            if old is not None and self.buffers[name] is not None:
                self.buffers[name].persistent = old.persistent  # type: ignore[union-attr]
        else:
            return False
        return True

    def _hold(self, held: dict[str, Value], name: str, value: Value) -> None:
        if name not in held:
            self.forget(name)
        held[name] = value

    # --- what it holds ------------------------------------------------------------------------------------------

    @property
    def modules(self) -> list[Module]:
        """The modules that it holds itself, by name; each once."""
        found = {id(child): child for child in self.children.values() if isinstance(child, Module)}
        return list(found.values())

    def walk(self, path: str = "", seen: set[int] | None = None) -> Iterator[tuple[str, Module]]:
        """It and all modules within, each once, as named_modules() gives them."""
        seen = set() if seen is None else seen
        if id(self) in seen:
            return
        seen.add(id(self))
        yield path, self
        for name, child in self.children.items():
            if isinstance(child, Module):
                yield from child.walk(joined(path, name), seen)

    def every(self, path: str = "", above: tuple[int, ...] = ()) -> Iterator[tuple[str, Module]]:
        """It and all modules within under every name that they have, as the keys of a state_dict are made."""
        if id(self) in above:
            return
        yield path, self
        for name, child in self.children.items():
            if isinstance(child, Module):
                yield from child.every(joined(path, name), (*above, id(self)))

    def named_parameters(self, path: str = "", recurse: bool = True) -> Iterator[tuple[str, Parameter]]:
        """All parameters, each once."""
        seen: set[int] = set()
        for at, module in self.walk(path) if recurse else [(path, self)]:
            for name, parameter in module.parameters.items():
                if parameter is not None and id(parameter) not in seen:
                    seen.add(id(parameter))
                    yield joined(at, name), parameter


def joined(path: str, name: str) -> str:
    """A dotted path.

    >>> joined("", "fc"), joined("net", "0")
    ('fc', 'net.0')
    """
    return f"{path}.{name}" if path else name


def module_of(value: Value) -> Module | None:
    """The module that a value is, or None."""
    value = value.adopted if isinstance(value, Instance) else value
    return value if isinstance(value, Module) else None


def of_layer(layer: Layer, kind: str, line: int) -> Module:
    """The module of a layer, with the parameters and buffers that it declares."""
    module = Module(kind, line, layer=layer)
    try:
        declared = list(layer.weights())
    except (IndexError, ValueError):  # a lazy module has none before its first call
        return module
    declare(module, declared)
    return module


def declare(module: Module, weights: list[Weight]) -> None:
    """Hold what a layer declares."""
    for weight in weights:
        held = module.buffers if weight.role == "buffer" else module.parameters
        held[weight.name] = Parameter(Shape(weight.shape), weight.trainable)
