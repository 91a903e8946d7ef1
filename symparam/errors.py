"""Everything that can go wrong because of an input; each message says who, what came, and the cure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from .printable import printable

LONGEST = 900  # characters of a message


class SymparamError(Exception):
    """Any error that a user's input can cause. What its message quotes is shown, and never acts on a terminal."""

    def __init__(self, message: str = "") -> None:
        super().__init__(printable(_shortened(message)))


def _shortened(message: str) -> str:
    """A message that can be read at once, with both its ends: who at the start, the cure at the end."""
    return message if len(message) <= LONGEST else f"{message[: LONGEST * 2 // 3]} … {message[-LONGEST // 4 :]}"


class RequestError(SymparamError):
    """What is asked for does not exist: a file, a model, a layer or a name. For the command line, wrong usage."""


class SizeError(SymparamError):
    """A size or a formula is malformed, or a symbol is missing."""


class LayerError(SymparamError):
    """A layer was given arguments or inputs that it does not accept."""


class NumberWanted(LayerError):
    """A size decides how a model is made up, and so must be a number; ``names`` are the symbols in it."""

    def __init__(self, message: str, names: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.names = frozenset(names)


class UnknownLayer(LayerError):
    """A layer that has no rule here."""


class ConditionError(SymparamError):
    """A size breaks a condition of the model, such as a kernel larger than its input."""


class ReadError(SymparamError):
    """A model's source cannot be read; the message gives file and line."""


class MissingExtra(SymparamError):
    """A feature needs a package that is not installed; the message gives the command that installs it."""


class NotFound(ReadError, RequestError):
    """There is no such file, model or name in the source."""


class UnknownName(SizeError, RequestError):
    """A name that the model does not have."""


class Malformed(SizeError, RequestError):
    """A size that is none: it cannot be read, or is no whole number."""


class NoSuchLayer(LayerError, RequestError):
    """A layer that the model does not have."""


FEW = 12  # names that a message lists


def nearest(wanted: str, names: Iterable[str]) -> str:
    """What to say of a name that does not exist: the nearest one, or those that there are.

    >>> nearest("dens", ["conv2d", "dense"]), nearest("x", ["conv2d", "dense"])
    ('did you mean dense?', 'there are conv2d, dense')
    """
    known = list(names)
    near = get_close_matches(wanted, known, 1)
    if near:
        return f"did you mean {near[0]}?"
    more = f" and {len(known) - FEW} more" if len(known) > FEW else ""
    return f"there are {', '.join(known[:FEW])}{more}" if known else "there are none"
