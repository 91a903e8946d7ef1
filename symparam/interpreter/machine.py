"""The interpreter: walks the syntax tree within a budget, and turns every failure into one message with its line."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn

from ..errors import ReadError, SymparamError
from .budget import STATEMENT, STEPS, Budget, Exhausted, TooLarge, Undecided
from .builtin_table import BUILTINS
from .call import call
from .expressions import EXPRESSIONS
from .faults import NATIVE, OWN, NotKnown, ScriptError
from .numbers import Unvalued
from .recovery import recovered
from .scope import Scope
from .statements import STATEMENTS
from .symbols import Symbols
from .values import Instance, Signal, Unknown, Value
from .vocabulary import Vocabulary

RECOVERY = 100  # steps that going on behind a statement counts for, with the search for what it may have changed


class Machine:
    """One reading of one script."""

    def __init__(self, file: str, symbols: Symbols, library: Vocabulary, constants: frozenset[str]) -> None:
        self.file = file
        self.symbols = symbols
        self.library = library
        self.builtins: Mapping[str, Value] = BUILTINS
        self.constants = constants  # module-level names assigned once, from whole numbers
        self.budget = Budget(lambda: symbols.tick)
        self.module = Scope(kind="module")
        self.classic = False  # 7 / 2 is 3, as in Python 2
        self.line = 1
        self.statement = 1  # the line of the module's statement that runs now
        self.handlers = 0  # try statements of the script around the current point
        self.caught: list[ScriptError] = []  # exceptions whose handlers run now
        self.depth = 0
        self.frames: list[Scope] = []  # the functions that run now, from the outermost
        self.yields: list[list[Value]] = []  # what running generators have yielded
        self.flags: dict[str, Value] = {}  # options of absl
        self.defined: frozenset[str] | None = None  # all names that the script binds anywhere; None: not known
        self.notes: list[str] = []  # loops given up on the way
        self.failures: dict[int, str] = {}  # line -> why a statement could not be followed
        self.causes: dict[str, SymparamError] = {}  # the errors behind these messages
        self.lost: dict[str, Unknown] = {}  # names that such statements of functions would have bound
        self.assumed: dict[tuple[int, str], None] = {}  # line and words of what is taken not to change a model

    # --- evaluation -------------------------------------------------------------------------------------------

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression."""
        self.budget.step()
        self.line = node.lineno
        try:
            return EXPRESSIONS[type(node)](self, node, scope)
        except NotKnown as error:
            return self.unknown(node, str(error))

    def run(self, body: Sequence[ast.stmt], scope: Scope) -> Signal | None:
        """Run statements; the reason why they end early, if they do."""
        follow = self._step if scope is self.module else self._attempt if self._recovers(scope) else self._follow
        for statement in body:
            self.budget.step()
            self.line = statement.lineno
            signal = follow(statement, scope)
            if signal is not None:
                return signal
        return None

    def _follow(self, statement: ast.stmt, scope: Scope) -> Signal | None:
        """Run one statement."""
        try:
            return STATEMENTS[type(statement)](self, statement, scope)
        except NotKnown as error:  # asked for by the statement itself, and not by an expression in it
            raise self.error(
                statement, f"this statement cannot be followed: {error or 'a value is not known'}"
            ) from None
        except OWN as error:  # values that no rule here foresaw: the statement is wrong, or beyond the reader
            raise self.error(statement, f"this statement cannot be followed: {_said(error)}") from None

    def _step(self, statement: ast.stmt, scope: Scope) -> Signal | None:
        """Run one statement of the module, within the steps of one."""
        before, depth, handlers = self.library.mark(self), self.depth, self.handlers
        self.statement = statement.lineno
        try:
            with self.budget.aside(STATEMENT):
                return self._attempt(statement, scope)
        except Undecided:
            raise
        except Exhausted:
            if self.budget.steps > self.budget.limit:  # what is around the statement may take no more either
                raise
            self.depth, self.handlers = depth, handlers
            self._give_up(statement, scope, self.endless(STATEMENT), before)
        return None

    def _recovers(self, scope: Scope) -> bool:
        """Whether the code of a scope goes on behind a statement that cannot be followed.

        The methods of a layer or a model do not: half a computation would be another one.
        """
        if scope.kind == "class":
            return True
        running = bool(self.frames) and self.frames[-1] is scope
        return running and not (isinstance(scope.receiver, Instance) and scope.receiver.adopted is not None)

    def _attempt(self, statement: ast.stmt, scope: Scope) -> Signal | None:
        """Run one statement; where it cannot be followed, what stands behind it is read all the same."""
        before, depth, handlers = self.library.mark(self), self.depth, self.handlers
        try:
            return self._follow(statement, scope)
        except SymparamError as error:
            self.depth, self.handlers = depth, handlers
            self._give_up(statement, scope, error, before)
        return None

    def _give_up(self, statement: ast.stmt, scope: Scope, error: SymparamError, before: Value) -> None:
        """What a statement binds that cannot be followed is unknown. Raises its error where that is not enough."""
        self.budget.step(RECOVERY)
        message = str(error.at(self.file, statement.lineno))
        if not recovered(self, statement, scope, message, before):
            raise error
        self.failures.setdefault(statement.lineno, message)
        self.causes.setdefault(message, error)

    def call(self, function: Value, args: Sequence[Value], keywords: Mapping[str, Value], node: ast.AST) -> Value:
        """Call a value of the script."""
        return self.settled(node, lambda: call(self, function, list(args), dict(keywords), node))

    def settled(self, node: ast.AST, rule: Callable[[], Value]) -> Value:
        """What a rule gives; an unknown value where it asks for more than is known."""
        try:
            return rule()
        except NotKnown as error:
            return self.unknown(node, str(error))

    # --- failures ---------------------------------------------------------------------------------------------

    def where(self, node: ast.AST | None = None) -> str:
        """file:line."""
        return f"{self.file}:{getattr(node, 'lineno', self.line)}"

    def text(self, node: ast.AST) -> str:
        """An expression as it stands in the script, shortened."""
        text = ast.unparse(node)
        return text if len(text) <= 70 else text[:67] + "..."

    def why(self, node: ast.AST, why: str = "") -> str:
        """A reason with its place."""
        return f"{why or self.text(node)} ({self.where(node)})"

    def error(self, node: ast.AST | None, message: str) -> ReadError:
        """An error of the reader at a node."""
        return ReadError(message).at(self.file, getattr(node, "lineno", self.line))

    def refusal(self, reason: str) -> ReadError:
        """The error for a statement that could not be followed, by the reason that is told for it."""
        cause = self.causes.get(reason)
        return ReadError(cause.message).at(cause.file, cause.line, cause.layer) if cause else ReadError(reason)

    def unknown(self, node: ast.AST, why: str = "") -> Unknown:
        """The value of an expression that is not known."""
        text = node if isinstance(node, ast.expr) else ""
        return Unknown(text, getattr(node, "lineno", self.line), why)

    def or_unknown(self, value: Value, node: ast.AST) -> Value:
        """The value, where there is one; None where it is not known."""
        return self.unknown(node) if value is None else value

    def unknown_as(self, value: Value, node: ast.AST) -> Unknown:
        """What is made of a value that no rule takes: the value itself where that is not known."""
        return value if isinstance(value, Unknown) else self.unknown(node)

    def part(self, whole: Unknown, key: str, node: ast.AST) -> Unknown:
        """A part of a value that is not known: the same one whenever it is read off again."""
        if key not in whole.memo:
            part = self.wrong(node, whole.why) if whole.wrong else self.unknown(node, whole.why)
            part.origin, part.undefined = whole.origin, whole.undefined
            whole.memo[key] = part
        return whole.memo[key]

    def assume(self, node: ast.AST, what: str) -> None:
        """Note that something is taken not to change a model."""
        self.assumed.setdefault((getattr(node, "lineno", self.line), what))

    def fail(self, node: ast.AST, kind: str, message: str) -> Value:
        """What an operation gives that fails: an exception where the script watches for one, else an unknown value.

        The script may well go on without the value; if it reaches the model, the message is told.
        """
        if self.handlers:
            raise ScriptError(kind, message, getattr(node, "lineno", self.line))
        return self.wrong(node, f"{kind}: {message}" if message else kind)

    def wrong(self, node: ast.AST, why: str) -> Unknown:
        """A value that no run of the script would have, or that is beyond the reader."""
        result = self.unknown(node, why)
        result.wrong = True
        return result

    @contextmanager
    def guarded(self, node: ast.AST) -> Iterator[list[Value]]:
        """Run an operation on plain values; a failure of it becomes the script's own.

        >>> # with m.guarded(node) as result: result.append(a + b)   # then result[0]
        """
        result: list[Value] = []
        try:
            yield result
        except Unvalued as error:
            lacking = self.wrong(node, f"it needs a value of {error.dim}; give it as NAME=VALUE")
            lacking.lacks = error.dim
            result.append(lacking)
        except TooLarge:
            result.append(self.wrong(node, "the value would be too large"))
        except NATIVE as error:
            result.append(self.fail(node, type(error).__name__, str(error)))

    @contextmanager
    def located(self, node: ast.AST) -> Iterator[None]:
        """Give errors of layers and graphs the file and line of the script."""
        try:
            yield
        except ReadError:
            raise
        except SymparamError as error:
            if self.handlers:
                raise ScriptError("ValueError", str(error), getattr(node, "lineno", self.line)) from None
            raise error.at(self.file, getattr(node, "lineno", self.line)) from None

    def exhausted(self) -> NoReturn:
        """Raise the error for a script that does not end."""
        raise self.endless(STEPS)

    def endless(self, steps: int) -> ReadError:
        """The error for what did not end within so many steps."""
        what = "script" if steps == STEPS else "statement"
        return ReadError(f"the {what} did not end within {steps:,} steps; a loop around this line may have no end").at(
            self.file, self.line
        )


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


__all__ = ["Exhausted", "Machine"]
