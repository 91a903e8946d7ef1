"""Live modules of PyTorch: their own forward is run on proxies, which ask the same rules as a script does."""

from __future__ import annotations

from typing import Any

from ...algebra import Dim
from ...errors import ReadError
from ...graph import Model
from .building import model_of

__all__ = ["is_module", "read"]


def is_module(source: object) -> bool:
    """Whether an object is a module of PyTorch, which is not imported to find out."""
    return any(c.__module__.startswith("torch.nn.") and c.__name__ == "Module" for c in type(source).__mro__)


def read(
    source: Any,
    *,
    model: str | None = None,
    input: tuple[Dim, ...] | None = None,
    data_format: str | None = None,
    bindings: dict[str, Dim] | None = None,
) -> Model:
    """A live module; ``input`` is the shape of one sample. Raises ReadError for what cannot be followed."""
    if not is_module(source):
        raise ReadError(f"{type(source).__name__} is no module of PyTorch")
    return model_of(source, input, bindings or {})
