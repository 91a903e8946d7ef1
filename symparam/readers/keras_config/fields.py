"""Looking into a config with care: every value may be missing or of another kind than Keras writes."""

from __future__ import annotations

from typing import Any

from ...errors import ReadError, SymparamError
from ...frozen import dataclass

KINDS = {dict: "an object", list: "a list", str: "a text", int: "a whole number", object: "the config of a layer"}


@dataclass(frozen=True)
class Place:
    """Where in a file the reader is, for messages: the file, and the layer or model."""

    file: str
    layer: str = ""

    def inside(self, layer: str) -> Place:
        """The place of a layer."""
        return Place(self.file, layer)

    def error(self, text: str) -> ReadError:
        """An error at this place."""
        return ReadError(f"{self.layer}: {text}" if self.layer else text).at(self.file, layer=self.layer)

    def locate(self, error: SymparamError) -> SymparamError:
        """The error of a layer, with the file and the layer that it is of; its own, where it names them already."""
        if not error.file:
            text, own = error.message, self.layer
            error.args = (text if not own or text.startswith((f"{own}:", f"{own} ")) else f"{own}: {text}",)
        return error.at(self.file, layer=self.layer)

    def get(self, config: Any, key: str, kind: type, default: Any = ...) -> Any:
        """An entry of an object. Raises ReadError where it is missing without a default, or of another kind."""
        if type(config) is dict and type(config.get(key)) is kind:
            return config[key]
        if not isinstance(config, dict):
            raise self.error(f"expected an object with {key!r}, not {shown(config)}")
        value = config.get(key, default)
        if value is ...:
            raise self.error(f"the config has no {key!r}; it has {', '.join(map(repr, config)) or 'nothing'}")
        if value is not default and (not isinstance(value, kind) or isinstance(value, bool)):
            raise self.error(f"{key!r} is {shown(value)}, where Keras writes {KINDS[kind]}")
        return value


def shown(value: Any) -> str:
    """A value in a message, cut short."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
