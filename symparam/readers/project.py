"""A machine that also reads files of the script's own project, and says of each message in which file it is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from ..frozen import dataclass
from ..interpreter import machine
from ..interpreter.faults import ScriptError
from ..interpreter.scope import Scope
from ..interpreter.symbols import Symbols
from ..interpreter.values import Class, Function, Method, Value
from ..interpreter.vocabulary import Vocabulary


@dataclass
class Project:
    """The files that are read besides the script."""

    sources: dict[Path, Scope] = field(default_factory=dict)  # what each of them binds
    rooms: dict[str, Path] = field(default_factory=dict)  # files of the script's project that have a name
    paths: dict[str, Path] = field(default_factory=dict)  # these files by how messages name them
    homes: dict[str, Path | None] = field(default_factory=dict)  # the folder of each file by how messages name it
    roots: dict[str, Path | None] = field(default_factory=dict)  # where the first part of a dotted name was found
    files: dict[int, str] = field(default_factory=dict)  # how messages name them, by the identity of their scope


class Machine(machine.Machine):
    """The machine that walks the script, and what it reads besides."""

    def __init__(self, file: str, symbols: Symbols, library: Vocabulary, constants: frozenset[str]) -> None:
        super().__init__(file, symbols, library, constants)
        self.main = file
        self.project = Project()

    def names_of(self, file: Path, opened: Callable[[], tuple[str, ast.Module]]) -> Scope:
        """What another file binds, which is interpreted once; ``opened`` is how messages name it, and its tree."""
        known = self.project.sources.get(file)
        if known is None:
            shown, tree = opened()
            known = self.project.sources[file] = Scope(kind="module", names={"__name__": file.stem})
            self.project.files[id(known)] = shown
            with self.elsewhere(shown, known):
                self.run(tree.body, known)
        return known

    def call(self, function: Value, args: Any, keywords: Mapping[str, Value], node: ast.AST) -> Value:
        """Call a value, in the file where it stands."""
        if self.project.files and (file := self.file_of(function)) != self.file:
            with self.elsewhere(file, self.module):
                return self.enter(function, args, keywords, node)
        return self.enter(function, args, keywords, node)

    def enter(self, function: Value, args: Any, keywords: Mapping[str, Value], node: ast.AST) -> Value:
        """Call a value of this file."""
        return super().call(function, args, keywords, node)

    def file_of(self, function: Value) -> str:
        """The file in which a function or a class stands."""
        if isinstance(function, Method):
            function = function.function
        if isinstance(function, Class):
            function = next((f for f in function.attributes.values() if isinstance(f, Function)), None)
        scope = function.scope.module if isinstance(function, Function) else None
        return self.project.files.get(id(scope), self.main if scope is self.module else self.file)

    @contextmanager
    def elsewhere(self, file: str, module: Scope) -> Iterator[None]:
        """What runs stands in another file."""
        kept = self.file, self.module, self.statement, self.line, self.defined, self.failures
        self.file, self.module, self.defined = file, module, None
        if module is not kept[1]:
            self.failures = {}
        try:
            yield
        except ScriptError as error:
            error.file = error.file or file
            raise
        finally:
            self.file, self.module, self.statement, self.line, self.defined, self.failures = kept
