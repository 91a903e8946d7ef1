"""The calls of layers in a config, as Keras 3 writes them and as older versions did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...frozen import dataclass
from .fields import Place, shown


@dataclass(frozen=True)
class Ref:
    """A tensor: which layer makes it, in which of its calls, and which of its outputs it is."""

    layer: str
    call: int
    output: int


@dataclass
class Call:
    """One call: its arguments, in which tensors stand as Refs; ``old`` where the config is of Keras 2 or before.

    ``refs`` are the tensors in Keras's order: arguments first, objects by their sorted keys.
    """

    args: list[Any]
    kwargs: dict[str, Any]
    refs: list[Ref]
    old: bool = False


def leaves(value: Any) -> Iterator[Ref]:
    """The Refs in a structure of lists and objects, in the order of keras.tree.flatten."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, Ref):
            yield value
        elif isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            stack += (value[key] for key in sorted(value, key=str, reverse=True))


def calls_of(data: dict[str, Any], place: Place) -> list[Call]:
    """The calls of a layer: its ``inbound_nodes``. Raises ReadError where they are malformed."""
    calls = []
    for node in place.get(data, "inbound_nodes", list, []):
        if isinstance(node, dict):
            refs: list[Ref] = []
            args = plain(place.get(node, "args", list), place, refs)
            call = Call(args, plain(place.get(node, "kwargs", dict, {}), place, refs), refs)
        elif isinstance(node, list):
            call = _old_call(node, place)
        else:
            raise place.error(f"a call in inbound_nodes is {shown(node)}, where Keras writes an object or a list")
        if call.refs:  # an InputLayer of Keras 2 may have a call without tensors
            calls.append(call)
    return calls


def _old_call(node: list[Any], place: Place) -> Call:
    """``[["name", 0, 0, {}], …]``, with constants as ``["_CONSTANT_VALUE", -1, 2.0, {}]``.

    Among the keywords, a tensor is ``["name", 0, 0]``.
    """
    if node and isinstance(node[0], str):
        node = [node]
    inputs: list[Any] = []
    kwargs: dict[str, Any] = {}
    for one in node:
        if isinstance(one, list) and len(one) >= 3 and one[0] == "_CONSTANT_VALUE":
            inputs.append(plain(one[2], place, []))
        else:
            inputs.append(_ref(one, place))
        if len(one) > 3:
            keywords = place.get({"call": one[3]}, "call", dict)
            kwargs |= {key: _old_value(value, place) for key, value in keywords.items()}
    args = inputs[:1] if len(inputs) == 1 else [inputs]
    return Call(args, kwargs, list(leaves([args, kwargs])), old=True)


def _old_value(value: Any, place: Place) -> Any:
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], int):
            return plain(value[2], place, []) if value[0] == "_CONSTANT_VALUE" else _ref(value, place)
        return [_old_value(v, place) for v in value]
    if isinstance(value, dict):
        return {k: _old_value(v, place) for k, v in value.items()}
    return value


def _ref(value: Any, place: Place) -> Ref:
    match value:
        case [str(layer), int(call), int(output), *_] if call >= 0 <= output and bool not in (type(call), type(output)):
            return Ref(layer, call, output)
    raise place.error(f"a tensor is {shown(value)}, where Keras writes [layer, call, output]")


def plain(value: Any, place: Place, refs: list[Ref]) -> Any:
    """A serialized argument with its tensors as Refs, which are added to ``refs``, its slices and arrays as such."""
    if isinstance(value, list):
        return [plain(v, place, refs) for v in value]
    if not isinstance(value, dict):
        return value
    match value.get("class_name"):
        case "__keras_tensor__":
            refs.append(_ref(place.get(place.get(value, "config", dict), "keras_history", list), place))
            return refs[-1]
        case "__slice__":
            config = place.get(value, "config", dict)
            return slice(*(place.get(config, key, int, None) for key in ("start", "stop", "step")))
        case "__ellipsis__":
            return ...
        case "__tensor__" | "__numpy__":
            return place.get(place.get(value, "config", dict), "value", object)
    return {str(key): plain(value[key], place, refs) for key in sorted(value, key=str)}


def tensors_of(value: Any, place: Place) -> list[Ref]:
    """``input_layers`` or ``output_layers``: one tensor, or a structure of them."""
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], str):
        return [_ref(value, place)]
    if isinstance(value, list):
        return [ref for one in value for ref in tensors_of(one, place)]
    if isinstance(value, dict):
        return [ref for key in sorted(value, key=str) for ref in tensors_of(value[key], place)]
    raise place.error(f"a tensor is {shown(value)}, where Keras writes [layer, call, output]")
