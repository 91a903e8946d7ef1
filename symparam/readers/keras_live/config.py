"""The config of a live model, as it would stand in a file."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from ...errors import ReadError

# what a get_config() raises that its author did not write, or not to the end
REFUSALS = (NotImplementedError, TypeError, ValueError, AttributeError, KeyError)


def config_of(model: Any, name: str) -> dict[str, Any] | None:
    """What to_json() writes; None for a subclassed model, whose config does not say which layers it has.

    Raises ReadError for what is no model.
    """
    if isinstance(model, type) or not callable(getattr(model, "get_config", None)):
        own = hasattr(model, "derive")
        cure = "; its report is what derive() gives" if own else ""
        raise ReadError(
            f"symparam.read takes the path of a file or a model of Keras or PyTorch, not {short(model)}{cure}"
        )
    if not hasattr(model, "layers") or not callable(getattr(model, "to_json", None)):
        raise ReadError(
            f"{name}: {type(model).__name__} is a layer, not a model; put it into a model, "
            "such as keras.Sequential([keras.Input(shape), layer])"
        )
    try:
        with sharing():
            config = json.loads(model.to_json())
    except REFUSALS:
        return None
    inner = config.get("config")
    return config if isinstance(inner, list) or (isinstance(inner, dict) and "layers" in inner) else None


def sharing() -> AbstractContextManager[object]:
    """Keras's scope in which a layer that two models share is written down as one."""
    library = sys.modules.get("keras.src.saving.serialization_lib")
    return library.ObjectSharingScope() if library is not None else nullcontext()


def short(value: object) -> str:
    """A value in a message, cut short."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
