"""From a model's config to the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...algebra import Dim, Shape
from ...budget import LAYER, spend
from ...errors import NotFound, NumberWanted
from ...graph import Model
from ...layers.alike import Alike
from ...layers.layer import Layer
from ..axes import IMAGES, channels_first
from ..structural import Fixed, settled
from .fields import Place
from .functional import functional
from .inputs import Symbols
from .layers import layer_of
from .sequential import sequential
from .shared import Shared

DEEPEST = 40  # models inside one another
MODELS = ("Functional", "Model", "Sequential")


class Builder:
    """Makes the layers and models of one file; it knows the symbols of the outermost inputs."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols
        self._depth = 0
        self._shared = Shared()
        self.alike = Alike()

    def __call__(self, data: Any, place: Place, xs: tuple[Shape, ...] | None = None) -> Layer:
        """A layer or a model inside another; ``xs`` are the shapes that it is first called on, where known."""
        spend(LAYER)
        self._depth += 1
        if self._depth > DEEPEST:
            raise place.error(f"more than {DEEPEST} layers or models stand inside one another")
        config = place.get(data, "config", object)
        made = self.model(data, place, xs) if is_model(data, config) else layer_of(data, config, place, self)
        self._depth -= 1
        return self._shared.one(made, data.get("shared_object_id"), place)

    def model(
        self, data: dict[str, Any], place: Place, xs: tuple[Shape, ...] | None = None, *, top: bool = False
    ) -> Model:
        """A model; ``top`` for the outermost, whose inputs become symbols."""
        config = place.get(data, "config", object)
        symbols = self.symbols if top else None
        if isinstance(config, list):  # a Sequential of early Keras
            return sequential({"layers": config}, place, self, symbols, xs)
        if "input_layers" in place.get(data, "config", dict):
            return functional(config, place, self, symbols)
        return sequential(config, place, self, symbols, xs)


def is_model(data: Mapping[str, Any], config: Any) -> bool:
    """Whether a config is of a model: by its class, or by its graph of layers where the class is the user's own."""
    graph = isinstance(config, dict) and "layers" in config and "input_layers" in config
    return graph or data.get("class_name") in MODELS


def top(
    config: dict[str, Any],
    place: Place,
    name: str | None,
    input: Shape | None,
    data_format: str | None,
    bindings: Mapping[str, Dim],
) -> Model:
    """The outermost model, or the one called ``name`` inside it. Raises SymparamError."""
    data = chosen(wrapped(config, place), name, place)

    def built(fixed: Fixed, first: frozenset[int] = frozenset()) -> Model:
        symbols = Symbols(bindings, input, first, fixed)
        try:
            model = Builder(symbols).model(data, place, top=True)
        except NumberWanted as error:
            return built({**fixed, **symbols.numbers(error)}, first)
        seen = channels_first(model)
        return model if seen <= first else built(fixed, first | seen)

    return settled(built if data_format != "channels_first" else lambda fixed: built(fixed, IMAGES))


def wrapped(config: dict[str, Any], place: Place) -> dict[str, Any]:
    """The config with its class: what get_config() returns has none. Raises ReadError for what is no model."""
    if isinstance(config.get("layers"), list) and "class_name" not in config:
        return {"class_name": "Functional" if "input_layers" in config else "Sequential", "config": config}
    if "model_config" in config and isinstance(config["model_config"], dict):
        return wrapped(config["model_config"], place)
    if "class_name" not in config:
        has = ", ".join(map(repr, list(config)[:5])) or "nothing"
        raise place.error(
            f"no config of a Keras model: it has {has}, where model.to_json() writes 'class_name' and 'config'"
        )
    inner = place.get(config, "config", object)
    if not is_model(config, inner):
        raise place.error(
            f"{config['class_name']} is neither Functional nor Sequential, and its config does not say "
            "which layers it has; read its script, or give the live model to symparam.read()"
        )
    return config


def chosen(data: dict[str, Any], name: str | None, place: Place) -> dict[str, Any]:
    """The model called ``name``: this one or one inside it. Raises ReadError, with their names, where there is none."""
    if name is None:
        return data
    names = []
    for model in models_in(data):
        inner = model["config"]
        own = inner.get("name") if isinstance(inner, dict) else None
        if own == name:
            return model
        names.append(str(own))
    raise NotFound(f"{place.file}: no model is called {name}; there is {', '.join(names)}")


def models_in(data: Any) -> Iterator[dict[str, Any]]:
    """All models in a config, outermost first."""
    queue = [data]
    for value in queue:
        if isinstance(value, dict):
            config = value.get("config")
            if is_model(value, config) and isinstance(config, (dict, list)):
                yield value
            queue += value.values()
        elif isinstance(value, list):
            queue += value
