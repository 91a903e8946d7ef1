"""From a module that has been run to the model: its tree of modules, and the graph of their calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...algebra import Shape
from ...errors import ReadError
from ...graph import Tensor
from ...graph import modules as graph
from ...graph.tensor import Node
from ...interpreter.values import came_from
from ...layers.torch.base import TorchLayer
from ...layers.torch.extended import Extended
from ...weight import Weight
from ..rerun import visits_of
from .modules import Module, Parameter, joined
from .running import Runner, outputs_of

if TYPE_CHECKING:
    from .session import Machine


def model_of(m: Machine, module: Module) -> graph.ModuleModel:
    """The model whose root is a module."""
    for path, inner in module.walk():
        layer = None if inner.layer is None else _whole(m, inner, path)
        inner.layer = layer and replace(layer, name=path or None)
    run = Runner(m, module).run()
    m.symbols.mark()
    node = ast.Pass(lineno=module.line or 1)
    outputs = outputs_of(m, run, module, node)
    with m.located(node):
        return graph.ModuleModel(
            run.inputs, outputs, modules=tuple(_modules(m, module)), loose=unused(m.torch.computed, outputs)
        )


def _whole(m: Machine, module: Module, path: str) -> TorchLayer | None:
    """A layer with all that its module holds, where that is more than a layer of its class has.

    None where it is something else, and the module has a forward of its own. Raises ReadError where it has not.
    """
    layer = module.layer
    assert isinstance(layer, TorchLayer)
    if "Lazy" in layer.type_name or module.lost:
        return layer
    own = {w.name: w for w in _own(m, module, path)}
    if "bias" in {w.name for w in layer.weights()} - own.keys() and getattr(layer, "bias", None) is True:
        layer = replace(layer, bias=False)  # type: ignore[call-arg]
    made = {w.name: w for w in layer.weights()}
    for name, weight in made.items():
        now = own.get(name)
        if now is not None and now.shape == weight.shape:
            continue
        if module.forward is not None:
            return None
        held = "is gone" if now is None else f"has the shape {now.shape}"
        text = f"{joined(path, name)} of {module.kind} {held}, where one of its class has {weight.shape}"
        raise ReadError(f"{text}; make the module so that it has what it needs").at(m.file, module.line)
    more = [weight for name, weight in own.items() if name not in made]
    return Extended.of(layer, more) if more else layer


def _modules(m: Machine, root: Module) -> Iterator[graph.Module]:
    """Every module in the order of registration, also under a second name."""
    first: dict[int, str] = {}
    seen: set[int] = set()
    visited = visits_of(m.torch)
    for path, module in root.every():
        _refuse_lost(m, module, path)
        tied: dict[str, str] = {}
        for name, parameter in module.parameters.items():
            key = f"{path}.{name}" if path else name
            if parameter is not None and first.setdefault(id(parameter), key) != key and id(module) not in seen:
                tied[name] = first[id(parameter)]
        seen.add(id(module))
        yield graph.Module(
            path,
            module.kind,
            module.layer,
            () if module.layer is not None else tuple(_own(m, module, path)),
            tied,
            frozenset(n for n, p in module.parameters.items() if p is not None and not p.requires_grad),
            tuple(visited.get(id(module), ())),
            f"{m.file}:{module.line}" if module.line else "",
        )


def _own(m: Machine, module: Module, path: str) -> Iterator[Weight]:
    """The parameters that a module of the script's own holds itself, then its buffers."""
    for role, held in (("parameter", module.parameters), ("buffer", module.buffers)):
        for name, parameter in held.items():
            if parameter is not None and parameter.persistent:
                yield Weight(name, _shape(m, parameter, path, name), role == "parameter", role)  # type: ignore[arg-type]


def _shape(m: Machine, parameter: Parameter, path: str, name: str) -> Shape:
    if parameter.shape is None:
        where = f"{path}.{name}" if path else name
        raise ReadError(f"{where} has no shape: {parameter.why}").at(m.file)
    return parameter.shape


def _refuse_lost(m: Machine, module: Module, path: str) -> None:
    for name, value in module.lost.items():
        where = f"{path}.{name}" if path else name
        raise ReadError(f"{where} {came_from(value)}").at(m.file, value.line)


def unused(computed: Sequence[Tensor], outputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """What is computed and not returned: the tensors at the ends of the graph that are no outputs."""
    used: set[Node] = set()

    def reach(node: Node) -> None:
        stack = [node]
        while stack:
            node = stack.pop()
            if node not in used:
                used.add(node)
                stack += [t.node for t in node.inputs]

    for tensor in outputs:
        reach(tensor.node)
    found: list[Tensor] = []
    for tensor in reversed(computed):
        if tensor.node not in used:
            found.append(tensor)
            reach(tensor.node)
    return tuple(reversed(found))
