"""PyTorch as a vocabulary: what its names mean in a script, and what becomes of its modules and tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...algebra import Dim, Need
from ...algebra.batch import BATCH
from ...graph import Tensor
from ...interpreter.scope import MISSING, Scope
from ...interpreter.values import Instance, Unknown, Value
from ...interpreter.values import Module as Path
from ...interpreter.vocabulary import Kinds, Operation, Vocabulary
from .. import beside
from ..data_packages import DATA
from . import containers, installed, making, module_methods, probing, tensor_attributes, tensors
from .calls import apply
from .library import call_torch, constant_of
from .modules import CONTAINERS, DICTIONARIES, Module, Parameter, module_of
from .packed import Packed
from .paths import BASES, ROOTS, canonical, is_module_path
from .probing import Asked, Probe, ProbeShape
from .selection import named_models
from .session import Machine
from .settling import settle

MADE = ("torch.nn.", "torchvision.models.")
CHANGING = frozenset(
    [
        "add_module",
        "register_module",
        "register_buffer",
        "register_parameter",
        "append",
        "extend",
        "insert",
        "pop",
        "update",
        "clear",
        "apply",
        "requires_grad_",
        "__setattr__",
    ]
)


class Torch(Vocabulary):
    """PyTorch, and of the packages around it what code of models takes from them."""

    roots = ROOTS
    tensors: Kinds = (Tensor, Parameter, Probe)
    objects: Kinds = (Module, Parameter)
    kinds: Kinds = (Tensor, Parameter, Probe, ProbeShape, Module, Packed)
    parts: Kinds = (Tensor, Module)
    data = frozenset(
        (*DATA, "torchtext", "datasets", "tensorboardX", "tokenizers", "sentencepiece", "lightning_utilities")
    )
    quiet = module_methods.QUIET
    training = frozenset(["backward", "step", "zero_grad"])
    settings = frozenset(["requires_grad"])
    altering = CHANGING

    # --- paths ------------------------------------------------------------------------------------------------

    def canonical(self, path: str) -> str:
        return canonical(super().canonical(path))

    def exports(self, m: Machine, module: str, name: str) -> bool:
        path = canonical(module)
        if path == "torch.nn":
            return making.knows(name) or name in ("Parameter", "functional", "init", "utils")
        if path in ("torch", "torch.nn.functional"):
            return bool(tensors.known(f"{path}.{name}"))
        return beside.knows(m, f"{path}.{name}", ast.Pass())

    def absent(self, m: Machine, modules: Sequence[str], name: str) -> str | None:
        areas = [canonical(module) for module in modules]
        return f"{areas[-1]}.{name}" if areas else None

    def constant(self, m: Machine, path: str, node: ast.AST) -> Value:
        return constant_of(m, path, node)

    def call(self, m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        return call_torch(m, self.canonical(path), args, keywords, node)

    def makes(self, path: str) -> bool:
        return is_module_path(path) or path in BASES or path.startswith("torchvision.models.")

    def uses(self, m: Machine) -> bool:
        return m.torch.inside

    def runs(self, m: Machine) -> bool:
        return m.torch.running

    # --- what is not followed ---------------------------------------------------------------------------------

    def changes(self, method: str) -> bool:
        return method in CHANGING

    def holds(self, value: Value) -> bool:
        return making.holds_module(value)

    # --- values -----------------------------------------------------------------------------------------------

    def adopt(self, m: Machine, instance: Instance) -> Module | None:
        for base in instance.cls.foreign:
            path = canonical(base.path) if isinstance(base, Path) else ""
            if is_module_path(path):
                last = path.rpartition(".")[2]
                container = last if last in CONTAINERS else ""
                return Module(instance.cls.name, m.line, last, container=container, instance=instance)
        return None

    def attribute(self, m: Machine, value: Value, name: str, node: ast.AST) -> Value:
        if isinstance(value, Module):
            return module_methods.attribute(m, value, name, node)
        if isinstance(value, Probe):
            return probing.attribute(m, value, name, node)
        if isinstance(value, ProbeShape):
            raise Asked(value.probe, name, m.line)
        if isinstance(value, Packed):
            return m.unknown(node, f"{name} of a packed sequence depends on its lengths")
        return tensor_attributes.attribute(m, value, name, node)

    def has(self, m: Machine, value: Value, name: str) -> bool | None:
        if isinstance(value, Module):
            return module_methods.has(value, name)
        if isinstance(value, Path):
            path = self.canonical(f"{value.path}.{name}")
            return tensors.known(path) or installed.knows(path)
        return None

    def assign(self, m: Machine, value: Value, name: str, new: Value, node: ast.AST) -> None:
        if isinstance(value, Module):
            module_methods.assign(m, value, name, new, node)
        elif isinstance(value, Parameter):
            tensor_attributes.assign(m, value, name, new)

    def named(self, m: Machine, value: Value, name: str, local: bool) -> None:
        module = module_of(value)
        if local and module is not None and not m.torch.inside and m.file == m.main:
            m.torch.local.append((name, module))

    def apply(self, m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
        if isinstance(value, Parameter):
            return m.fail(node, "TypeError", "a parameter cannot be called")
        return apply(m, value, args, keywords, node)

    def operate(self, m: Machine, op: Operation, values: Sequence[Value], node: ast.AST) -> Value:
        return tensors.operated(m, op, values, node)

    def alike(self, m: Machine, a: Value, b: Value) -> Value:
        return a if isinstance(a, Tensor) and isinstance(b, Tensor) and a.shape == b.shape else None

    def relied(self, m: Machine, need: Need) -> None:
        settle(m, [need])

    def either(self, m: Machine, old: Value, new: Value, zeros: Sequence[Dim], node: ast.AST) -> Value:
        from .optional import either

        return either(m, old, new, zeros, node)

    def rewind(self, m: Machine, to: int | None = None) -> int:
        if to is not None:
            del m.torch.computed[to:]
        return len(m.torch.computed)

    def truth(self, m: Machine, value: Value, node: ast.AST) -> bool | None:
        return None

    # --- what holds others ------------------------------------------------------------------------------------

    def item(self, m: Machine, value: Value, index: Value, node: ast.AST) -> Value:
        if isinstance(value, Module) and value.container and not isinstance(index, Unknown):
            return containers.item(m, value, index, node)
        if isinstance(value, ProbeShape):
            return probing.size_at(m, value, index, node)
        return MISSING

    def store(self, m: Machine, value: Value, index: Value, new: Value, node: ast.AST) -> None:
        if isinstance(value, Module) and value.container:
            containers.store(m, value, index, new, node)

    def remove(self, m: Machine, value: Value, key: Value, node: ast.AST, of_name: bool) -> None:
        if isinstance(value, Module):
            if of_name:
                module_methods.remove(value, key)
            else:
                containers.remove(m, value, key, node)

    def length(self, m: Machine, value: Value, node: ast.AST) -> Value:
        if isinstance(value, Module):
            return len(containers.held(value))
        if isinstance(value, Probe):
            return m.symbols.number(BATCH)
        if isinstance(value, ProbeShape):
            raise Asked(value.probe, "len", m.line)
        return tensors.size_of_axis(m, value, node)

    def contains(self, m: Machine, value: Value, key: Value, node: ast.AST) -> bool | None:
        if isinstance(value, Module) and value.container in DICTIONARIES and isinstance(key, str):
            return key in containers.held(value)
        return None

    def augment(self, m: Machine, op: type[ast.operator], value: Value, more: Value, node: ast.AST) -> Value:
        if isinstance(value, Module) and value.container and op is ast.Add:
            return containers.extend(m, value, more, node)
        if isinstance(value, (Tensor, Parameter)):
            return tensors.augmented(m, op, value, more, node)
        return MISSING

    def iterate(self, m: Machine, value: Value, node: ast.AST) -> Iterator[Value] | None:
        if isinstance(value, Module):
            if not value.container:
                m.fail(node, "TypeError", f"{value.kind} cannot be iterated over")
                return None
            found = containers.held(value)
            return iter(list(found) if value.container in DICTIONARIES else list(found.values()))
        if isinstance(value, (Probe, ProbeShape)):
            raise probing.taken_apart(m, value if isinstance(value, ProbeShape) else ProbeShape(value), node)
        return iter(tensors.pieces(m, value, node))

    def is_kind(self, m: Machine, value: Value, path: str) -> bool | None:
        name = path.rpartition(".")[2]
        if isinstance(value, Module):
            if name in ("Module", value.kind, value.base, value.container):
                return True
            return value.layer is not None and any(
                c.__name__ in (name, name.strip("_")) for c in type(value.layer).__mro__
            )
        if isinstance(value, Parameter):
            return name in ("Parameter", "Tensor")
        return name == "Tensor"

    # --- the whole --------------------------------------------------------------------------------------------

    def mark(self, m: Machine) -> int:
        return len(m.torch.made)

    def inside(self, m: Machine, value: Value) -> Iterable[Value]:
        return [inner.value for _, inner in value.walk()] if isinstance(value, Module) else ()

    def models(self, m: Machine) -> Mapping[str, Value]:
        return named_models(m)

    def passed_over(self, m: Machine, body: Sequence[ast.AST], scope: Scope) -> None:
        return
