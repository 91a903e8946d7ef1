"""A Sequential from its config: a chain of layers on an input whose shape stands somewhere in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...errors import LayerError
from ...graph import Input, Model, Tensor
from .fields import Place
from .functional import call_of, named, placeholders
from .inputs import NOTHING, Symbols, checked, sizes_of

if TYPE_CHECKING:
    from .models import Builder


def sequential(
    config: dict[str, Any], place: Place, build: Builder, symbols: Symbols | None, xs: tuple[Shape, ...] | None
) -> Model:
    """The model; its inputs become ``symbols`` where it is the outermost.

    A model inside another may have no input shape of its own: then it is built on ``xs``, as Keras builds it. A config
    does not tell that from a shape that was given; so where both are the same sizes, they stay the same size.
    Its own ``trainable`` is written and not read (keras.Sequential.from_config): its layers have theirs.
    """
    layers = place.get(config, "layers", list)
    name = config.get("name") if isinstance(config.get("name"), str) else None
    inside = place.inside(name) if name and symbols is None else place
    sizes, layers = _sizes(config, layers, inside)
    if symbols is not None:
        shape = symbols.shape(sizes, inside)
    elif sizes is not None:
        shape = _built(sizes, xs, build)
    elif xs is not None and len(xs) == 1:
        shape = xs[0]
    else:
        raise inside.error("the config does not give the shape of the model's input")
    source = x = Input(shape)
    for data in layers:
        own = named(data, place)
        layer = build(data, own, (x.shape,))
        outputs = call_of(layer, (x,), own)
        if len(outputs) != 1:
            raise LayerError(f"{own.file}: {own.layer} has {len(outputs)} outputs; in a Sequential each layer has one")
        x = outputs[0]
    facts = NOTHING if symbols is None else symbols.facts()
    return Model(
        (source,),
        (x,),
        name=name,
        sequential=True,
        facts=facts,
        fixed=((True,) * len(shape) if sizes is None else tuple(n is not None for n in sizes),),
    )


def _built(sizes: list[int | None], xs: tuple[Shape, ...] | None, build: Builder) -> Shape:
    """The input of a model inside another that is first called on ``xs``."""
    own = placeholders(sizes)
    if xs is None or len(xs) != 1 or len(xs[0]) != len(own):
        return own
    return Shape(x if n is not None and build.symbols.value(x) == n else n for x, n in zip(xs[0], own, strict=True))


def _sizes(config: dict[str, Any], layers: list[Any], place: Place) -> tuple[list[int | None] | None, list[Any]]:
    """The input shape without the batch, None where the config gives none, and the layers without their InputLayer."""
    sizes = None
    if config.get("build_input_shape") is not None:
        sizes = checked(config["build_input_shape"], "build_input_shape", place)[1:]
    if not layers:
        return sizes, layers
    first = layers[0]
    is_input = isinstance(first, dict) and first.get("class_name") == "InputLayer"
    inner = first.get("config") if isinstance(first, dict) else None
    while isinstance(inner, dict):
        found = sizes_of(inner, place)
        if found is not None:
            sizes = found
            break
        deeper = inner.get("layers")
        if not (isinstance(deeper, list) and deeper and isinstance(deeper[0], dict)) or is_input:
            break
        inner = deeper[0].get("config")  # a model at the start of a model
    return sizes, layers[1:] if is_input else layers


__all__ = ["Tensor", "sequential"]
