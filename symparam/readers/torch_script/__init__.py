"""PyTorch scripts, read by their syntax tree.

The script is interpreted, never executed, and PyTorch is not needed: nothing of it is imported. A class's ``__init__``
is followed to see what it registers, and its ``forward`` on tensors of whole shapes, in which the batch is N.
"""

from __future__ import annotations

from pathlib import Path

from ...algebra import Dim
from ...errors import ReadError
from ...graph import Model
from ..given_inputs import Inputs
from ..notebook import script_of
from .reading import models_in, read_text

SUFFIX = ".py"
TEXTS = True  # names of the source may be given text and lists
SEVERAL_INPUTS = True  # ``input`` is a tuple of them, each with its name and dtype where given


def read(
    source: str | Path,
    *,
    model: str | None = None,
    input: Inputs | None = None,
    bindings: dict[str, Dim | str] | None = None,
    data_format: str | None = None,
) -> Model:
    """The model of a script: the only one, or the one named ``model``; ``input`` has the shapes of one sample.

    Raises ReadError, with file and line, where the script cannot be followed or holds several models.
    """
    text, file, cells = script_of(source)
    return read_text(text, file, model=model, input=input, bindings=bindings, cells=cells)


def names(
    source: str | Path,
    *,
    input: Inputs | None = None,
    bindings: dict[str, Dim | str] | None = None,
    data_format: str | None = None,
) -> list[str]:
    """The names of all models of a script. Raises ReadError as ``read`` does."""
    text, file, cells = script_of(source)
    return models_in(text, file, input=input, bindings=bindings, cells=cells)


__all__ = ["ReadError", "models_in", "names", "read", "read_text"]
