"""Models that Keras has written down: to_json(), .keras archives, legacy .h5 files. Weights are never touched.

    {"class_name": "Conv2D", "config": {"filters": 37, …}} -> layers.layer_of -> Conv2D(37, 3)
        -> functional or sequential

``layers`` makes a layer of its config, in the words of any version; ``functional`` calls the layers as the config's
nodes say, ``sequential`` one after the other; ``fields`` reads values with the place in the file, for messages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...algebra import Dim, Shape
from ...budget import LAYER, MODEL, allowed
from ...errors import ReadError, SymparamError
from ...graph import Model
from ...layers.layer import Layer
from ...uncollected import uncollected
from ..config_file import config_of
from .fields import Place
from .inputs import Symbols
from .models import Builder, top

__all__ = ["from_config", "from_json", "layer_from_config", "read"]


@uncollected
def read(
    source: str | Path,
    *,
    model: str | None = None,
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """The model in a file. ``model`` picks a model inside it by name. Raises ReadError where there is none."""
    config, file = config_of(source)
    return from_json(config, name=model, file=file, input=input, data_format=data_format, bindings=bindings)


def from_config(
    config: dict[str, Any],
    *,
    name: str | None = None,
    file: str = "the config",
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """The model that a Keras config describes: what to_json() writes, or what a model's get_config() returns.

    Sizes of inputs become symbols with those sizes as defaults. ``name`` picks a model inside by its name; ``bindings``
    set other defaults, or put formulas in place of symbols. Raises SymparamError, with the file and the layer.
    """
    return from_json(_listed(config), name=name, file=file, input=input, data_format=data_format, bindings=bindings)


@uncollected
def from_json(
    config: dict[str, Any],
    *,
    name: str | None = None,
    file: str = "the config",
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """The same, for a config that was JSON, so that there are no tuples in it."""
    try:
        with allowed(cells=MODEL, cure=f"a config may have about {MODEL // LAYER:,} layers"):
            return top(config, Place(file), name, None if input is None else Shape(input), data_format, bindings or {})
    except RecursionError:
        raise ReadError("the config is nested too deeply").at(file) from None
    except SymparamError as error:
        raise error.at(file) from None


def _listed(value: Any) -> Any:
    """A config as JSON has it: get_config() returns tuples and arrays as well."""
    if isinstance(value, dict):
        return {key: _listed(v) for key, v in value.items()}
    if hasattr(value, "tolist"):
        return value.tolist()
    return [_listed(v) for v in value] if isinstance(value, (list, tuple)) else value


def layer_from_config(config: dict[str, Any], *, file: str, xs: tuple[Shape, ...] | None = None) -> Layer:
    """The layer of one config: class_name and config. A model inside is built on ``xs``. Raises SymparamError."""
    name = config.get("name")
    place = Place(file, name if isinstance(name, str) else "")
    return Builder(Symbols({}, None, frozenset()))(config, place, xs)
