"""Everything that can go wrong because of an input; each message says who, what came, and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from .printable import printable

if TYPE_CHECKING:
    from typing import Self

    from .algebra import Need

LONGEST = 900  # characters of a message


class SymparamError(Exception):
    """Any error that a user's input can cause. What its message quotes is shown, and never acts on a terminal.

    Its fields tell a program what ``str`` tells a person: ``file`` and ``line`` of the source, and the ``layer`` that
    refuses, each where it is known.
    """

    file: str = ""
    line: int = 0
    layer: str = ""

    def __init__(self, message: str = "") -> None:
        super().__init__(shortened(printable(message)))

    @property
    def message(self) -> str:
        """What is wrong, without the place."""
        return shortened(str(self.args[0]))

    @property
    def place(self) -> str:
        """``file:line``, or what is known of it."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file

    def __str__(self) -> str:
        return shortened(f"{printable(self.place)}: {self.message}") if self.file else self.message

    def at(self, file: str = "", line: int = 0, layer: str = "") -> Self:
        """The error with its place; what it knows already, from nearer by, stays.

        >>> str(LayerError("kernel 5 does not fit").at("model.py", 12).at("other.py", 3))
        'model.py:12: kernel 5 does not fit'
        """
        if file and not self.file and not self.message.startswith(f"{file}:"):  # told from nearer by
            self.file, self.line = file, line
        self.layer = self.layer or layer
        return self

    def by(self, who: str) -> Self:
        """The error with its layer, which is said at its start."""
        self.args = (shortened(printable(f"{who}: {self.message}")),)
        return self.at(layer=who)

    def adding(self, text: str) -> Self:
        """The error with more said at its end."""
        self.args = (f"{self.message}{printable(text)}",)
        return self

    def fields(self) -> dict[str, Any]:
        """What is known, by name: type and message, and of file, line and layer what is there.

        >>> LayerError("kernel 5 does not fit").at(layer="conv2d").fields()
        {'type': 'LayerError', 'message': 'kernel 5 does not fit', 'layer': 'conv2d'}
        """
        known = {"file": self.file, "line": self.line, "layer": self.layer}
        return {"type": type(self).__name__, "message": self.message} | {k: v for k, v in known.items() if v}


def shortened(message: str) -> str:
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
    """A size breaks a condition of the model, such as a kernel larger than its input.

    ``need`` is the condition in the numbers that break it; ``nearest`` are changes of the sizes that would do, each of
    them by name the sizes to choose from.
    """

    need: Need | None = None
    nearest: Sequence[Mapping[str, Sequence[int]]] = ()

    @classmethod
    def broken(cls, layer: str, need: Need) -> Self:
        """A condition of a layer that fails in numbers."""
        error = cls(need.refusal(layer)).at(layer=layer)
        error.need = need
        return error

    def fields(self) -> dict[str, Any]:
        """The same, with the condition: its reason, and the relation that does not hold."""
        found = super().fields()
        if self.need is not None:
            need = self.need
            found |= {"why": need.why, "left": need.left, "relation": need.op, "right": need.right}
        if self.nearest:
            found["nearest"] = [{name: list(sizes) for name, sizes in change.items()} for change in self.nearest]
        return found


class BatchUndecided(ConditionError):
    """Whether a condition holds for every batch size is not known; with its other names as numbers it may be."""

    def __init__(self, message: str, names: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.names = frozenset(names)


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


class NoRow(NoSuchLayer, KeyError):
    """A row that the report does not have."""

    __str__ = Exception.__str__  # that of KeyError puts the message in quotes


def guess(wanted: str, names: Iterable[str], otherwise: str = "", lead: str = "", likeness: float = 0.6) -> str:
    """The question whether the nearest of some names is meant, behind ``lead``; ``otherwise`` where none is near.

    >>> guess("dens", ["conv2d", "dense"], lead="; "), guess("x", ["conv2d"], "it has conv2d")
    ('; did you mean dense?', 'it has conv2d')
    """
    near = get_close_matches(wanted, names, 1, likeness)
    return f"{lead}did you mean {near[0]}?" if near else otherwise


def nearest(wanted: str, names: Iterable[str]) -> str:
    """What to say of a name that does not exist: the nearest one, or those that there are.

    >>> nearest("dens", ["conv2d", "dense"]), nearest("x", ["conv2d", "dense"])
    ('did you mean dense?', 'there are conv2d, dense')
    """
    known = list(names)
    more = f" and {len(known) - FEW} more" if len(known) > FEW else ""
    return guess(wanted, known, f"there are {', '.join(known[:FEW])}{more}" if known else "there are none")
