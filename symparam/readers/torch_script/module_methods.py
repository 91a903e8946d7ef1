"""Attributes and methods of modules: what nn.Module gives, and what a layer of torch.nn has."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...graph import Tensor
from ...interpreter.arguments import argument
from ...interpreter.numbers import plain
from ...interpreter.records import namespace
from ...interpreter.scope import MISSING
from ...interpreter.values import Builtin, Iteration, Unknown, Value, came_from
from ...interpreter.values import Module as Path
from ...layers.torch.wrapped import innermost
from . import containers, hyperparameters
from .modules import Hook, Module, Parameter, joined, module_of
from .reparametrized import worked_out
from .set_later import put_in_place, set_later

if TYPE_CHECKING:
    from .session import Machine

# what leaves a module as it is, and gives it
SAME = frozenset(
    [
        "to",
        "cuda",
        "cpu",
        "float",
        "half",
        "double",
        "bfloat16",
        "type",
        "train",
        "eval",
        "to_empty",
        "share_memory",
        "xpu",
        "requires_grad",
        "compile",
    ]
)
# what leaves a module as it is, and gives nothing that a model is made of
QUIET = frozenset(
    [
        "load_state_dict",
        "zero_grad",
        "register_full_backward_hook",
        "register_backward_hook",
        "register_load_state_dict_post_hook",
        "_register_load_state_dict_pre_hook",
        "state_dict",
        "reset_parameters",
        "flatten_parameters",
        "init_weights",
        "log",
        "log_dict",
        "print",
        "extra_repr",
        "register_state_dict_pre_hook",
        "configure_optimizers",
        "save_pretrained",
        "manual_backward",
        "toggle_optimizer",
        "untoggle_optimizer",
        "optimizers",
        "lr_schedulers",
        "freeze",
        "unfreeze",
        "_get_name",
    ]
)


WEIGHTED = ("convolution", "dense", "normalization", "embedding")
ABSENT = frozenset(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"])


class Listing(Iteration):
    """The parameters of a module, which an optimizer is given."""

    def __init__(self, module: Module, values: list[Value]) -> None:
        super().__init__(iter(values))
        self.module = module


def attribute(m: Machine, module: Module, name: str, node: ast.AST) -> Value:
    """module.name, for what the script's own class does not have."""
    for held in (module.children, module.parameters, module.buffers):
        if name in held:
            return _seen(held[name])
    for others in (module.lost, module.kept):
        if name in others:
            return others[name]
    if module.container and (method := containers.method(m, module, name)) is not None:
        return method
    if name in METHODS:
        function = METHODS[name]
        return Builtin(name, lambda m, node, args, keywords: function(m, module, args, keywords, node))
    if name in SAME:
        return Builtin(name, lambda m, node, args, keywords: module.value)
    if name == "training":
        return module.training
    if name == "__class__":
        return module.instance.cls if module.instance is not None else Path(f"torch.nn.{module.kind}")
    if name in ("_modules", "_parameters", "_buffers"):
        held = {"_modules": module.children, "_parameters": module.parameters, "_buffers": module.buffers}[name]
        return {key: _seen(value) for key, value in held.items()}
    if name == "device":
        return m.unknown(node)
    if module.layer is not None and (found := _of_layer(m, module, name)) is not MISSING:
        return found
    if name in QUIET:
        return Builtin(name, lambda m, node, args, keywords: m.unknown(node))
    if module.instance is not None and name not in ("__getattr__",):
        return m.fail(node, "AttributeError", f"{module.kind} has no attribute {name}")
    return m.unknown(node, f"{name} of {module.kind} is not followed")


def _of_layer(m: Machine, module: Module, name: str) -> Value:
    """What a layer of torch.nn has under a name besides its parameters; MISSING where it is nothing of that kind."""
    if (made := worked_out(module, name)) is not None:
        return made
    if name in ABSENT and module.layer is not None and module.layer.family in WEIGHTED:
        return None  # torch registers it so: Conv2d(3, 8, 1, bias=False).bias
    layer = innermost(module.layer)
    return _field(m, getattr(layer, name)) if name in layer.__dataclass_fields__ else MISSING


def has(module: Module, name: str) -> bool:
    """hasattr(module, name)."""
    if any(name in held for held in (module.children, module.parameters, module.buffers, module.lost, module.kept)):
        return True
    layer = innermost(module.layer)
    return name in METHODS or name in SAME or (layer is not None and name in layer.__dataclass_fields__)


def assign(m: Machine, module: Module, name: str, new: Value, node: ast.AST) -> None:
    """module.name = new."""
    if name == "training":
        return
    if isinstance(new, Unknown) and (name in module.children or name in module.parameters or name in module.buffers):
        module.forget(name)
        module.lost[name] = new
    elif name in module.parameters and isinstance(new, Tensor):
        m.fail(node, "TypeError", f"cannot assign a tensor as parameter {name!r}; it takes an nn.Parameter or None")
    elif name in module.lost and not isinstance(new, Unknown):
        module.forget(name)
        module.register(name, new)
    elif not module.register(name, new):
        set_later(m, module, name, new, node)
        if module.instance is None:
            module.kept[name] = new
    elif name == "weight" and isinstance(new, Parameter):
        put_in_place(m, module, new)
    m.symbols.mark()


def remove(module: Module, name: str) -> None:
    """Del module.name."""
    module.forget(name)


def _seen(value: Value) -> Value:
    """What a module holds, as the script sees it."""
    return value.value if isinstance(value, Module) else value


def _field(m: Machine, value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_field(m, part) for part in value)
    if isinstance(value, (bool, float, str, type(None))):
        return value
    return m.symbols.number(value)


# --- methods ----------------------------------------------------------------------------------------------------


def _add_module(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    name, value = _pair(m, args, keywords, "module", node)
    if isinstance(value, Unknown):
        module.forget(name)
        module.lost[name] = value
        return None
    if value is None:
        module.children[name] = None
    else:
        module.register(name, value)
    _mirror(m, module, name, value)
    return None


def _register_buffer(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    name, value = _pair(m, args, keywords, "tensor", node)
    persistent = argument(args, keywords, 2, "persistent", default=True) is not False
    module.forget(name)
    if isinstance(value, Parameter):
        value = Parameter(value.shape, False, value.why)
    if isinstance(value, Tensor):
        module.buffers[name] = Parameter(value.shape, False, tensor=value, persistent=persistent)
    elif isinstance(value, Parameter) or value is None:
        module.buffers[name] = value
        if value is not None:
            value.persistent = persistent
    elif persistent:
        module.lost[name] = m.unknown_as(value, node)
    _mirror(m, module, name, module.buffers.get(name, value))
    return None


def _register_parameter(
    m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> Value:
    name, value = _pair(m, args, keywords, "param", node)
    module.forget(name)
    if isinstance(value, Unknown):
        module.lost[name] = value
    else:
        module.parameters[name] = value if isinstance(value, Parameter) else None
    _mirror(m, module, name, value)
    return None


def _pair(m: Machine, args: list[Value], keywords: dict[str, Value], second: str, node: ast.AST) -> tuple[str, Value]:
    values = [*args]
    name = keywords.get("name", values.pop(0) if values else "")
    if isinstance(name, Unknown):
        raise m.error(node, f"{m.text(node)}: the name {came_from(name)}")
    return str(plain(m, name, node)), keywords.get(second, values[0] if values else None)


def _mirror(m: Machine, module: Module, name: str, value: Value) -> None:
    if module.instance is not None:
        module.instance.attributes[name] = value
    m.symbols.mark()


def _parameters(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    recurse = argument(args, keywords, 0, "recurse", default=True) is not False
    return Listing(module, [p for _, p in module.named_parameters(recurse=recurse)])


def _named_parameters(
    m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> Value:
    prefix = argument(args, keywords, 0, "prefix", default="")
    recurse = argument(args, keywords, 1, "recurse", default=True) is not False
    return Listing(module, list(module.named_parameters(prefix if isinstance(prefix, str) else "", recurse)))


def _named_children(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    seen: set[int] = set()
    pairs = [(name, child) for name, child in module.children.items() if isinstance(child, Module)]
    return [(name, c.value) for name, c in pairs if id(c) not in seen and not seen.add(id(c))]  # type: ignore[func-returns-value]


def _named_modules(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return [(path, inner.value) for path, inner in module.walk()]


def _apply(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """module.apply(f): f of all modules within and of itself."""
    from ...interpreter.values import Function, Method

    if args and isinstance(args[0], (Function, Method, Builtin)):
        for inner in _inside_out(module):
            m.call(args[0], [inner.value], {}, node)
    return module.value


def _inside_out(module: Module) -> list[Module]:
    found: list[Module] = []
    for child in module.modules:
        found += _inside_out(child)
    return [*found, module]


def _requires_grad(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    wanted = argument(args, keywords, 0, "requires_grad", default=True) is not False
    for _, parameter in module.named_parameters():
        parameter.requires_grad = wanted
    m.symbols.mark()
    return module.value


def _get_submodule(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    target = plain(m, args[0], node)
    for path, inner in module.every():
        if path == target:
            return inner.value
    return m.fail(node, "AttributeError", f"{module.kind} has no module {target}")


def _forward(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    from .calls import forward_of_base

    return forward_of_base(m, module, args, keywords, node)


def _init(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """The __init__ of a base of torch.nn."""
    if module.container:
        containers.fill(m, module, args, keywords, node)
    else:
        from .making import inherit

        inherit(m, module, args, keywords, node)
    return None


def _hooked(m: Machine, module: Module, before: bool, args: list[Value], keywords: dict[str, Value]) -> Value:
    """register_forward_hook(f), register_forward_pre_hook(f): the handle, which can remove it."""
    hook = argument(args, keywords, 0, "hook")
    one = Hook(hook, before, keywords.get("with_kwargs") is True)
    module.hooks.insert(0 if keywords.get("prepend") is True else len(module.hooks), one)
    m.symbols.mark()
    return namespace([], {"remove": Builtin("remove", lambda *call: module.hooks.remove(one))})


def _type_name(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return module.kind


def _buffers(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return [b for _, inner in module.walk() for b in inner.buffers.values() if b is not None]


def _state(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return {joined(path, n): p for path, inner in module.walk() for n, p in inner.parameters.items() if p is not None}


def _setattr(m: Machine, module: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    name = str(plain(m, args[0], node))
    assign(m, module, name, args[1], node)
    _mirror(m, module, name, args[1])
    return None


Handler = Callable[[Any, Module, list[Value], dict[str, Value], ast.AST], Value]
METHODS: dict[str, Handler] = {
    "__init__": _init,
    "add_module": _add_module,
    "register_module": _add_module,
    "register_buffer": _register_buffer,
    "register_parameter": _register_parameter,
    "parameters": _parameters,
    "named_parameters": _named_parameters,
    "buffers": _buffers,
    "children": lambda *call: [child for _, child in _named_children(*call)],
    "named_children": _named_children,
    "modules": lambda *call: [inner for _, inner in _named_modules(*call)],
    "named_modules": _named_modules,
    "apply": _apply,
    "requires_grad_": _requires_grad,
    "get_submodule": _get_submodule,
    "forward": _forward,
    "__call__": lambda m, module, args, keywords, node: m.library.apply(m, module, args, keywords, node),
    "__setattr__": _setattr,
    "__getattr__": lambda m, module, args, keywords, node: attribute(m, module, str(plain(m, args[0], node)), node),
    "state_dict": _state,
    "save_hyperparameters": hyperparameters.save,
    "register_forward_hook": lambda m, module, args, keywords, node: _hooked(m, module, False, args, keywords),
    "register_forward_pre_hook": lambda m, module, args, keywords, node: _hooked(m, module, True, args, keywords),
}

__all__ = ["METHODS", "Listing", "Shape", "assign", "attribute", "has", "module_of", "remove"]
