"""How reading ends early: the script's own exceptions, and what no script may do."""

from __future__ import annotations

import os

# what Python raises on a wrong operation
NATIVE = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
# the same, where they come from the reader's own code: a refusal for a user, a fault where SYMPARAM_STRICT is set
OWN: tuple[type[Exception], ...] = () if os.environ.get("SYMPARAM_STRICT") else NATIVE


class ScriptError(Exception):
    """An exception that the script raises, which it may catch itself."""

    def __init__(self, kind: str, message: str, line: int) -> None:
        super().__init__(message)
        self.kind, self.message, self.line = kind, message, line


class ScriptExit(Exception):
    """sys.exit() and its like: the script ends here, with what it has built."""
