"""Models of keras.applications by name: the sources of the installed Keras are read, and Keras is not imported."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from ...algebra import Dim
from ...errors import NotFound, ReadError
from ...graph import Model
from ..keras_script import read_text
from ..keras_script.architectures import architectures, parameters

ANY = 224  # a size that every architecture accepts
OURS = ("weights", "input_tensor")  # what symparam says itself


def application(
    source: str,
    input: tuple[Dim, ...] | None,
    bindings: Mapping[str, Dim] | None = None,
    data_format: str | None = None,
) -> Model:
    """The model that ``keras:NAME?argument=value&…`` names, with symbols for the sizes of its input.

    Raises ReadError for a name or an argument that Keras does not have, MissingExtra without Keras.
    """
    name, _, text = source.removeprefix("keras:").partition("?")
    options = arguments(text, source)
    names = architectures(source)
    if name not in names:
        near = get_close_matches(name, names, 1)
        cure = f"did you mean keras:{near[0]}?" if near else f"it has {', '.join(names)}"
        raise NotFound(f"{source}: keras.applications has no model {name!r}; {cure}")
    accepted = [key for key in parameters(name) if key not in OURS]
    for key in options:
        if key not in accepted:
            raise ReadError(f"{source}: {name} has no argument {key!r} here; it takes {', '.join(sorted(accepted))}")
    formulas = input if input is not None and not all(isinstance(n, int) for n in input) else None
    if input is not None:  # Keras builds it on numbers; what it reads off them are formulas here
        options["input_shape"] = tuple(n if isinstance(n, int) else ANY for n in input)
    call = ", ".join(f"{key}={value!r}" for key, value in {"weights": None, **options}.items())
    script = f"from keras import applications\nmodel = applications.{name}({call})"
    model = read_text(script, source, model="model", bindings=bindings, data_format=data_format)
    return model if formulas is None else _on(model, formulas, source)


def _on(model: Model, shape: tuple[Dim, ...], source: str) -> Model:
    """The model on an input of these formulas."""
    axes = model.inputs[0].shape
    if len(shape) != len(axes):
        raise ReadError(f"{source}: its input has {len(axes)} axes, not {len(shape)}")
    given = {str(axis): n for axis, n in zip(axes, shape, strict=True) if not isinstance(axis, int)}
    facts = replace(
        model.facts,
        defaults={name: n for name, n in model.facts.defaults.items() if name not in given},
        conditions=tuple(condition.bind(given) for condition in model.facts.conditions),
    )
    return replace(model.bound(given), facts=facts)


def arguments(text: str, source: str) -> dict[str, Any]:
    """The arguments after the question mark: ``include_top=False&input_shape=(96,96,3)&pooling=avg``.

    >>> arguments("include_top=False&pooling=avg", "")
    {'include_top': False, 'pooling': 'avg'}

    Raises ReadError where one is no NAME=VALUE.
    """
    result: dict[str, Any] = {}
    for part in text.split("&") if text else ():
        key, equals, value = part.partition("=")
        if not equals or not key.isidentifier() or not value:
            raise ReadError(f"{source}: {part!r} is no argument such as include_top=False")
        try:
            result[key] = ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            result[key] = value
    return result
