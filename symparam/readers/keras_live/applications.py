"""Models of keras.applications, built by the installed Keras without initialising a single weight."""

from __future__ import annotations

import ast
import inspect
import os
import sys
from difflib import get_close_matches
from importlib.util import find_spec
from typing import Any

from ...algebra import Dim
from ...errors import MissingExtra, NotFound, ReadError

BACKENDS = ("tensorflow", "jax", "torch")


def application(source: str, input: tuple[Dim, ...] | None) -> tuple[Any, tuple[Dim, ...] | None]:
    """The model that ``keras:NAME?argument=value&…`` names, and what is left of the input shape.

    An input shape in numbers goes to Keras, as some models fit their padding to it.
    Raises ReadError for a name or an argument that Keras does not have, MissingExtra without Keras.
    """
    name, _, text = source.removeprefix("keras:").partition("?")
    options = arguments(text, source)
    keras = installed(source)
    names = sorted(n for n, f in vars(keras.applications).items() if inspect.isfunction(f))
    if name not in names:
        near = get_close_matches(name, names, 1)
        cure = f"did you mean keras:{near[0]}?" if near else f"it has {', '.join(names)}"
        raise NotFound(f"{source}: keras.applications has no model {name!r}; {cure}")
    function = getattr(keras.applications, name)
    accepted = inspect.signature(function).parameters.keys() - {"weights", "input_tensor"}
    for key in options:
        if key not in accepted:
            raise ReadError(f"{source}: {name} has no argument {key!r} here; it takes {', '.join(sorted(accepted))}")
    if input is not None and all(isinstance(n, int) for n in input):
        options.setdefault("input_shape", input)
        input = None
    try:
        with keras.StatelessScope(initialize_variables=False):
            return function(weights=None, **options), input
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        raise ReadError(f"{source}: Keras refuses: {error}") from None


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


def installed(source: str) -> Any:
    """The installed Keras, on a backend that is installed. Raises MissingExtra where there is none."""
    if "keras" not in sys.modules and "KERAS_BACKEND" not in os.environ and find_spec("tensorflow") is None:
        for backend in BACKENDS:
            if find_spec(backend) is not None:
                os.environ["KERAS_BACKEND"] = backend
                break
    try:
        import keras
        import keras.applications
    except ImportError as error:
        raise MissingExtra(
            f"{source}: this builds the model with the installed Keras, which is missing ({error}): "
            "pip install 'symparam[keras]'"
        ) from None
    if not hasattr(keras, "StatelessScope"):
        raise MissingExtra(f"{source}: this needs Keras 3, not {keras.__version__}: pip install 'symparam[keras]'")
    return keras
