"""What a function or class of torch gives when the script calls it, by its path."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...graph.modules import constant
from ...interpreter.faults import surely
from ...interpreter.scope import MISSING
from ...interpreter.values import Builtin, Function, Method, Unknown, Value
from ...interpreter.values import Module as Path
from .. import beside
from . import einops, installed, making, module_methods, packed, reparametrized, tensors, timm_layers, training
from .modules import Parameter, module_of
from .paths import is_module_path

if TYPE_CHECKING:
    from .session import Machine

Handler = Callable[[Any, list[Value], dict[str, Value], ast.AST], Value]

CONSTANTS: dict[str, Value] = {
    "torch.pi": math.pi,
    "torch.inf": math.inf,
    "torch.e": math.e,
    "torch.__version__": "2.14.0",
    "torch.newaxis": None,
}


def constant_of(m: Machine, path: str, node: Any) -> Value:
    """What a dotted name of torch stands for."""
    if path in CONSTANTS:
        return CONSTANTS[path]
    found = installed.constant(m, path, node)
    return beside.constant(m, path, node) if found is MISSING else found


def call_torch(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """path(*args, **keywords); MISSING where it is nothing of torch."""
    if path in HANDLERS:
        return HANDLERS[path](m, args, keywords, node)
    if path == "copy.deepcopy" and args and making.holds_module(args[0]):
        return making.copied(m, args[0], node)
    root = path.partition(".")[0]
    if root == "einops":
        return einops.call(m, path, args, keywords, node)
    if root not in m.library.roots:
        return MISSING
    for start, handler in STARTING.items():
        if path.startswith(start):
            return handler(m, path, args, keywords, node)
    room, _, last = path.rpartition(".")
    if is_module_path(room) and args and (module := module_of(args[0])) is not None:
        return m.call(
            module_methods.attribute(m, module, last, node), args[1:], keywords, node
        )  # Linear.__init__(self)
    if is_module_path(path):
        return making.make(m, path.rpartition(".")[2], args, keywords, node)
    if tensors.known(path):
        return tensors.function(m, path, args, keywords, node)
    surely(
        root != "torch" or not any(isinstance(a, m.library.tensors) for a in (*args, *keywords.values())),
        f"{path} is not known to symparam ({m.where(node)})",
    )
    return m.unknown(node)


# --- one function each --------------------------------------------------------------------------------------------


def _first(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if args:
        return args[0]
    return next(iter(keywords.values())) if keywords else _decorator(m, args, keywords, node)


def _decorator(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A decorator with arguments, which leaves what it is put on as it is; also a context."""
    return m.unknown(node)


def _no(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return False


def _zero(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return 0


def _nothing(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return None


def _checkpoint(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """checkpoint(function, *args): the function is called, twice."""
    own = {k: v for k, v in keywords.items() if k not in CHECKPOINT}
    return m.call(args[0], args[1:], own, node)


CHECKPOINT = ("use_reentrant", "preserve_rng_state", "context_fn", "determinism_check", "debug")


def _checkpoint_sequential(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.call(args[0], args[2:], {}, node)


def _typed(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """torch.Tensor(2, 3), torch.FloatTensor([1, 2]): sizes, or what a tensor is made of."""
    if args and all(isinstance(a, m.library.tensors) for a in args):
        return args[0]
    if args and isinstance(args[0], (list, tuple)) and not isinstance(args[0], Shape):
        from ...interpreter.values import ShapeTuple

        if not isinstance(args[0], ShapeTuple):
            return tensors.function(m, "torch.tensor", args[:1], {}, node)
        args = list(args[0])
    surely(not any(isinstance(a, Unknown) for a in args))
    return tensors.function(m, "torch.empty", args, {}, node)


def _size(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    from ...interpreter.values import ShapeTuple

    surely(args and isinstance(args[0], (list, tuple)))
    return ShapeTuple(args[0])


def _buffer(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    made = making.parameter(m, args, keywords, node)
    return Parameter(made.shape, False, made.why)


def _is_tensor(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.unknown(node) if args and isinstance(args[0], Unknown) else isinstance(args[0], m.library.tensors)


def _vmap(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.unknown(node, "torch.vmap is not followed")


def _in_order(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """OrderedDict(…), of which nn.ParameterDict keeps the order, as it does not of a dict."""
    made = m.builtins["dict"].call(m, node, args, keywords)
    m.torch.in_order[id(made)] = made
    return made


def _flash(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return tensors.function(m, "torch.nn.functional.scaled_dot_product_attention", args, keywords, node)


TYPED = [f"torch.{kind}Tensor" for kind in ("", "Float", "Double", "Long", "Int", "Half", "Bool", "Byte")]
HANDLERS: dict[str, Handler] = {
    "torch.nn.Parameter": making.parameter,
    "torch.nn.Buffer": _buffer,
    "torch.nn.parameter.Parameter": making.parameter,
    "torch.nn.UninitializedParameter": lambda m, args, keywords, node: Parameter(None, True, "it is uninitialized"),
    "collections.OrderedDict": _in_order,
    "torch.nn.utils.rnn.pack_padded_sequence": packed.pack,
    "torch.nn.utils.rnn.pad_packed_sequence": packed.pad,
    "torch.Size": _size,
    "torch.is_tensor": _is_tensor,
    "torch.vmap": _vmap,
    **dict.fromkeys(TYPED, _typed),
    **dict.fromkeys([f"torch.cuda.{t.rpartition('.')[2]}" for t in TYPED], _typed),
    **dict.fromkeys(
        (
            "torch.autograd.variable.Variable",
            "torch.jit.script",
            "torch.jit.export",
            "torch.jit.ignore",
            "torch.jit.unused",
            "torch.jit.script_method",
            "torch.compile",
            "torch.fx.wrap",
            "torch.jit.annotate_",
            "torch._dynamo.disable",
            "torch.compiler.disable",
            "torch.utils.data._utils.pin_memory",
            "torch.quantization.prepare",
            "torch.nn.utils.parametrize.remove_parametrizations",
            "torch.nn.utils.fusion.fuse_conv_bn_eval",
        ),
        _first,
    ),
    "torch.jit.annotate": lambda m, args, keywords, node: args[1] if len(args) > 1 else m.unknown(node),
    "typing.cast": lambda m, args, keywords, node: args[1] if len(args) > 1 else m.unknown(node),
    **dict.fromkeys(
        (
            "torch.cuda.is_available",
            "torch.backends.mps.is_available",
            "torch.backends.mps.is_built",
            "torch.jit.is_scripting",
            "torch.jit.is_tracing",
            "torch.onnx.is_in_onnx_export",
            "torch.distributed.is_available",
            "torch.distributed.is_initialized",
            "torch.is_autocast_enabled",
            "torch.xpu.is_available",
            "torch.cuda.is_bf16_supported",
            "torch.is_grad_enabled",
        ),
        _no,
    ),
    "torch.cuda.device_count": _zero,
    "torch.manual_seed": _nothing,
    "torch.utils.checkpoint.checkpoint": _checkpoint,
    "torch.utils.checkpoint.checkpoint_sequential": _checkpoint_sequential,
    "pytorch_lightning.seed_everything": _nothing,
    **timm_layers.HANDLERS,
}


def _of_another(m: Machine, path: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """A model of a package whose source is not read."""
    name = path.rpartition(".")[2]
    why = f"{path} is a model of a package that is not read ({m.where(node)}); read it live, as symparam.read({name}())"
    if installed.is_read(path) and installed.folder(installed.PACKAGE) is None:
        why += f", or install {installed.PACKAGE}, whose source is read then"
    return m.unknown(node, why)


STARTING: dict[str, Callable[[Any, str, list[Value], dict[str, Value], ast.AST], Value]] = {
    "torch.nn.init.": lambda m, path, args, keywords, node: _first(m, args, keywords, node),
    "torch.nn.utils.": reparametrized.call,
    "torch.optim.": training.optimizer,
    "torchvision.models.": _of_another,
    "torchvision.ops.": _of_another,
    "torch.hub.": _of_another,
    "timm.": _of_another,
    "torchsummary.": training.summary,
    "torchinfo.": training.summary,
    "pytorch_lightning.": training.trainer,
}

__all__ = ["Builtin", "Function", "Method", "Path", "call_torch", "constant", "constant_of"]
