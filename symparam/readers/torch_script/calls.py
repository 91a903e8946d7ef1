"""Modules called on tensors."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...algebra.batch import has_batch
from ...budget import CALLED
from ...errors import SymparamError
from ...graph import Tensor
from ...graph.modules import Visit, visit
from ...graph.tensor import call as call_layer
from ...graph.tensor import conditions
from ...interpreter.faults import ScriptError
from ...interpreter.numbers import plain
from ...interpreter.records import fields_of, is_record
from ...interpreter.values import Instance, Unknown, Value, came_from
from ...layers.fields import owner
from ...layers.torch import lookup
from ...layers.torch.base import TorchLayer
from ...layers.torch.calls import bind_forward
from ...layers.torch.masks import MASKS, mask_needs
from ...layers.torch.recurrent import Recurrent
from .containers import held
from .forward import walked
from .modules import Hook, Module, Parameter, declare
from .packed import Packed, in_order
from .probing import Probe, Told
from .session import Sample
from .settling import settle
from .tensors import Untaken, seen, taken

if TYPE_CHECKING:
    from .session import Machine


def apply(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """module(*args, **keywords)."""
    line = getattr(node, "lineno", m.line)
    if m.torch.inside:
        return run_module(m, module, args, keywords, node)
    m.torch.samples.setdefault(id(module), []).append(Sample(tuple(args), keywords, line))
    if not flat_tensors((*args, *keywords.values())):
        return m.unknown(node)
    return _tried(m, module, args, keywords, node)


def _tried(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """What the script itself gets of a module that it calls; where that cannot be followed, it is not known."""
    pins, conditions = dict(m.symbols.pins), dict(m.symbols.conditions)
    depth, handlers = m.depth, m.handlers
    try:
        return run_module(m, module, args, keywords, node)
    except (SymparamError, ScriptError) as error:
        m.depth, m.handlers = depth, handlers
        return m.unknown(node, str(error))
    finally:
        m.symbols.pins, m.symbols.conditions = pins, conditions


def run_module(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """The module's forward, or that of its class in torch.nn, between its hooks."""
    module.calls.append(getattr(node, "lineno", m.line))
    if not module.hooks:
        return _run(m, module, args, keywords, node)
    for hook in [hook for hook in module.hooks if hook.before]:
        changed = m.call(hook.function, [module.value, tuple(args), *_more(hook, keywords)], {}, node)
        if changed is not None and hook.with_keywords and isinstance(changed, tuple):
            args, keywords = list(changed[0]), dict(changed[1])
        elif changed is not None:
            args = list(changed) if isinstance(changed, tuple) else [changed]
    result = _run(m, module, args, keywords, node)
    for hook in [hook for hook in module.hooks if not hook.before]:
        changed = m.call(hook.function, [module.value, tuple(args), *_more(hook, keywords), result], {}, node)
        result = result if changed is None else changed
    return result


def _more(hook: Hook, keywords: dict[str, Value]) -> list[Value]:
    return [dict(keywords)] if hook.with_keywords else []


def _run(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if module.forward is None and module.layer is not None:
        return _leaf(m, module, args, keywords, node)
    begin = visit()
    with m.followed():
        if module.forward is not None:
            result = walked(m, module, args, keywords, node)
        else:
            result = forward_of_base(m, module, args, keywords, node)
    if m.torch.running:
        made = tuple(flat_tensors((result,)))
        m.torch.visited.append((id(module), Visit(made, begin, visit())))
    return result


def forward_of_base(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """The forward that a module has from its class in torch.nn."""
    if module.layer is not None:
        return _leaf(m, module, args, keywords, node)
    if module.function is not None:
        return module.function(m, node, [*args, *keywords.values()])
    if module.container == "Sequential":
        value = args[0] if args else next(iter(keywords.values()), None)
        for name, child in held(module).items():
            if child is None:
                raise m.error(node, f"{module.kind}: its {name} is None, which cannot be called")
            value = m.call(child, [value], {}, node)
        if module.lost:
            name, lost = next(iter(module.lost.items()))
            raise m.error(node, f"{module.kind}: its {name} {came_from(lost)}")
        return value
    if module.kind in ("DataParallel", "DistributedDataParallel"):
        return m.call(module.children["module"].value, args, keywords, node)
    if module.kind.endswith("Loss"):
        return m.unknown(node, f"a loss is no part of a model ({m.where(node)})")
    raise m.error(node, f"{module.kind} has no forward, so it cannot be called")


def _leaf(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A layer on tensors."""
    assert isinstance(module.layer, TorchLayer)
    m.budget.step(CALLED)
    if args and isinstance(args[0], Packed) and isinstance(module.layer, Recurrent):
        return _packed(m, module, args, keywords, node)
    given, named = _given(m, module.layer, args, keywords, node)
    for value in (*given, *named.values()):
        if isinstance(value, Probe):
            if module.layer.family in ("activation", "regularization"):
                return value
            raise Told(value, module.layer, m.line)
        if isinstance(value, Unknown):
            text = f"{owner(module.layer)} is called on what {came_from(value)}"
            if m.torch.running:
                raise m.error(node, text)
            return m.unknown(node, text)
    with m.located(node):
        layer, inputs = bind_forward(module.layer, given, named)
        m.torch.first.note(layer, inputs)
        settle(m, layer.needs(*(t.shape for t in inputs)))
        masks = _masks(m, layer, args, keywords)
        try:
            made = call_layer(layer, inputs)
        except SymparamError as error:
            raise error.adding(_cure(inputs)) from None
        for need in conditions(layer, mask_needs(layer, masks, [t.shape for t in inputs])):
            m.symbols.require(need, m.where(node))
        if not module.parameters and not module.buffers:
            declare(module, list(layer.weights(*(t.shape for t in inputs))))
    if module.kind.startswith("Lazy") and not m.torch.running:
        module.layer = concrete(module.layer, inputs[0].shape)
    m.symbols.tick += 1
    m.torch.computed += made
    return layer.arrange(made)


def _masks(m: Machine, layer: TorchLayer, args: list[Value], keywords: dict[str, Value]) -> dict[str, Shape]:
    """The shapes of the masks of a call, as far as they are known."""
    given = {**dict(zip(layer.forward, args, strict=False)), **keywords}
    masks = {name: value for name, value in given.items() if name in MASKS and isinstance(value, (Tensor, Parameter))}
    return {name: value.shape for name, value in masks.items() if value.shape is not None}


def _packed(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A recurrent module on a packed sequence, whose output is one too."""
    assert isinstance(module.layer, Recurrent)
    x = in_order(m, args[0], module.layer.batch_first, node)
    made = _leaf(m, module, [x, *args[1:]], keywords, node)
    if isinstance(made, Unknown):
        return made
    output, states = made
    return Packed(output, module.layer.batch_first), states


def concrete(layer: TorchLayer, x: Shape) -> TorchLayer:
    """What a lazy module becomes when it is first called: the same with the size that it has seen."""
    cls = lookup(type(layer).__name__.removeprefix("Lazy"))
    sizes = {"in_features": x[-1], "in_channels": x[len(x) - getattr(layer, "rank", 0) - 1], "num_features": x[1]}
    own = {f.name for f in fields(cls)}
    kept = {f.name: getattr(layer, f.name) for f in fields(layer) if f.name in own}
    given: dict[str, Any] = kept | {name: n for name, n in sizes.items() if name in own and name not in kept}
    return cls(**given)


def _cure(inputs: Sequence[Tensor]) -> str:
    """What to write instead where the batch has been flattened with all other axes."""
    joined = any(t.node.layer.type_name == "flatten" and len(t.shape) == 1 and has_batch(t.shape) for t in inputs)
    return "; write torch.flatten(x, 1), which leaves the batch as it is" if joined else ""


def _given(
    m: Machine, layer: TorchLayer, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call as the layer takes them; what has no say in shapes may be anything."""
    names = layer.forward or layer.call
    positional = dict(zip(names, args, strict=False))

    def one(name: str, value: Value) -> Any:
        if name in layer.call_options:
            return plain(m, value, node)
        if name not in layer.call:
            return None
        if isinstance(value, (Probe, Unknown)):
            return value
        try:
            return taken(m, value, node)
        except Untaken as error:
            return error.value if isinstance(error.value, Unknown) else m.unknown(node)

    given = [one(name, value) for name, value in positional.items()]
    return [*given, *args[len(names) :]], {name: one(name, value) for name, value in keywords.items()}


def flat_tensors(values: Sequence[Any]) -> list[Tensor]:
    """All tensors in a structure, in order."""
    found: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, Parameter):
            found += [value.tensor] if value.tensor is not None else []
        elif isinstance(value, (list, tuple)):
            found += flat_tensors(value)
        elif isinstance(value, dict):
            found += flat_tensors(list(value.values()))
        elif isinstance(value, Instance) and is_record(value.cls):
            found += flat_tensors([value.attributes.get(name) for name in fields_of(value.cls)])
    return found


__all__ = ["apply", "flat_tensors", "run_module", "seen"]
