"""The inputs that a user gives a subclass of Model, as its ``call`` takes them; and what is to be given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...interpreter.values import Function, Unknown, Value
from ..axes import letters
from ..given_inputs import GivenInput
from .inputs import make_input, sizes_given
from .keras_state import LayerValue, ModelValue

if TYPE_CHECKING:
    from .custom import CustomValue
    from .session import Machine

BESIDE = ("self", "training")  # parameters of a call that are no inputs
GENERIC = "28,28,1"
SEQUENCES = ("LSTM", "GRU", "SimpleRNN", "Bidirectional", "TimeDistributed", "RNN")
TEXTS = ("Embedding", "ReversibleEmbedding")
IMAGES = ("Resizing", "CenterCrop", "Rescaling")


def placed(m: Machine, value: CustomValue, node: ast.AST) -> tuple[list[Value], dict[str, Value]]:
    """The arguments of the call, made of all inputs that the user gives. Raises ReadError where it does not take them.

    By name where the call has parameters of these names, else in a dict; without names one by one, or in a list where
    it takes but one argument.
    """
    given = m.keras.given or ()
    m.keras.taken.update(range(len(given)))
    names = parameters(value)
    kind = value.instance.cls.name
    if len(given) == 1 and not given[0].name and len(names) < 2:
        return [_input(m, given[0], node)], {}
    if all(one.name for one in given):
        made = {one.name: _input(m, one, node) for one in given}
        if made.keys() <= {*names, *_optional(value)}:
            return [], made
        if len(names) > 1:
            raise m.error(node, f"the call of {kind} takes {', '.join(names)}; give {_cure(names)}")
        return [made], {}
    if any(one.name for one in given):
        raise m.error(node, "give all inputs a name, or none of them")
    if len(names) > 1 and len(given) != len(names):
        raise m.error(node, f"the call of {kind} takes {', '.join(names)}, and {len(given)} inputs are given")
    if len(names) == 1 and (count := _parts(value, names[0])) not in (0, len(given)):
        raise m.error(node, f"the call of {kind} takes {count} inputs in one list, and {len(given)} are given")
    tensors: list[Value] = [_input(m, one, node) for one in given]
    return (tensors, {}) if len(names) > 1 else ([tensors], {})


def _input(m: Machine, one: GivenInput, node: ast.AST) -> Value:
    return make_input(m, [m.symbols.number(n) for n in sizes_given(m, one)], "input_shape", node, one.name or None)


def wanted(m: Machine, value: CustomValue) -> str:
    """What --input would have to give a subclass of Model: ``--input ids:T --input mask:T``."""
    names = parameters(value)
    if len(names) > 1:
        return _cure(names)
    if not names or not (body := _body(value)):
        return f"--input {GENERIC}"
    if keys := list(dict.fromkeys(_keys(body, names[0]))):
        return _cure(keys)
    if count := _parts(value, names[0]):
        return " ".join(["--input SHAPE"] * count)
    first = next((layer for layer in _called(value, body, ast.Name(names[0])) if _shape(layer)), None)
    return f"--input {_shape(first) if first is not None else GENERIC}"


def is_trainer(value: CustomValue) -> bool:
    """Whether a subclass of Model has no weights but those of models that it holds, and takes several inputs.

    Which inputs these are is told to it as it is trained; its models have their own, and are what it is made of.
    """
    if value.input_shape is not None or value.calls or value.declared or "_functional" in value.instance.attributes:
        return False
    names = parameters(value)
    several = len(names) != 1 or _parts(value, names[0]) or any(True for _ in _keys(_body(value), names[0]))
    held = value.sublayers()
    init = value.instance.cls.find("__init__")
    made = init.node.body if isinstance(init, Function) and isinstance(init.node, ast.FunctionDef) else []
    used = {n.attr for part in (*_body(value), *made) for n in ast.walk(part) if isinstance(n, ast.Attribute)}
    known = not any(isinstance(x, Unknown) and x.why for k, x in value.instance.attributes.items() if k in used)
    return bool(several and known and any(map(_is_whole, held)) and all(_is_whole(x) or _is_bare(x) for x in held))


def _is_whole(value: Value) -> bool:
    return isinstance(value, ModelValue) and bool(value.inputs)


def _is_bare(value: Value) -> bool:
    """Whether a layer of the script has no weights, since it makes none and holds no layers."""
    if getattr(value, "is_model", True) or getattr(value, "base", None) is not None:
        return False
    return not value.declared and not value.sublayers() and value.instance.cls.find("build") is None


def takes_images(model: ModelValue) -> bool:
    """Whether a Sequential begins with a layer that changes images, which may be one without a batch."""
    first = model.layers[0] if model.layers else None
    while isinstance(first, ModelValue) and first.layers:
        first = first.layers[0]
    return model.kind == "sequential" and isinstance(first, LayerValue) and is_of_images(first.layer.type_name)


def is_of_images(kind: str) -> bool:
    """Whether the layers of a type change images."""
    return kind in IMAGES or kind.startswith("Random")


def told_within(m: Machine, value: CustomValue) -> Value:
    """The shape of the input of a subclass of Model whose call hands it to models that have one; None for any other.

    A dict of shapes where its call takes a dict, and hands the value of each key to such a model.
    """
    names, body = parameters(value), _body(value)
    if len(names) != 1:
        return None
    keys = list(dict.fromkeys(_keys(body, names[0])))
    if not keys:
        return _input_of(m, next(_called(value, body, ast.Name(names[0])), None))
    parts = {key: ast.Subscript(ast.Name(names[0]), ast.Constant(key)) for key in keys}
    shapes = {key: _input_of(m, next(_called(value, body, part), None)) for key, part in parts.items()}
    return None if None in shapes.values() else shapes


def _input_of(m: Machine, model: Value) -> Value:
    """The shape of the input of a model, or a list of them; None for what has none."""
    if not isinstance(model, ModelValue) or not model.inputs:
        return None
    shapes = [tuple(map(m.symbols.number, tensor.shape)) for tensor in model.inputs]
    return shapes if len(shapes) > 1 else shapes[0]


def wanted_by(layer: Value) -> str:
    """What --input would have to give a Sequential that begins with a layer."""
    while isinstance(layer, ModelValue) and layer.layers:
        layer = layer.layers[0]
    return f"--input {_shape(layer) or GENERIC}"


def parameters(value: CustomValue) -> list[str]:
    """The parameters of the call that must be given."""
    spec = _spec(value)
    if spec is None:
        return []
    plain = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    return _without(plain[: len(plain) - len(spec.defaults)])


def _without(names: list[str]) -> list[str]:
    return [name for name in names if name not in BESIDE]


def _optional(value: CustomValue) -> list[str]:
    spec = _spec(value)
    return [] if spec is None else _without([a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)])


def _spec(value: CustomValue) -> ast.arguments | None:
    function = value.instance.cls.find("call")
    return function.node.args if isinstance(function, Function) else None


def _cure(names: list[str]) -> str:
    return " ".join(f"--input {name}:SHAPE" for name in names)


def _keys(body: list[ast.stmt], name: str) -> Iterator[str]:
    """The texts by which a parameter is indexed."""
    for node in (n for part in body for n in ast.walk(part)):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name:
            key = getattr(node.slice, "value", None)
            if isinstance(key, str):
                yield key


def _parts(value: CustomValue, name: str) -> int:
    """Into how many names the call unpacks a parameter; 0 where it does not."""
    for node in (n for part in _body(value) for n in ast.walk(part)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
            for target in node.targets:
                if isinstance(target, (ast.Tuple, ast.List)) and not any(
                    isinstance(e, ast.Starred) for e in target.elts
                ):
                    return len(target.elts)
    return 0


def _body(value: CustomValue) -> list[ast.stmt]:
    function = value.instance.cls.find("call")
    plain = isinstance(function, Function) and not isinstance(function.node, ast.Lambda)
    return list(function.node.body) if plain else []


def _called(value: CustomValue, body: list[ast.stmt], given: ast.expr) -> Iterator[Value]:
    """The layers of the object that its call applies to a parameter, or to a part of it."""
    for node in (n for part in body for n in ast.walk(part)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if any(ast.unparse(a) == ast.unparse(given) for a in node.args):
            yield value.instance.attributes.get(node.func.attr)


def _shape(layer: Value) -> str:
    """The letters of the input that a layer takes, where it tells their number."""
    while isinstance(layer, ModelValue) and layer.layers:
        layer = layer.layers[0]
    if not isinstance(layer, LayerValue):
        return ""
    kind, rank = layer.layer.type_name, getattr(layer.layer, "rank", None)
    if kind in TEXTS:
        return "T"
    if kind in SEQUENCES:
        return "T,d"
    if isinstance(rank, int) and not isinstance(rank, bool):
        return ",".join(letters(rank + 1))
    return ",".join(letters(3)) if is_of_images(kind) else ""


__all__ = ["is_trainer", "placed", "takes_images", "told_within", "wanted", "wanted_by"]
