"""An architecture of keras.applications, built by the installed Keras without its weights."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtra, ReadError
from ...graph import Model

if TYPE_CHECKING:
    from .machine import Machine


def built(m: Machine, name: str, options: dict[str, Any], node: ast.AST) -> Model:
    """applications.name(**options) as a graph."""
    import os

    os.environ.setdefault("KERAS_BACKEND", "jax")
    try:
        import keras
    except ImportError:
        raise MissingExtra(f"{m.where(node)}: {name} is an architecture of keras.applications; symparam needs Keras to "
                           "build it: pip install 'symparam[keras]'") from None
    make = getattr(keras.applications, name, None)
    if make is None:
        raise ReadError(f"{m.where(node)}: keras.applications has no {name}")
    from ..keras_config import from_config

    try:
        with keras.StatelessScope(initialize_variables=False):
            model = make(weights=None, **options)
            config = {"class_name": type(model).__name__, "config": model.get_config(), "module": "keras"}
    except (TypeError, ValueError) as error:
        raise ReadError(f"{m.where(node)}: Keras refuses {name}: {error}") from None
    return from_config(config, file=m.where(node))
