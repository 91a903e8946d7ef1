"""What a layer with a vocabulary tells of it: its size is a number where the script lists the tokens, else data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.values import Builtin, Unknown, Value
from ...layers.layer import Layer
from ...layers.lookup_tables import TextVectorization, Vocabulary
from .keras_state import LayerValue

if TYPE_CHECKING:
    from .session import Machine

METHODS = frozenset(["vocabulary_size", "get_vocabulary", "adapt", "set_vocabulary"])
COUNTS = frozenset(["num_tokens", "max_tokens"])
KEPT = "vocabulary"  # among the extras of a layer: what is known of its vocabulary


def has_vocabulary(value: Value, name: str) -> bool:
    """Whether a name is a method of a layer with a vocabulary."""
    return isinstance(value, LayerValue) and isinstance(value.layer, Vocabulary) and name in METHODS


def vocabulary_method(value: LayerValue, name: str) -> Value:
    """layer.vocabulary_size, layer.get_vocabulary, layer.adapt, layer.set_vocabulary."""

    def called(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        if name in ("adapt", "set_vocabulary"):
            value.extras[KEPT] = None  # what it was is replaced
            return None
        tokens = value.extras.get(KEPT, _listed(value))
        if isinstance(tokens, list):
            return len(tokens) if name == "vocabulary_size" else list(tokens)
        if not isinstance(tokens, Unknown):
            tokens = value.extras[KEPT] = Unknown(f"{value.name}.get_vocabulary()", getattr(node, "lineno", m.line))
        return tokens if name == "get_vocabulary" else size_of(m, tokens, node)

    return Builtin(name, called)


def data_among(cls: type[Layer], keywords: dict[str, Value]) -> Unknown | None:
    """The vocabulary among the arguments of a layer where that is data; it is taken out, as its size is a symbol."""
    if not issubclass(cls, Vocabulary):
        return None
    found = keywords.get("vocabulary")
    if isinstance(found, (list, tuple)):
        found = next((token for token in found if isinstance(token, Unknown)), None)
    if not isinstance(found, Unknown) or found.wrong:
        return None
    keywords["vocabulary"] = None
    return found


def counted(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> dict[str, Value]:
    """The keywords of a CategoryEncoding of TensorFlow 2.3 to 2.5, which counts its categories where nobody says them.

    It counts them in the data that ``adapt`` gives it, so their number is a symbol.
    """
    if args or not COUNTS.isdisjoint(keywords):
        return keywords
    number = m.keras.namer.uid("categories")  # each layer counts in data of its own, also in a loop
    name = "categories" if number == 1 else f"categories_{number}"
    return {**keywords, "num_tokens": Unknown("the categories", getattr(node, "lineno", m.line), name=name)}


def size_of(m: Machine, tokens: Unknown, node: ast.AST) -> Unknown:
    """How many tokens a vocabulary has: the same symbol wherever it is asked, after the variable that holds them."""
    if KEPT not in tokens.memo:
        part = m.part(tokens, KEPT, node)
        part.name = f"{tokens.name}_size" if tokens.name else None
    return tokens.memo[KEPT]


def _listed(value: LayerValue) -> list[Value] | None:
    """The tokens of a layer with those that stand for padding and for what is not among them; None if not known."""
    layer = value.layer
    assert isinstance(layer, Vocabulary)
    tokens = layer.vocabulary
    if not isinstance(tokens, (list, tuple)) or any(isinstance(t, Unknown) for t in tokens):
        return None
    special: list[Value] = [layer.oov_token] * int(layer.num_oov_indices)
    if isinstance(layer, TextVectorization):
        special = ["", *special] if layer.output_mode == "int" else special
    elif value.extras.get("mask_token") is not None and getattr(layer, "output_mode", "") == "int":
        special = [value.extras["mask_token"], *special]
    listed = list(tokens[: len(special)]) == special
    return list(tokens) if listed else [*special, *tokens]


__all__ = ["KEPT", "data_among", "has_vocabulary", "size_of", "vocabulary_method"]
