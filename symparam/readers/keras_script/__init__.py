"""Keras scripts, read by their syntax tree.

The script is interpreted, never executed: nothing of it is imported, no file that it names is opened; what it imports
from files of its own project is read as it is. Numbers carry the names that the script gives them, and what only a run
would know stays unknown until it reaches a model.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...algebra import Dim
from ...errors import ReadError
from ...graph import Model
from ..given_inputs import Inputs
from ..notebook import script_of
from .reading import Kept, models_in, read_text

SUFFIX = ".py"
READS_ONCE = True  # for several models, with one ``kept`` for all of them
TEXTS = True  # names of the source may be given text and lists
SEVERAL_INPUTS = True  # ``input`` is a tuple of them, each with its name and dtype where given


def read(
    source: str | Path,
    *,
    model: str | None = None,
    input: Inputs | None = None,
    bindings: dict[str, Dim | str] | None = None,
    data_format: str | None = None,
    kept: Kept | None = None,
) -> Model:
    """The model of a script: the only one, or the one named ``model``.

    Raises ReadError, with file and line, where the script cannot be followed or holds several models.
    """
    text, file, cells = script_of(source)
    options: dict[str, Any] = {"input": input, "bindings": bindings, "data_format": data_format, "kept": kept}
    return read_text(text, file, model=model, cells=cells, **options)


def names(
    source: str | Path,
    *,
    input: Inputs | None = None,
    bindings: dict[str, Dim | str] | None = None,
    data_format: str | None = None,
    kept: Kept | None = None,
) -> list[str]:
    """The names of all models of a script. Raises ReadError as ``read`` does."""
    text, file, cells = script_of(source)
    options: dict[str, Any] = {"input": input, "bindings": bindings, "data_format": data_format, "kept": kept}
    return models_in(text, file, cells=cells, **options)


__all__ = ["ReadError", "models_in", "names", "read", "read_text"]
