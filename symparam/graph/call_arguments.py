"""The arguments of a call: which they are, all tensors in Keras's order, and those that the layer's rule takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from ..errors import LayerError
from ..layers.fields import owner
from ..layers.layer import Layer
from ..layers.without_effect import IN_ANY_CALL, REFUSED

T = TypeVar("T")


def named_arguments(
    layer: Layer | type[Layer], args: Sequence[Any], kwargs: Mapping[str, Any], who: str = ""
) -> dict[str, Any]:
    """The arguments of a call by Keras's names: those by position, then the others by their sorted names.

    Keras flattens the tensors of a call in this order. ``inputs``, as Keras 2 called the first argument of any layer,
    is the first one. Raises LayerError for an argument that the layer's call does not have, or for one by position
    that is no tensor; ``who`` is called.

    >>> from symparam import Input, layers
    >>> named_arguments(layers.LSTM(3), [Input((5, 4))], {"mask": "m", "initial_state": ["h", "c"]})
    {'sequences': Tensor(5, 4), 'initial_state': ['h', 'c'], 'mask': 'm'}
    """
    who = who or owner(layer)
    names = (*layer.call, *layer.beside)
    if len(args) > len(names):
        raise LayerError(f"{who} is called with {len(args)} arguments by position; it takes {', '.join(names)}")
    given = dict(zip(names, args, strict=False))
    for name, value in given.items():
        if not _by_position(layer, name, value):
            raise LayerError(
                f"{who}: {value!r} stands in the place of {name}; Keras takes only tensors by position: give it by name"
            )
    for key in sorted(kwargs):
        name = layer.call[0] if key == "inputs" and layer.call else key
        if name in given:
            raise LayerError(f"{who} is called with {name} twice")
        if name in REFUSED and kwargs[key] is None:
            continue
        if name not in (*names, *layer.call_options, *IN_ANY_CALL):
            raise LayerError(f"{who} {_not_taken(layer, name)}")
        given[name] = kwargs[key]
    return given


def bind_arguments(
    layer: Layer, args: Sequence[Any], kwargs: Mapping[str, Any], tensors: Sequence[T], kind: type[T]
) -> tuple[Layer, Sequence[T], tuple[int, ...] | None]:
    """What ``bind_call`` gives for the arguments of a call, in which these ``tensors`` stand.

    Where there is nothing but tensors, each in its place or all in one list, there is nothing to bind.
    """
    plain = args[0] if len(args) == 1 and isinstance(args[0], list) else args
    if plain == tensors and not kwargs and len(args) <= len(layer.call):
        return layer, tensors, None
    return bind_call(layer, named_arguments(layer, args, kwargs), kind)


def bind_call(layer: Layer, given: Mapping[str, Any], kind: type[T]) -> tuple[Layer, list[T], tuple[int, ...] | None]:
    """The layer as the options of a call make it, all tensors (values of a ``kind``) of the call, and those that count.

    ``given`` are the arguments by their names, in Keras's order; None stands for all tensors as they are.
    Raises LayerError where the layer is not called so.
    """
    options = {name: _switch(layer, name, given[name]) for name in layer.call_options if name in given}
    tensors: list[T] = []
    places: dict[str, range] = {}
    for name, value in given.items():
        start = len(tensors)
        for leaf in leaves(value):
            if isinstance(leaf, kind):
                tensors.append(leaf)
            elif leaf is not None and name in layer.call:
                raise LayerError(f"{owner(layer)}: {name} holds {leaf!r}, where only tensors of the model are followed")
        places[name] = range(start, len(tensors))
    taken = tuple(place for name in layer.call for place in places.get(name, ()))
    return layer.called(**options), tensors, None if taken == tuple(range(len(tensors))) else taken


def leaves(value: Any) -> list[Any]:
    """What stands in a structure of lists and objects, in the order of keras.tree.flatten."""
    found = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, (list, tuple)):
            stack += reversed(value)
        elif isinstance(value, Mapping):
            stack += (value[key] for key in sorted(value, key=str, reverse=True))
        else:
            found.append(value)
    return found


def _by_position(layer: Layer | type[Layer], name: str, value: Any) -> bool:
    """Whether a value may stand in the place of an argument: tensors, and in Keras 2 whether the layer trains."""
    if value is None:
        return True
    if name == "training":
        return not (layer.call_options or hasattr(value, "shape") or isinstance(value, (list, tuple, Mapping)))
    return not isinstance(value, (bool, int, float, str))


def _not_taken(layer: Layer | type[Layer], name: str) -> str:
    if name in REFUSED:
        return f"is called with {name}, which is not followed: {REFUSED[name]}"
    return f"is not called with {name!r}; it takes {', '.join((*layer.call, *layer.call_options, *layer.beside))}"


def _switch(layer: Layer, name: str, value: Any) -> bool:
    """Whether an option of a call is on."""
    if value is None or isinstance(value, (bool, int)):
        return bool(value)
    raise LayerError(f"{owner(layer)}: {name} is True or False, not {value!r}")
