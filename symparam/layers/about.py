"""What a layer does, in the sentence that begins its docstring."""

from __future__ import annotations

from functools import cache


@cache
def about(cls: type) -> str:
    """The first sentence of the docstring, its own or that of the class it is a variant of; code marks are dropped.

    >>> from .core import Dense
    >>> about(Dense)
    'Affine map of the last axis: every unit weighs all input features.'
    """
    for base in cls.__mro__:
        doc = base.__dict__.get("__doc__") or ""
        if base.__module__.partition(".")[0] == __name__.partition(".")[0] and not doc.startswith(f"{base.__name__}("):
            sentence = " ".join(doc.partition("\n\n")[0].split()).replace("``", "")
            if sentence:
                return "" if base.__name__ == "Layer" else sentence
    return ""
