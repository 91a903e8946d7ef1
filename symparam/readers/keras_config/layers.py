"""From a layer's config to the layer."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from ...budget import spend
from ...errors import LayerError, SymparamError, UnknownLayer
from ...layers import lookup
from ...layers.construct import signature
from ...layers.layer import Layer
from ...layers.legacy_names import translate
from ...layers.unknown import allowed, stand_in
from ...layers.without_effect import is_passed_over
from .fields import Place, shown
from .operations import decoded

if TYPE_CHECKING:
    from .models import Builder

KERAS = ("keras", "tf_keras", "tensorflow")
INSIDE = ("LayerScale", "StochasticDepth", "CustomScaleLayer")  # layers of keras.applications that have no public name
TEXT = 100  # characters of a config that are compared in the time of a cell


def class_of(data: dict[str, Any], place: Place) -> str:
    """The Keras class that a config names.

    Raises UnknownLayer for a class of the user's own, which may do anything.
    """
    name: str = place.get(data, "class_name", str)
    if allowed(name):
        return name
    module = data.get("module", "keras")
    own = module is None or (isinstance(module, str) and module.partition(".")[0] not in KERAS)
    if own or ">" in name:
        where = f" of {module}" if isinstance(module, str) and own else ""
        raise UnknownLayer(
            f"{place.file}: {place.layer or name}: {name}{where} is a class of its own, whose rule "
            f"symparam does not know; --unknown {name}=SHAPE allows it"
        )
    return name


def layer_of(data: dict[str, Any], config: Any, place: Place, build: Builder) -> Layer:
    """The layer that a config describes; layers inside it are made by ``build``. Raises SymparamError."""
    if not isinstance(config, dict):
        config = place.get(data, "config", dict)
    name = place.get(config, "name", str, None)
    settings = repr((data.get("class_name"), data.get("module"), {**config, "name": None}))
    spend(len(settings) // TEXT)
    return build.alike.named(name, settings, lambda: _made(data, place, build))


def _made(data: dict[str, Any], place: Place, build: Builder) -> Layer:
    name = class_of(data, place)
    config = place.get(data, "config", dict)
    if allowed(name):
        return stand_in(name, place.get(config, "name", str, None))
    place = place.inside(f"{place.layer} ({name})") if place.layer else place.inside(name)
    quantized(config, place)
    try:
        today, _, config = translate(name, (), config, old=True)  # Keras of today writes every argument
        cls = _class(today)
        return cls(**_arguments(cls, config, place, build))
    except SymparamError as error:
        own = config.get("name")
        named = isinstance(own, str) and error.message.startswith((f"{own}:", f"{own} "))
        raise (error.at(place.file, layer=own) if named else place.locate(error)) from None


@cache
def _class(name: str) -> type[Layer]:
    if name in INSIDE:
        from ...layers import applications

        return getattr(applications, name)
    return lookup(name)


@cache
def _kinds(cls: type[Layer]) -> dict[str, str]:
    """For each argument of a class: what kind of value it takes."""
    kinds = {key: "dropped" for key, own in signature(cls)[1].items() if not own}
    for f in fields(cls):
        kinds[f.name] = "layer" if f.metadata.get("layer") else "plain"
        if f.name.endswith("activation"):
            kinds[f.name] = "activation"
    return kinds


def _arguments(cls: type[Layer], config: dict[str, Any], place: Place, build: Builder) -> dict[str, Any]:
    kinds = _kinds(cls)
    place.get(config, "name", str, None)
    arguments: dict[str, Any] = {}
    for key, value in config.items():
        match kinds.get(key):
            case "plain":
                arguments[key] = bool(value) if key == "trainable" else decoded(value)
            case "layer":
                arguments[key] = _layers(value, key, place, build)
            case "activation":
                arguments[key] = activation(value, place)
            case None if not is_passed_over(key, value):
                accepted = ", ".join(k for k, kind in kinds.items() if kind != "dropped")
                raise LayerError(f"the config has a key {key!r} that this layer does not have; it has {accepted}")
    return arguments


def _layers(value: Any, key: str, place: Place, build: Builder) -> Any:
    """A layer, several, or none, in a field of another layer."""
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(_layers(v, key, place, build) for v in value)
    if not isinstance(value, dict):
        raise LayerError(f"{key} is {shown(value)}, where Keras writes the config of a layer")
    config = value.get("config")
    name = config.get("name") if isinstance(config, dict) else None
    return build(value, place.inside(f"{place.layer}: {name}" if isinstance(name, str) else place.layer))


def activation(value: Any, place: Place) -> Any:
    """The name of an activation. Raises LayerError for one with weights, which would be counted nowhere."""
    while isinstance(value, dict):
        name = value.get("class_name")
        if name == "PReLU":
            raise LayerError("its activation is a PReLU layer, which has weights; make it a layer of its own")
        config = value.get("config")
        value = config if name == "function" else name
    return value if isinstance(value, str) else None


def quantized(config: dict[str, Any], place: Place) -> None:
    """Raise LayerError where the layer is quantized: it has weights that symparam does not count yet."""
    policy = config.get("dtype")
    if isinstance(policy, dict):
        name = policy.get("class_name")
        inner = policy.get("config")
        mode = inner.get("mode", name) if isinstance(inner, dict) else name
        if isinstance(name, str) and name.startswith(("Quantized", "GPTQ", "AWQ", "Int8", "Int4", "Float8")):
            raise LayerError(
                f"{place.file}: {place.layer}: the layer is quantized ({shown(mode)}), which adds "
                "weights such as scales; give the config of the model before quantize()"
            )
