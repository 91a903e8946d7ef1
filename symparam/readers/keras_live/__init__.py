"""Live Keras models, and the architectures of the installed Keras, keras:ResNet50. Neither imports Keras.

A model that a program holds is asked for its config, which `keras_config` reads, and then for its flags, such as
``trainable``. The source of ``keras.applications`` is read like a script, as it lies on the disk.
"""

from __future__ import annotations

from typing import Any

from ...algebra import Dim
from ...errors import NotFound, ReadError
from ...graph import Model
from ..keras_config import from_json
from .applications import application
from .config import config_of
from .flags import flagged
from .subclassed import by_layers

__all__ = ["read"]


def read(
    source: Any,
    *,
    model: str | None = None,
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """A live Keras model, or the model that ``keras:NAME?argument=value`` names among those of keras.applications.

    ``model`` picks a model inside it by name.
    Raises ReadError for what is no model of Keras, MissingExtra without Keras.
    """
    if isinstance(source, str):
        if not source.startswith("keras:"):
            raise ReadError(
                f"{source}: an architecture of the installed Keras is written keras:NAME, such as keras:ResNet50"
            )
        made = application(source, input, bindings, data_format)
        if model not in (None, made.name):
            raise NotFound(f"{source}: it has no model {model!r}; it is {made.name}")
        return made
    name = f"model {getattr(source, 'name', None) or type(source).__name__}"
    config = config_of(source, name)
    if config is None:
        return by_layers(source, name)
    read = from_json(config, name=model, file=name, input=input, data_format=data_format, bindings=bindings)
    return read if model is not None else flagged(read, source, name)
