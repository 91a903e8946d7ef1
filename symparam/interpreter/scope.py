"""Names and what they stand for: a module, functions within it, classes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .values import Class, Value

MISSING = object()


@dataclass(eq=False)
class Scope:
    """The variables of one module, function call or class body."""

    parent: Scope | None = None
    kind: str = "function"  # module, function, class
    names: dict[str, Value] = field(default_factory=dict)
    elsewhere: dict[str, Scope] = field(default_factory=dict)  # names declared global or nonlocal
    stars: list[str] = field(default_factory=list)  # modules of `from m import *`
    owner: Class | None = None  # the class whose method runs here
    receiver: Value = None
    function: str = ""

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def find(self, name: str) -> Value:
        """The value of a name, or MISSING. A class body is invisible to the functions in it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.elsewhere:
                return scope.elsewhere[name].names.get(name, MISSING)
            if name in scope.names and (scope.kind != "class" or scope is self):
                return scope.names[name]
            scope = scope.parent
        return MISSING

    def assign(self, name: str, value: Value) -> None:
        """Bind a name here, or where a global or nonlocal statement says."""
        self.elsewhere.get(name, self).names[name] = value

    def delete(self, name: str) -> None:
        """Forget a name."""
        self.elsewhere.get(name, self).names.pop(name, None)

    def declare_global(self, name: str) -> None:
        """``global name``."""
        self.elsewhere[name] = self.module

    def declare_nonlocal(self, name: str) -> None:
        """``nonlocal name``."""
        scope = self.parent
        while scope is not None and (scope.kind != "function" or name not in scope.names):
            scope = scope.parent
        if scope is not None:
            self.elsewhere[name] = scope
