"""Hugging Face configs: a language model as a formula, from its ``config.json`` alone.

    {"model_type": "llama", "hidden_size": 4096, …} -> Config -> Decoder("Llama") -> repeat(block, times=L)
        -> Model

A type is a row that says what differs from a plain decoder or encoder (``decoders``, ``encoders``, ``vision``, …);
what is built from a row stands in ``decoder`` and ``encoder``. A key that changes the model and is not known is
refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...algebra import Dim
from ...errors import ReadError
from ...graph import Model
from ...uncollected import uncollected
from ..config_file import config_of
from .types import model_of

__all__ = ["from_config", "read"]


def read(
    source: str | Path,
    *,
    model: str | None = None,
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """The model that a config describes. Raises ReadError where its type, or a key of it, is not described."""
    config, file = config_of(source)
    if model is not None:
        raise ReadError(f"a Hugging Face config is one model; leave out the name {model!r}").at(file)
    return from_config(config, file=file, bindings=bindings)


@uncollected
def from_config(config: dict[str, Any], *, file: str = "the config", bindings: dict[str, Dim] | None = None) -> Model:
    """The model of a config that is read already; ``bindings`` set sizes by the config's keys, or by their letters."""
    return model_of(config, file, bindings or {})
