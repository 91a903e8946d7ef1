"""The types of models that are described, and the model that a config of one of them means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from ...algebra import Dim, size
from ...errors import ReadError, SymparamError, UnknownName
from ...graph import Model, Sequential
from .config import Config, Symbols
from .decoder import Builder
from .decoders import DECODERS
from .defaults import defaults

Reader = Callable[[Config], Model]


def decoder(c: Config) -> Model:
    """A decoder on a text of T tokens."""
    row = DECODERS[c.kind]
    builder = Builder(c, row)
    architecture = builder.architecture()
    layers = [*builder.body(), *builder.ending(architecture)]
    return Sequential(layers, input=(tokens(c, row.context),), name=architecture)


def tokens(c: Config, key: str, letter: str = "T") -> Dim:
    """The number of tokens, by default the longest that the config speaks of."""
    longest = c.value(key)
    if isinstance(longest, int) and not isinstance(longest, bool) and longest > 0:
        return c.symbols.add(letter, longest, "tokens")
    c.symbols.meanings[letter] = "tokens"
    return size(letter)


TYPES: dict[str, Reader] = dict.fromkeys(DECODERS, decoder)


def model_of(raw: Mapping[str, Any], place: str, bindings: Mapping[str, Dim]) -> Model:
    """The model of a config. Raises ReadError where something in it is not described."""
    kind = raw.get("model_type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise ReadError(f"{place}: {_undescribed(kind)}")
    symbols = Symbols(bindings)
    c = Config(raw, kind, place, defaults(kind), symbols)
    try:
        model = TYPES[kind](c)
    except SymparamError as error:
        text = str(error)
        raise error if text.startswith(place) else type(error)(f"{place}: {text}") from None
    c.finish()
    for name in bindings:
        if name not in symbols.used and name not in symbols.defaults and name not in symbols.aliases:
            raise UnknownName(f"{model.name} has no size {name}; it has {', '.join(symbols.defaults)}")
    from dataclasses import replace

    return replace(model, facts=symbols.facts(_dtype(c)))


def _dtype(c: Config) -> str:
    said = c.value("dtype") or c.value("torch_dtype")
    return said if isinstance(said, str) else ""


def _undescribed(kind: Any) -> str:
    if kind is None:
        return "there is no model_type, by which a Hugging Face config says what it is"
    near = get_close_matches(str(kind), TYPES, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    return (
        f"the model type {kind!r} is not described; {hint}described are {', '.join(sorted(TYPES))}. "
        "Give the model's script or the live module instead"
    )
