"""One reading of one script, with what Keras keeps while it runs."""

from __future__ import annotations

from ...interpreter.symbols import Symbols
from ...interpreter.values import Value
from ...interpreter.vocabulary import Vocabulary
from .. import project
from .keras_state import KerasState


class Machine(project.Machine):
    """The machine that walks the script, and the layers, models and names that Keras knows by now."""

    def __init__(
        self, file: str, symbols: Symbols, library: Vocabulary, keras: KerasState, constants: frozenset[str]
    ) -> None:
        super().__init__(file, symbols, library, constants)
        self.keras = keras
        self.broken: dict[int, str] = {}  # line -> why no model could be made there
        self.bound: dict[tuple[str, int], Value] = {}  # models by module variable and the line that bound it
        self.locals: list[tuple[str, Value]] = []  # models bound to names inside functions
