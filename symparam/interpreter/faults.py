"""How reading ends early: the script's own exceptions, and what no script may do."""

from __future__ import annotations

import builtins
import os
from typing import TypeVar, cast

T = TypeVar("T")

# what Python raises on a wrong operation
NATIVE = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
# the same, where they come from the reader's own code: a refusal for a user, a fault where SYMPARAM_STRICT is set
OWN: tuple[type[Exception], ...] = () if os.environ.get("SYMPARAM_STRICT") else NATIVE


class ScriptError(Exception):
    """An exception that the script raises, which it may catch itself."""

    def __init__(self, kind: str, message: str, line: int, value: object = None, bases: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kind, self.message, self.line = kind, message, line
        self.value = value  # the object that is raised, where its class is of the script
        self.bases = bases  # the names of the bases of that class
        self.file = ""  # where it is not the script itself

    def caught_by(self, name: str) -> bool:
        """Whether ``except name`` catches it.

        >>> [ScriptError("KeyError", "", 1).caught_by(name) for name in ("LookupError", "OSError")]
        [True, False]
        """
        return any(name == kind or _is_kind(kind, name) for kind in (self.kind, *self.bases))


def _is_kind(kind: str, name: str) -> bool:
    family, member = (getattr(builtins, n, None) for n in (name, kind))
    if not isinstance(family, type):
        return False
    if not isinstance(member, type):  # of a library
        return family in (Exception, BaseException)
    return issubclass(member, family) or (kind, name) == ("OSError", "FileNotFoundError")  # a file that is not read


class NotKnown(Exception):
    """A rule asks for more than is known: what it was to give is an unknown value, for that reason."""


def surely(known: object, why: str = "") -> None:
    """Go on where what a rule asks for is known. Raises NotKnown, with the reason, where it is not."""
    if not known:
        raise NotKnown(why)


def sure(value: T | None, why: str = "") -> T:
    """The value, where there is one. Raises NotKnown, with the reason, where there is none."""
    surely(value is not None, why)
    return cast("T", value)


class ScriptExit(Exception):
    """sys.exit() and its like: the script ends here, with what it has built."""
