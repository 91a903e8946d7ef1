"""keras.applications inside a script: the architecture's own source is followed on the script's sizes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...errors import ReadError, SymparamError
from ...interpreter.faults import ScriptError, surely
from ...interpreter.values import Array, Function, Unknown, Value
from .architectures import architecture
from .helpers import helper
from .keras_state import TENSORS, ModelValue, flat

if TYPE_CHECKING:
    from .session import Machine

HARMLESS = ("weights", "classifier_activation")  # they change values, not shapes; the file of weights is not opened


def application(m: Machine, parts: list[str], args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """applications.VGG16(include_top=False, input_shape=(224, 224, 3)), or a part of an architecture."""
    name = parts[-1]
    if name in OF_DATA and not any(isinstance(v, TENSORS) for v in flat([*args, *keywords.values()])):
        surely(name == "preprocess_input" and args and isinstance(args[0], Array))
        return args[0]
    if not name[:1].isupper() and (known := helper(m, name)) is not None:
        return m.call(known, args, keywords, node)
    found = architecture(m, name, parts[-2])
    if found is None:
        if name[:1].isupper():
            raise m.error(node, f"keras.applications has no {name}")
        return m.unknown(node)
    function, file = found
    if not isinstance(function, Function) or m.file.startswith(FROM):
        return m.call(function, args, keywords, node)
    return _built(m, function, file, _arguments(m, function, args, keywords, node), node)


COUNTS = ("classes",)  # whole numbers on which nothing but the width of a layer depends
FROM = "keras/applications/"
OF_DATA = ("preprocess_input", "decode_predictions")  # mostly called on pictures and predictions, which are data


def _arguments(
    m: Machine, function: Function, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> dict[str, Value]:
    """The arguments by their names, without weights. Raises ReadError for one that is not known."""
    names = [a.arg for a in function.node.args.args]
    given = {**dict(zip(names, args, strict=False)), **keywords}
    for key, value in given.items():
        if isinstance(value, Unknown) and key in COUNTS and not value.wrong:
            given[key] = m.symbols.number(m.symbols.dim(value))
        elif isinstance(value, Unknown) and key not in HARMLESS:
            raise m.error(
                node,
                f"{function.name}: {key} comes from {value.source} (line {value.line}), which is data; "
                "write it into the script",
            )
    without = {"weights": None} if "weights" in names else {}
    return {**{k: v for k, v in given.items() if k not in HARMLESS}, **without}


def _built(m: Machine, function: Function, file: str, given: dict[str, Value], node: ast.AST) -> Value:
    """The model that an architecture's function gives; it is no model of the script's own."""
    before, inside, place, where = len(m.keras.models), len(m.locals), m.file, m.where(node)
    m.file = FROM + file
    try:
        model = m.call(function, [], given, node)
    except ScriptError as error:
        raise ReadError(f"{where}: Keras refuses {function.name}: {error.message}") from None
    except SymparamError as error:
        error.args = (f"{where}: {function.name}: {error}",)
        raise
    finally:
        m.file = place
    del m.keras.models[before:], m.locals[inside:]
    if isinstance(model, ModelValue):
        model.imported = True
    return model


__all__ = ["ModelValue", "application"]
